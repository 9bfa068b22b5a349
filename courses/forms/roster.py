"""What the team says when it changes the roster."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort


class RosterChangeForm(forms.Form):
    """The reason; whom it is about comes with the page. The key makes a second press harmless."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("It stays on record with your name. Write it as if the person read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class CohortChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Cohort) -> str:
        facts = {"cohort": obj.name, "number": obj.edition.number}
        return gettext("%(cohort)s, edition %(number)s") % facts


class MoveForm(forms.Form):
    """The cohort to which people go."""

    to = CohortChoiceField(
        queryset=Cohort.objects.none(), to_field_name="code", label=_("Their new cohort")
    )

    def __init__(self, *args: Any, cohorts: QuerySet[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = cohorts
