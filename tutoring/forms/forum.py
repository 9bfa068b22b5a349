"""What people fill in in the forum of their cohort."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tutoring.forms.fields import LongText
from tutoring.models import ForumDecision
from tutoring.models.forum import LONGEST_POST


class PostForm(forms.Form):
    body = LongText(
        label=_("Your text"),
        max_length=LONGEST_POST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("4,000 characters at most."),
    )
    parent = forms.UUIDField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ReportForm(forms.Form):
    reason = forms.CharField(
        label=_("What is wrong with it?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the tutors and the team read this. The author does not learn who wrote."),
    )


class DecisionForm(forms.Form):
    action = forms.ChoiceField(choices=ForumDecision.Action.choices)
    reason = forms.CharField(max_length=300, required=False)
