"""The completion app."""

from django.apps import AppConfig


class CompletionConfig(AppConfig):
    name = "completion"

    def ready(self) -> None:
        from completion import access, receivers  # noqa: F401, PLC0415 -- they register themselves
