from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from completion import tasks
from completion.domain.certificates import issue
from completion.models import Certificate
from courses.domain.hours import take_back
from lms.dashboards.staff import staff_home
from people.models import AccessRecord
from tests.completion.world import give_hours, make_cohort, somebody_complete
from tests.factories import CohortFactory, EnrolmentFactory, MembershipFactory, UserFactory

LIST = "completion:certificate-list"


@pytest.fixture
def cohort(db):
    return make_cohort()


@pytest.fixture
def staff(cohort):
    return MembershipFactory(organisation=cohort.host).person


@pytest.fixture
def pdf(monkeypatch):
    monkeypatch.setattr(tasks, "certificate_pdf", lambda _facts: b"%PDF-1.7 made for a test")


def page(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(name, args=args), query)


def queries_of(client, person, name, *args, **query):
    page(client, person, name, *args, **query)
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse(name, args=args), query).status_code == 200
    return len(seen)


def test_the_person_reads_what_is_missing_first_with_the_way_to_it(client, cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    give_hours(enrolment, online=1341, in_person=180)

    html = page(client, enrolment.participant, LIST).content.decode()

    assert "22.3" in html
    assert "17.7" in html
    assert reverse("assessments:project", args=[cohort.code]) in html
    assert enrolment.participant.full_name in html


def test_the_list_of_certificates_stays_within_twelve_queries(client, cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    one = queries_of(client, enrolment.participant, LIST)
    for _n in range(2):
        other = make_cohort(code=f"other{_n}")
        EnrolmentFactory(cohort=other, participant=enrolment.participant)
    issue(somebody_complete(make_cohort(code="done"), participant=enrolment.participant))

    assert queries_of(client, enrolment.participant, LIST) == one
    assert one <= 12


def test_the_holder_downloads_the_file_by_its_folio(client, cohort, pdf):
    enrolment = somebody_complete(cohort)
    certificate = issue(enrolment)
    tasks.render_certificate(certificate.pk)

    answer = page(
        client, enrolment.participant, "completion:certificate-pdf", certificate.public_id
    )

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 made for a test"
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="{certificate.folio}.pdf"'
    )
    assert not AccessRecord.objects.filter(action="export").exists()


def test_a_download_by_staff_is_recorded(client, cohort, staff, pdf):
    certificate = issue(somebody_complete(cohort))
    tasks.render_certificate(certificate.pk)

    answer = page(client, staff, "completion:certificate-pdf", certificate.public_id)

    assert answer.status_code == 200
    assert AccessRecord.objects.filter(action="export", person=staff).count() == 1


def test_nobody_else_finds_it_and_before_it_is_ready_nobody_does(client, cohort, pdf):
    certificate = issue(somebody_complete(cohort))
    holder = certificate.enrolment.participant
    address = "completion:certificate-pdf", certificate.public_id
    assert page(client, holder, *address).status_code == 404

    tasks.render_certificate(certificate.pk)

    assert page(client, UserFactory(), *address).status_code == 404
    assert page(client, EnrolmentFactory(cohort=cohort).participant, *address).status_code == 404
    Certificate.objects.update(state="revoked")
    assert page(client, holder, *address).status_code == 404


def test_staff_reads_the_number_on_the_button_and_releases_that_many(client, cohort, staff):
    for _n in range(2):
        somebody_complete(cohort)
    EnrolmentFactory(cohort=cohort)
    first = page(client, staff, "completion:cohort-certificates", cohort.code)
    key = first.context["form"]["key"].value()
    assert len(first.context["waiting"]) == 2
    release = reverse("completion:release", args=[cohort.code])

    answers = [client.post(release, {"key": key}) for _n in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Certificate.objects.count() == 2


def test_staff_sees_whose_hours_no_longer_reach_the_minimum(client, cohort, staff):
    issue(somebody_complete(cohort))
    certificate = issue(somebody_complete(cohort))
    take_back(list(certificate.enrolment.hours_entries.filter(minutes=480)), by=staff, reason="x")

    seen = page(client, staff, "completion:cohort-certificates", cohort.code)

    assert [row.enrolment for row in seen.context["short"]] == [certificate.enrolment]
    assert reverse("person", args=[certificate.enrolment.public_id]) in seen.content.decode()
    assert [alert.kind for alert in staff_home(staff).alerts][:1] == ["short"]


def test_releasing_when_nobody_is_ready_is_refused_with_a_sentence(client, cohort, staff):
    client.force_login(staff)

    answer = client.post(reverse("completion:release", args=[cohort.code]), {"key": uuid4()})

    assert answer.status_code == 422
    assert answer.context["form"].errors.as_data()["__all__"][0].code == "nobody"


def test_a_form_without_a_key_releases_nothing(client, cohort, staff):
    somebody_complete(cohort)
    client.force_login(staff)

    answer = client.post(reverse("completion:release", args=[cohort.code]), {"key": "x"})

    assert answer.status_code == 422
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("role", ["coordinator", "observer", "tutor"])
def test_nobody_but_staff_of_the_host_sees_or_releases(client, cohort, role):
    somebody_complete(cohort)
    partner = MembershipFactory(role=role, organisation=cohort.partner).person
    stranger = MembershipFactory(organisation=CohortFactory().host).person

    for person, status in ((partner, 403 if role != "tutor" else 404), (stranger, 404)):
        client.force_login(person)
        assert (
            client.get(reverse("completion:cohort-certificates", args=[cohort.code])).status_code
            == status
        )
        assert (
            client.post(
                reverse("completion:release", args=[cohort.code]), {"key": uuid4()}
            ).status_code
            == status
        )
    assert not Certificate.objects.exists()


def test_get_does_not_release(client, cohort, staff):
    assert page(client, staff, "completion:release", cohort.code).status_code == 405


def test_while_certificates_wait_the_page_renews_itself_and_says_if_no_worker_runs(
    client, cohort, staff
):
    issue(somebody_complete(cohort))

    waiting = page(client, staff, "completion:cohort-certificates", cohort.code)
    assert "Refresh" in waiting.headers
    assert 'data-hx-trigger="every 2s"' in waiting.content.decode()
    assert not waiting.context["worker_is_alive"]

    cache.set("worker_is_alive", True, 60)
    again = page(client, staff, "completion:cohort-certificates", cohort.code, quieta=1)
    assert "Refresh" not in again.headers
    assert again.context["worker_is_alive"]


def test_htmx_gets_the_progress_alone(client, cohort, staff):
    issue(somebody_complete(cohort))
    client.force_login(staff)

    answer = client.get(
        reverse("completion:cohort-certificates", args=[cohort.code]), HTTP_HX_REQUEST="true"
    )

    assert answer.templates[0].name == ("completion/partials/_progress.html")
    assert "<html" not in answer.content.decode()


def test_the_page_of_staff_costs_the_same_for_3_and_12_people(client, cohort, staff):
    for _n in range(3):
        somebody_complete(cohort)
        EnrolmentFactory(cohort=cohort)
    few = queries_of(client, staff, "completion:cohort-certificates", cohort.code)
    for _n in range(9):
        somebody_complete(cohort)
        EnrolmentFactory(cohort=cohort)

    assert queries_of(client, staff, "completion:cohort-certificates", cohort.code) == few
    assert few <= 12


def test_results_of_the_survey_are_on_their_own_side(client, cohort, staff):
    assert (
        queries_of(client, staff, "completion:cohort-certificates", cohort.code, ver="encuesta")
        <= 12
    )
