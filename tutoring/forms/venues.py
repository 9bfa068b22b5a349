"""The register of venues."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation
from people.domain.organisations import find_territory, territory_label
from people.models import Organisation
from tutoring.models import Venue


class VenueForm(forms.ModelForm):
    place = forms.CharField(
        label=_("Municipality"),
        max_length=160,
        help_text=_("As in the list, for example: Temoaya, México."),
        widget=forms.TextInput(attrs={"list": "territories", "autocomplete": "off"}),
    )
    field_order = ["name", "kind", "address", "place", "capacity", "computers", "note"]

    class Meta:
        model = Venue
        fields = ["host", "name", "kind", "address", "capacity", "computers", "note", "is_in_use"]

    def __init__(self, *args: Any, hosts: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts
        self.fields["host"].to_field_name = "public_id"
        if self.instance.pk:
            self.fields["place"].initial = territory_label(self.instance.municipality)
        else:
            del self.fields["is_in_use"]
        self.only_host = hosts[0] if len(hosts) == 1 else None
        if self.instance.pk or self.only_host:  # Then there is nothing to choose.
            del self.fields["host"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("place"):
            try:
                facts["municipality"] = find_territory(facts["place"], level="municipal")
            except RuleViolation as refusal:
                self.add_error("place", refusal)
        return facts

    @property
    def facts(self) -> dict[str, Any]:
        """What ``save_venue`` asks for, once the form is valid."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "place"}
        return facts if self.instance.pk or not self.only_host else facts | {"host": self.only_host}

    def _post_clean(self) -> None:
        """Leave the row alone: ``save_venue`` writes it, and says what cannot be."""
