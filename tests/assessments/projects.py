"""A complete matrix, for tests that begin where somebody has written everything."""

from decimal import Decimal
from uuid import uuid4

from assessments.domain.project import (
    add_row,
    matrix_of,
    project_of,
    save_cell,
    save_profile,
    submit_project,
)
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


def fill(project, *, by, values=VALUES):
    """Write every cell of a project with one component and one activity."""
    save_profile(project, by=by, title="Agua segura en las agencias")
    component = add_row(project, "component", by=by)
    add_row(project, "activity", by=by, parent=component.public_id)
    for cell in matrix_of(project).cells:
        save_cell(project, cell.row.id, cell.column, by=by, values=values[cell.column])
    return project


def written_project(*, enrolment=None, **about):
    """Return an enrolment and its project, ready to be handed in."""
    enrolment = enrolment or EnrolmentFactory(**about)
    return enrolment, fill(project_of(enrolment), by=enrolment.participant)


def submitted_project(*, tutor=None, **enrolment):
    """Return a submission that waits for the verdict of ``tutor``."""
    enrolment, project = written_project(**enrolment)
    if tutor:
        TutorAssignmentFactory(enrolment=enrolment, tutor=tutor)
    return submit_project(project, enrolment, by=enrolment.participant, key=uuid4())
