"""The practical exercise of a person: its profile, handing it in, and taking it back.

The matrix in it is read and written by ``assessments.domain.matrix``, whose functions are also
found here.
"""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assessments.domain.checker.writing import to_dict
from assessments.domain.due import due_at_of
from assessments.domain.editing import check_editable, locked, open_for_change
from assessments.domain.exercise.deletions import delete_within
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.records import RecordChanged, save_within
from assessments.domain.logframe import GOAL, PURPOSE, gaps_in
from assessments.domain.matrix import (
    add_row,
    delete_row,
    matrix_of,
    move_row,
    save_cell,
)
from assessments.domain.snapshots import fingerprint, freeze
from assessments.models import (
    LogframeProject,
    LogframeRow,
    ProjectMember,
    SdgLink,
    Submission,
)
from assessments.signals import project_submitted
from courses.domain.progress import check_open, complete_lesson
from courses.models import Enrolment, Goal, Lesson, Target
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.models import User

__all__ = [
    "add_row",
    "delete_row",
    "due_at_of",
    "goals_with_targets",
    "matrix_of",
    "move_row",
    "open_submission",
    "project_of",
    "save_cell",
    "save_profile",
    "submit_project",
    "targets_of",
    "withdraw_submission",
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


def goals_with_targets() -> QuerySet[Goal]:
    """Return the catalogue to choose from, in two queries."""
    return Goal.objects.prefetch_related("targets")


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


@transaction.atomic
def submit_project(
    project: LogframeProject,
    enrolment: Enrolment,
    *,
    by: User,
    key: UUID,
    now: datetime | None = None,
) -> Submission:
    """Freeze the project and give it a folio; the same ``key`` again returns the first result.

    Whether it is late follows from the clock of the server alone, and costs no points. Completes
    the items that handing in completes, for every member. Announces ``project_submitted``.
    """
    now = now or timezone.now()
    project = locked(project)
    earlier = Submission.objects.filter(key=key, project=project).first()
    if earlier:
        return earlier
    check_open(enrolment)
    _check_member(project, enrolment)
    check_editable(project)
    matrix = matrix_of(project)
    blocking = [gap for gap in gaps_in(matrix.rows, title=project.title).gaps if gap.blocks]
    if blocking:
        raise RuleViolation(
            ngettext_lazy(
                "The project cannot be handed in yet: %(count)s thing is missing.",
                "The project cannot be handed in yet: %(count)s things are missing.",
                len(blocking),
            ),
            code="gaps",
            params={"count": len(blocking)},
        )
    snapshot = freeze(
        title=project.title,
        summary=project.summary,
        responsible_unit=project.responsible_unit,
        targets=[target.code for target in targets_of(project)],
        matrix=matrix,
        project=to_dict(facts_of(project)),
    )
    due_at = due_at_of(project)
    submission = _keep(
        Submission(
            project=project,
            number=project.submissions.count() + 1,
            enrolment=enrolment,
            snapshot=snapshot,
            sha256=fingerprint(snapshot),
            key=key,
            submitted_at=now,
            due_at=due_at,
            is_late=due_at is not None and now > due_at,
        )
    )
    project.state = LogframeProject.State.SUBMITTED
    project.save(update_fields=["state"])
    complete_for_members(project, Lesson.ClosedBy.SUBMISSION, by=by, now=now)
    announce(project_submitted, submission=submission)
    return submission


def _check_member(project: LogframeProject, enrolment: Enrolment) -> None:
    if not project.members.filter(enrolment=enrolment, left_at=None).exists():
        raise RuleViolation(_("You do not work on this project."), code="not_a_member")


def _keep(submission: Submission) -> Submission:
    """Save it under a folio that nobody has; the database has the last word on that."""
    cohort = submission.project.cohort
    for _attempt in range(FOLIO_ATTEMPTS):
        signs = "".join(secrets.choice(FOLIO_SIGNS) for _place in range(4))
        submission.folio = (
            f"{cohort.code.upper()}-{submission.deliverable}-{submission.number}-{signs}"
        )
        try:
            with transaction.atomic():
                submission.save(force_insert=True)
        except IntegrityError:
            submission.pk = None
            if Submission.objects.filter(key=submission.key).exists():
                raise RuleViolation(
                    _("This form belongs to another submission. Load the page again."), code="key"
                ) from None
            if not Submission.objects.filter(folio=submission.folio).exists():
                raise
        else:
            return submission
    raise RuntimeError(f"No free folio for cohort {cohort.code}.")


def complete_for_members(
    project: LogframeProject, closed_by: str, *, by: User, now: datetime
) -> None:
    """Complete the items that this event completes, for everybody who works on the project."""
    members = ProjectMember.objects.filter(
        project=project, left_at=None, enrolment__status__in=Enrolment.STUDYING
    ).select_related("enrolment__cohort")
    lessons = list(
        Lesson.objects.of_edition(project.cohort.edition_id)
        .filter(closed_by=closed_by)
        .select_related("module")
    )
    for member in members:
        for lesson in lessons:
            complete_lesson(member.enrolment, lesson, by=by, now=now)


@transaction.atomic
def withdraw_submission(submission: Submission, *, by: User) -> Submission:
    """Take a submission back as long as no tutor has opened it. Again: nothing happens.

    Hours stay credited: the activity was done, and only an approval completes the project.
    """
    project = locked(submission.project)
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if submission.state == Submission.State.WITHDRAWN:
        return submission
    if submission.state != Submission.State.WAITING or submission.opened_at:
        raise RuleViolation(
            _("Your tutor has opened this submission already. It cannot be taken back."),
            code="opened",
        )
    submission.state = Submission.State.WITHDRAWN
    submission.save(update_fields=["state"])
    was_returned = project.submissions.filter(state=Submission.State.RETURNED).exists()
    project.state = LogframeProject.State.RETURNED if was_returned else LogframeProject.State.DRAFT
    project.save(update_fields=["state"])
    return submission


def open_submission(submission: Submission, *, by: User, now: datetime | None = None) -> None:
    """Remember which tutor opened it first, and when; from then on it cannot be taken back."""
    now = now or timezone.now()
    opened = Submission.objects.filter(
        pk=submission.pk, state=Submission.State.WAITING, opened_at=None
    ).update(opened_by=by, opened_at=now)
    if opened:
        submission.opened_by, submission.opened_at = by, now
