"""Pages about partners: those of the team, and the one behind the link of a letter."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.domain.partner_links import keep_letter, token_of
from courses.domain.partnerships import send_letter
from courses.models import PartnerLink, Partnership
from tests.factories import (
    CohortFactory,
    HostFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipQuotaFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    membership = MembershipFactory(organisation=HostFactory())
    client.force_login(membership.person)
    return membership


def address(name, *args):
    return reverse(f"courses:{name}", args=args)


def letter_sent(**facts):
    partnership = PartnershipFactory(**facts)
    PartnershipQuotaFactory(partnership=partnership)
    link = send_letter(partnership, by=UserFactory())
    keep_letter(link, b"%PDF")
    return link


def answers(partner, **changes):
    return {
        "partner": partner.pk,
        "given_names": "Sofía",
        "surname_1": "Peralta",
        "email": "sofia@planeacion.example",
        "data_since": "2026-08-03",
        "quota-TOTAL_FORMS": "2",
        "quota-INITIAL_FORMS": "0",
        "quota-0-level": "municipal",
        "quota-0-seats": "250",
        "quota-1-level": "state",
        "quota-1-seats": "25",
    } | changes


def test_staff_write_an_agreement_down_and_send_its_letter(client, staff):
    cohort = CohortFactory(host=staff.organisation)

    written = client.post(address("partnership-new", cohort.code), answers(cohort.partner))
    partnership = Partnership.objects.get()
    sent = client.post(address("partnership-send", partnership.public_id))

    assert (written.url, sent.url) == (partnership.get_absolute_url(),) * 2
    page = client.get(sent.url)
    assert (page.context["seats"], len(page.context["letters"])) == (275, 1)
    edited = client.get(address("partnership-edit", partnership.public_id))
    assert edited.context["form"].initial["email"] == "sofia@planeacion.example"


def test_what_was_typed_stays_when_the_agreement_is_refused(client, staff):
    cohort = CohortFactory(host=staff.organisation)
    new = address("partnership-new", cohort.code)

    unknown = client.post(new, answers(cohort.partner, **{"quota-0-territory": "Atlántida"}))
    without = client.post(new, answers(cohort.partner, **{"quota-0-seats": ""}))
    host = client.post(new, answers(staff.organisation))

    assert [unknown.status_code, without.status_code, host.status_code] == [422, 422, 422]
    assert "Atlántida" in unknown.content.decode()
    assert Partnership.objects.count() == 0


def test_the_letter_is_refused_on_the_page_while_no_seat_is_written_down(client, staff):
    partnership = PartnershipFactory(cohort__host=staff.organisation)

    response = client.post(address("partnership-send", partnership.public_id))

    assert (response.status_code, response.context["refusal"].code) == (422, "no_seats")


def test_coordinators_see_their_own_agreement_without_the_amount_and_none_of_other_partners(client):
    link = letter_sent(sponsor=OrganisationFactory(), amount_usd=48_000)
    other = letter_sent(cohort=link.partnership.cohort, partner=OrganisationFactory())
    coordinator = MembershipFactory(role="coordinator", organisation=link.partnership.partner)
    client.force_login(coordinator.person)

    page = client.get(link.partnership.get_absolute_url())

    assert "48,000" not in page.content.decode()
    letter = client.get(address("partnership-letter", link.partnership.public_id))
    assert b"".join(letter.streaming_content) == b"%PDF"
    for name in ("partnership", "partnership-letter"):
        assert client.get(address(name, other.partnership.public_id)).status_code == 404


def test_a_letter_is_answered_once_without_an_account(client):
    link = letter_sent()
    page = address("letter", token_of(link))

    empty = client.post(page, {})
    taken = client.post(page, {"answer": "yes", "message": "Con gusto"})
    again = client.post(page, {"answer": "no"})

    assert [empty.status_code, taken.status_code, again.status_code] == [422, 302, 410]
    assert Partnership.objects.get().state == "accepted"
    assert client.get(taken.url).context["standing"] == "accepted"


def test_an_expired_letter_says_so_and_is_sent_again_to_the_focal_point(client):
    link = letter_sent()
    PartnerLink.objects.update(
        made_at=timezone.now() - timedelta(days=40), expires_at=timezone.now() - timedelta(days=1)
    )
    token = token_of(link)

    closed = client.get(address("letter", token))
    file = client.get(address("letter-file", token))
    renewed = client.post(address("letter-renew", token))
    soon = client.post(address("letter-renew", token))

    assert [closed.status_code, file.status_code] == [410, 410]
    assert closed.context["may_renew"]
    assert [renewed.status_code, soon.status_code] == [200, 422]
    assert PartnerLink.objects.unsent().count() == 1


def test_an_edited_link_leads_nowhere(client):
    for name in ("letter", "letter-file"):
        assert client.get(address(name, "x" * 43)).status_code == 404
    assert client.post(address("letter-renew", "x" * 43)).status_code == 404


def test_the_list_of_partners_costs_the_same_for_one_and_for_three(client, staff):
    cohort = CohortFactory(host=staff.organisation)
    page = address("cohort-partners", cohort.code)
    assert client.get(page).status_code == 200
    PartnershipQuotaFactory(partnership__cohort=cohort)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for _number in range(2):
        PartnershipQuotaFactory(
            partnership__cohort=cohort, partnership__partner=OrganisationFactory()
        )
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(one) == len(three) <= 12


def test_staff_say_who_takes_over_as_focal_point(client, staff):
    partnership = PartnershipFactory(cohort__host=staff.organisation)
    page = address("partnership-succession", partnership.public_id)
    facts = {"given_names": "Eva", "email": "eva@planeacion.example", "position": "Jefa"}

    nobody = client.post(page, {})
    done = client.post(page, facts)
    again = client.post(page, facts)

    assert [nobody.status_code, done.status_code, again.status_code] == [422, 302, 422]
    partnership.refresh_from_db()
    assert (partnership.focal_point.email, partnership.focal_position) == (facts["email"], "Jefa")
