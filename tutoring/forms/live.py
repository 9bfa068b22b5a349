"""What tutors fill in about live sessions."""

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Lesson
from tutoring.forms.fields import LongText
from tutoring.models import LiveSession
from tutoring.models.live_session import only_https


class LiveSessionForm(forms.Form):
    """The date of a live session, in the hour of the cohort, and how one enters it."""

    day = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    hour = forms.TimeField(
        label=_("Starts at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    minutes = forms.IntegerField(label=_("Minutes it lasts"), min_value=10, max_value=480)
    link = forms.URLField(
        label=_("Link to enter"),
        max_length=500,
        assume_scheme="https",
        validators=[only_https],
        help_text=_("The address of the video call. It begins with https."),
    )
    dial_in = forms.CharField(
        label=_("By telephone"),
        max_length=300,
        required=False,
        help_text=_("Number and code, for who has no data. It may stay empty."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(
        self,
        *args: Any,
        cohort: Cohort,
        lesson: Lesson,
        session: LiveSession | None = None,
        **kwargs: Any,
    ) -> None:
        self.zone = ZoneInfo(cohort.time_zone)
        kwargs["initial"] = {"minutes": lesson.minutes}
        if session:
            starts_at = timezone.localtime(session.starts_at, self.zone)
            kwargs["initial"] = {
                "day": starts_at.date(),
                "hour": starts_at.time(),
                "minutes": session.minutes,
                "link": session.link,
                "dial_in": session.dial_in,
            }
        super().__init__(*args, **kwargs)

    @property
    def facts(self) -> dict[str, Any]:
        """What ``schedule_live`` and ``move_live`` ask for, once the form is valid."""
        facts = {name: self.cleaned_data[name] for name in ("minutes", "link", "dial_in")}
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return facts | {"starts_at": datetime.combine(day, hour, self.zone)}


class RecordingForm(forms.Form):
    recording = forms.URLField(
        label=_("Link to the recording"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[only_https],
    )
    transcript = LongText(
        label=_("Transcript"),
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("For who cannot watch it: no data, no sound, or another language."),
    )
