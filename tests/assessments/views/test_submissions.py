"""Handing in from the page: the minimum, the receipt, taking it back, and hostile text in it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.domain.matrix import add_row
from assessments.domain.project import project_of
from assessments.domain.submission import open_submission, submit_project
from assessments.models import (
    Assumption,
    CohortDeliverable,
    LogframeProject,
    LogframeRow,
    MeansOfVerification,
    ProblemNode,
    Stakeholder,
    Submission,
)
from tests.assessments.projects import complete_project, submitted_project, written_project
from tests.factories import (
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def at(name, enrolment, *args):
    return reverse(f"assessments:{name}", args=[enrolment.cohort.code, *args])


def declared():
    return {"key": uuid4(), "declared": "on"}


@pytest.fixture
def written(client):
    """Somebody signed in whose project can be handed in."""
    enrolment, project = complete_project()
    client.force_login(enrolment.participant)
    return enrolment, project


# The pages


@pytest.mark.parametrize("args", [[], ["E1"]])
def test_the_pages_are_for_those_who_study_in_the_cohort(client, args):
    enrolment, _project = written_project()
    address = at("deliverable-submit" if args else "submission-new", enrolment, *args)
    outsiders = [
        EnrolmentFactory().participant,
        EnrolmentFactory(cohort=enrolment.cohort, status="withdrawn").participant,
        MembershipFactory(organisation=enrolment.cohort.host).person,
        TutorAssignmentFactory(enrolment=enrolment).tutor,
    ]

    for person in outsiders:
        client.force_login(person)
        assert client.get(address).status_code == 404
        if args:
            assert client.post(address, declared()).status_code == 404


def test_there_is_no_sixth_deliverable(client, written):
    enrolment, _project = written

    assert client.get(at("deliverable-submit", enrolment, "E6")).status_code == 404


def test_the_minimum_is_shown_with_links_to_what_is_missing(client):
    enrolment, project = written_project()
    Stakeholder.objects.create(project=project, name="Comité")
    client.force_login(enrolment.participant)

    page = client.get(at("deliverable-submit", enrolment, "E1")).content.decode()

    actor = Stakeholder.objects.get()
    assert "Mínimo para E1" in page
    assert at("record-edit", enrolment, "actor", actor.public_id) in page
    assert at("profile-edit", enrolment) in page
    assert 'name="declared"' not in page


@pytest.mark.parametrize("page", ["submission-new", "E1", "E3", "E5"])
def test_pages_cost_the_same_for_a_long_project_and_stay_within_twelve(
    client, page, django_assert_max_num_queries, django_assert_num_queries
):
    enrolment, project = written_project()
    client.force_login(enrolment.participant)
    is_list = page == "submission-new"
    address = at(page, enrolment) if is_list else at("deliverable-submit", enrolment, page)
    client.get(address)

    with django_assert_max_num_queries(12) as short:
        client.get(address)
    for _row in range(3):
        add_row(project, "component", by=enrolment.participant)
        Stakeholder.objects.create(project=project, name="Comité")

    with django_assert_num_queries(len(short)):
        client.get(address)


# Handing in


@pytest.mark.parametrize("deliverable", ["E1", "E4", "E5"])
def test_handing_in_gives_one_receipt_however_often_it_is_pressed(client, written, deliverable):
    enrolment, _project = written
    address, sent = at("deliverable-submit", enrolment, deliverable), declared()
    assert 'name="declared"' in client.get(address).content.decode()

    responses = [client.post(address, sent) for _click in range(2)]

    submission = Submission.objects.get()
    assert [response.url for response in responses] == [submission.get_absolute_url()] * 2
    receipt = client.get(submission.get_absolute_url()).content.decode()
    assert submission.deliverable == deliverable
    assert submission.folio in receipt
    assert submission.sha256 in receipt


def test_without_the_declaration_nothing_is_handed_in(client, written):
    enrolment, _project = written

    response = client.post(at("deliverable-submit", enrolment, "E1"), {"key": uuid4()})

    assert response.status_code == 422
    assert not Submission.objects.exists()


def test_what_misses_the_minimum_is_refused_with_a_count(client):
    enrolment, _project = written_project()
    client.force_login(enrolment.participant)

    refused = client.post(at("deliverable-submit", enrolment, "E1"), declared())

    assert refused.status_code == 422
    assert "No se puede entregar todavía" in refused.content.decode()
    assert not Submission.objects.exists()


def test_the_receipt_of_the_diagnosis_shows_the_diagnosis_and_no_matrix(client, written):
    enrolment, project = written
    submission = submit_project(
        project, enrolment, by=enrolment.participant, key=uuid4(), deliverable="E1"
    )
    Stakeholder.objects.update(name="Otro nombre, de después")

    page = client.get(submission.get_absolute_url()).content.decode()

    assert "Hogares de 14 localidades rurales" in page
    assert "Otro nombre, de después" not in page
    assert 'class="mir"' not in page


def test_a_receipt_says_the_moment_in_the_zone_of_the_person_and_in_mexico_city(client):
    enrolment, project = complete_project(participant__time_zone="America/Tijuana")
    due = datetime(2026, 12, 1, 5, 59, tzinfo=UTC)
    CohortDeliverable.objects.create(cohort=project.cohort, deliverable="E1", due_at=due)
    submission = submit_project(
        project,
        enrolment,
        by=enrolment.participant,
        key=uuid4(),
        deliverable="E1",
        now=datetime(2026, 12, 1, 6, 0, tzinfo=UTC),
    )
    client.force_login(enrolment.participant)

    page = client.get(submission.get_absolute_url()).content.decode()

    assert submission.is_late
    assert all(words in page for words in ("22:00", "0:00", "21:59", "23:59"))


def test_a_submission_is_taken_back_by_its_author_until_it_is_opened(client):
    submission = submitted_project(tutor=UserFactory())
    address = reverse("assessments:submission-withdraw", args=[submission.public_id])
    client.force_login(EnrolmentFactory(cohort=submission.project.cohort).participant)
    assert client.post(address).status_code == 404
    client.force_login(submission.enrolment.tutor_assignments.get().tutor)
    assert client.post(address).status_code == 403

    client.force_login(submission.enrolment.participant)
    assert client.get(address).status_code == 405
    client.post(address)
    submission.refresh_from_db()
    assert submission.state == "withdrawn"


def test_an_opened_submission_offers_no_way_back(client):
    submission = submitted_project()
    address = reverse("assessments:submission-withdraw", args=[submission.public_id])
    client.force_login(submission.enrolment.participant)
    assert address in client.get(submission.get_absolute_url()).content.decode()

    open_submission(submission, by=UserFactory())

    assert address not in client.get(submission.get_absolute_url()).content.decode()


# Abuse


@pytest.mark.parametrize("deliverable", ["E1", "E3"])
def test_hostile_text_is_shown_as_text_everywhere(client, written, deliverable):
    enrolment, _project = written
    LogframeProject.objects.update(title=HOSTILE, summary=HOSTILE, responsible_unit=HOSTILE)
    for row in LogframeRow.objects.all():
        LogframeRow.objects.filter(pk=row.pk).update(narrative=f"{HOSTILE} {row.pk}")
    Stakeholder.objects.update(name=HOSTILE, interest=HOSTILE)
    ProblemNode.objects.update(text=HOSTILE)
    MeansOfVerification.objects.update(source_name=HOSTILE)
    Assumption.objects.update(text=HOSTILE)
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    client.post(at("deliverable-submit", enrolment, deliverable), declared())
    submission = Submission.objects.get()

    pages = [
        client.get(address).content.decode()
        for address in (
            at("project", enrolment),
            at("matrix", enrolment),
            at("review", enrolment),
            at("submission-new", enrolment),
            at("deliverable-submit", enrolment, deliverable),
            submission.get_absolute_url(),
        )
    ]
    client.force_login(tutor)
    pages += [
        client.get(reverse("assessments:grade", args=[submission.public_id])).content.decode(),
        client.get(reverse("assessments:grading-queue")).content.decode(),
    ]

    for page in pages:
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_nobody_hands_in_for_another_person_or_into_a_closed_cohort(client, written):
    enrolment, _project = written
    address = at("deliverable-submit", enrolment, "E1")
    client.force_login(EnrolmentFactory().participant)
    assert client.post(address, declared()).status_code == 404

    client.force_login(enrolment.participant)
    enrolment.cohort.state = "closed"
    enrolment.cohort.save(update_fields=["state"])
    assert client.post(address, declared()).status_code == 422

    enrolment.status = "withdrawn"
    enrolment.save(update_fields=["status"])
    assert client.post(address, declared()).status_code == 404
    assert not Submission.objects.exists()


def test_the_key_of_another_project_hands_nothing_in(client, written):
    enrolment, _project = written
    hers = submitted_project()

    refused = client.post(
        at("deliverable-submit", enrolment, "E1"), {"key": hers.key, "declared": "on"}
    )

    assert refused.status_code == 422
    assert Submission.objects.count() == 1


def test_a_day_moved_after_handing_in_and_a_clock_of_the_device_change_nothing(client, written):
    enrolment, project = written
    planned = CohortDeliverable.objects.create(
        cohort=project.cohort, deliverable="E1", due_at=timezone.now() + timezone.timedelta(hours=1)
    )
    sent = declared() | {"submitted_at": "1999-01-01T00:00", "now": "1999-01-01"}
    client.post(
        at("deliverable-submit", enrolment, "E1"),
        sent,
        headers={"Date": "Fri, 01 Jan 2100 00:00:00 GMT"},
    )
    planned.due_at = timezone.now() - timezone.timedelta(days=3)
    planned.save(update_fields=["due_at"])

    submission = Submission.objects.get()
    assert not submission.is_late
    assert abs((submission.submitted_at - timezone.now()).total_seconds()) < 60


def test_an_empty_project_lists_every_minimum(client):
    enrolment = EnrolmentFactory()
    project_of(enrolment)
    client.force_login(enrolment.participant)

    for deliverable in ("E1", "E2", "E3", "E4", "E5"):
        assert client.get(at("deliverable-submit", enrolment, deliverable)).status_code == 200
