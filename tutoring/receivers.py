"""What this app does when something is announced: it queues a task, and no more.

What a lower app asks is answered at once, in a line too.
"""

from django.dispatch import receiver

from courses.domain.readiness import Known
from courses.models import Cohort
from courses.signals import people_enrolled, readiness_asked
from tutoring.domain import readiness
from tutoring.models import Answer, ForumDecision, InPersonSession, MakeUp, SignInSheet
from tutoring.signals import (
    make_up_decided,
    post_decided,
    question_answered,
    session_changed,
    sign_in_sheet_asked,
)
from tutoring.tasks import (
    assign_missing,
    render_sign_in_sheet,
    tell_about_make_up,
    tell_author,
    tell_of_session,
    tell_participant,
)


@receiver(question_answered)
def queue_telling_the_participant(answer: Answer, **_facts: object) -> None:
    tell_participant.delay(answer.pk)


@receiver(make_up_decided)
def queue_telling_about_a_make_up(make_up: MakeUp, **_facts: object) -> None:
    tell_about_make_up.delay(make_up.pk)


@receiver(people_enrolled)
def queue_assigning_tutors(cohort: Cohort, **_facts: object) -> None:
    assign_missing.delay(cohort.pk)


@receiver(post_decided)
def queue_telling_the_author(decision: ForumDecision, **_facts: object) -> None:
    tell_author.delay(decision.pk)


@receiver(sign_in_sheet_asked)
def queue_making_the_sheet(sheet: SignInSheet, **_facts: object) -> None:
    render_sign_in_sheet.delay(sheet.pk)


@receiver(session_changed)
def queue_telling_of_the_session(session: InPersonSession, **_facts: object) -> None:
    tell_of_session.delay(session.pk)


@receiver(readiness_asked)
def answer_what_is_ready(cohort: Cohort, **_facts: object) -> dict[str, Known]:
    return readiness.known_about(cohort)
