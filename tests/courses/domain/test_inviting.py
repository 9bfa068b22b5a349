"""Invitations of a cohort: stages, sent again, corrected, noted as returned, reminded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.domain.inviting import (
    SentAgain,
    correct_address,
    invitation_figures,
    note_returned,
    remind,
    send_again,
)
from courses.domain.joining import join, turn_down
from courses.models import Enrolment
from courses.notifications import invitations_to_course, reminders_to_join
from lms.lib.errors import RuleViolation
from people.domain.invitations import find, invite, standing_of, token_of
from people.domain.messages import deliver
from people.domain.privacy import load_notices
from people.models import AccessRecord, Message
from tests.courses.lists import make_ready
from tests.factories import CohortFactory, EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def cohort():
    return make_ready(CohortFactory())


def invited(cohort, *, ago=HOUR, **facts):
    """Return a seat that waits, whose letter was written ``ago``."""
    enrolment = EnrolmentFactory(
        cohort=cohort,
        status="invited",
        activated_at=None,
        participant=UserFactory(is_active=False),
    )
    enrolment.invitation = invite(
        enrolment.participant, purpose="enrolment", by=UserFactory(), now=timezone.now() - ago
    )
    for name, value in facts.items():
        setattr(enrolment.invitation, name, value)
    enrolment.invitation.save()
    enrolment.save()
    return enrolment


def stages(cohort):
    return invitation_figures(cohort.enrolments.with_invitation_stage())


def keys_of(enrolments):
    return {
        each.invitation_id for each in Enrolment.objects.filter(pk__in=[e.pk for e in enrolments])
    }


def test_everybody_is_at_one_stage_and_the_stages_sum(cohort):
    now = timezone.now()
    invited(cohort)
    invited(cohort, handed_over_at=now)
    invited(cohort, handed_over_at=now, opened_at=now)
    invited(cohort, handed_over_at=now, opened_at=now, bounced_at=now)
    invited(cohort, handed_over_at=now, opened_at=now, expires_at=now - HOUR)
    EnrolmentFactory(cohort=cohort, status="invited", participant__email=None)
    EnrolmentFactory(cohort=cohort, status="active")
    load_notices()
    turn_down(invited(cohort).invitation)
    EnrolmentFactory(cohort=cohort, status="withdrawn")

    assert stages(cohort) == dict.fromkeys(
        ["queued", "sent", "bounced", "opened", "expired", "declined", "joined", "no_letter"], 1
    )


def test_a_selection_gets_new_links_one_letter_a_person(cohort):
    first, second = invited(cohort), invited(cohort)
    old = token_of(first.invitation)

    done = send_again([first, second], cohort=cohort, by=UserFactory(), tell=invitations_to_course)

    assert done == SentAgain(sent=2, joined=0, too_soon=0, bounced=0)
    assert standing_of(find(old)).value == "replaced"
    letters = Message.objects.filter(state="pending")
    assert set(letters.values_list("invitation", flat=True)) == keys_of([first, second])
    assert letters.count() == 2


def test_sending_again_leaves_out_who_joined_and_a_second_click_and_what_came_back(cohort):
    now = timezone.now()
    people = [
        EnrolmentFactory(cohort=cohort, status="active"),
        invited(cohort, ago=timedelta(minutes=1)),
        invited(cohort, bounced_at=now),
    ]

    done = send_again(people, cohort=cohort, by=UserFactory(), tell=invitations_to_course)

    assert done == SentAgain(sent=0, joined=1, too_soon=1, bounced=1)
    assert not Message.objects.exists()


def test_sending_again_costs_the_same_for_one_and_for_many(cohort):
    costs = []
    for number in (1, 4):
        people = [invited(cohort) for _each in range(number)]
        with CaptureQueriesContext(connection) as queries:
            send_again(people, cohort=cohort, by=UserFactory(), tell=invitations_to_course)
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_a_corrected_address_gets_a_new_link_and_the_wrong_one_opens_nothing(cohort):
    waiting = invited(cohort, bounced_at=timezone.now(), bounce_reason="550")
    invitations_to_course([waiting])
    wrong, old = waiting.participant.email, token_of(waiting.invitation)

    correct_address(
        waiting.invitation, " ANA@Toluca.example. ", by=UserFactory(), tell=invitations_to_course
    )

    waiting.refresh_from_db()
    assert waiting.participant.email == waiting.invitation.email == "ana@toluca.example"
    assert standing_of(find(old)).value == "replaced"
    states = dict(Message.objects.values_list("to", "state"))
    assert states == {wrong: "stopped", "ana@toluca.example": "pending"}
    noted = AccessRecord.objects.get(action="correct address")
    assert noted.reason == f"{wrong} → ana@toluca.example"


def test_a_correction_never_takes_the_address_of_somebody_else(cohort):
    UserFactory(email="maria@gob.example")
    waiting = invited(cohort)

    for email, code in (("MARIA@gob.example", "taken"), ("no address", "email")):
        with pytest.raises(RuleViolation) as refusal:
            correct_address(waiting.invitation, email, by=UserFactory(), tell=invitations_to_course)
        assert refusal.value.code == code


def test_the_address_of_an_account_is_not_corrected_from_outside(cohort):
    waiting = invited(cohort)
    waiting.participant.is_active = True
    waiting.participant.save()

    with pytest.raises(RuleViolation) as refusal:
        correct_address(
            waiting.invitation, "x@y.example", by=UserFactory(), tell=invitations_to_course
        )

    assert refusal.value.code == "active"


def test_a_letter_noted_as_returned_may_go_out_again_to_the_same_address(cohort):
    waiting = invited(cohort)
    note_returned(waiting.invitation, by=UserFactory(), reason="Buzón lleno")
    waiting.invitation.refresh_from_db()
    assert stages(cohort) == {"bounced": 1}

    correct_address(
        waiting.invitation,
        waiting.participant.email,
        by=UserFactory(),
        tell=invitations_to_course,
    )

    assert stages(cohort) == {"queued": 1}


# Reminders


def reminded(now):
    return remind(tell=reminders_to_join, now=now)


def test_two_reminders_are_written_and_then_no_more(cohort):
    waiting = invited(cohort)
    invitations_to_course([waiting])
    deliver(Message.objects.get().pk)
    now = timezone.now()

    days = {day: reminded(now + day * DAY) for day in (4, 5, 6, 11, 12, 13)}

    assert days == {4: 0, 5: 1, 6: 0, 11: 0, 12: 1, 13: 0}
    assert Message.objects.filter(invitation=waiting.invitation, state="pending").count() == 2


def test_reminders_stop_when_somebody_joins(cohort):
    load_notices()
    waiting = invited(cohort, handed_over_at=timezone.now() - 6 * DAY)
    reminded(timezone.now())

    join(waiting.invitation, language="es-mx")

    assert list(Message.objects.values_list("state", flat=True)) == ["stopped"]
    assert reminded(timezone.now() + 7 * DAY) == 0


def test_nobody_is_reminded_of_a_letter_that_came_back_or_of_a_closed_cohort(cohort):
    long_ago = timezone.now() - 6 * DAY
    invited(cohort, handed_over_at=long_ago, bounced_at=long_ago)
    invited(CohortFactory(state="closed"), handed_over_at=long_ago)
    invited(cohort)  # Still in the outbox.

    assert reminded(timezone.now()) == 0
