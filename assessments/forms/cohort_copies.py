"""What the team fills in for a new cohort like an earlier one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort


class CohortCopyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        validators=Cohort._meta.get_field("code").validators,
        widget=forms.TextInput(attrs={"class": "short", "autocapitalize": "none"}),
        help_text=_("It is part of every address, for example mex26b."),
    )
    starts_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        help_text=_("The last day and every due day move along."),
    )
