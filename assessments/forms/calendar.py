"""What the team fills in about the days of a cohort: until when things are due, and moving it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.domain.calendar import DueWork
from assessments.domain.calendar_moves import MOST_DAYS


class DueDaysForm(forms.Form):
    """A day for each thing that a cohort hands in, empty where there is none."""

    def __init__(self, *args: Any, works: Sequence[DueWork], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.works = works
        for work in works:
            widget = forms.DateInput(attrs={"type": "date", "class": "s"}, format="%Y-%m-%d")
            # Its first value travels along: only what this person changes is changed.
            self.fields[self.name_of(work.code)] = forms.DateField(
                label=work.name,
                required=False,
                widget=widget,
                initial=work.due_on,
                show_hidden_initial=True,
            )

    @staticmethod
    def name_of(code: str) -> str:
        return code.replace(".", "_")

    @classmethod
    def with_suggestions(cls, works: Sequence[DueWork], *, today: date) -> dict[str, str]:
        """Return what the form would send if somebody typed the suggestions where no day is."""
        typed = {}
        for work in works:
            name, day = cls.name_of(work.code), work.due_on
            suits = work.suggested_on and work.suggested_on >= today
            suggested = day or (work.suggested_on if suits else None)
            typed[name] = suggested.isoformat() if suggested else ""
            typed[f"initial-{name}"] = day.isoformat() if day else ""
        return typed

    @property
    def changed_days(self) -> dict[str, date | None]:
        """What this person changed, once the form is valid."""
        changed = set(self.changed_data)
        return {
            work.code: self.cleaned_data[self.name_of(work.code)]
            for work in self.works
            if self.name_of(work.code) in changed
        }

    def rows(self) -> Iterator[tuple[DueWork, forms.BoundField]]:
        for work in self.works:
            yield work, self[self.name_of(work.code)]


class MoveDaysForm(forms.Form):
    """By how many days a calendar moves: asked first, for the preview."""

    days = forms.IntegerField(
        label=_("By how many days"),
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        help_text=_("For example 7 for a week later, -2 for two days earlier."),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


class MoveForm(MoveDaysForm):
    """The same days, the reason that everybody reads, and what the preview showed."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everybody who is told reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
