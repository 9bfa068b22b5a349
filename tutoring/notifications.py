"""The messages of this app, one function each."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from people.domain.messages import post
from tutoring.models import Answer, MakeUp


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
