"""The shape of what people type in this app."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from completion.domain.surveys import LONGEST_TEXT
from completion.models import FeedbackSurvey, SurveyQuestion

NO_ANSWER = "none"
AGREEMENT = [
    ("1", _("Strongly disagree")),
    ("2", _("Disagree")),
    ("3", _("Neither agree nor disagree")),
    ("4", _("Agree")),
    ("5", _("Strongly agree")),
    (NO_ANSWER, _("I prefer not to answer")),
]


class SurveyForm(forms.Form):
    """One choice a statement, "I prefer not to answer" among them, and an open text."""

    def __init__(self, *args: Any, survey: FeedbackSurvey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(survey.questions.all())
        for question in self.questions:
            self.fields[question.code] = self._field(question)

    @staticmethod
    def _field(question: SurveyQuestion) -> forms.Field:
        label = f"{question.position}. {question.text}"
        if question.kind == SurveyQuestion.Kind.TEXT:
            return forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST_TEXT,
                help_text=_("Optional. Please write no names of people."),
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        return forms.ChoiceField(
            label=label,
            choices=AGREEMENT,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose an option; you may also choose “I prefer not to answer”.")
            },
        )

    def answers(self) -> dict[str, int | str | None]:
        """Return the answers as the domain takes them."""
        return {
            question.code: self._answer(question, self.cleaned_data[question.code])
            for question in self.questions
        }

    @staticmethod
    def _answer(question: SurveyQuestion, value: str) -> int | str | None:
        if question.kind == SurveyQuestion.Kind.TEXT:
            return value
        return None if value == NO_ANSWER else int(value)


class SheetForm(SurveyForm):
    """The same on paper, copied by the team; what has no mark says that nobody answered."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    @staticmethod
    def _field(question: SurveyQuestion) -> forms.Field:
        field = SurveyForm._field(question)  # noqa: SLF001 -- the same form
        if question.kind == SurveyQuestion.Kind.LIKERT:
            field.choices = [*AGREEMENT[:-1], (NO_ANSWER, _("No mark"))]
            field.error_messages["required"] = _("Copy the mark, or choose “No mark”.")
        return field


class KeyForm(forms.Form):
    """A press of a button that counts once, however often it arrives."""

    key = forms.UUIDField(widget=forms.HiddenInput)


class NameForm(forms.Form):
    """A name as it is to be read; if a certificate shows the former, whether to issue it anew."""

    given_names = forms.CharField(label=_("Given names"), max_length=100)
    surname_1 = forms.CharField(label=_("First surname"), max_length=100, required=False)
    surname_2 = forms.CharField(label=_("Second surname"), max_length=100, required=False)
    reissue = forms.BooleanField(
        label=_("Issue the certificate anew with this name"),
        required=False,
        help_text=_(
            "It gets another folio and goes to the person by e-mail. The former one stays, and "
            "says when verified by which it was replaced."
        ),
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("It stays on record with your name. Write it as if the person read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_issued: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_issued:
            del self.fields["reissue"]
