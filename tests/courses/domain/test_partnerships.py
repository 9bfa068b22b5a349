"""What is agreed with a partner, its letter, and its answer."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses.domain.partner_links import find, renew, standing_of, token_of
from courses.domain.partnerships import (
    DataTerms,
    QuotaLine,
    answer_letter,
    save_partnership,
    send_letter,
)
from courses.models import Partnership
from courses.tasks import render_letter
from lms.lib.errors import RuleViolation
from people.domain.invitations import Standing
from people.domain.team import Newcomer
from people.models import Membership, Message, User
from tests.factories import (
    CohortFactory,
    HostFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipQuotaFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SOFIA = Newcomer("sofia@planeacion.example", "Sofía", "Peralta", "Luna")


def agreed(cohort=None, **changes):
    cohort = cohort or CohortFactory()
    facts = {
        "focal": SOFIA,
        "quotas": [QuotaLine("municipal", None, 250), QuotaLine("state", None, 25)],
        "data_terms": DataTerms(date(2026, 8, 3), "Titular"),
        "by": UserFactory(),
        "partner": cohort.partner,
    } | changes
    return save_partnership(Partnership(cohort=cohort), **facts)


def refusal_of(call, *args, **facts):
    with pytest.raises(RuleViolation) as caught:
        call(*args, **facts)
    return caught.value.code


def sent(**facts):
    partnership = PartnershipFactory(**facts)
    PartnershipQuotaFactory(partnership=partnership)
    return send_letter(partnership, by=UserFactory())


def test_an_agreement_keeps_its_seats_its_focal_point_and_its_data_agreement():
    partnership = agreed()

    assert list(partnership.quotas.values_list("level", "territory", "seats")) == [
        ("municipal", None, 250),
        ("state", None, 25),
    ]
    assert (partnership.focal_point.full_name, partnership.focal_point.is_active) == (
        "Sofía Peralta Luna",
        False,
    )
    assert partnership.data_agreement.since == date(2026, 8, 3)


def test_an_agreement_is_refused_with_the_reason():
    cohort = CohortFactory()
    agreed(cohort)
    line = QuotaLine("state", None, 5)

    assert refusal_of(agreed, cohort) == "twice"
    assert refusal_of(agreed, CohortFactory(state="closed")) == "closed"
    assert refusal_of(agreed, partner=HostFactory()) == "host"
    assert refusal_of(agreed, amount_usd=5) == "no_sponsor"
    assert refusal_of(agreed, quotas=[line, line]) == "same_quota"
    assert agreed(amount_usd=5, sponsor=OrganisationFactory()).amount_usd == 5


def test_the_letter_goes_to_the_focal_point_with_a_link_of_which_only_the_hash_is_kept():
    link = sent()

    render_letter(link.pk)
    render_letter(link.pk)

    link.refresh_from_db()
    message = Message.objects.get()
    assert (message.to, link.sent_at is not None) == (link.person.email, True)
    assert token_of(link) in message.text
    assert token_of(link) not in link.token_hash
    assert link.letter.read()[:5] == b"%PDF-"
    assert link.partnership.state == "sent"


def test_a_machine_without_pango_leaves_the_letter_to_be_made_and_says_why(machine_without_pango):
    link = sent()

    render_letter(link.pk)

    link.refresh_from_db()
    assert "Pango" in link.problem
    assert (link.sent_at, Message.objects.count()) == (None, 0)


def test_no_letter_without_seats_nor_after_a_yes():
    by = UserFactory()

    assert refusal_of(send_letter, PartnershipFactory(), by=by) == "no_seats"
    assert refusal_of(send_letter, PartnershipFactory(state="accepted"), by=by) == "accepted"


def test_a_yes_is_taken_once_and_makes_the_focal_point_coordinator(
    django_capture_on_commit_callbacks,
):
    link = sent()

    with django_capture_on_commit_callbacks(execute=True):
        partnership = answer_letter(link, accepts=True, message="Con gusto.\r\nSaludos")

    assert (partnership.state, partnership.reply) == ("accepted", "Con gusto.\nSaludos")
    assert refusal_of(answer_letter, link, accepts=False) == "accepted"
    membership = Membership.objects.get(role="coordinator")
    assert (membership.person, membership.organisation) == (link.person, partnership.partner)
    # The team hears the answer; the focal point gets the way to an account.
    assert {message.to for message in Message.objects.all()} == {
        partnership.sent_by.email,
        link.person.email,
    }


def test_a_no_gives_nobody_a_role_and_the_partner_can_be_asked_again():
    link = sent()

    answer_letter(link, accepts=False)

    partnership = Partnership.objects.get()
    assert (partnership.state, Membership.objects.count()) == ("declined", 0)
    again = send_letter(partnership, by=UserFactory())
    assert standing_of(find(token_of(again))) is Standing.OPEN


def test_an_expired_link_is_refused_and_another_goes_to_the_focal_point_of_today_only():
    link = sent()
    later = timezone.now() + timedelta(days=90)
    Partnership.objects.update(focal_point=UserFactory(email="nueva@planeacion.example"))

    assert refusal_of(answer_letter, link, accepts=True, now=later) == "expired"
    renewed = renew(link, now=later)
    assert refusal_of(renew, link, now=later) == "too_soon"

    assert renewed.email == "nueva@planeacion.example"
    assert standing_of(find(token_of(link))) is Standing.REPLACED
    answer_letter(renewed, accepts=True, now=later)
    assert refusal_of(renew, link, now=later) == "accepted"
    assert not User.objects.get(pk=link.person_id).memberships.exists()
