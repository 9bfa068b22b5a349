"""Pages with which a partner names people and the team confirms them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.domain.enrolment_import import load_list
from courses.domain.nominations import nominate
from courses.models import EnrolmentList
from tests.courses.lists import cohort_in_mexico, csv_of
from tests.factories import (
    HostFactory,
    MembershipFactory,
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
    cohort = cohort_in_mexico(host=staff.organisation, seats=10)
    return PartnershipQuotaFactory(
        partnership__cohort=cohort, partnership__state="accepted"
    ).partnership


@pytest.fixture
def coordinator(client, partnership):
    membership = MembershipFactory(role="coordinator", organisation=partnership.partner)
    client.force_login(membership.person)
    return membership.person


def address(name, *args):
    return reverse(f"courses:{name}", args=args)


def on(name, named):
    return address(name, named.cohort.code, named.public_id)


def uploaded(client, partnership, content):
    page = address("nominate", partnership.public_id)
    client.post(page, {"file": SimpleUploadedFile("lista.csv", content)})
    return EnrolmentList.objects.latest("pk")


def handed_in(partnership, content, by):
    named = load_list(
        partnership.cohort, content=content, file_name="x.csv", by=by, partnership=partnership
    )
    nominate(named, by=by)
    return named


def test_a_coordinator_names_people_and_staff_confirm_them(
    client, staff, partnership, coordinator, django_capture_on_commit_callbacks
):
    named = uploaded(client, partnership, csv_of(1, 2, more="Eva,Sol,,eva@x,Toluca,Jefa\n"))
    client.post(on("enrolment-list-correct", named), {"email-4": "eva@toluca.example"})
    assert client.post(on("enrolment-list-nominate", named)).url == named.get_absolute_url()
    assert client.post(on("nominations-confirm", named)).status_code == 403
    client.force_login(staff.person)
    assert "Eva Sol" in client.get(named.get_absolute_url()).content.decode()

    without_reason = client.post(on("nominations-confirm", named), {"out": "4"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(on("nominations-confirm", named), {"out": "4", "reason": "Sin cargo"})

    assert without_reason.status_code == 422
    assert partnership.cohort.enrolments.count() == 2
    client.force_login(coordinator)
    told = client.get(named.get_absolute_url()).content.decode()
    assert "Sin cargo" in told
    assert 'name="reason"' not in told


def test_a_coordinator_sees_no_list_of_other_partners_nor_of_the_team(
    client, staff, partnership, coordinator
):
    other = PartnershipFactory(
        cohort=partnership.cohort, partner=OrganisationFactory(), state="accepted"
    )
    foreign = handed_in(other, csv_of(1), staff.person)
    teams = load_list(partnership.cohort, content=csv_of(2), file_name="x.csv", by=staff.person)

    for named in (foreign, teams):
        assert client.get(named.get_absolute_url()).status_code == 404
        assert client.post(on("enrolment-list-nominate", named)).status_code == 404
    assert client.get(address("nominate", other.public_id)).status_code == 404
    shown = client.get(address("partnership-list")).context["figures"]
    assert [each.partnership for each in shown] == [partnership]


def test_what_the_team_knows_of_people_of_others_is_not_in_the_file_of_the_partner(
    client, staff, partnership, coordinator
):
    somebody = MembershipFactory(person__email="ana1@toluca.example")
    named = handed_in(partnership, csv_of(1), coordinator)
    assert named.rows.get().reasons
    assert somebody.person.is_active

    page = client.get(named.get_absolute_url())
    own = client.get(named.get_absolute_url(), {"descargar": "todas"}).content
    client.force_login(staff.person)
    teams = client.get(named.get_absolute_url(), {"descargar": "todas"}).content

    assert "otro nombre" not in page.content.decode().lower()
    assert len(own) < len(teams)


def test_naming_says_why_it_is_closed(client, partnership, coordinator):
    partnership.state = "sent"
    partnership.save()
    page = address("nominate", partnership.public_id)

    assert client.get(page).context["refusal"].code == "not_accepted"
    assert client.post(page, {"pasted": "x"}).status_code == 422
    assert client.get(page, {"plantilla": ""}).status_code == 200


@pytest.mark.parametrize("name", ["partnership", "partnership-list"])
def test_pages_of_a_partner_cost_the_same_for_one_and_for_three(
    client, partnership, coordinator, name
):
    page = address(name, *([partnership.public_id] if name == "partnership" else []))
    client.get(page)
    handed_in(partnership, csv_of(1), coordinator)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for number in (2, 3):
        handed_in(partnership, csv_of(number), coordinator)
        PartnershipQuotaFactory(
            partnership__cohort=cohort_in_mexico(),
            partnership__partner=partnership.partner,
            partnership__state="accepted",
        )
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(one) == len(three) <= 12
