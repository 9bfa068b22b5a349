"""The page of the invitations of a cohort, and its buttons."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.domain.invitations import invite, token_of
from people.models import Message
from tests.courses.lists import make_ready
from tests.factories import (
    CohortFactory,
    DataAgreementFactory,
    EnrolmentFactory,
    HostFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def cohort(client):
    host = HostFactory()
    client.force_login(MembershipFactory(organisation=host, role="staff").person)
    return make_ready(CohortFactory(host=host))


def invited(cohort, name="Ana", **facts):
    enrolment = EnrolmentFactory(
        cohort=cohort,
        status="invited",
        activated_at=None,
        participant=UserFactory(is_active=False, given_names=name),
    )
    enrolment.invitation = invite(
        enrolment.participant, purpose="enrolment", by=UserFactory(), now=timezone.now() - HOUR
    )
    for field, value in facts.items():
        setattr(enrolment.invitation, field, value)
    enrolment.invitation.save()
    enrolment.save()
    return enrolment


def page(cohort, query=""):
    return reverse("courses:invitation-list", args=[cohort.code]) + query


def texts(response):
    return response.content.decode()


def test_the_page_filters_by_stage_and_costs_the_same_for_one_and_three(client, cohort):
    invited(cohort, "Berenice", bounced_at=timezone.now(), bounce_reason="550 unknown")
    client.get(page(cohort))  # Remembers the roles for the bar.
    costs = []
    for number in (1, 2):
        for _each in range(number):
            invited(cohort, "Citlali")
        with CaptureQueriesContext(connection) as queries:
            client.get(page(cohort))
        costs.append(len(queries))

    shown = texts(client.get(page(cohort, "?estado=bounced")))

    assert "Berenice" in shown
    assert "550 unknown" in shown
    assert "Citlali" not in shown
    assert costs[0] == costs[1] <= 12


def test_an_empty_cohort_and_an_empty_filter_say_what_to_do(client, cohort):
    assert reverse("courses:enrolment-upload", args=[cohort.code]) in texts(
        client.get(page(cohort))
    )
    invited(cohort)
    assert "Nadie cumple con estos filtros" in texts(client.get(page(cohort, "?q=zzz")))


def test_those_ticked_or_everybody_at_a_stage_are_written_to_again(client, cohort):
    first, second, third = (invited(cohort) for _each in range(3))
    again = reverse("courses:invitation-send-again", args=[cohort.code])

    client.post(again, {"person": [str(first.public_id), "no id"]})
    ticked = set(Message.objects.values_list("person", flat=True))
    client.post(again, {"everybody": "queued", "estado": "queued"})

    everybody = set(Message.objects.values_list("person", flat=True))
    assert ticked == {first.participant_id}
    assert everybody == {each.participant_id for each in (first, second, third)}
    assert Message.objects.count() == 3


def test_a_wrong_address_keeps_what_was_typed_and_the_right_one_sends(client, cohort):
    waiting = invited(cohort)
    address = reverse(
        "courses:invitation-correct", args=[cohort.code, waiting.invitation.public_id]
    )

    assert "déjelo igual" not in texts(client.get(address))
    refused = client.post(address, {"email": "ana@"})
    sent = client.post(address, {"email": "ana@lerma.example"})

    assert (refused.status_code, sent.status_code) == (422, 302)
    assert 'value="ana@"' in texts(refused)
    assert Message.objects.get().to == "ana@lerma.example"


def test_who_named_people_corrects_theirs_under_a_data_agreement_and_sees_no_others(client, cohort):
    mine, other = invited(cohort, "Berenice"), invited(cohort, "Citlali")
    partner = MembershipFactory(organisation=cohort.partner, role="coordinator")
    other.nominated_by = HostFactory()
    other.save()
    client.force_login(partner.person)

    without = client.get(page(cohort)).status_code
    DataAgreementFactory(partner=cohort.partner)
    shown = texts(client.get(page(cohort)))
    answers = [
        client.post(
            reverse("courses:invitation-correct", args=[cohort.code, each.invitation.public_id]),
            {"email": f"{each.pk}@lerma.example"},
        ).status_code
        for each in (mine, other)
    ]

    assert without == 403
    assert ("Berenice" in shown, "Citlali" in shown) == (True, False)
    assert answers == [302, 404]


def test_what_a_partner_sees_ends_at_joining(client, cohort):
    studying = EnrolmentFactory(cohort=cohort, status="active", last_seen_at=timezone.now())
    studying.hours_entries.create(
        modality="online",
        minutes=1,
        source_kind="lesson",
        source_id=1,
        label="x",
        earned_on=timezone.localdate(),
        entered_by=studying.participant,
    )
    assert "En la primera lección" in texts(client.get(page(cohort)))
    DataAgreementFactory(partner=cohort.partner)
    client.force_login(MembershipFactory(organisation=cohort.partner, role="coordinator").person)

    assert "En la primera lección" not in texts(client.get(page(cohort)))


@pytest.mark.parametrize(
    ("method", "headers", "is_opened"),
    [
        ("head", {}, False),
        ("get", {"Sec-Purpose": "prefetch;prerender"}, False),
        ("get", {}, True),
    ],
)
def test_a_scanner_that_looks_ahead_neither_opens_nor_uses_up_a_link(
    client, cohort, method, headers, is_opened
):
    client.logout()
    waiting = invited(cohort)
    link = f"/invitacion/{token_of(waiting.invitation)}/"

    for _each in range(3):
        assert getattr(client, method)(link, headers=headers).status_code == 200

    waiting.invitation.refresh_from_db()
    assert (waiting.invitation.opened_at is not None) == is_opened
    assert waiting.invitation.accepted_at is None
