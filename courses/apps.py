"""The courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses import access, receivers  # noqa: F401, PLC0415 -- they register themselves
