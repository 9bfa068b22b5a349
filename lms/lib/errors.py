"""The one exception with which a domain function says no."""

from django.core.exceptions import ValidationError


class RuleViolation(ValidationError):
    """A rule refused the request, for a reason that the person may read.

    Being a ``ValidationError`` it goes into a form as it is: ``form.add_error(None, refusal)``.
    ``code`` is required: tests and callers tell refusals apart by code, never by their words.
    """

    def __init__(self, message: str, *, code: str, params: dict | None = None) -> None:
        super().__init__(message, code=code, params=params)
