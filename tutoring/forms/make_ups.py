"""What people fill in about make-ups: asking, granting, declining."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tutoring.domain.make_ups import THREE_QUESTIONS
from tutoring.domain.missing import Kind, Missing
from tutoring.forms.fields import DATE, LongText, SessionChoiceField
from tutoring.models import InPersonSession


class AskMakeUpForm(forms.Form):
    """What a participant did in place of something; a recording asks three questions."""

    kind = forms.ChoiceField(label=_("How you made it up"), widget=forms.RadioSelect)
    happened_on = forms.DateField(label=_("When you did it"), widget=DATE)
    body = LongText(
        label=_("What you did or wrote"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, missing: Missing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["kind"], missing)
        if Kind.RECORDING in missing.kinds:
            del self.fields["body"]
            for number, question in enumerate(THREE_QUESTIONS, start=1):
                self.fields[f"answer_{number}"] = LongText(
                    label=question, max_length=1500, widget=forms.Textarea(attrs={"rows": 3})
                )

    @property
    def facts(self) -> dict[str, Any]:
        """What ``ask_for_make_up`` asks for, once the form is valid."""
        facts = dict(self.cleaned_data)
        answers = [(name, facts.pop(name)) for name in list(facts) if name.startswith("answer_")]
        if answers:
            said = (f"{self.fields[name].label}\n{answer}" for name, answer in answers)
            facts["body"] = "\n\n".join(said)
        return facts


class GrantMakeUpForm(forms.Form):
    """What was done in place of something, for whoever grants it."""

    kind = forms.ChoiceField(label=_("How it was made up"), widget=forms.RadioSelect)
    session = SessionChoiceField(
        queryset=InPersonSession.objects.none(),
        to_field_name="public_id",
        required=False,
        label=_("Which session of another cohort"),
        help_text=_("Its day counts, whatever stands below."),
    )
    happened_on = forms.DateField(label=_("When it happened"), widget=DATE)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, widget=forms.NumberInput(attrs={"class": "short"})
    )
    reason = forms.CharField(
        label=_("Why it is granted"),
        max_length=300,
        help_text=_("The person reads it beside the hours."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, missing: Missing, elsewhere: QuerySet[InPersonSession], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["kind"], missing)
        if missing.lesson:
            del self.fields["session"], self.fields["minutes"]  # It counts what it counts.
        else:
            self.fields["session"].queryset = elsewhere


class WhyForm(forms.Form):
    """The reason without which nothing is declined or undone."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


def _offer(field: forms.ChoiceField, missing: Missing) -> None:
    field.choices = [(kind, Kind(kind).label) for kind in missing.kinds]
    field.initial = missing.request.kind if missing.request else missing.kinds[0]
