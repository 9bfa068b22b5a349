"""More time for a person, their team or a group."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.domain.calendar import LAST_MINUTE, DueWork
from assessments.domain.extensions import Group
from courses.models import Enrolment


class TimeForm(forms.Form):
    """What is due, until when, and why."""

    what = forms.ChoiceField(label=_("What is due"))
    day = forms.DateField(
        label=_("New day"),
        help_text=_("Until 23:59, in the time zone of the cohort."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Whoever gets the time reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, works: Iterable[DueWork], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        self.fields["what"].choices = [(work.code, work.name) for work in works]

    @property
    def facts(self) -> dict[str, Any]:
        """What ``extend`` asks for, once the form is valid."""
        facts = {name: self.cleaned_data[name] for name in ("what", "reason", "key")}
        day = self.cleaned_data["day"]
        return facts | {"due_at": datetime.combine(day, LAST_MINUTE, self.zone)}


class ExtensionForm(TimeForm):
    """More time for a person, or for everybody on their project."""

    for_team = forms.BooleanField(
        label=_("For everybody who works on the same project"), required=False
    )


class GroupForm(TimeForm):
    """More time for everybody, for the people of a tutor, or for those who are marked."""

    CHOSEN = "chosen"

    who = forms.ChoiceField(label=_("For whom"))
    people = forms.MultipleChoiceField(
        label=_("People"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {group.key: group.enrolments for group in groups}
        self.everybody = {str(each.public_id): each for each in groups[0].enrolments}
        self.fields["who"].choices = [
            *((group.key, self._called(group)) for group in groups),
            (self.CHOSEN, _("Only the people marked below")),
        ]
        self.fields["people"].choices = [
            (key, each.participant.full_name) for key, each in self.everybody.items()
        ]

    @staticmethod
    def _called(group: Group) -> str:
        number = len(group.enrolments)
        if not group.tutor:
            return gettext("Everybody (%(number)s)") % {"number": number}
        names = {"tutor": group.tutor, "number": number}
        return gettext("The group of %(tutor)s (%(number)s)") % names

    @property
    def enrolments(self) -> Sequence[Enrolment]:
        """Whom the time is for, once the form is valid."""
        if self.cleaned_data["who"] == self.CHOSEN:
            return [self.everybody[key] for key in self.cleaned_data["people"]]
        return self.groups[self.cleaned_data["who"]]
