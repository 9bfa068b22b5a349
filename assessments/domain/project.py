"""The practical exercise of a person: beginning it.

The matrix in it is read and written by ``assessments.domain.matrix``, whose functions are also
found here.
"""

from django.db import transaction

from assessments.domain.due import due_at_of
from assessments.domain.logframe import GOAL, PURPOSE
from assessments.domain.matrix import (
    add_row,
    delete_row,
    matrix_of,
    move_row,
    save_cell,
)
from assessments.models import (
    LogframeProject,
    LogframeRow,
    ProjectMember,
)
from courses.models import Audience, Enrolment, Target

__all__ = [
    "add_row",
    "delete_row",
    "due_at_of",
    "matrix_of",
    "move_row",
    "project_of",
    "save_cell",
    "targets_of",
]

# Without the signs that people read as one another: 0 and O, 1, I and L, U and V.
FOLIO_SIGNS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
FOLIO_ATTEMPTS = 20


def project_of(enrolment: Enrolment) -> LogframeProject:
    """Return the project the person works on; the first call makes it, with goal and purpose."""
    found = _current_project(enrolment)
    if found:
        return found
    with transaction.atomic():
        # Two tabs opened at once make one project.
        Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
        return _current_project(enrolment) or _make_project(enrolment)


def _current_project(enrolment: Enrolment) -> LogframeProject | None:
    project = LogframeProject.objects.filter(
        members__enrolment=enrolment, members__left_at=None
    ).first()
    if project:
        project.cohort = enrolment.cohort
    return project


def _make_project(enrolment: Enrolment) -> LogframeProject:
    course = enrolment.cohort.edition.course
    # Those who learn to tutor write a project for somebody else's audience.
    audience = "" if course.audience == Audience.TUTOR else course.audience
    project = LogframeProject.objects.create(cohort=enrolment.cohort, audience=audience)
    ProjectMember.objects.create(project=project, enrolment=enrolment, is_owner=True)
    LogframeRow.objects.bulk_create(
        LogframeRow(project=project, level=level) for level in (GOAL, PURPOSE)
    )
    return project


def targets_of(project: LogframeProject) -> list[Target]:
    """Return the SDG targets that the project is linked to, with their goals, in one query."""
    return [link.target for link in project.sdg_links.select_related("target__goal")]
