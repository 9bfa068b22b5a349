"""More time for a person or their team."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain.due import Due

LAST_MINUTE = time(23, 59)


class ExtensionForm(forms.Form):
    what = forms.ChoiceField(label=_("What is due"))
    day = forms.DateField(
        label=_("New day"),
        help_text=_("Until 23:59, in the time zone of the cohort."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    for_team = forms.BooleanField(
        label=_("For everybody who works on the same project"), required=False
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, dues: Mapping[str, Due], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        self.fields["what"].choices = [(what, what) for what in dues]

    @property
    def facts(self) -> dict[str, Any]:
        """What ``extend`` asks for, once the form is valid."""
        facts = {name: self.cleaned_data[name] for name in ("what", "reason", "key")}
        day = self.cleaned_data["day"]
        return facts | {"due_at": datetime.combine(day, LAST_MINUTE, self.zone)}
