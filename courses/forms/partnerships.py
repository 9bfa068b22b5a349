"""What the team fills in about a partner's part in a cohort, and what the partner answers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.domain.partnerships import DataTerms, QuotaLine
from courses.forms.cohorts import OneOfThese
from courses.forms.fields import DATE
from courses.models import Partnership
from people.domain.organisations import find_territory, territory_label
from people.domain.team import Newcomer
from people.models import Level

FOCAL = ("given_names", "surname_1", "surname_2", "email")
MOST_QUOTAS = 30


class PartnershipForm(forms.ModelForm):
    """A partner's part in a cohort. What can be chosen comes in."""

    given_names = forms.CharField(label=_("Given names"), max_length=100)
    surname_1 = forms.CharField(label=_("First surname"), max_length=100, required=False)
    surname_2 = forms.CharField(label=_("Second surname"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"), help_text=_("The letter goes to this address."))
    data_since = forms.DateField(
        label=_("Data agreement signed on"),
        required=False,
        widget=DATE,
        help_text=_("Empty: the partner sees figures without names."),
    )
    data_signed_by = forms.CharField(
        label=_("Data agreement signed by"), max_length=200, required=False
    )
    data_grades = forms.BooleanField(
        label=_("It includes grades and last activity"), required=False
    )

    class Meta:
        model = Partnership
        fields = [
            "partner",
            "focal_position",
            "names_until",
            "sponsor",
            "amount_usd",
            "agreement",
            "agreed_on",
        ]
        field_classes = dict.fromkeys(("partner", "sponsor"), OneOfThese)
        widgets = {
            "names_until": DATE,
            "agreed_on": DATE,
            "amount_usd": forms.NumberInput(attrs={"class": "short", "min": 0, "step": "0.01"}),
        }
        help_texts = {
            "partner": _("The organisation that names the people."),
            "names_until": _(
                "The last day on which the partner names people; it is in the letter."
            ),
            "sponsor": _("Who pays, if somebody does."),
            "amount_usd": _("Only the team sees it."),
            "agreement": _("How it is called, for example its number."),
        }

    field_order = [
        "partner",
        *FOCAL,
        "focal_position",
        "names_until",
        "sponsor",
        "amount_usd",
        "agreement",
        "agreed_on",
        "data_since",
        "data_signed_by",
        "data_grades",
    ]

    def __init__(self, *args: Any, choices: dict[str, QuerySet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in choices.items():
            self.fields[name].queryset = rows
        if self.instance.pk:
            focal, agreement = self.instance.focal_point, self.instance.data_agreement
            self.initial |= {name: getattr(focal, name) for name in FOCAL}
            if agreement:
                self.initial |= {
                    "data_since": agreement.since,
                    "data_signed_by": agreement.signed_by,
                    "data_grades": agreement.includes_grades,
                }

    def focal(self) -> Newcomer:
        return Newcomer(**{name: self.cleaned_data[name] for name in FOCAL})

    def data_terms(self) -> DataTerms | None:
        facts = self.cleaned_data
        if not facts["data_since"]:
            return None
        return DataTerms(facts["data_since"], facts["data_signed_by"], facts["data_grades"])

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class SuccessorForm(forms.Form):
    """Who takes the place of the focal point."""

    given_names = forms.CharField(label=_("Given names"), max_length=100)
    surname_1 = forms.CharField(label=_("First surname"), max_length=100, required=False)
    surname_2 = forms.CharField(label=_("Second surname"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"))
    position = forms.CharField(label=_("Position"), max_length=150, required=False)

    def successor(self) -> Newcomer:
        return Newcomer(**{name: self.cleaned_data[name] for name in FOCAL})


class QuotaForm(forms.Form):
    """Seats for one level, in one territory or everywhere; without seats the line counts not."""

    level = forms.ChoiceField(
        label=_("Level of government"),
        required=False,
        choices=[("", _("Any level")), *Level.choices],
    )
    territory = forms.CharField(
        label=_("State or municipality"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "territories", "autocomplete": "off"}),
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "short", "min": 1}),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        name = facts.get("territory")
        if name:
            try:
                facts["place"] = find_territory(name, level=facts.get("level", ""))
            except forms.ValidationError as refusal:
                self.add_error("territory", refusal)
        if (name or facts.get("level")) and not facts.get("seats") and "seats" not in self.errors:
            self.add_error("seats", _("Write how many."))
        return facts


QuotaFormSet = forms.formset_factory(
    QuotaForm, extra=2, max_num=MOST_QUOTAS, absolute_max=MOST_QUOTAS, validate_max=True
)


def quotas_initial(partnership: Partnership) -> list[dict[str, Any]]:
    return [
        {
            "level": quota.level,
            "territory": territory_label(quota.territory) if quota.territory else "",
            "seats": quota.seats,
        }
        for quota in partnership.quotas.select_related("territory__parent")
    ]


def quota_lines(forms_: forms.BaseFormSet) -> list[QuotaLine]:
    return [
        QuotaLine(facts.get("level", ""), facts.get("place"), facts["seats"])
        for facts in (form.cleaned_data for form in forms_)
        if facts.get("seats")
    ]


class LetterAnswerForm(forms.Form):
    """Yes or no, and a word about it."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("We accept")), ("no", _("We cannot take part this time"))],
        widget=forms.RadioSelect,
    )
    message = forms.CharField(
        label=_("A message to the team (optional)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
