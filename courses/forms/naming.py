"""What is filled in about the seats of municipalities, and by municipalities about their people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_verdicts import Verdict
from courses.domain.naming_by_link import LinkNames, Named, problems_of
from courses.models import NamingLink


class HandOutForm(forms.Form):
    """Which municipalities get seats: those written down, or all that have none."""

    which = forms.ChoiceField(
        label=_("For which municipalities"),
        choices=[
            ("all", _("All that have no seats yet")),
            ("lines", _("Only those that I write below")),
        ],
        widget=forms.RadioSelect,
        initial="lines",
    )
    seats = forms.IntegerField(
        label=_("Seats for each municipality"),
        help_text=_("Where its line says no other number."),
        min_value=1,
        max_value=NamingLink.MOST_SEATS,
        initial=2,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    lines = forms.CharField(
        label=_("Municipalities, one a line"),
        help_text=_(
            "Municipality; contact; e-mail; seats. Only the first is needed. You may paste cells of"
            " a spreadsheet. Whoever has an e-mail is written to at once."
        ),
        required=False,
        strip=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("which") == "lines" and not (facts.get("lines") or "").strip():
            self.add_error("lines", _("Write at least one municipality."))
        return facts


class LinkForm(forms.ModelForm):
    """Seats and contact of one municipality."""

    class Meta:
        model = NamingLink
        fields = ["seats", "contact_name", "contact_email"]
        widgets = {
            "seats": forms.NumberInput(
                attrs={"class": "short", "min": 1, "max": NamingLink.MOST_SEATS}
            )
        }

    def clean_seats(self) -> int:
        seats = self.cleaned_data["seats"]
        if not 1 <= seats <= NamingLink.MOST_SEATS:
            raise forms.ValidationError(
                _("Give between 1 and %(most)s seats.") % {"most": NamingLink.MOST_SEATS},
                code="seats",
            )
        return seats


class NamerForm(forms.Form):
    """Who fills in the page, and which answer they had read."""

    namer = forms.CharField(label=_("Your name"), max_length=150)
    namer_position = forms.CharField(label=_("Your position"), max_length=150)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def handed_in_by(self) -> str:
        return f"{self.cleaned_data['namer']}, {self.cleaned_data['namer_position']}"


class NameForm(forms.Form):
    """One person of a municipality; a row without words counts not."""

    given_names = forms.CharField(label=_("Given names"), max_length=99, required=False)
    surname_1 = forms.CharField(label=_("First surname"), max_length=99, required=False)
    surname_2 = forms.CharField(label=_("Second surname"), max_length=99, required=False)
    position = forms.CharField(label=_("Position"), max_length=149, required=False)
    email = forms.CharField(
        label=_("E-mail"),
        max_length=253,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    has_no_email = forms.BooleanField(label=_("Has no e-mail"), required=False)
    is_another_person = forms.BooleanField(
        label=_("It is another person of the same name"), required=False
    )

    @property
    def words(self) -> bool:
        facts = self.cleaned_data
        return any(facts.get(n) for n in ("given_names", "surname_1", "surname_2", "email"))

    @property
    def asks_whether_another(self) -> bool:
        return "is_another_person" in self.errors or bool(self["is_another_person"].value())


NameFormSet = forms.formset_factory(
    NameForm, extra=0, max_num=NamingLink.MOST_SEATS, absolute_max=NamingLink.MOST_SEATS
)


def names_initial(names: LinkNames) -> list[dict[str, Any]]:
    """Return a row for each seat: names that may still change, then empty ones."""
    fields = list(NameForm.base_fields)
    rows = [{field: getattr(row, field) for field in fields} for row in names.rows]
    return rows + [{}] * (names.seats - len(rows))


def people_in(forms_: forms.BaseFormSet) -> list[Named]:
    """Return the people of rows that have words, with the number of the row."""
    return [
        Named(number, **form.cleaned_data)
        for number, form in enumerate(forms_, start=1)
        if form.words
    ]


def add_problems(forms_: forms.BaseFormSet, verdicts: list[Verdict]) -> None:
    """Put what keeps people from being handed in at the fields of their rows."""
    for verdict in verdicts:
        for field, sentence in problems_of(verdict):
            forms_[verdict.entry.line - 1].add_error(field, sentence)
