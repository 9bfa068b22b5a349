"""Forms of courses: the shape of what people type."""

import re
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_columns import FIELDS
from courses.domain.joining import Names
from courses.models import Cohort, HoursEntry
from people.domain.privacy import PURPOSES, AboutSelf, birth_years
from people.models import User


class ReplyForm(forms.Form):
    """The written reply that completes a forum, homework or live-session item."""

    body = forms.CharField(
        label=_("Your reply"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("At least 40 characters. You can change it until the cohort closes."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class AcceptInvitationForm(forms.ModelForm):
    """The accepting page of somebody who has no account yet."""

    PASSWORD, CODE = "password", "code"

    entry = forms.ChoiceField(
        label=_("How you want to sign in"),
        choices=[(CODE, _("With a code by e-mail")), (PASSWORD, _("With a password"))],
        initial=CODE,
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=200,
        help_text=_("10 characters or more. A phrase is fine."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    accepts_notice = forms.BooleanField(
        label=_("I have read the privacy notice and accept it."),
        error_messages={"required": _("Please read the privacy notice and accept it.")},
    )

    class Meta:
        model = User
        fields = [
            "given_names",
            "surname_1",
            "surname_2",
            "sex",
            "birth_year",
            "support_needed",
            "connectivity",
        ]
        help_texts = PURPOSES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earliest, latest = birth_years()
        self.fields["birth_year"] = forms.IntegerField(
            label=self.fields["birth_year"].label,
            help_text=PURPOSES["birth_year"],
            required=False,
            min_value=earliest,
            max_value=latest,
            widget=forms.NumberInput(attrs={"class": "short"}),
        )
        for name in ("sex", "connectivity"):
            known = [choice for choice in self.fields[name].choices if choice[0]]
            self.fields[name].choices = [("", _("Left empty")), *known]
        for name, token in (("given_names", "given-name"), ("surname_1", "family-name")):
            self.fields[name].widget.attrs["autocomplete"] = token

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("entry") == self.PASSWORD:
            try:
                validate_password(facts.get("password", ""), self.instance)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return facts

    def names(self) -> Names:
        facts = self.cleaned_data
        return Names(facts["given_names"], facts["surname_1"], facts["surname_2"])

    def chosen_password(self) -> str | None:
        """Return the password, or None for somebody who prefers a code each time."""
        if self.cleaned_data["entry"] == self.PASSWORD:
            return self.cleaned_data["password"]
        return None

    def told(self) -> AboutSelf:
        return AboutSelf(**{name: self.cleaned_data[name] for name in AboutSelf.__annotations__})


class ConfirmInvitationForm(forms.Form):
    """The accepting page of somebody who has an account and is signed in."""

    accepts_notice = AcceptInvitationForm.base_fields["accepts_notice"]


class DeclineInvitationForm(forms.Form):
    reason = forms.CharField(
        label=_("Why (optional)"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


# Cohorts

DATE = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
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
            "project_due_at": _("In the time zone of the cohort; empty means the last day."),
            "signatories": _("Up to three, one a line: name | position | organisation."),
            "exercise_note": _("What the partner wants people to work on. Shown with the project."),
        }

    def __init__(self, *args: Any, choices: dict[str, QuerySet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in choices.items():
            self.fields[name].queryset = rows
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


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does this person leave?"),
        max_length=300,
        help_text=_("It stays in the record of the enrolment."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


# Hours


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


# Lists of people


class ListUploadForm(forms.Form):
    """A file, or rows pasted from a spreadsheet; one of the two."""

    file = forms.FileField(
        label=_("File (.xlsx, .ods, .xls or .csv)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.xls,.csv,.txt,text/csv"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the rows here, with their headers"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if not facts.get("file") and not facts.get("pasted", "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file or paste the rows."), code="nothing")
        return facts


class ColumnsForm(forms.Form):
    """What each column of the file holds: one choice a column, column-0 and so on."""

    def __init__(
        self, *args: Any, headers: Sequence[str], columns: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not imported")), *FIELDS.items()]
        for number, header in enumerate(headers):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=header or _("Column %(number)s") % {"number": number + 1},
                choices=choices,
                required=False,
                initial=columns.get(str(number), ""),
                widget=forms.Select(attrs={"class": "s"}),
            )

    def columns(self) -> dict[int, str]:
        return {
            int(name.removeprefix("column-")): value for name, value in self.cleaned_data.items()
        }


CORRECTION = re.compile(
    r"^(given_names|surname_1|surname_2|email|municipality|organisation|position|area)-(\d{1,7})$"
)


def corrections_in(posted: QueryDict) -> dict[int, dict[str, str]]:
    """Return line → field → text of the inputs named email-14; ``use`` is a suggestion taken."""
    corrections: dict[int, dict[str, str]] = {}
    for name, text in posted.items():
        place = CORRECTION.match(name)
        if place:
            corrections.setdefault(int(place.group(2)), {})[place.group(1)] = text
    line, _colon, municipality = posted.get("use", "").partition(":")
    if line.isdecimal() and municipality:
        corrections.setdefault(int(line), {})["municipality"] = municipality
    return corrections
