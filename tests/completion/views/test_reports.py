from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from completion.models import CompletionReport
from people.models import AccessRecord
from tests.factories import (
    AffiliationFactory,
    CohortFactory,
    CompletionReportFactory,
    DataAgreementFactory,
    EnrolmentFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    UserFactory,
)


@pytest.fixture
def cohort(db):
    """A mixed cohort: two people of the partner, three of another one."""
    cohort = CohortFactory(code="mex26b", sponsor=OrganisationFactory())
    cohort.other = OrganisationFactory()
    add(cohort, 2, cohort.partner, "Propia")
    add(cohort, 3, cohort.other, "Ajena")
    return cohort


def add(cohort, number, partner, name):
    for _n in range(number):
        person = UserFactory(given_names=name)
        EnrolmentFactory(
            cohort=cohort,
            participant=person,
            nominated_by=partner,
            affiliation=AffiliationFactory(
                person=person, organisation=OrganisationFactory(territory=MunicipalityFactory())
            ),
        )


def member(role, organisation):
    return MembershipFactory(role=role, organisation=organisation).person


def page(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(f"completion:{name}", args=args), query)


def queries_of(client, person, name, *args, **query):
    page(client, person, name, *args, **query)
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse(f"completion:{name}", args=args), query).status_code == 200
    return len(seen)


def test_a_partner_sees_the_figures_of_its_own_people_in_a_mixed_cohort(client, cohort):
    for organisation, number in ((cohort.partner, 2), (cohort.other, 3)):
        coordinator = member("coordinator", organisation)

        answer = page(client, coordinator, "report", cohort.code)
        listed = page(client, coordinator, "report-list")

        assert answer.context["figures"].nominated == number
        assert [line.nominated for line, _key in listed.context["lines"]] == [number]


@pytest.mark.parametrize("view", ["", "municipios", "personas"])
def test_a24_asking_for_another_partner_in_the_address_finds_nothing(client, cohort, view):
    coordinator = member("coordinator", cohort.partner)

    answer = page(client, coordinator, "report", cohort.code, de=cohort.other.public_id, ver=view)

    assert answer.status_code == 404


def test_a24_asking_for_the_file_of_another_partner_finds_nothing(client, cohort):
    client.force_login(member("coordinator", cohort.partner))

    answer = client.post(
        reverse("completion:report-request", args=[cohort.code]),
        {"key": uuid4(), "de": cohort.other.public_id},
    )

    assert answer.status_code == 404
    assert not CompletionReport.objects.exists()


def test_names_need_an_agreement_and_are_only_those_of_ones_own_people(client, cohort):
    coordinator = member("coordinator", cohort.partner)
    without = page(client, coordinator, "report", cohort.code, ver="personas")
    assert "Propia" not in without.content.decode()
    assert "rows" not in without.context

    DataAgreementFactory(partner=cohort.partner)
    html = page(client, coordinator, "report", cohort.code, ver="personas").content.decode()

    assert html.count("Propia") == 2
    assert "Ajena" not in html


def test_a25_searching_or_sorting_in_the_address_reveals_nobody(client, cohort):
    DataAgreementFactory(partner=cohort.partner)
    coordinator = member("coordinator", cohort.partner)

    for extra in ({"q": "Ajena"}, {"orden": "ajena"}, {"pagina": "2"}, {"partner": "x"}):
        answer = page(client, coordinator, "report", cohort.code, ver="personas", **extra)
        assert "López" in answer.content.decode()
        assert "Ajena López" not in answer.content.decode()


@pytest.mark.parametrize("includes", [False, True])
def test_grades_and_last_activity_only_where_the_agreement_says_so(client, cohort, includes):
    DataAgreementFactory(partner=cohort.partner, includes_grades=includes)

    answer = page(
        client, member("coordinator", cohort.partner), "report", cohort.code, ver="personas"
    )

    assert answer.context["reading"].shows_grades is includes
    assert answer.content.decode().count('role="columnheader"') == (8 if includes else 6)


@pytest.mark.parametrize("who", ["observer", "sponsor"])
def test_observers_and_sponsors_never_see_names(client, cohort, who):
    DataAgreementFactory(partner=cohort.partner, includes_grades=True)
    DataAgreementFactory(partner=cohort.sponsor, includes_grades=True)
    person = (
        member("observer", cohort.partner)
        if who == "observer"
        else member("coordinator", cohort.sponsor)
    )

    for view in ("", "municipios", "personas"):
        html = page(client, person, "report", cohort.code, ver=view).content.decode()
        assert "Propia" not in html
        assert "Ajena" not in html


def test_who_has_nothing_to_do_with_the_cohort_finds_nothing(client, cohort):
    for person in (
        UserFactory(),
        member("coordinator", OrganisationFactory()),
        member("staff", CohortFactory().host),
    ):
        assert page(client, person, "report", cohort.code).status_code == 404
        assert not page(client, person, "report-list").context["lines"] or person
        client.force_login(person)
        assert (
            client.post(
                reverse("completion:report-request", args=[cohort.code]), {"key": uuid4()}
            ).status_code
            == 404
        )


def test_a_participant_may_not_read_the_report_of_their_cohort(client, cohort):
    participant = cohort.enrolments.first().participant

    assert page(client, participant, "report", cohort.code).status_code == 403


def test_the_list_begins_with_what_has_begun_and_not_with_what_is_planned(client, cohort):
    coordinator = member("coordinator", cohort.partner)
    soon = timezone.localdate() + timedelta(days=9)
    ahead = CohortFactory(partner=cohort.partner, starts_on=soon, ends_on=soon + timedelta(days=70))
    EnrolmentFactory(cohort=ahead, nominated_by=cohort.partner)

    lines = page(client, coordinator, "report-list").context["lines"]

    assert [line.reading.cohort for line, _key in lines] == [cohort, ahead]


def test_one_press_on_the_list_asks_for_the_file_and_twice_asks_once(
    client, cohort, django_capture_on_commit_callbacks
):
    coordinator = member("coordinator", cohort.partner)
    listed = page(client, coordinator, "report-list")
    ((line, key),) = listed.context["lines"]
    fields = {"key": key, "de": line.reading.partner.public_id}
    address = reverse("completion:report-request", args=[cohort.code])

    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(address, fields) for _n in range(2)]

    report = CompletionReport.objects.get()
    assert [answer.url for answer in answers] == [reverse("completion:download-list")] * 2
    assert (report.state, report.partner, report.with_names) == ("ready", cohort.partner, False)


def test_a102_the_file_belongs_to_who_may_read_it_and_each_download_is_recorded(
    client, cohort, django_capture_on_commit_callbacks
):
    coordinator = member("coordinator", cohort.partner)
    client.force_login(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("completion:report-request", args=[cohort.code]), {"key": uuid4()})
    report = CompletionReport.objects.get()

    for _n in range(2):
        answer = page(client, coordinator, "report-file", report.public_id)
        assert len(b"".join(answer.streaming_content)) == report.size

    assert "mex26b" in answer.headers["Content-Disposition"]
    assert AccessRecord.objects.filter(action="export", person=coordinator).count() == 2
    for stranger in (
        UserFactory(),
        member("coordinator", cohort.other),
        member("observer", cohort.partner),
        cohort.enrolments.first().participant,
    ):
        assert page(client, stranger, "report-file", report.public_id).status_code == 404
    assert AccessRecord.objects.filter(action="export").count() == 2


def test_a102_a_role_that_ended_closes_the_file(client, cohort):
    coordinator = member("coordinator", cohort.partner)
    report = CompletionReportFactory(
        cohort=cohort, partner=cohort.partner, asked_by=coordinator, state="ready"
    )
    coordinator.memberships.all().delete()

    assert page(client, coordinator, "report-file", report.public_id).status_code == 404


def test_a_file_that_is_not_made_yet_is_not_there_and_the_list_renews_itself(client, cohort):
    staff = member("staff", cohort.host)
    report = CompletionReportFactory(cohort=cohort, asked_by=staff)

    assert page(client, staff, "report-file", report.public_id).status_code == 404
    assert page(client, staff, "download-list").headers["Refresh"] == "5"
    assert "Refresh" not in page(client, staff, "download-list", quieta=1).headers


@pytest.mark.parametrize("view", ["", "municipios", "personas"])
def test_the_report_costs_the_same_for_few_and_many_people(client, cohort, view):
    DataAgreementFactory(partner=cohort.partner, includes_grades=True)
    coordinator = member("coordinator", cohort.partner)
    few = queries_of(client, coordinator, "report", cohort.code, ver=view)
    add(cohort, 10, cohort.partner, "Nueva")

    assert queries_of(client, coordinator, "report", cohort.code, ver=view) == few
    assert few <= 12


@pytest.mark.parametrize("name", ["report-list", "download-list"])
def test_lists_cost_the_same_for_one_and_three(client, cohort, name):
    staff = member("staff", cohort.host)
    CompletionReportFactory(cohort=cohort, asked_by=staff)
    few = queries_of(client, staff, name)
    for _n in range(2):
        CompletionReportFactory(cohort=CohortFactory(host=cohort.host), asked_by=staff)

    assert queries_of(client, staff, name) == few
    assert few <= 12
