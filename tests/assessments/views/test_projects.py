from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.domain.exercise.deletions import delete_record
from assessments.domain.exercise.records import save_record
from assessments.domain.grading.comments import comment_on_cell
from assessments.domain.grading.drafts import save_draft
from assessments.domain.grading.verdicts import send_verdict
from assessments.domain.matrix import add_row, matrix_of, save_cell
from assessments.domain.project import project_of
from assessments.models import LogframeProject, LogframeRow, Submission
from tests.assessments.grades import approving, returning
from tests.assessments.projects import VALUES, submitted_project, written_project
from tests.factories import (
    EnrolmentFactory,
    MembershipFactory,
    ProjectMemberFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def at(name, enrolment, *args):
    return reverse(f"assessments:{name}", args=[enrolment.cohort.code, *args])


def cell_address(enrolment, project, column="narrative", place=0):
    return at("cell", enrolment, matrix_of(project).rows[place].id, column)


# Who may open what


@pytest.mark.parametrize("page", ["project", "matrix", "submission-new"])
def test_pages_of_a_project_are_for_those_who_study_in_the_cohort(client, enrolment, page):
    outsiders = [
        EnrolmentFactory().participant,
        EnrolmentFactory(cohort=enrolment.cohort, status="withdrawn").participant,
        MembershipFactory(organisation=enrolment.cohort.host).person,
        UserFactory(is_superuser=True),
    ]
    for person in outsiders:
        client.force_login(person)
        assert client.get(at(page, enrolment)).status_code == 404

    client.force_login(enrolment.participant)
    assert client.get(at(page, enrolment)).status_code == 200


def test_rows_of_another_project_do_not_exist_here(signed_in, enrolment, project):
    row = add_row(
        project_of(EnrolmentFactory(cohort=enrolment.cohort)), "component", by=UserFactory()
    )
    addresses = [
        at("cell", enrolment, row.public_id, "narrative"),
        at("row-delete", enrolment, row.public_id),
        at("row-move", enrolment, row.public_id),
    ]

    assert signed_in.get(addresses[0]).status_code == 404
    assert signed_in.get(addresses[1]).status_code == 404
    assert signed_in.post(addresses[0], {"narrative": "Mío"}).status_code == 404
    assert signed_in.post(addresses[2], {"where": "up"}).status_code == 404
    signed_in.post(addresses[1])
    row.refresh_from_db()
    assert row.narrative == ""


def test_a_column_that_is_not_in_the_matrix_is_not_found(signed_in, enrolment, project):
    assert signed_in.get(cell_address(enrolment, project, "budget")).status_code == 404


def test_a_receipt_is_for_members_their_tutor_and_the_host(client):
    tutor = UserFactory()
    submission = submitted_project(tutor=tutor)
    address = reverse("assessments:submission-receipt", args=[submission.public_id])
    mate = ProjectMemberFactory(project=submission.project, is_owner=False).enrolment
    host = MembershipFactory(organisation=submission.project.cohort.host).person
    stranger = EnrolmentFactory(cohort=submission.project.cohort)
    other_tutor = TutorAssignmentFactory(enrolment=stranger).tutor

    statuses = []
    for person in (
        submission.enrolment.participant, mate.participant, tutor, host,
        stranger.participant, other_tutor,
    ):  # fmt: skip
        client.force_login(person)
        statuses.append(client.get(address).status_code)

    assert statuses == [200, 200, 200, 200, 404, 404]


# Cells


def test_saving_a_cell_goes_on_to_the_next_empty_one(signed_in, enrolment, project):
    address = cell_address(enrolment, project)

    response = signed_in.post(address, {**VALUES["narrative"], "version": 0, "go": "next"})

    assert response.status_code == 302
    assert response.url == cell_address(enrolment, project, "indicator")
    assert matrix_of(project).rows[0].narrative == VALUES["narrative"]["narrative"]


def test_saving_may_return_to_the_matrix(signed_in, enrolment, project):
    response = signed_in.post(
        cell_address(enrolment, project), {"narrative": "Corto", "version": 0, "go": "matrix"}
    )

    row = matrix_of(project).rows[0]
    assert response.url == f"{at('matrix', enrolment)}?fila={row.id}#{row.id}.narrative"
    assert row.narrative == "Corto"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("1,250.5", "1250.5"), ("12 %", "12"), ("12.50", "12.5"), ("−3", "-3"), ("$ 1 250", "1250")],
)
def test_numbers_are_understood_as_people_write_them(signed_in, enrolment, project, typed, stored):
    signed_in.post(
        cell_address(enrolment, project, "indicator"),
        {"name": "Porcentaje", "baseline_value": typed, "version": 0},
    )

    assert str(matrix_of(project).rows[0].indicators[0].baseline_value) == stored


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("narrative", {"narrative": "x" * 301}),
        ("indicator", {"baseline_value": "12,5"}),
        ("indicator", {"baseline_value": "mucho"}),
        ("indicator", {"target_value": "9" * 20}),
        ("indicator", {"target_year": "1066"}),
        ("indicator", {"target_year": "dos mil"}),
        ("indicator", {"frequency": "nunca"}),
        ("means", {"source_name": "x" * 201}),
        ("assumption", {"text": "x" * 251}),
        ("assumption", {"text": "a" * 1_000_000}),
    ],
)
def test_what_cannot_be_kept_is_refused_and_stays_in_the_form(
    signed_in, enrolment, project, column, wrong
):
    response = signed_in.post(cell_address(enrolment, project, column), {**wrong, "version": 0})

    assert response.status_code == 422
    assert next(iter(wrong.values())) in response.content.decode()
    assert matrix_of(project).rows[0].cells[0].is_empty


def test_a_conflict_shows_both_texts_and_who_wrote_the_other(signed_in, enrolment, project):
    other = UserFactory(given_names="Xóchitl")
    row = matrix_of(project).rows[0]
    save_cell(project, row.id, "narrative", by=other, values={"narrative": "El de ella"})
    mine = {"narrative": "El mío", "version": 0}

    response = signed_in.post(cell_address(enrolment, project), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert [text in page for text in ("El mío", "El de ella", "Xóchitl")] == [True] * 3
    assert response.context["changed"].version == 1


@pytest.mark.parametrize(
    ("keep", "stored"),
    [("mine", "El mío"), ("theirs", "El de ella"), ("both", "El mío / El de ella")],
)
def test_a_conflict_is_settled_by_choice(signed_in, enrolment, project, keep, stored):
    row = matrix_of(project).rows[0]
    save_cell(project, row.id, "narrative", by=UserFactory(), values={"narrative": "El de ella"})

    signed_in.post(
        cell_address(enrolment, project),
        {"narrative": "El mío", "version": 1, "keep": keep, "go": "matrix"},
    )

    assert matrix_of(project).rows[0].narrative == stored


def test_copying_both_keeps_numbers_of_an_indicator(signed_in, enrolment, project):
    row = matrix_of(project).rows[0]
    save_cell(project, row.id, "indicator", by=UserFactory(), values=VALUES["indicator"])

    signed_in.post(
        cell_address(enrolment, project, "indicator"),
        {"name": "Otro nombre", "baseline_value": "5", "version": 1, "keep": "both"},
    )

    indicator = matrix_of(project).rows[0].indicators[0]
    assert indicator.name == "Otro nombre / Porcentaje de hogares con agua diaria"
    assert (str(indicator.baseline_value), str(indicator.target_value)) == ("5", "62.5")


def test_both_texts_together_may_be_too_long_and_then_stay_in_the_form(
    signed_in, enrolment, project
):
    row = matrix_of(project).rows[0]
    save_cell(project, row.id, "narrative", by=UserFactory(), values={"narrative": "b" * 200})

    response = signed_in.post(
        cell_address(enrolment, project), {"narrative": "a" * 200, "version": 1, "keep": "both"}
    )

    assert response.status_code == 422
    assert "a" * 200 + " / " + "b" * 200 in response.content.decode()


def test_typed_text_survives_a_project_that_was_handed_in_meanwhile(signed_in, enrolment, project):
    LogframeProject.objects.update(state="submitted")

    response = signed_in.post(cell_address(enrolment, project), {"narrative": "Mi texto"})

    assert response.status_code == 422
    assert "Mi texto" in response.content.decode()


# Rows


def test_rows_are_added_moved_and_deleted(signed_in, enrolment, project):
    key = uuid4()
    for _click in range(2):
        signed_in.post(at("row-add", enrolment), {"level": "component", "key": key})
    signed_in.post(at("row-add", enrolment), {"level": "component", "key": uuid4()})
    signed_in.post(at("row-add", enrolment), {"level": "activity", "parent": key, "key": uuid4()})
    assert [row.code for row in matrix_of(project).rows] == ["F", "P", "C1", "A1.1", "C2"]

    signed_in.post(at("row-move", enrolment, key), {"where": "down"})
    assert [row.code for row in matrix_of(project).rows] == ["F", "P", "C1", "C2", "A2.1"]

    assert "A2.1" not in signed_in.get(at("row-delete", enrolment, key)).content.decode()
    signed_in.post(at("row-delete", enrolment, key))
    assert [row.code for row in matrix_of(project).rows] == ["F", "P", "C1"]


@pytest.mark.parametrize("sent", [{}, {"level": "activity", "parent": "x"}, {"key": "x"}])
def test_crafted_rows_do_no_harm(signed_in, enrolment, project, sent):
    assert signed_in.post(at("row-add", enrolment), sent).status_code == 302
    assert LogframeRow.objects.filter(level="activity").count() == 0


def test_the_goal_has_no_delete_page(signed_in, enrolment, project):
    goal = matrix_of(project).rows[0].id

    assert signed_in.get(at("row-delete", enrolment, goal)).status_code == 404
    signed_in.post(at("row-delete", enrolment, goal))
    assert len(matrix_of(project).rows) == 2


# What the participant sees of the verdict


def test_nothing_of_a_draft_grade_shows_on_any_page(client):
    tutor = UserFactory()
    submission = submitted_project(tutor=tutor)
    cell = f"{submission.snapshot['rows'][0]['id']}.narrative"
    comment_on_cell(submission, by=tutor, cell_id=cell, body="Secreto uno", key=uuid4())
    verdict = returning(submission) | {"message": "Secreto dos"}
    save_draft(submission, by=tutor, **verdict)
    client.force_login(submission.enrolment.participant)
    addresses = [
        at("project", submission.enrolment),
        at("matrix", submission.enrolment),
        submission.get_absolute_url(),
    ]

    pages = [client.get(address).content.decode() for address in addresses]
    assert not any("Secreto" in page for page in pages)
    assert client.get(reverse("assessments:grade", args=[submission.public_id])).status_code == 403

    send_verdict(submission, by=tutor, **verdict)
    pages = [client.get(address).content.decode() for address in addresses]
    assert ["Secreto dos" in page for page in pages] == [True, False, True]
    assert ["Secreto uno" in page for page in pages] == [False, True, True]


def test_after_a_return_the_project_is_editable_and_after_approval_it_is_not(client):
    tutor = UserFactory()
    submission = submitted_project(tutor=tutor)
    enrolment = submission.enrolment
    client.force_login(enrolment.participant)
    edit = cell_address(enrolment, submission.project)
    assert edit not in client.get(at("matrix", enrolment)).content.decode()

    send_verdict(submission, by=tutor, **returning(submission))
    assert edit in client.get(at("matrix", enrolment)).content.decode()
    client.post(at("deliverable-submit", enrolment, "E5"), {"key": uuid4(), "declared": "on"})
    second = Submission.objects.get(number=2)
    send_verdict(second, by=tutor, **approving(second))

    assert edit not in client.get(at("matrix", enrolment)).content.decode()


# Cost


@pytest.mark.parametrize("page", ["project", "matrix", "submission-new"])
def test_pages_cost_the_same_for_a_long_matrix_and_stay_within_twelve(
    client, page, django_assert_max_num_queries, django_assert_num_queries
):
    tutor = UserFactory()
    submission = submitted_project(tutor=tutor)
    enrolment, project = submission.enrolment, submission.project
    for place in range(3):
        cell = f"{submission.snapshot['rows'][place]['id']}.means"
        comment_on_cell(submission, by=tutor, cell_id=cell, body="¿Quién?", key=uuid4())
    send_verdict(submission, by=tutor, **returning(submission))
    me = enrolment.participant
    _first, *others = project.sdg_links.select_related("target")
    assert others
    for link in others:
        delete_record(project, "sdg_link", link.public_id, by=me)
    client.force_login(enrolment.participant)
    client.get(at(page, enrolment))
    with django_assert_max_num_queries(12) as short:
        client.get(at(page, enrolment))

    for link in others:
        save_record(project, "sdg_link", None, {"target": link.target.code}, by=me)
    for _row in range(3):
        component = add_row(project, "component", by=enrolment.participant)
        add_row(project, "activity", by=enrolment.participant, parent=component.public_id)
    for column, values in VALUES.items():
        save_cell(project, component.public_id, column, by=enrolment.participant, values=values)

    with django_assert_num_queries(len(short)):
        client.get(at(page, enrolment))


def test_a_cell_costs_little(client, django_assert_max_num_queries):
    enrolment, project = written_project()
    client.force_login(enrolment.participant)

    address = cell_address(enrolment, project, "indicator")

    with django_assert_max_num_queries(12):
        client.get(address)


def test_the_date_is_shown_in_the_zone_of_the_person_and_in_mexico_city(signed_in, enrolment):
    enrolment.cohort.project_due_at = timezone.datetime(
        2026, 12, 1, 5, 59, tzinfo=timezone.get_fixed_timezone(0)
    )
    enrolment.cohort.save(update_fields=["project_due_at"])
    enrolment.participant.time_zone = "America/Tijuana"
    enrolment.participant.save(update_fields=["time_zone"])

    page = signed_in.get(at("project", enrolment)).content.decode()

    assert "21:59" in page
    assert "23:59" in page
