"""What this app writes to people: one function a message."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from courses.models import Enrolment
from people.domain.invitations import letter_key, mark_many_sent, mark_sent, token_of
from people.domain.messages import Posting, post, post_many
from people.models import Message

INVITATION = "courses/invitation"


def link(name: str, *args: Any, language: str) -> str:
    """Return the full address of a page in the language of its reader."""
    with override(language):
        return settings.SITE_URL + reverse(name, args=args)


def invitation_to_course(enrolment: Enrolment) -> Message | None:
    """Invite somebody to the course: the link leads to the accepting page. Again: no change."""
    letter = _invitation(enrolment)
    message = post(INVITATION, key=letter.key, person=letter.person, to=letter.to, **letter.facts)
    mark_sent(enrolment.invitation)
    return message


def invitations_to_course(enrolments: Sequence[Enrolment]) -> None:
    """Do what ``invitation_to_course`` does for people who all have an address."""
    post_many(INVITATION, [_invitation(enrolment) for enrolment in enrolments])
    mark_many_sent([enrolment.invitation for enrolment in enrolments])


def _invitation(enrolment: Enrolment) -> Posting:
    invitation, person = enrolment.invitation, enrolment.participant
    return Posting(
        key=letter_key(invitation),
        person=person,
        to=invitation.email,
        facts={
            "enrolment": enrolment,
            "cohort": enrolment.cohort,
            "course": enrolment.cohort.edition.course,
            "edition": enrolment.cohort.edition,
            "expires_at": invitation.expires_at,
            "link": link("courses:invitation", token_of(invitation), language=person.language),
        },
    )
