"""What several forms of tutoring are made of."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from people.models import User
from tutoring.models import InPersonSession

DATE = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")


class LongText(forms.CharField):
    """A text of several lines. A line break counts as one character, as the browser counts it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\r\n", "\n"))


class PersonChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class SessionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: InPersonSession) -> str:
        day = date_format(timezone.localtime(obj.starts_at), "j b Y")
        return f"{obj.planned.code} · {obj.cohort.name} · {day}"


class PeopleChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name
