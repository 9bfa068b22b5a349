"""The practical exercise of a person: beginning it, and its profile.

The matrix in it is read and written by ``assessments.domain.matrix``, whose functions are also
found here.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.domain.due import due_at_of
from assessments.domain.editing import open_for_change
from assessments.domain.exercise.deletions import delete_within
from assessments.domain.exercise.records import RecordChanged, save_within
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
    SdgLink,
)
from courses.models import Enrolment, Target
from lms.lib.errors import RuleViolation
from people.models import User

__all__ = [
    "add_row",
    "delete_row",
    "due_at_of",
    "matrix_of",
    "move_row",
    "project_of",
    "save_cell",
    "save_profile",
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
    project = LogframeProject.objects.create(cohort=enrolment.cohort)
    ProjectMember.objects.create(project=project, enrolment=enrolment, is_owner=True)
    LogframeRow.objects.bulk_create(
        LogframeRow(project=project, level=level) for level in (GOAL, PURPOSE)
    )
    return project


@transaction.atomic
def save_profile(
    project: LogframeProject,
    *,
    by: User,
    title: str,
    summary: str = "",
    responsible_unit: str = "",
    targets: list[Target] | None = None,
    version: int | None = None,
) -> LogframeProject:
    """Save title, summary, unit and targets together.

    With ``version``, refuses when somebody saved another text since (code "conflict").
    """
    values = {"title": title, "summary": summary, "responsible_unit": responsible_unit}
    try:
        saved = save_within(
            open_for_change(project), "project", None, values, by=by, version=version
        )
    except RecordChanged as changed:
        raise RuleViolation(
            _("These data were changed in the meantime. Saving again replaces them with yours."),
            code="conflict",
        ) from changed
    if targets is not None:
        _set_targets(saved, targets, by=by)
    return saved


def targets_of(project: LogframeProject) -> list[Target]:
    """Return the SDG targets that the project is linked to, with their goals, in one query."""
    return [link.target for link in project.sdg_links.select_related("target__goal")]


def _set_targets(project: LogframeProject, targets: list[Target], *, by: User) -> None:
    """Link the project to these targets; a link that stays keeps what was written about it."""
    links = {link.target_id: link for link in project.sdg_links.all()}
    for target_id in links.keys() - {target.pk for target in targets}:
        delete_within(project, "sdg_link", links[target_id].public_id, by=by)
    SdgLink.objects.bulk_create(
        SdgLink(project=project, target=target, position=place, version=1, changed_by=by)
        for place, target in enumerate(targets, start=1)
        if target.pk not in links
    )
