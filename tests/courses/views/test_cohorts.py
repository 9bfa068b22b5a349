"""Pages of the team about cohorts and their people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.models import Cohort, EnrolmentList
from people.models import Organisation
from tests.factories import (
    CohortFactory,
    EditionFactory,
    EnrolmentFactory,
    HostFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def staff(client):
    membership = MembershipFactory(organisation=HostFactory(name="PNUD"))
    client.force_login(membership.person)
    return membership


def cohort_of(staff, **facts):
    return CohortFactory(host=staff.organisation, **facts)


def facts_of_a_cohort(staff, **facts):
    return {
        "name": "Campeche 2026-A",
        "code": "cam26a",
        "edition": EditionFactory().pk,
        "host": staff.organisation.pk,
        "partner": OrganisationFactory().pk,
        "territory": TerritoryFactory().pk,
        "starts_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=70)).isoformat(),
        "seats": "30",
        "time_zone": "America/Merida",
        "state": "open",
        "release": "held",
    } | facts


def page(client, name, *args, **query):
    return client.get(reverse(f"courses:{name}", args=args), query)


# Who


@pytest.mark.parametrize("name", ["cohort-list", "cohort-new"])
def test_only_the_team_of_a_host_sees_the_list_and_the_form(client, name):
    for person in (UserFactory(), EnrolmentFactory().participant):
        client.force_login(person)
        assert page(client, name).status_code == 403
    coordinator = MembershipFactory(role="coordinator", organisation=OrganisationFactory())
    client.force_login(coordinator.person)
    assert page(client, name).status_code == 403


@pytest.mark.parametrize("name", ["cohort-detail", "cohort-edit", "enrolment-upload"])
def test_pages_of_a_cohort_are_unknown_to_strangers_and_closed_to_its_participants(
    client, staff, name
):
    foreign = CohortFactory()
    assert page(client, name, foreign.code).status_code == 404
    enrolment = EnrolmentFactory(cohort=foreign)
    client.force_login(enrolment.participant)
    assert page(client, name, foreign.code).status_code == 403


def test_the_list_shows_the_cohorts_of_the_own_host_only(client, staff):
    own = cohort_of(staff, name="Propia")
    CohortFactory(name="Ajena")

    response = page(client, "cohort-list")

    assert list(response.context["page"].object_list) == [own]


# Opening and changing


def test_a_cohort_is_created_and_leads_to_its_next_steps(client, staff):
    response = client.post(
        reverse("courses:cohort-new"),
        facts_of_a_cohort(staff, project_due_at=f"{TODAY + timedelta(days=60)}T18:00"),
    )

    cohort = Cohort.objects.get(code="cam26a")
    assert (response.status_code, response.url) == (302, cohort.get_absolute_url())
    assert (cohort.seats, cohort.state, cohort.host) == (30, "open", staff.organisation)
    # 18:00 in Mérida, which keeps UTC-6 all year.
    assert cohort.project_due_at.hour == 0
    detail = client.get(response.url)
    assert reverse("tutoring:cohort-tutors", args=["cam26a"]) in detail.content.decode()
    assert reverse("tutoring:cohort-sessions", args=["cam26a"]) in detail.content.decode()


@pytest.mark.parametrize(
    "broken",
    [
        {"ends_on": ""},
        {"ends_on": "2020-01-01"},
        {"seats": "0"},
        {"seats": "-3"},
        {"code": "Ñ ñ"},
        {"signatories": "Sin barras"},
        {"time_zone": "Mars/Olympus"},
        {"state": "closed"},
        {"territory": "99999"},
    ],
)
def test_a_form_that_cannot_be_is_shown_again_with_what_was_typed(client, staff, broken):
    response = client.post(reverse("courses:cohort-new"), facts_of_a_cohort(staff, **broken))

    assert response.status_code == 422
    assert "Campeche 2026-A" in response.content.decode()
    assert not Cohort.objects.exists()


def test_a_form_sent_twice_makes_one_cohort(client, staff):
    facts = facts_of_a_cohort(staff)

    assert client.post(reverse("courses:cohort-new"), facts).status_code == 302
    assert client.post(reverse("courses:cohort-new"), facts).status_code == 422
    assert Cohort.objects.count() == 1


def test_a21_a_foreign_host_or_a_draft_edition_in_the_form_is_refused(client, staff):
    foreign = HostFactory()
    draft = EditionFactory(state="draft", published_at=None)
    for facts in ({"host": foreign.pk}, {"edition": draft.pk}):
        response = client.post(reverse("courses:cohort-new"), facts_of_a_cohort(staff, **facts))
        assert response.status_code == 422
    own = cohort_of(staff)
    client.post(
        reverse("courses:cohort-edit", args=[own.code]), facts_of_a_cohort(staff, host=foreign.pk)
    )

    assert not Cohort.objects.filter(host=foreign).exists()


def test_a21_a_partner_that_the_person_may_not_see_is_not_offered(client, staff):
    staff.role = "coordinator"
    staff.save()
    Organisation.objects.update(is_host=True)

    assert client.post(reverse("courses:cohort-new"), facts_of_a_cohort(staff)).status_code == 403


def test_changes_are_saved_and_those_that_people_forbid_are_refused(client, staff):
    cohort = cohort_of(staff, seats=10)
    EnrolmentFactory(cohort=cohort)
    facts = facts_of_a_cohort(
        staff, code=cohort.code, edition=cohort.edition_id, partner=cohort.partner_id
    )
    address = reverse("courses:cohort-edit", args=[cohort.code])

    assert client.post(address, facts).status_code == 302
    assert Cohort.objects.get().seats == 30
    assert client.post(address, facts | {"code": "otro"}).status_code == 422
    assert client.post(address, facts | {"seats": "0"}).status_code == 422
    assert Cohort.objects.get().code == cohort.code


def test_a_cohort_is_opened_closed_and_refused_by_its_button(client, staff):
    cohort = cohort_of(staff, state="planned")
    address = reverse("courses:cohort-state", args=[cohort.code])

    for state, status in (("open", 302), ("closed", 302), ("planned", 422), ("x", 422)):
        assert client.post(address, {"state": state}).status_code == status

    assert Cohort.objects.get().state == "closed"
    assert client.get(address).status_code == 405


def test_a_cohort_of_another_host_is_not_closed(client, staff):
    foreign = CohortFactory()

    response = client.post(
        reverse("courses:cohort-state", args=[foreign.code]), {"state": "closed"}
    )

    assert response.status_code == 404
    assert Cohort.objects.get().state == "open"


# What a page costs


@pytest.mark.parametrize("name", ["cohort-list", "cohort-detail"])
def test_a_page_costs_the_same_for_one_and_for_many(client, staff, name):
    cohort = cohort_of(staff)
    args = [] if name == "cohort-list" else [cohort.code]
    costs = []
    for _ in range(2):
        for each in range(3):
            EnrolmentFactory(cohort=cohort)
            EnrolmentList.objects.create(
                cohort=cohort,
                uploaded_by=staff.person,
                file_name="x.csv",
                file_hash=f"{name}{each}",
            )
            cohort_of(staff)
        page(client, name, *args)
        with CaptureQueriesContext(connection) as queries:
            assert page(client, name, *args).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12


def test_the_next_step_of_a_cohort_is_a_list_that_waits_however_old_it_is(client, staff):
    cohort = cohort_of(staff)
    facts = {"cohort": cohort, "uploaded_by": staff.person, "file_name": "lista.csv"}
    oldest, *newer = [
        EnrolmentList.objects.create(
            **facts,
            state="done" if number else "nominated",
            partnership=None if number else PartnershipFactory(cohort=cohort, state="accepted"),
            nominated_at=None if number else timezone.now(),
            uploaded_at=timezone.now() - timedelta(days=9 - number),
        )
        for number in range(7)
    ]

    context = page(client, "cohort-detail", cohort.code).context

    assert context["waiting"] == [oldest]
    assert context["lists"] == [oldest, *newer[:1:-1]]


def test_the_page_of_a_cohort_says_what_keeps_people_from_being_invited(client, staff):
    cohort = cohort_of(staff)
    page(client, "cohort-detail", cohort.code)  # Remembers the roles for the bar.

    with CaptureQueriesContext(connection) as queries:
        shown = page(client, "cohort-detail", cohort.code).content.decode()

    assert "Faltan 3 requisitos" in shown
    assert reverse("tutoring:cohort-tutors", args=[cohort.code]) in shown
    assert len(queries) <= 12
    cohort.state = Cohort.State.CLOSED
    cohort.save()
    assert "requisitos" not in page(client, "cohort-detail", cohort.code).content.decode()
