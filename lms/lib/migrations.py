"""Migrations one by one, where the loader of Django would take the one that stands for several."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

Key = tuple[str, str]


class StepLoader(MigrationLoader):
    """Knows every step; of the squashed migrations only those in ``kept``."""

    def __init__(self, kept: frozenset[Key] = frozenset()) -> None:
        self.kept = kept
        super().__init__(connection)

    def load_disk(self) -> None:
        super().load_disk()
        for key in squashed(self) - self.kept:
            del self.disk_migrations[key]


def squashed(loader: MigrationLoader) -> set[Key]:
    """Return the migrations that stand for several others."""
    return {key for key, migration in loader.disk_migrations.items() if migration.replaces}


def step_executor(kept: frozenset[Key] = frozenset()) -> MigrationExecutor:
    """Return an executor that goes step by step: it can make the tables of an old version."""
    executor = MigrationExecutor(connection)
    executor.loader = StepLoader(kept)
    return executor
