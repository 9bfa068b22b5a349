"""The messages of this app, one function each."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from courses.models import Enrolment
from people.domain.messages import Posting, post, post_many
from tutoring.domain.sessions import zone_called
from tutoring.models import Answer, ForumDecision, LiveSession, MakeUp


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
