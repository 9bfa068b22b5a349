"""What people fill in about questions, tutors, sessions and attendance."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import Cohort, Lesson
from people.models import User
from tutoring.domain.assignment import MOST, QUOTA, team_tutors
from tutoring.domain.attendance import Mark
from tutoring.domain.make_ups import THREE_QUESTIONS
from tutoring.domain.missing import Kind, Missing
from tutoring.domain.questions import LONGEST_ANSWER, LONGEST_QUESTION
from tutoring.domain.sessions import municipalities_of, team_facilitators
from tutoring.models import (
    Attendance,
    CohortTutor,
    ForumDecision,
    InPersonSession,
    LiveSession,
)
from tutoring.models.forum import LONGEST_POST
from tutoring.models.live_session import only_https

MARK_FIELD = re.compile(r"(status|note)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
LONGEST_NOTE = 300
DATE = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")


class LongText(forms.CharField):
    """A text of several lines. A line break counts as one character, as the browser counts it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\r\n", "\n"))


class PersonChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class SessionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: InPersonSession) -> str:
        day = date_format(timezone.localtime(obj.starts_at), "j M Y")
        return f"{obj.planned.code} · {obj.cohort.name} · {day}"


class PeopleChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


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


class AppointTutorForm(forms.Form):
    tutor = PersonChoiceField(
        queryset=User.objects.none(),
        to_field_name="public_id",
        label=pgettext_lazy("person", "Tutor"),
    )
    quota = forms.IntegerField(
        label=_("People at most"),
        initial=QUOTA,
        min_value=1,
        max_value=MOST,
        help_text=_("From 25 to 30 is what one tutor can accompany well."),
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tutor"].queryset = team_tutors(cohort)


class HandOverForm(forms.Form):
    """To whom people go, and why; who they are comes from the ticked boxes of the list."""

    to = PersonChoiceField(
        queryset=User.objects.none(), to_field_name="public_id", label=_("Hand over to")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = CohortTutor.objects.current().filter(cohort=cohort)
        self.fields["to"].queryset = User.objects.filter(pk__in=current.values("tutor"))


class SessionForm(forms.Form):
    day = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    hour = forms.TimeField(
        label=_("Starts at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    venue = forms.CharField(
        label=_("Venue"),
        max_length=200,
        help_text=_("Name and street, so that people find it."),
    )
    municipality = forms.ModelChoiceField(
        queryset=None, to_field_name="code", required=False, label=_("Municipality")
    )
    facilitators = PeopleChoiceField(
        queryset=None,
        to_field_name="public_id",
        required=False,
        label=_("Facilitators"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        cohort: Cohort,
        session: InPersonSession | None = None,
        people: list[User] | None = None,
        **kwargs: Any,
    ) -> None:
        self.zone = ZoneInfo(cohort.time_zone)
        if session:
            starts_at = timezone.localtime(session.starts_at, self.zone)
            kwargs["initial"] = {
                "day": starts_at.date(),
                "hour": starts_at.time(),
                "venue": session.venue,
                "municipality": session.municipality and session.municipality.code,
                "facilitators": [person.public_id for person in people or []],
            }
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities_of(cohort)
        present = User.objects.filter(pk__in=[person.pk for person in people or []])
        self.fields["facilitators"].queryset = team_facilitators(cohort) | present

    @property
    def facts(self) -> dict[str, Any]:
        """What ``schedule`` and ``reschedule`` ask for, once the form is valid."""
        starts_at = datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], self.zone)
        return {
            "starts_at": starts_at,
            "venue": self.cleaned_data["venue"],
            "municipality": self.cleaned_data["municipality"],
            "facilitators": self.cleaned_data["facilitators"],
        }


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=300, required=False)


class AttendanceForm(forms.Form):
    """The attendance sheet: ``status-<uuid>`` and ``note-<uuid>`` for each person on the page."""

    how = forms.ChoiceField(
        label=_("How you record it"),
        choices=[
            (choice, choice.label)
            for choice in (Attendance.How.BY_HAND, Attendance.How.PAPER, Attendance.How.PHONE)
        ],
        initial=Attendance.How.BY_HAND,
        widget=forms.Select(attrs={"class": "s auto"}),
    )

    @property
    def people(self) -> list[UUID]:
        """The enrolments of whom the form says something."""
        said = {
            UUID(found[2]): None
            for name, value in self.data.items()
            if value and (found := MARK_FIELD.fullmatch(name))
        }
        return list(said)

    def clean(self) -> dict[str, Any]:
        for mark in (self._mark(person) for person in self.people):
            if mark.status not in Attendance.Status.values:
                raise forms.ValidationError(
                    _("Choose present, late or absent for everyone with a note."), code="status"
                )
            if len(mark.note) > LONGEST_NOTE:
                raise forms.ValidationError(
                    _("A note has at most 300 characters."), code="note_too_long"
                )
        return super().clean()

    def marks(self, enrolments: Mapping[UUID, int]) -> dict[int, Mark]:
        """Return enrolment → mark for ``enrolments`` (public id → id)."""
        return {enrolments[person]: self._mark(person) for person in self.people}

    def _mark(self, person: UUID) -> Mark:
        note = self.data.get(f"note-{person}", "").replace("\x00", "").strip()
        return Mark(self.data.get(f"status-{person}", ""), note)


class UndoForm(forms.Form):
    """The moment of what is to be undone, in microseconds since 1970."""

    at = forms.IntegerField(min_value=0, max_value=4_102_444_800_000_000)

    @property
    def moment(self) -> datetime:
        seconds, microseconds = divmod(self.cleaned_data["at"], 1_000_000)
        return datetime.fromtimestamp(seconds, tz=ZoneInfo("UTC")).replace(microsecond=microseconds)


# Make-ups


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
