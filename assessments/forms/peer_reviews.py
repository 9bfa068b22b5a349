"""What people fill in about the projects of others, and about what others said of theirs."""

from typing import Any

from django import forms
from django.core.validators import MinLengthValidator
from django.utils.translation import gettext_lazy as _

from assessments.domain.peer_reviews import SHORTEST_ANSWER, Answers
from assessments.models import ReviewReport
from assessments.models.peer_review import LONGEST_ANSWER


class AnswerField(forms.CharField):
    """A text of several lines. A line break counts as one character, as the browser counts it."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **facts: Any) -> None:
        super().__init__(max_length=LONGEST_ANSWER, required=False, **facts)

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\r\n", "\n"))


class ReviewForm(forms.Form):
    """The three answers. A draft may lack any of them; what is sent may not."""

    strong = AnswerField(
        label=_("What is done well?"),
        help_text=_("Name the cell, and say why."),
    )
    doubtful = AnswerField(
        label=_("What is not verifiable or logical yet?"),
        help_text=_("A source that is missing, a jump between levels."),
    )
    suggestion = AnswerField(
        label=_("One suggestion"),
        help_text=_("What you would change first, and how."),
    )

    def __init__(self, *args: Any, is_sending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_sending:
            for field in self.fields.values():
                field.required = True
                field.validators.append(MinLengthValidator(SHORTEST_ANSWER))

    @property
    def answers(self) -> Answers:
        return Answers(**self.cleaned_data)


class ReviewReportForm(forms.Form):
    reason = forms.CharField(
        label=_("What is wrong with it?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the tutors and the team read this. The author does not learn who wrote."),
    )


class ReviewDecisionForm(forms.Form):
    RESTORE = "restore"

    decision = forms.ChoiceField(choices=[*ReviewReport.Decision.choices, (RESTORE, "")])
    why = forms.CharField(max_length=300, required=False)
