"""What staff and tutors fill in to write to several people."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutoring.domain.announcements import Readers
from tutoring.forms.fields import DATE, LongText


class AnnouncementForm(forms.Form):
    """A text, and to whom it goes; whoever is in two of the ticked groups gets it once."""

    who = forms.MultipleChoiceField(
        label=_("To whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    territories = forms.MultipleChoiceField(
        label=_("By municipality or state"), required=False, widget=forms.CheckboxSelectMultiple
    )
    subject = forms.CharField(label=_("Subject"), max_length=120)
    body = LongText(
        label=_("Text"),
        max_length=2000,
        help_text=_("Plain text: it reads the same by e-mail, on the first page and by WhatsApp."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    shown_until = forms.DateField(
        label=_("On their first page until"),
        required=False,
        help_text=_("Or until each person marks it as read. Empty: only by e-mail."),
        widget=DATE,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, readers: Sequence[Readers], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = readers
        self.fields["who"].choices = [
            (each.key, self._called(each)) for each in readers if each.kind != "territory"
        ]
        self.fields["territories"].choices = [
            (each.key, self._called(each)) for each in readers if each.kind == "territory"
        ]

    @staticmethod
    def _called(readers: Readers) -> str:
        words = {
            "everybody": gettext("Everybody (%(number)s)"),
            "behind": gettext("Those who need company (%(number)s)"),
            "tutor": gettext("The group of %(tutor)s (%(number)s)"),
            "territory": "%(name)s (%(number)s)",
        }
        number = len(readers.enrolments)
        return words[readers.kind] % {"name": readers.name, "tutor": readers.name, "number": number}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not (self.errors.keys() & {"who", "territories"} or self.chosen):
            self.add_error("who", gettext("Choose to whom it goes."))
        return cleaned

    @property
    def chosen(self) -> list[Readers]:
        """What is ticked, in the order of the form."""
        ticked = {*self.cleaned_data.get("who", []), *self.cleaned_data.get("territories", [])}
        return [each for each in self.readers if each.key in ticked]

    @property
    def facts(self) -> dict[str, Any]:
        """What ``write_to`` asks for beside whom, once the form is valid."""
        names = ("subject", "body", "shown_until", "key", "seen")
        return {name: self.cleaned_data[name] for name in names}
