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
from tutoring.domain.session_news import entry_of_session, letters_about
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


def session_changed(
    session: InPersonSession, enrolments: Sequence[Enrolment], facilitators: Sequence[User] = ()
) -> None:
    """Tell people that a session moved or is cancelled: once for each change, with its entry.

    What was not sent yet about the date before, news or a reminder, is not sent any more.
    """
    stop(list(letters_about(session).pending().values_list("key", flat=True)))
    key = f"session-{session.pk}-change-{session.sequence}"
    postings = [_to_participant(session, each, key=f"{key}-{each.pk}") for each in enrolments]
    postings += [_to_facilitator(session, each, key=f"{key}-f{each.pk}") for each in facilitators]
    post_many(
        "tutoring/session_changed",
        [each for each in postings if each.to],
        not_before=timezone.now() + SECOND_THOUGHTS,
    )


def session_tomorrow(session: InPersonSession, enrolments: Sequence[Enrolment]) -> None:
    """Remind people of an in-person session: once for each of its dates."""
    key = _reminder_key(session)
    postings = [_to_participant(session, each, key=f"{key}-{each.pk}") for each in enrolments]
    post_many("tutoring/session_tomorrow", [each for each in postings if each.to])


def session_to_hold(session: InPersonSession, person: User, *, people: int) -> None:
    """Remind somebody of a session that they facilitate: once for each of its dates."""
    posting = _to_facilitator(
        session, person, key=f"{_reminder_key(session)}-f{person.pk}", people=people
    )
    post_many("tutoring/session_to_hold", [posting] if posting.to else [])


def _reminder_key(session: InPersonSession) -> str:
    return f"session-{session.pk}-{session.starts_at:%Y%m%d%H%M}"


def _to_participant(session: InPersonSession, enrolment: Enrolment, *, key: str) -> Posting:
    page = ("tutoring:my-sessions", session.cohort.code)
    return _about_session(session, enrolment.participant, page, key=key)


def _to_facilitator(
    session: InPersonSession, person: User, *, key: str, **facts: object
) -> Posting:
    page = ("tutoring:session-detail", session.public_id)
    return _about_session(session, person, page, key=key, **facts)


def _about_session(
    session: InPersonSession, person: User, page: tuple[str, object], *, key: str, **facts: object
) -> Posting:
    """Return a message with the entry for the calendar; ``page`` is where its reader goes."""
    name, argument = page
    with override(person.language):
        address = settings.SITE_URL + reverse(name, args=[argument])
        organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        entry = calendar_of(entry_of_session(session, address=address, organizer=organizer))
        zone = str(zone_called(session.cohort.time_zone))
    facts |= {"session": session, "zone": zone, "address": address}
    return Posting(
        key=key, person=person, to=person.email or "", facts=facts, calendar=entry.decode()
    )
