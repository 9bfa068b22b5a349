"""What this app writes to people: one function a message."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses.domain.decisions import Decision
from courses.domain.naming_links import letter_key as letter_key_of_naming
from courses.domain.naming_links import token_of as token_of_naming
from courses.domain.partner_links import token_of as token_of_letter
from courses.models import (
    AccessRequest,
    Enrolment,
    EnrolmentList,
    NamingLink,
    PartnerLink,
    Partnership,
)
from people.domain.invitations import letter_key, mark_many_sent, mark_sent, token_of
from people.domain.messages import Posting, post, post_many
from people.models import Message

INVITATION = "courses/invitation"
REMINDER = "courses/invitation_reminder"
NAMING = "courses/naming_link"


def link(name: str, *args: Any, language: str) -> str:
    """Return the full address of a page in the language of its reader."""
    with override(language):
        return settings.SITE_URL + reverse(name, args=args)


def invitation_to_course(enrolment: Enrolment) -> Message | None:
    """Invite somebody to the course: the link leads to the accepting page. Again: no change."""
    letter = _invitation(enrolment)
    message = post(
        INVITATION,
        key=letter.key,
        person=letter.person,
        to=letter.to,
        invitation=letter.invitation,
        **letter.facts,
    )
    mark_sent(enrolment.invitation)
    return message


def invitations_to_course(enrolments: Sequence[Enrolment]) -> None:
    """Do what ``invitation_to_course`` does for many; whoever has no address is left out."""
    enrolments = [each for each in enrolments if each.invitation]
    post_many(INVITATION, [_invitation(enrolment) for enrolment in enrolments])
    mark_many_sent([enrolment.invitation for enrolment in enrolments])


def reminders_to_join(enrolments: Sequence[Enrolment]) -> None:
    """Remind people of an invitation that waits, with the same link. Each number once."""
    post_many(REMINDER, [_invitation(each, is_reminder=True) for each in enrolments])


def _invitation(enrolment: Enrolment, *, is_reminder: bool = False) -> Posting:
    invitation, person = enrolment.invitation, enrolment.participant
    end = f"-reminder-{invitation.reminders}" if is_reminder else ""
    return Posting(
        key=letter_key(invitation) + end,
        person=person,
        to=invitation.email,
        invitation=invitation,
        facts={
            "enrolment": enrolment,
            "cohort": enrolment.cohort,
            "course": enrolment.cohort.edition.course,
            "edition": enrolment.cohort.edition,
            "expires_at": invitation.expires_at,
            "link": link("courses:invitation", token_of(invitation), language=person.language),
        },
    )


def letter_to_partner(found: PartnerLink) -> Message | None:
    """Write to the focal point of a partner: the letter, and the link with which to answer."""
    person, partnership = found.person, found.partnership
    address = link("courses:letter", token_of_letter(found), language=person.language)
    return post(
        "courses/letter_to_partner",
        key=f"letter-{found.public_id}",
        person=person,
        to=found.email,
        partnership=partnership,
        cohort=partnership.cohort,
        course=partnership.cohort.edition.course,
        expires_at=found.expires_at,
        link=address,
        pdf=f"{address}carta.pdf",
    )


def answer_of_a_partner(partnership: Partnership) -> Message | None:
    """Tell who sent the letter whether the partner accepts, in its own words."""
    person = partnership.sent_by
    return post(
        "courses/answer_of_a_partner",
        key=f"letter-answer-{partnership.public_id}-{partnership.replied_at:%Y%m%d%H%M%S}",
        person=person,
        partnership=partnership,
        link=link("courses:partnership", partnership.public_id, language=person.language),
    )


def names_of_a_partner(named: EnrolmentList) -> Message | None:
    """Tell who sent the letter that names wait to be confirmed."""
    person = named.partnership.sent_by
    return post(
        "courses/names_of_a_partner",
        key=f"names-{named.public_id}",
        person=person,
        partnership=named.partnership,
        cohort=named.cohort,
        people=named.rows.to_confirm().count(),
        link=link(
            "courses:enrolment-list", named.cohort.code, named.public_id, language=person.language
        ),
    )


def decision_on_names(decision: Decision) -> None:
    """Tell a partner once who of its people was confirmed, waits, or was not, and why."""
    partnership = decision.partnership
    for person in decision.people:
        post(
            "courses/decision_on_names",
            key=f"{decision.key}-{person.public_id}",
            person=person,
            decision=decision,
            cohort=partnership.cohort,
            link=link("courses:partnership", partnership.public_id, language=person.language),
        )


def names_by_links(partnership: Partnership) -> Message | None:
    """Tell who sent the letter, once a day, that municipalities handed names in."""
    person = partnership.sent_by
    return post(
        "courses/names_by_links",
        key=f"names-by-links-{partnership.public_id}-{timezone.localdate()}",
        person=person,
        partnership=partnership,
        cohort=partnership.cohort,
        link=link("courses:naming-names", partnership.public_id, language=person.language),
    )


def address_of_naming(found: NamingLink, *, language: str) -> str:
    return link("courses:naming", token_of_naming(found), language=language)


def links_to_municipalities(chosen: Sequence[NamingLink]) -> None:
    """Write to the contacts of municipalities: the seats, the link, until when. Each once."""
    language = settings.LANGUAGE_CODE
    post_many(
        NAMING,
        [
            Posting(
                key=letter_key_of_naming(each),
                person=None,
                to=each.contact_email,
                language=language,
                facts={
                    "naming": each,
                    "partnership": each.partnership,
                    "cohort": each.partnership.cohort,
                    "course": each.partnership.cohort.edition.course,
                    "is_reminder": each.letters > 1,
                    "link": address_of_naming(each, language=language),
                },
            )
            for each in chosen
        ],
    )


def request_received(request: AccessRequest) -> Message | None:
    """Tell somebody that the request for a place has arrived, and what follows.

    Nothing that was typed is in it: whoever asks may give the address of another.
    """
    return _about_request("courses/request_received", request)


def request_accepted(request: AccessRequest) -> Message | None:
    """Tell somebody that the request was accepted; the invitation comes by itself."""
    return _about_request("courses/request_accepted", request)


def request_declined(request: AccessRequest) -> Message | None:
    """Tell somebody the reason why there is no place."""
    return _about_request("courses/request_declined", request)


def _about_request(name: str, request: AccessRequest) -> Message | None:
    return post(
        name,
        key=f"request-{request.public_id}-{name.rpartition('_')[2]}",
        person=None,
        to=request.email,
        language=request.language,
        request=request,
        cohort=request.cohort,
        course=request.cohort.edition.course,
    )
