"""What is filled in about workshops outside courses."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_places import Catalogue
from lms.lib.errors import RuleViolation
from people.domain.organisations import find_territory, territory_label
from people.models import Organisation, Territory
from tutoring.domain.workshop_tables import number_in
from tutoring.domain.workshops import Counted, team_of
from tutoring.forms.fields import DATE, PeopleChoiceField
from tutoring.models import Workshop


class WorkshopForm(forms.ModelForm):
    where = forms.CharField(
        label=_("State or municipality"),
        max_length=160,
        help_text=_("Where it was held. Where people came from is counted apart."),
        widget=forms.TextInput(attrs={"list": "territories", "autocomplete": "off"}),
    )
    hours = forms.DecimalField(
        label=_("Hours"), min_value=0, max_value=500, decimal_places=2, required=False
    )
    facilitators = PeopleChoiceField(
        queryset=None,
        to_field_name="public_id",
        required=False,
        label=_("Facilitators"),
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Workshop
        fields = ["host", "title", "held_on", "until", "modality", "place", "partner", "note"]
        widgets = {"held_on": DATE, "until": DATE, "note": forms.Textarea(attrs={"rows": 2})}

    def __init__(
        self,
        *args: Any,
        hosts: QuerySet[Organisation],
        partners: QuerySet[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("host", hosts), ("partner", partners)):
            self.fields[name].queryset = rows
            self.fields[name].to_field_name = "public_id"
        workshop = self.instance
        self.only_host = hosts[0] if len(hosts) == 1 else None
        if workshop.pk or self.only_host:  # Then there is nothing to choose.
            del self.fields["host"]
        self.fields["facilitators"].queryset = team_of(hosts)
        self.fields["key"].initial = workshop.key
        if workshop.pk:
            self.initial["partner"] = workshop.partner and workshop.partner.public_id
            self.fields["where"].initial = territory_label(workshop.territory)
            self.fields["hours"].initial = workshop.minutes / 60
            present = workshop.facilitators.all()
            self.fields["facilitators"].queryset = (team_of(hosts) | present).distinct()
            self.fields["facilitators"].initial = [each.public_id for each in present]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("where"):
            try:
                facts["territory"] = find_territory(facts["where"])
            except RuleViolation as refusal:
                self.add_error("where", refusal)
        return facts

    @property
    def facts(self) -> dict[str, Any]:
        """What ``save_workshop`` asks for, once the form is valid."""
        facts = dict(self.cleaned_data)
        del facts["where"]
        facts["minutes"] = int((facts.pop("hours") or 0) * 60)
        key = facts.pop("key")
        if not self.instance.pk:
            facts["key"] = key
            if self.only_host:
                facts["host"] = self.only_host
        return facts

    def _post_clean(self) -> None:
        """Leave the row alone: ``save_workshop`` writes it, and says what cannot be."""


@dataclass(frozen=True)
class Typed:
    """A line of the form: a municipality by name or code, and its counts as typed."""

    place: str
    people: str
    institutions: str
    label: str = ""


class CountsForm(forms.Form):
    """``place``, ``people`` and ``institutions``, as many times as there are lines."""

    def __init__(
        self, data: QueryDict, *, catalogue: Catalogue, elsewhere: Territory, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.catalogue, self.elsewhere = catalogue, elsewhere
        columns = (data.getlist(name) for name in ("place", "people", "institutions"))
        lines = [Typed(*(cell.strip() for cell in cells)) for cells in zip(*columns, strict=False)]
        self.lines = [line for line in lines if line.place or line.people]
        self.counts: dict[int, Counted] = {}

    def clean(self) -> dict[str, Any]:
        for line in self.lines:
            territory = self._territory(line.place)
            numbers = [number_in(text) for text in (line.people, line.institutions)]
            if territory is None:
                raise forms.ValidationError(
                    _("“%(place)s” is no municipality of INEGI's catalogue."),
                    params={"place": line.place},
                )
            if min(numbers) < 0:
                raise forms.ValidationError(
                    _("Write whole numbers for “%(place)s”."), params={"place": line.place}
                )
            if territory in self.counts:
                raise forms.ValidationError(
                    _("“%(place)s” stands in two lines."), params={"place": line.place}
                )
            self.counts[territory] = Counted(*numbers)
        return super().clean()

    def _territory(self, text: str) -> int | None:
        found = self.catalogue.find(text).municipality
        if found:
            return found.pk
        return self.elsewhere.pk if text in {self.elsewhere.code, self.elsewhere.name} else None


class PeriodForm(forms.Form):
    desde = forms.DateField(label=_("From"), required=False, widget=DATE)
    hasta = forms.DateField(label=_("To"), required=False, widget=DATE)
