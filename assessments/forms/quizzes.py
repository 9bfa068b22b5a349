"""What people fill in when they take a quiz."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.domain.quiz_taking import AskedItem
from assessments.models import Choice


class AttemptItemForm(forms.Form):
    """The marked choices of one item; values are the places of the choices in the bank."""

    choices = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, asked: AskedItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_position = {choice.position: choice for choice in asked.choices}
        self.fields["choices"].choices = [(place, place) for place in self.by_position]
        self.fields["choices"].label = _("Your answer")

    @property
    def marked(self) -> list[Choice]:
        return [self.by_position[place] for place in self.cleaned_data["choices"]]
