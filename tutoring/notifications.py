"""The messages of this app, one function each."""

from people.domain.messages import post
from tutoring.models import Answer


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
