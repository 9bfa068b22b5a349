"""What the team fills in about a cohort and its people."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.forms.fields import DATE
from courses.models import Cohort
from people.domain.territories import COUNTRY
from people.models import Territory

MEXICAN_ZONES = (
    "America/Mexico_City",
    "America/Bahia_Banderas",
    "America/Cancun",
    "America/Chihuahua",
    "America/Ciudad_Juarez",
    "America/Hermosillo",
    "America/Matamoros",
    "America/Mazatlan",
    "America/Merida",
    "America/Monterrey",
    "America/Ojinaga",
    "America/Tijuana",
)


class OneOfThese(forms.ModelChoiceField):
    """A choice among rows that are read once, for the options and for checking the answer."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        for row in self.queryset:
            if str(row.pk) == str(value):
                return row
        raise forms.ValidationError(
            self.error_messages["invalid_choice"],
            code="invalid_choice",
            params={"value": value},
        )


def _by_country(field: OneOfThese) -> list[tuple[str, Any]]:
    """Return Mexico and its states first, and the other countries in a group of their own."""
    home: list[tuple[int, str]] = []
    abroad: list[tuple[int, str]] = []
    for place in field.queryset:
        is_abroad = place.kind == Territory.Kind.COUNTRY and place.code != COUNTRY
        (abroad if is_abroad else home).append((place.pk, str(place)))
    groups = [("", field.empty_label), *home]
    return [*groups, (_("Other countries"), abroad)] if abroad else groups


class CohortForm(forms.ModelForm):
    """A cohort, new or changed. What can be chosen comes in: only what the person may choose."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Deadlines and sessions are shown in it.")
    )

    class Meta:
        model = Cohort
        fields = [
            "name",
            "code",
            "edition",
            "host",
            "partner",
            "sponsor",
            "territory",
            "starts_on",
            "ends_on",
            "project_due_at",
            "seats",
            "time_zone",
            "state",
            "takes_requests",
            "release",
            "signatories",
            "exercise_note",
        ]
        field_classes = dict.fromkeys(
            ("edition", "host", "partner", "sponsor", "territory"), OneOfThese
        )
        widgets = {
            "starts_on": DATE,
            "ends_on": DATE,
            "project_due_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
            "seats": forms.NumberInput(attrs={"class": "short", "min": 1}),
            "code": forms.TextInput(attrs={"class": "short", "autocapitalize": "none"}),
            "signatories": forms.Textarea(attrs={"rows": 3}),
            "exercise_note": forms.Textarea(attrs={"rows": 4}),
            "state": forms.RadioSelect,
            "release": forms.RadioSelect,
        }
        help_texts = {
            "code": _("It is part of every address, for example mex26b."),
            "partner": _("The organisation that names the people."),
            "sponsor": _("Who pays, if it is somebody else."),
            "seats": _("How many people are planned."),
            "takes_requests": _("On the public page of the course; you accept or decline each."),
            "project_due_at": _("In the time zone of the cohort; empty means the last day."),
            "signatories": _("Up to three, one a line: name | position | organisation."),
            "exercise_note": _("What the partner wants people to work on. Shown with the project."),
        }

    def __init__(self, *args: Any, choices: dict[str, QuerySet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in choices.items():
            self.fields[name].queryset = rows
        self.fields["territory"].choices = _by_country(self.fields["territory"])
        known = {self.instance.time_zone, *MEXICAN_ZONES}
        self.fields["time_zone"].choices = [
            (zone, zone.removeprefix("America/").replace("_", " ")) for zone in sorted(known)
        ]
        if self.instance.pk:
            del self.fields["state"]  # It moves by a button of its own.
            if self.instance.project_due_at:
                self.initial["project_due_at"] = timezone.make_naive(
                    self.instance.project_due_at, ZoneInfo(self.instance.time_zone)
                )
        else:
            self.fields["state"].choices = [
                (Cohort.State.OPEN, _("Open: people can be enrolled now")),
                (Cohort.State.PLANNED, _("Planned: lists can be prepared, nobody is enrolled yet")),
            ]
            self.initial = {
                "state": Cohort.State.OPEN,
                "time_zone": self.instance.time_zone,
            } | self.initial

    def clean(self) -> dict[str, Any]:
        """Read the deadline in the time zone of the cohort, whatever that of the person is."""
        facts = super().clean()
        due, zone = facts.get("project_due_at"), facts.get("time_zone")
        if due and zone:
            facts["project_due_at"] = timezone.make_naive(due).replace(tzinfo=ZoneInfo(zone))
        return facts
