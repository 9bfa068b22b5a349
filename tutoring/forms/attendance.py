"""The attendance sheet, and what undoes it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tutoring.domain.attendance import Mark
from tutoring.domain.attendance_list import minutes_in
from tutoring.models import Attendance

MARK_FIELD = re.compile(r"(status|note|hours)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
LONGEST_NOTE = 300
LAST_MOMENT = 4_102_444_800_000_000  # In microseconds since 1970.
NO_HOURS = -1  # Something was typed that is no hours.


class AttendanceForm(forms.Form):
    """The attendance sheet: ``status-<uuid>`` and ``note-<uuid>`` for each person on the page."""

    how = forms.ChoiceField(
        label=_("How you record it"),
        choices=[
            (choice, choice.label)
            for choice in (Attendance.How.BY_HAND, Attendance.How.PAPER, Attendance.How.PHONE)
        ],
        initial=Attendance.How.BY_HAND,
        widget=forms.Select(attrs={"class": "s auto"}),
    )
    folio = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(
        min_value=0, max_value=LAST_MOMENT, required=False, widget=forms.HiddenInput
    )

    @property
    def facts(self) -> dict[str, Any]:
        """What ``record_sheet`` asks for, once the form is valid."""
        seen = self.cleaned_data["seen"]
        return self.cleaned_data | {"seen": moment_of(seen) if seen else None}

    @property
    def people(self) -> list[UUID]:
        """The enrolments of whom the form says something."""
        said = {
            UUID(found[2]): None
            for name, value in self.data.items()
            if value and (found := MARK_FIELD.fullmatch(name))
        }
        return list(said)

    def clean(self) -> dict[str, Any]:
        for mark in (self._mark(person) for person in self.people):
            if mark.status not in Attendance.Status.values:
                raise forms.ValidationError(
                    _("Choose present, late or absent for everyone with a note or hours."),
                    code="status",
                )
            if mark.minutes == NO_HOURS:
                raise forms.ValidationError(
                    _("Write hours as a number, for example 3.5."), code="hours"
                )
            if len(mark.note) > LONGEST_NOTE:
                raise forms.ValidationError(
                    _("A note has at most 300 characters."), code="note_too_long"
                )
        return super().clean()

    def marks(self, enrolments: Mapping[UUID, int]) -> dict[int, Mark]:
        """Return enrolment → mark for ``enrolments`` (public id → id)."""
        return {enrolments[person]: self._mark(person) for person in self.people}

    def hours(self, enrolments: Mapping[UUID, int]) -> dict[int, str]:
        """Return the hours as typed, for a form that comes back."""
        return {enrolments[person]: self.data.get(f"hours-{person}", "") for person in self.people}

    def _mark(self, person: UUID) -> Mark:
        note = self.data.get(f"note-{person}", "").replace("\x00", "").strip()
        hours = self.data.get(f"hours-{person}", "").strip()
        minutes = minutes_in(hours) if hours else None
        if hours and minutes is None:
            minutes = NO_HOURS
        return Mark(self.data.get(f"status-{person}", ""), note, minutes)


class UndoForm(forms.Form):
    """The moment of what is to be undone, in microseconds since 1970."""

    at = forms.IntegerField(min_value=0, max_value=LAST_MOMENT)

    @property
    def moment(self) -> datetime:
        return moment_of(self.cleaned_data["at"])


def moment_of(microseconds: int) -> datetime:
    """Return the moment that a form carries, exact to the microsecond."""
    seconds, rest = divmod(microseconds, 1_000_000)
    return datetime.fromtimestamp(seconds, tz=ZoneInfo("UTC")).replace(microsecond=rest)
