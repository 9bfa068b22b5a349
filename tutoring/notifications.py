"""The messages of this app, one function each."""

from collections.abc import Sequence
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses.models import Enrolment
from lms.lib.ics import calendar_of
from people.domain.messages import Posting, post, post_many, stop
from people.models import User
from tutoring.domain.announcements import letter_key
from tutoring.domain.session_news import entry_of_session
from tutoring.domain.sessions import zone_called
from tutoring.models import (
    Announcement,
    AnnouncementRecipient,
    Answer,
    ForumDecision,
    InPersonSession,
    LiveSession,
    MakeUp,
)

SECOND_THOUGHTS = timedelta(minutes=5)  # A date corrected at once is told once.


def answer_received(answer: Answer) -> None:
    """Tell the participant that a tutor answered."""
    question = answer.question
    post(
        "tutoring/answer_received",
        key=f"answer-{answer.pk}",
        person=question.enrolment.participant,
        answer=answer,
        question=question,
    )


def make_up_decided(make_up: MakeUp) -> None:
    """Tell the participant what was decided about a make-up, and why."""
    person = make_up.enrolment.participant
    with override(person.language):
        link = settings.SITE_URL + reverse("courses:hours", args=[make_up.enrolment.cohort.code])
        what = f"{make_up.code} {make_up.title}"
    post(
        "tutoring/make_up_decided",
        key=f"make-up-{make_up.public_id}-{make_up.state}",
        person=person,
        make_up=make_up,
        what=what,
        link=link,
    )


def live_session_tomorrow(session: LiveSession, enrolments: Sequence[Enrolment]) -> None:
    """Remind people of a live session: once for each of its dates."""
    facts = {"session": session, "zone": zone_called(session.cohort.time_zone)}
    post_many(
        "tutoring/live_session_tomorrow",
        [
            Posting(
                key=f"live-{session.pk}-{session.starts_at:%Y%m%d%H%M}-{enrolment.pk}",
                person=enrolment.participant,
                to=enrolment.participant.email,
                facts=facts,
            )
            for enrolment in enrolments
            if enrolment.participant.email
        ],
    )


def forum_post_decided(decision: ForumDecision) -> None:
    """Tell the author that a text was hidden, and why, or restored."""
    post_ = decision.post
    post(
        "tutoring/forum_post_decided",
        key=f"forum-decision-{decision.pk}",
        person=post_.author,
        decision=decision,
        post=post_,
    )


def announcement(announcement: Announcement, recipients: Sequence[AnnouncementRecipient]) -> None:
    """Send people what staff or their tutor wrote to them; all of them have an address."""
    post_many(
        "tutoring/announcement",
        [
            Posting(
                key=letter_key(each),
                person=each.enrolment.participant,
                to=each.enrolment.participant.email,
                facts={"announcement": announcement},
            )
            for each in recipients
        ],
    )


def session_changed(session: InPersonSession, enrolments: Sequence[Enrolment]) -> None:
    """Tell people that a session moved or is cancelled: once for each change, with its entry.

    What was not sent yet about the change before is not sent any more.
    """
    stop([_news_key(session, session.sequence - 1, each) for each in enrolments])
    post_many(
        "tutoring/session_changed",
        [
            _about_session(session, each, key=_news_key(session, session.sequence, each))
            for each in enrolments
            if each.participant.email
        ],
        not_before=timezone.now() + SECOND_THOUGHTS,
    )


def session_tomorrow(session: InPersonSession, enrolments: Sequence[Enrolment]) -> None:
    """Remind people of an in-person session: once for each of its dates."""
    date = f"{session.starts_at:%Y%m%d%H%M}"
    post_many(
        "tutoring/session_tomorrow",
        [
            _about_session(session, each, key=f"session-{session.pk}-{date}-{each.pk}")
            for each in enrolments
            if each.participant.email
        ],
    )


def _news_key(session: InPersonSession, sequence: int, enrolment: Enrolment) -> str:
    return f"session-{session.pk}-change-{sequence}-{enrolment.pk}"


def _about_session(session: InPersonSession, enrolment: Enrolment, *, key: str) -> Posting:
    person: User = enrolment.participant
    with override(person.language):
        address = settings.SITE_URL + reverse("tutoring:my-sessions", args=[session.cohort.code])
        organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        entry = calendar_of(entry_of_session(session, address=address, organizer=organizer))
        zone = str(zone_called(session.cohort.time_zone))
    facts = {"session": session, "zone": zone, "address": address}
    return Posting(key=key, person=person, to=person.email, facts=facts, calendar=entry.decode())
