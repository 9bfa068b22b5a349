"""A complete matrix, for tests that begin where somebody has written everything."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.writing import write_facts
from assessments.domain.project import (
    add_row,
    matrix_of,
    project_of,
    save_cell,
)
from assessments.domain.submission import submit_project
from assessments.models.profile import ProjectKind
from courses.models import Goal, Target
from tests.assessments.domain.checker.projects import demo
from tests.factories import EnrolmentFactory, TutorAssignmentFactory

VALUES = {
    "narrative": {"narrative": "Los hogares de las ocho agencias reciben agua diaria."},
    "indicator": {
        "name": "Porcentaje de hogares con agua diaria",
        "unit": "Porcentaje",
        "frequency": "annual",
        "baseline_value": Decimal(38),
        "baseline_year": 2020,
        "target_value": Decimal("62.5"),
        "target_year": 2030,
    },
    "means": {
        "source_name": "Censo de Población y Vivienda",
        "responsible_unit": "INEGI",
        "frequency": "quinquennial",
    },
    "assumption": {"text": "Las asambleas autorizan el acceso.", "likelihood": "likely"},
}


def write_title(project, title, *, by=None):
    return save_record(project, "project", None, {"title": title}, by=by)


def fill(project, *, by, values=VALUES):
    """Write every cell of a project with one component and one activity."""
    write_title(project, "Agua segura en las agencias", by=by)
    component = add_row(project, "component", by=by)
    add_row(project, "activity", by=by, parent=component.public_id)
    for cell in matrix_of(project).cells:
        save_cell(project, cell.row.id, cell.column, by=by, values=values[cell.column])
    return project


def written_project(*, enrolment=None, **about):
    """Return an enrolment and its project with a small matrix: much of it still draws findings."""
    enrolment = enrolment or EnrolmentFactory(**about)
    return enrolment, fill(project_of(enrolment), by=enrolment.participant)


def whole_facts():
    """Return the facts of a good project of a public servant, which nothing keeps back."""
    return replace(read_project(demo()), project_kind=ProjectKind.PUBLIC_PROGRAMME, interactions=())


def complete_project(*, enrolment=None, facts=None, **about):
    """Return an enrolment and its project, ready to be handed in, each deliverable of it."""
    facts = facts or whole_facts()
    enrolment = enrolment or EnrolmentFactory(**about)
    for link in facts.sdg_links:
        goal, _new = Goal.objects.get_or_create(
            number=int(link.goal), defaults={"name_es": link.goal, "name_en": link.goal}
        )
        place = goal.targets.count() + 1
        Target.objects.get_or_create(
            code=link.target,
            defaults={"goal": goal, "position": place, "label_es": "x", "label_en": "x"},
        )
    project = project_of(enrolment)
    write_facts(project, facts, by=enrolment.participant)
    project.refresh_from_db()
    return enrolment, project


def submitted_project(*, tutor=None, deliverable="E5", **about):
    """Return a submission that waits for the verdict of ``tutor``."""
    enrolment, project = complete_project(**about)
    if tutor:
        TutorAssignmentFactory(enrolment=enrolment, tutor=tutor)
    return submit_project(
        project, enrolment, by=enrolment.participant, key=uuid4(), deliverable=deliverable
    )
