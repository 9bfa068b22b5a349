"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people import access, receivers  # noqa: F401, PLC0415 -- they register themselves
