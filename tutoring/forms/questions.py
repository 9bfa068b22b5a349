"""What people fill in to ask a question and to answer one."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tutoring.domain.questions import LONGEST_ANSWER, LONGEST_QUESTION
from tutoring.forms.fields import LongText


class QuestionForm(forms.Form):
    body = LongText(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Say what you tried and where you got stuck. 4,000 characters at most."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AnswerForm(forms.Form):
    body = LongText(
        label=_("Text of the answer"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The person receives it here and by e-mail. 6,000 characters at most."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
