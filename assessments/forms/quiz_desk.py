"""What tutors, authors and the team fill in about quizzes."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.domain.quiz_allowances import QuizOfPerson
from assessments.domain.quiz_corrections import NewKey, groups_of
from assessments.domain.quiz_numbers import read_number
from assessments.models import Choice, ItemPart, QuizItem
from assessments.models.quiz_allowance import MOST_ATTEMPTS, MOST_MINUTES


def _small_number() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"})


class AllowanceForm(forms.Form):
    """More attempts or minutes for one person; the rules say which quizzes take which."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    quiz = forms.ChoiceField(
        label=_("Quiz or test"), error_messages={"required": _("Choose the quiz.")}
    )
    extra_attempts = forms.IntegerField(
        label=_("Extra attempts"),
        min_value=0,
        max_value=MOST_ATTEMPTS,
        initial=1,
        widget=_small_number(),
    )
    extra_minutes = forms.IntegerField(
        label=_("Extra minutes"),
        min_value=0,
        max_value=MOST_MINUTES,
        initial=0,
        required=False,
        widget=_small_number(),
        help_text=_("They count for an attempt that is open, too."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        min_length=10,
        help_text=_("The participant reads it. For example: the power failed during the attempt."),
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, *args: Any, quizzes: list[QuizOfPerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.quiz.lesson.public_id): one.quiz for one in quizzes}
        named = [(public_id, str(quiz)) for public_id, quiz in self.by_id.items()]
        self.fields["quiz"].choices = [("", _("Choose")), *named]
        if all(quiz.time_limit is None for quiz in self.by_id.values()):
            del self.fields["extra_minutes"]

    @property
    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "quiz": self.by_id[said["quiz"]],
            "key": said["key"],
            "extra_attempts": said["extra_attempts"],
            "extra_minutes": said.get("extra_minutes") or 0,
            "reason": said["reason"],
        }


class NumberAnswerField(forms.CharField):
    """A number as people write it."""

    def clean(self, value: Any) -> Any:
        try:
            number = read_number(super().clean(value))
        except ValueError as no_number:
            raise forms.ValidationError(
                _("Write a number, for example 1,234.5 or 1234,5."), code="number"
            ) from no_number
        return number


class KeyForm(forms.Form):
    """What shall be right in an item, and why the key changes. It begins with the key of now."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Participants read it beside the answer."),
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, *args: Any, item: QuizItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.groups = groups_of(item)
        if item.kind == QuizItem.Kind.NUMERIC:
            self._ask_for_the_number()
        elif self.groups[0][0] is None:
            self._ask_for_choices(self.groups[0][1])
        else:
            for place, (part, offered) in enumerate(self.groups, start=1):
                self._ask_for_the_part(place, part, offered)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def _ask_for_choices(self, offered: list[Choice]) -> None:
        self.fields["right"] = forms.TypedMultipleChoiceField(
            label=_("Right choices"),
            choices=[(str(choice.pk), choice.text) for choice in offered],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            initial=[str(choice.pk) for choice in offered if choice.is_correct],
            error_messages={"required": _("Say what is right.")},
            help_text=_("Where one answer is asked for, any of those that you mark counts.")
            if self.item.kind == QuizItem.Kind.SINGLE
            else "",
        )

    def _ask_for_the_part(self, place: int, part: ItemPart, offered: list[Choice]) -> None:
        self.fields[f"part-{place}"] = forms.TypedChoiceField(
            label=part.text or _("Part %(number)s") % {"number": place},
            choices=[(str(choice.pk), choice.text) for choice in offered],
            coerce=int,
            initial=next(str(choice.pk) for choice in offered if choice.is_correct),
        )

    def _ask_for_the_number(self) -> None:
        right = next(choice for choice in self.groups[0][1] if choice.is_correct)
        for name, label, value in (
            ("value", _("Right number"), right.value),
            ("tolerance", _("How far an answer may be from it"), self.item.tolerance),
        ):
            self.fields[name] = NumberAnswerField(
                label=label, initial=f"{value.normalize():f}", widget=_small_number()
            )
        self.fields["formula"] = forms.CharField(
            label=_("How it is worked out"), max_length=300, initial=self.item.formula
        )

    @property
    def new_key(self) -> NewKey:
        said = self.cleaned_data
        parts = [said[name] for name in said if name.startswith("part-")]
        if "value" not in self.fields:
            return NewKey(right=frozenset([*said.get("right", []), *parts]))
        return NewKey(value=said["value"], tolerance=said["tolerance"], formula=said["formula"])

    @property
    def fingerprint(self) -> str:
        """Stands for the key that was looked at, so that no other one is confirmed."""
        said = repr(sorted(self.new_key.right)) + repr(replace(self.new_key, right=frozenset()))
        return sha256(said.encode()).hexdigest()[:16]

    @property
    def is_confirmed(self) -> bool:
        return self.cleaned_data["seen"] == self.fingerprint
