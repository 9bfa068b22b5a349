"""Bringing a file in: seen first, written when confirmed, undone for thirty days."""

import io
import json
import zipfile

import pytest

from assessments.documents.project_json import project_json
from assessments.documents.project_xlsx import project_xlsx
from assessments.domain.checker.reading import read_project
from assessments.domain.exchange.comparing import Verdict
from assessments.domain.exchange.imports import (
    LIMITS,
    apply_import,
    keep_upload,
    open_imports,
    preview_of,
)
from assessments.domain.exchange.state import state_of
from assessments.domain.exercise.deletions import deletions_of, restore_record
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.store import records_of
from assessments.domain.exercise.writing import write_facts
from assessments.domain.project import project_of
from courses.domain.goals import load_goals
from lms.lib.errors import RuleViolation
from tests.assessments.domain.checker.projects import demo
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db
AWKWARD = {
    "title": '=HYPERLINK("http://x") Ñañu tsaꞌay 💧',
    "summary": "Uno\n\n-dos\n+tres\n@cuatro",
    "responsible_unit": "'Área «A» & <b>B</b>",
}


@pytest.fixture
def enrolment():
    load_goals()
    return EnrolmentFactory()


@pytest.fixture
def project(enrolment):
    project = project_of(enrolment)
    write_facts(project, read_project(demo() | AWKWARD), by=enrolment.participant)
    project.refresh_from_db()
    return project


def said_by(project):
    return json.loads(project_json(facts_of(project), schema="x"))


def bring(project, said, *, name="mío.json"):
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    person = project.members.get().enrolment.participant
    return keep_upload(project, name=name, content=content, by=person)


def confirm(upload):
    return apply_import(upload, by=upload.uploaded_by, seen=preview_of(upload).seen)


@pytest.mark.parametrize("ending", ["json", "xlsx"])
def test_what_was_downloaded_comes_back_without_a_difference(project, ending):
    content = (
        project_json(facts_of(project), schema="x")
        if ending == "json"
        else project_xlsx(state_of(project))
    )

    preview = preview_of(bring(project, content, name=f"mío.{ending}"))

    assert preview.comparison.cells == ()
    assert preview.comparison.same > 400
    assert facts_of(project).title == AWKWARD["title"]


def test_nothing_is_written_before_it_is_confirmed_and_it_can_be_undone(project):
    before = facts_of(project)
    said = said_by(project) | {"title": "Otro nombre del proyecto"}
    del said["stakeholders"][0]

    upload = bring(project, said)
    assert facts_of(project) == before
    assert confirm(upload) == 2

    project.refresh_from_db()
    assert project.title == "Otro nombre del proyecto"
    assert len(facts_of(project).stakeholders) == len(before.stakeholders) - 1
    assert open_imports(project) == []
    kept = deletions_of(project).get()
    assert kept.name == "Antes de traer mío.json"
    restore_record(project, kept.public_id, by=None)
    assert facts_of(project) == before


def test_confirming_twice_writes_once(project):
    upload = bring(project, said_by(project) | {"title": "Otro nombre del proyecto"})
    seen = preview_of(upload).seen
    apply_import(upload, by=upload.uploaded_by, seen=seen)

    assert apply_import(upload, by=upload.uploaded_by, seen=seen) == 0

    assert deletions_of(project).count() == 1


def test_what_was_changed_since_the_preview_is_not_overwritten_unseen(project):
    upload = bring(project, said_by(project) | {"title": "Otro nombre del proyecto"})
    seen = preview_of(upload).seen
    save_record(project, "project", None, {"title": "El de mi compañera"}, by=None)

    with pytest.raises(RuleViolation) as refusal:
        apply_import(upload, by=upload.uploaded_by, seen=seen)

    assert refusal.value.code == "changed"
    project.refresh_from_db()
    assert project.title == "El de mi compañera"


def test_what_cannot_be_stored_leaves_what_stands_there(project):
    said = said_by(project)
    said["title"] = "x" * 1_000_000
    said["population"]["target"] = "muchos"
    said["logframe"]["goal"]["indicators"][0]["frequency"] = "a veces"
    said["problem_tree"]["causes"].append({"id": "K8", "parent": "K9", "text": "Huérfana"})
    said["problem_tree"]["causes"].append({"id": "K9", "parent": "K8", "text": "En círculo"})
    before = facts_of(project)

    upload = bring(project, said)
    preview = preview_of(upload)

    assert [(cell.kind, cell.verdict) for cell in preview.comparison.refused] == [
        ("project", Verdict.TOO_LONG),
        ("problem", Verdict.NOT_UNDERSTOOD),
        ("problem", Verdict.NOT_UNDERSTOOD),
        ("indicator", Verdict.NOT_UNDERSTOOD),
    ]
    confirm(upload)
    after = facts_of(project)
    assert (after.title, after.problems) == (before.title, before.problems)
    assert after.rows == before.rows


def test_a_file_without_goal_purpose_and_problem_keeps_them(project):
    said = said_by(project)
    del said["logframe"]["goal"], said["logframe"]["purpose"]
    goal = project.rows.get(level="goal")

    confirm(bring(project, said))

    assert project.rows.get(level="goal") == goal
    assert project.rows.filter(level="purpose").count() == 1


def test_the_project_of_somebody_else_replaces_the_records_but_keeps_the_goal(project):
    goal = project.rows.get(level="goal")

    preview = preview_of(bring(project, demo("demo-cso")))
    confirm(bring(project, demo("demo-cso")))

    assert preview.comparison.counts[Verdict.REMOVED] > 10
    assert project.rows.get(level="goal") == goal
    assert {each.version for each in records_of(project, "stakeholder")} == {1}


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (LIMITS.unpacked_bytes + 1))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"  ", "empty"),
        (b"x" * (LIMITS.bytes + 1), "too_large"),
        (b"[" * 100_000, "unreadable_file"),
        (b'{"nombre": "otra cosa"}', "foreign_file"),
        (b'[{"title": "a"}, {"title": "b"}]', "several"),
        (b"PK\x03\x04 broken", "damaged"),
        (bomb(), "unpacked_size"),
    ],
    ids=["empty", "large", "deep", "foreign", "several", "broken", "bomb"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(project, content, code):
    with pytest.raises(RuleViolation) as refusal:
        bring(project, content)

    assert refusal.value.code == code
    assert open_imports(project) == []


def test_a_project_that_is_handed_in_takes_no_file(project):
    said = said_by(project)
    project.state = "submitted"
    project.save(update_fields=["state"])

    with pytest.raises(RuleViolation) as refusal:
        bring(project, said)

    assert refusal.value.code == "handed_in"
