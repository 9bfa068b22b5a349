"""Pages of the links by which municipalities name their people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.domain.naming_links import token_of
from courses.models import EnrolmentList, EnrolmentListRow, NamingLink
from courses.views.naming import ANSWERS_A_MINUTE, OPENED_A_MINUTE
from people.models import Message, Territory
from tests.courses.lists import cohort_in_mexico
from tests.factories import (
    HostFactory,
    MembershipFactory,
    MunicipalityFactory,
    NamingLinkFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipQuotaFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return MembershipFactory(organisation=HostFactory())


@pytest.fixture
def partnership(staff):
    cohort = cohort_in_mexico(host=staff.organisation, seats=20)
    return PartnershipQuotaFactory(
        partnership__cohort=cohort, partnership__state="accepted", seats=10
    ).partnership


@pytest.fixture
def coordinator(client, partnership):
    membership = MembershipFactory(role="coordinator", organisation=partnership.partner)
    client.force_login(membership.person)
    return membership.person


@pytest.fixture
def link(partnership):
    return NamingLinkFactory(partnership=partnership, territory=Territory.objects.get(code="15106"))


def address(name, *args):
    return reverse(f"courses:{name}", args=args)


def page_of(link):
    return address("naming", token_of(link))


def typed(*people, seen=0, **more):
    posted = {
        "namer": "Ana Ruiz",
        "namer_position": "Secretaria",
        "seen": seen,
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
    }
    for number, facts in enumerate(people):
        posted |= {f"form-{number}-{name}": value for name, value in facts.items()}
    return posted | more


EVA = {"given_names": "Eva", "surname_1": "Sol", "email": "eva@toluca.example"}


def test_a_coordinator_hands_seats_out_and_sees_who_has_answered(client, partnership, coordinator):
    new = address("naming-new", partnership.public_id)
    lines = {"which": "lines", "seats": "2", "lines": "Toluca; ana@toluca.example"}

    wrong = client.post(new, lines | {"lines": "Tolca; 2"})
    made = client.post(new, lines)
    everywhere = client.post(new, {"which": "all", "seats": "1"})
    link = NamingLink.objects.get(territory__code="15106")
    client.post(page_of(link), typed(EVA))
    shown = client.get(address("naming-links", partnership.public_id)).context

    assert "Tolca; 2" in wrong.content.decode()
    assert [wrong.status_code, made.status_code, everywhere.status_code] == [422, 302, 302]
    assert (shown["counts"]["answered"], shown["counts"]["unanswered"]) == (1, 1)
    assert shown["seats"].handed == 3
    faltan = client.get(address("naming-links", partnership.public_id), {"ver": "faltan"})
    assert [each.territory.name for each in faltan.context["page"]] == ["Lerma"]


def test_a_municipality_names_its_people_without_an_account_and_changes_them(client, link):
    page = page_of(link)

    first = client.post(page, typed(EVA))
    shown = client.get(page)
    second = client.post(page, typed(EVA | {"email": "e.sol@toluca.example"}, seen=1))

    assert (first.url, second.url) == (page, page)
    assert 'value="eva@toluca.example"' in shown.content.decode()
    assert EnrolmentListRow.objects.get().email == "e.sol@toluca.example"


def test_what_was_typed_stays_when_something_is_wrong(client, link):
    answer = client.post(page_of(link), typed(EVA | {"email": "eva@toluca"}, namer=""))
    text = answer.content.decode()

    assert answer.status_code == 422
    assert 'value="eva@toluca"' in text
    assert answer.context["people"][0].has_error("email")
    assert answer.context["namer"].has_error("namer")
    assert EnrolmentList.objects.count() == 0


def test_who_writes_over_another_answer_reads_it_first_and_may_then_insist(client, link):
    page = page_of(link)
    client.post(page, typed(EVA))
    other = EVA | {"given_names": "Luz", "email": "luz@toluca.example"}

    stale = client.post(page, typed(other))
    insisted = client.post(page, typed(other, seen=stale.context["namer"]["seen"].value()))

    assert stale.status_code == 422
    assert "eva@toluca.example" in stale.content.decode()
    assert insisted.status_code == 302
    assert EnrolmentListRow.objects.get().given_names == "Luz"


def test_a_link_that_leaked_shows_no_data_of_anybody_but_whom_it_named(client, partnership, link):
    lerma = NamingLinkFactory(
        partnership=partnership,
        territory=Territory.objects.get(code="15051"),
        contact_name="Beatriz Contacto",
        contact_email="beatriz@lerma.example",
    )
    client.post(page_of(lerma), typed(EVA | {"given_names": "Zenaida", "email": "z@x.example"}))
    partnership.focal_point.given_names = "Focalina"
    partnership.focal_point.save()
    link.contact_email = "contacto@toluca.example"
    link.save()

    text = client.get(page_of(link)).content.decode()

    for secret in ("Zenaida", "z@x.example", "Beatriz", "Focalina", "contacto@", "Lerma"):
        assert secret not in text


def test_links_that_open_nothing_say_why_and_unknown_ones_all_the_same(client, link):
    closed = NamingLinkFactory(
        partnership=link.partnership,
        territory=MunicipalityFactory(code="15001", parent=link.territory.parent),
        withdrawn_at=timezone.now(),
    )

    unknown = client.get(address("naming", "x"))
    edited = client.get(page_of(link)[:-2] + "x/")
    withdrawn = client.post(page_of(closed), typed(EVA))

    assert [unknown.status_code, edited.status_code, withdrawn.status_code] == [404, 404, 410]
    assert unknown.content.count(b"<h1>") == edited.content.count(b"<h1>") == 1
    assert EnrolmentList.objects.count() == 0


def test_a72_a_link_takes_so_many_answers_a_minute_and_guesses_find_nothing(client, link):
    # Twice as many as a minute allows: the clock's minute may change once meanwhile.
    answers = [client.post(page_of(link), {}).status_code for _n in range(2 * ANSWERS_A_MINUTE + 1)]
    guesses = [
        client.get(address("naming", f"x{n}")).status_code for n in range(2 * OPENED_A_MINUTE + 1)
    ]

    assert set(answers) == {422, 429}
    assert set(guesses) == {404, 429}


def test_a_coordinator_reaches_no_link_of_other_partners(client, staff, partnership, coordinator):
    other = PartnershipFactory(
        cohort=partnership.cohort, partner=OrganisationFactory(), state="accepted"
    )
    foreign = NamingLinkFactory(partnership=other, territory=Territory.objects.first())

    assert client.get(address("naming-links", other.public_id)).status_code == 404
    for name in ("naming-link", "naming-withdraw", "naming-renew"):
        for whose in (other, partnership):
            page = address(name, whose.public_id, foreign.public_id)
            assert client.post(page).status_code == 404


def test_staff_confirm_the_names_of_many_municipalities_on_one_page(
    client, staff, partnership, link, django_capture_on_commit_callbacks
):
    lerma = NamingLinkFactory(
        partnership=partnership, territory=Territory.objects.get(code="15051")
    )
    client.post(page_of(link), typed(EVA))
    client.post(page_of(lerma), typed(EVA | {"given_names": "Luz", "email": "luz@x.example"}))
    client.force_login(staff.person)
    page = address("naming-names", partnership.public_id)
    lists = EnrolmentList.objects.order_by("pk")
    posted = {
        "list": [f"{each.public_id}:{each.changes}" for each in lists],
        "out": f"{lists[1].public_id}:1",
    }

    without_reason = client.post(page, posted)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, posted | {"reason": "Otro puesto"})

    assert without_reason.status_code == 422
    assert "checked" in without_reason.content.decode()
    assert [each.participant.given_names for each in partnership.cohort.enrolments.all()] == ["Eva"]
    assert client.post(page, posted).context["refusal"].code == "nothing"


def test_reminding_twice_writes_once(client, partnership, coordinator, link):
    link.contact_email = "ana@toluca.example"
    link.save()
    page = address("naming-remind", partnership.public_id)

    client.post(page)
    client.post(page)

    assert Message.objects.filter(to="ana@toluca.example").count() == 1


@pytest.mark.parametrize("name", ["naming-links", "naming-sheets", "naming-names"])
def test_pages_about_municipalities_cost_the_same_for_one_and_for_three(
    client, staff, partnership, link, name
):
    client.post(page_of(link), typed(EVA))
    NamingLinkFactory(partnership=partnership, territory=Territory.objects.get(code="15051"))
    client.force_login(staff.person)
    page = address(name, partnership.public_id)
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for number in range(2):
        more = NamingLinkFactory(
            partnership=partnership,
            territory=MunicipalityFactory(code=f"1500{number}", parent=link.territory.parent),
        )
        client.post(page_of(more), typed(EVA | {"email": f"e{number}@x.example"}))
        NamingLinkFactory(
            partnership=partnership,
            territory=MunicipalityFactory(code=f"1501{number}", parent=link.territory.parent),
        )
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(one) == len(three)
    assert len(three) <= 12
