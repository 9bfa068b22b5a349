"""What this app writes to people: one function a message."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from courses.models import Enrolment
from people.domain.invitations import letter_key, mark_sent, token_of
from people.domain.messages import post
from people.models import Message


def link(name: str, *args: Any, language: str) -> str:
    """Return the full address of a page in the language of its reader."""
    with override(language):
        return settings.SITE_URL + reverse(name, args=args)


def invitation_to_course(enrolment: Enrolment) -> Message | None:
    """Invite somebody to the course: the link leads to the accepting page. Again: no change."""
    invitation = enrolment.invitation
    message = post(
        "courses/invitation",
        key=letter_key(invitation),
        person=enrolment.participant,
        to=invitation.email,
        enrolment=enrolment,
        cohort=enrolment.cohort,
        course=enrolment.cohort.edition.course,
        edition=enrolment.cohort.edition,
        expires_at=invitation.expires_at,
        link=link(
            "courses:invitation", token_of(invitation), language=enrolment.participant.language
        ),
    )
    mark_sent(invitation)
    return message
