"""What is copied from a quiz on paper: the letters and numbers of the sheet, or its score."""

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.domain.quiz_on_paper import with_answers
from assessments.domain.quiz_paper import AskedItem, AskedPart, Paper
from assessments.domain.quiz_taking import Given
from assessments.forms.quizzes import ItemForm
from assessments.models import QuizItem
from courses.domain.print_markdown import LETTERS

NOTHING = ("", pgettext_lazy("quiz on paper", "No answer"))


def _lettered(texts: list[str]) -> list[tuple[str, str]]:
    return [
        (str(place), f"{letter}) {text}")
        for place, (letter, text) in enumerate(zip(LETTERS, texts, strict=False), start=1)
    ]


class PaperItemForm(ItemForm):
    """One question as it is printed: its letters are the places of its choices."""

    def __init__(self, *args: Any, asked: AskedItem, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        del self.fields["is_flagged"]

    def _ask_for_choices(self) -> None:
        options = _lettered([choice.text for choice in self.asked.choices])
        if self.asked.item.kind == QuizItem.Kind.MULTIPLE:
            self.fields["choices"] = forms.TypedMultipleChoiceField(
                label=self.asked.item.stem,
                choices=options,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        else:
            self.fields["choices"] = forms.TypedChoiceField(
                label=self.asked.item.stem,
                choices=[NOTHING, *options],
                coerce=lambda place: [int(place)],
                empty_value=[],
                required=False,
            )

    def _ask_for_a_part(self, place: int, gap: AskedPart) -> None:
        super()._ask_for_a_part(place, gap)
        field = self.fields[f"part-{place}"]
        texts = [choice.text for choice in gap.choices]
        if self.asked.item.kind == QuizItem.Kind.ORDER:
            field.label = f"{LETTERS[place - 1]}. {gap.part.text}"
            field.choices = [NOTHING, *enumerate(texts, start=1)]
            return
        field.label = f"{place}. {gap.part.text}" if gap.part.text else f"({place})"
        field.choices = [NOTHING, *_lettered(texts)]


class PaperAttemptForm(forms.Form):
    """A whole sheet: the day, where it is kept, and its answers or only its score."""

    taken_on = forms.DateField(
        label=_("The day on which it was answered"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("Folio of the sheet, or why it was on paper"),
        max_length=120,
        help_text=_("It stands beside the hours. For example: sheet 12, workshop without power."),
        error_messages={"required": _("Write the folio of the sheet, or why it was on paper.")},
    )
    score = forms.DecimalField(
        label=_("Score, from 0 to 100"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"}
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, sent: Any = None, *, paper: Paper, **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        self.paper = paper
        self.items = [PaperItemForm(sent, asked=asked) for asked in paper.asked]

    def clean(self) -> dict[str, Any]:
        refused = [item for item in self.items if not item.is_valid()]
        if refused:
            raise forms.ValidationError(
                _("One of the answers does not fit its question."), code="number"
            )
        has_score = self.cleaned_data.get("score") is not None
        if not has_score and "score" not in self.errors and not self.answers:
            raise forms.ValidationError(
                _("Enter the answers, or else the score from 0 to 100."), code="answers_or_score"
            )
        if has_score and self.answers:
            raise forms.ValidationError(
                _("Enter the answers or the score, not both: answers are scored here."),
                code="answers_or_score",
            )
        return self.cleaned_data

    @property
    def answers(self) -> dict[QuizItem, Given]:
        given = {item.asked.item: item.given for item in self.items}
        return {item: one for item, one in given.items() if not one.is_nothing}

    @property
    def filled(self) -> Paper:
        """The paper with what was copied."""
        return with_answers(self.paper, self.answers)

    @property
    def facts(self) -> dict[str, Any]:
        """What ``record_paper_attempt`` asks for, once the form is valid."""
        said = self.cleaned_data
        facts = {name: said[name] for name in ("taken_on", "note", "key")}
        if said["score"] is not None:
            return facts | {"score": said["score"]}
        return facts | {"answers": self.answers}

    @property
    def fingerprint(self) -> str:
        """Stands for the score that was looked at, so that no other one is confirmed."""
        said: list[Any] = [self.cleaned_data["taken_on"], self.cleaned_data["score"]]
        for item, given in self.answers.items():
            said += [item.pk, sorted(choice.pk for choice in given.choices), given.number]
        return sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def is_confirmed(self) -> bool:
        return self.cleaned_data["seen"] == self.fingerprint
