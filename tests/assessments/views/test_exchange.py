"""The pages on which a project is downloaded, brought in and compared."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments import tasks
from assessments.documents.project_json import project_json
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.records import save_record
from assessments.domain.grading.verdicts import send_verdict
from assessments.domain.project import project_of
from assessments.domain.submission import submit_project
from assessments.models import ProjectImport, ProjectPrint
from tests.assessments.grades import returning
from tests.assessments.projects import (
    submitted_project,
    whole_facts,
    write_title,
    written_project,
)
from tests.factories import (
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NASTY = "<script>alert(1)</script> =1+1"


@pytest.fixture
def written():
    return written_project()


@pytest.fixture
def signed_in(client, written):
    client.force_login(written[0].participant)
    return client


def at(name, project, *args):
    return reverse(f"assessments:{name}", args=[project.public_id, *args])


def file_of(project, **changes):
    said = json.loads(project_json(facts_of(project), schema="x")) | changes
    return SimpleUploadedFile("mío.json", json.dumps(said).encode())


def upload(client, project, **changes):
    answer = client.post(at("project-import-new", project), {"file": file_of(project, **changes)})
    assert answer.status_code == 302
    return answer.url


# Who


def test_the_team_brings_in_tutor_and_staff_download_and_nobody_else_learns_of_it(client, written):
    enrolment, project = written
    tutor, staff = UserFactory(), MembershipFactory(organisation=enrolment.cohort.host).person
    TutorAssignmentFactory(enrolment=enrolment, tutor=tutor)
    strangers = [UserFactory(), EnrolmentFactory(cohort=enrolment.cohort).participant]
    pages = ["project-files", "project-versions", "project-workbook", "project-data"]

    for person, status in [(tutor, 200), (staff, 200), *((each, 404) for each in strangers)]:
        client.force_login(person)
        assert [client.get(at(page, project)).status_code for page in pages] == [status] * 4
        refused = client.post(at("project-import-new", project), {"file": file_of(project)})
        assert refused.status_code == (403 if status == 200 else 404)
    assert not ProjectImport.objects.exists()


# Out


def test_the_page_says_how_large_each_file_is_and_the_files_have_a_name(signed_in, written):
    _enrolment, project = written

    page = signed_in.get(at("project-files", project)).content.decode()
    workbook = signed_in.get(at("project-workbook", project))
    said = signed_in.get(at("project-data", project))

    assert f"XLSX, {round(len(workbook.content) / 1000)} KB" in page
    assert workbook.content.startswith(b"PK")
    assert 'filename="agua-segura-en-las-agencias.xlsx"' in workbook["Content-Disposition"]
    assert said.json()["title"] == "Agua segura en las agencias"
    schema = signed_in.get(reverse("assessments:project-schema"))
    assert schema.json()["$id"] == said.json()["$schema"]


def test_a_print_is_made_by_a_job_and_the_page_waits_for_it(
    signed_in, written, django_capture_on_commit_callbacks
):
    pytest.importorskip("weasyprint")
    _enrolment, project = written
    page = at("project-files", project)

    signed_in.post(at("project-print-request", project), {"kind": "matriz"})
    waiting = signed_in.get(page)
    signed_in.post(at("project-print-request", project), {"kind": "matriz"})
    tasks.resume_project_prints()
    ready = signed_in.get(page)
    pdf = signed_in.get(at("project-print", project, "matriz"))

    assert (waiting["Refresh"], "Refresh" in ready) == ("5", False)
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    made = ProjectPrint.objects.get()
    assert (made.state, made.tries, made.file.size) == ("ready", 0, made.size_bytes)
    write_title(project, "Otro título del proyecto")
    assert "anterior a su último cambio" in signed_in.get(page).content.decode()
    assert signed_in.get(at("project-print", project, "formatos")).status_code == 404


def test_a_print_that_takes_its_worker_down_each_time_is_given_up(written):
    _enrolment, project = written
    made = ProjectPrint.objects.create(
        project=project, kind="matriz", language="es-mx", tries=ProjectPrint.MOST_TRIES
    )

    tasks.render_project_print(made.pk)

    made.refresh_from_db()
    assert (made.state, bool(made.error)) == ("failed", True)


# In


def test_a_file_is_seen_cell_by_cell_and_then_written(signed_in, written):
    _enrolment, project = written
    address = upload(signed_in, project, title=NASTY, population={"target": "muchos"})

    page = signed_in.get(address)
    seen = page.context["preview"].seen
    done = signed_in.post(address, {"seen": seen}, follow=True)

    assert "&lt;script&gt;" in page.content.decode()
    assert "<script>alert" not in page.content.decode()
    assert "<del>" in page.content.decode()
    project.refresh_from_db()
    assert project.title == NASTY
    assert "cambiaron 1 celdas" in done.content.decode()
    # The file has had its day.
    assert signed_in.get(address).status_code == 302


def test_a_file_that_cannot_be_read_is_refused_on_the_page(signed_in, written):
    _enrolment, project = written

    answer = signed_in.post(
        at("project-import-new", project), {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04")}
    )
    without = signed_in.post(at("project-import-new", project), {})

    assert (answer.status_code, without.status_code) == (422, 422)
    assert "dañado" in answer.content.decode()


def test_a_change_by_somebody_else_is_shown_before_anything_is_written(signed_in, written):
    enrolment, project = written
    address = upload(signed_in, project, title="El título del archivo")
    seen = signed_in.get(address).context["preview"].seen
    write_title(project, "El título de mi compañera", by=enrolment.participant)

    answer = signed_in.post(address, {"seen": seen})

    assert answer.status_code == 422
    project.refresh_from_db()
    assert project.title == "El título de mi compañera"
    assert "compañera" in answer.content.decode()


# Versions


def returned_twice():
    tutor = UserFactory()
    first = submitted_project(tutor=tutor)
    send_verdict(first, by=tutor, **returning(first))
    first.project.refresh_from_db()
    person = first.enrolment.participant
    values = {"title": "Agua segura en doce agencias", "responsible_unit": "Agua"}
    save_record(first.project, "project", None, values, by=person)
    second = submit_project(first.project, first.enrolment, by=person, key=uuid4())
    send_verdict(second, by=tutor, **returning(second))
    return first, second


def test_versions_are_listed_compared_and_gone_on_from(client):
    first, second = returned_twice()
    project = first.project
    client.force_login(first.enrolment.participant)

    page = client.get(at("project-versions", project)).content.decode()
    restored = client.post(at("project-version-restore", project, first.public_id), follow=True)
    foreign = client.post(at("project-version-restore", project, uuid4()))

    assert first.folio in page
    assert second.folio in page
    assert "<del>" in page
    assert "<ins>" in page
    project.refresh_from_db()
    assert project.title == whole_facts().title
    assert f"Antes de recuperar {first.folio}" in restored.content.decode()
    kept = project.deletions.get()
    client.post(reverse("assessments:record-restore", args=[project.cohort.code, kept.public_id]))
    project.refresh_from_db()
    assert project.title == "Agua segura en doce agencias"
    assert foreign.status_code == 404


def test_the_pages_cost_little_however_many_versions_there_are(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    first, second = returned_twice()
    project = first.project
    client.force_login(first.enrolment.participant)
    pages = [at("project-files", project), at("project-versions", project)]
    for page in pages:
        client.get(page)

    counts = []
    for page in pages:
        with django_assert_max_num_queries(12) as captured:
            client.get(page)
        counts.append(len(captured))
    for number in (3, 4):
        second.pk, second.number, second.public_id = None, number, uuid4()
        second.key, second.folio, second.state = uuid4(), f"X-{number}", "returned"
        second.save()
    upload(client, project, title="Otro título del proyecto")

    for page, count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            client.get(page)


def test_the_preview_costs_little(signed_in, written, django_assert_max_num_queries):
    _enrolment, project = written
    address = upload(signed_in, project, title="Otro título del proyecto")
    signed_in.get(address)

    with django_assert_max_num_queries(12):
        assert signed_in.get(address).status_code == 200


def test_a_project_without_anything_can_be_downloaded(client):
    enrolment = EnrolmentFactory()
    project = project_of(enrolment)
    client.force_login(enrolment.participant)

    assert client.get(at("project-files", project)).status_code == 200
    assert client.get(at("project-data", project)).json()["logframe"] != {}
    assert client.get(at("project-versions", project)).status_code == 200
