"""Migrations that stand for several: making their tables quickly, and going without them."""

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Key = tuple[str, str]


class CreateModels(Operation):
    """Creates many tables: the models are built once, not anew after each of them."""

    reversible = True

    def __init__(self, *models: CreateModel) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What was built already would be built again with each model that is added.
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.models)} models"


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
