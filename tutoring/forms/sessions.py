"""What staff fills in about in-person sessions."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort
from people.models import User
from tutoring.domain.sessions import municipalities_of, team_facilitators
from tutoring.forms.fields import PeopleChoiceField
from tutoring.models import InPersonSession


class SessionForm(forms.Form):
    day = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    hour = forms.TimeField(
        label=_("Starts at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    venue = forms.CharField(
        label=_("Venue"),
        max_length=200,
        help_text=_("Name and street, so that people find it."),
    )
    municipality = forms.ModelChoiceField(
        queryset=None, to_field_name="code", required=False, label=_("Municipality")
    )
    facilitators = PeopleChoiceField(
        queryset=None,
        to_field_name="public_id",
        required=False,
        label=_("Facilitators"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        cohort: Cohort,
        session: InPersonSession | None = None,
        people: list[User] | None = None,
        **kwargs: Any,
    ) -> None:
        self.zone = ZoneInfo(cohort.time_zone)
        if session:
            starts_at = timezone.localtime(session.starts_at, self.zone)
            kwargs["initial"] = {
                "day": starts_at.date(),
                "hour": starts_at.time(),
                "venue": session.venue,
                "municipality": session.municipality and session.municipality.code,
                "facilitators": [person.public_id for person in people or []],
            }
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities_of(cohort)
        present = User.objects.filter(pk__in=[person.pk for person in people or []])
        self.fields["facilitators"].queryset = team_facilitators(cohort) | present

    @property
    def facts(self) -> dict[str, Any]:
        """What ``schedule`` and ``reschedule`` ask for, once the form is valid."""
        starts_at = datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], self.zone)
        return {
            "starts_at": starts_at,
            "venue": self.cleaned_data["venue"],
            "municipality": self.cleaned_data["municipality"],
            "facilitators": self.cleaned_data["facilitators"],
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=300, required=False)
