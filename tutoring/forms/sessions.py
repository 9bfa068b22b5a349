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
from tutoring.models import InPersonSession, Venue


class SessionForm(forms.Form):
    day = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    hour = forms.TimeField(
        label=_("Starts at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    registered_venue = forms.ModelChoiceField(
        queryset=None,
        to_field_name="public_id",
        required=False,
        label=_("Registered venue"),
        help_text=_("Its name, street, municipality and size are taken from the register."),
    )
    venue = forms.CharField(
        label=_("Or another venue"),
        max_length=200,
        required=False,
        help_text=_("Name and street, so that people find it."),
    )
    municipality = forms.ModelChoiceField(
        queryset=None, to_field_name="code", required=False, label=_("Municipality")
    )
    capacity = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=5000,
        label=_("People it holds"),
        widget=forms.NumberInput(attrs={"class": "short"}),
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
                "registered_venue": session.registered_venue and session.registered_venue.public_id,
                "venue": "" if session.registered_venue else session.venue,
                "capacity": session.capacity,
                "municipality": session.municipality and session.municipality.code,
                "facilitators": [person.public_id for person in people or []],
            }
        super().__init__(*args, **kwargs)
        chosen = session.registered_venue_id if session else None
        venues = Venue.objects.with_place().filter(host=cohort.host_id)
        self.fields["registered_venue"].queryset = venues.in_use() | venues.filter(pk=chosen)
        self.fields["municipality"].queryset = municipalities_of(cohort)
        present = User.objects.filter(pk__in=[person.pk for person in people or []])
        self.fields["facilitators"].queryset = team_facilitators(cohort) | present

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("registered_venue") and not cleaned.get("venue"):
            self.add_error("venue", _("Choose a registered venue or write another one."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What ``schedule`` and ``reschedule`` ask for, once the form is valid."""
        starts_at = datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], self.zone)
        registered: Venue | None = self.cleaned_data["registered_venue"]
        capacity = self.cleaned_data["capacity"]
        place = {
            "registered_venue": registered,
            "venue": self.cleaned_data["venue"],
            "municipality": self.cleaned_data["municipality"],
            "capacity": capacity,
        }
        if registered:
            place["venue"] = registered.written
            place["municipality"] = registered.municipality
            place["capacity"] = capacity or registered.capacity
        return {
            "starts_at": starts_at,
            "facilitators": self.cleaned_data["facilitators"],
            **place,
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=300, required=False)
