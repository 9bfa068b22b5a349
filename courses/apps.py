"""The courses app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses import access, receivers  # noqa: F401, PLC0415 -- they register themselves
        from courses.models.ledger import guard_ledger  # noqa: PLC0415 -- models load after apps

        post_migrate.connect(guard_ledger, sender=self)
