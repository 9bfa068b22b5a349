"""What is filled in about hours: corrections, and what was studied without a connection."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain.study import Asked, ModuleSheet, SheetLine
from courses.forms.fields import DATE
from courses.models import HoursEntry, StudySheet


class CorrectLineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is this line wrong?"),
        max_length=300,
        help_text=_("The person reads it beside the correction."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AdjustHoursForm(forms.Form):
    """Minutes that nothing else in the course accounts for, more or less than before."""

    MORE, LESS = "more", "less"

    modality = forms.ChoiceField(
        label=_("Kind of hours"), choices=HoursEntry.Modality, widget=forms.RadioSelect
    )
    sign = forms.ChoiceField(
        label=_("What to do"),
        choices=[(MORE, _("Add minutes")), (LESS, _("Take minutes off"))],
        initial=MORE,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=3000,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    earned_on = forms.DateField(label=_("When it happened"), widget=DATE)
    evidence = forms.ChoiceField(
        label=_("Evidence"),
        choices=[
            (choice, choice.label)
            for choice in HoursEntry.Evidence
            if choice != HoursEntry.Evidence.MAKE_UP
        ],
        initial=HoursEntry.Evidence.ON_SITE,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("The person reads it beside the line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    @property
    def facts(self) -> dict[str, Any]:
        """What ``adjust_hours`` asks for, once the form is valid."""
        facts = dict(self.cleaned_data)
        if facts.pop("sign") == self.LESS:
            facts["minutes"] = -facts["minutes"]
        return facts


@dataclass(frozen=True)
class SheetRow:
    """One item of the sheet with what was typed: its tick, and a name and letter a question."""

    line: SheetLine
    is_ticked: bool
    asked: list[tuple[str, Asked, str]]


class StudySheetForm(forms.Form):
    """The sheet of a module: which items, on what day, and the answers to their questions."""

    studied_on = forms.DateField(label=_("The day on which it was studied"), widget=DATE)
    evidence = forms.ChoiceField(
        label=_("How it was studied"),
        choices=[(choice, choice.label) for choice in StudySheet.EVIDENCE],
        initial=StudySheet.EVIDENCE[0],
        widget=forms.RadioSelect,
    )
    lessons = forms.MultipleChoiceField(
        label=_("Lessons"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one lesson that is not done yet.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, sheet: ModuleSheet, for_somebody: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["lessons"].choices = [
            (str(public_id), str(lesson)) for public_id, lesson in sheet.lessons.items()
        ]
        if not for_somebody:
            del self.fields["evidence"]

    @property
    def rows(self) -> list[SheetRow]:
        ticked = set(self["lessons"].value() or [])
        return [
            SheetRow(
                line,
                str(line.item.lesson.public_id) in ticked,
                [
                    (name, asked, self.data.get(name, ""))
                    for asked in line.asked
                    for name in [self._name(line, asked)]
                ],
            )
            for line in self.sheet.lines
        ]

    @property
    def facts(self) -> dict[str, Any]:
        """What ``hand_in_sheet`` asks for, once the form is valid."""
        answers = {
            row.line.item.lesson.code: [letter[:1] for _name, _asked, letter in row.asked]
            for row in self.rows
        }
        lessons = [UUID(public_id) for public_id in self.cleaned_data["lessons"]]
        return self.cleaned_data | {"lessons": lessons, "answers": answers}

    def _name(self, line: SheetLine, asked: Asked) -> str:
        return f"q-{line.item.lesson.public_id}-{asked.question.number}"
