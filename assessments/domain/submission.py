"""Handing in a deliverable of the practical exercise, and taking it back.

Each submission is a frozen version of the whole project. Only the final project is locked while
its tutor reads it: people go on with E2 while E1 is being read.
"""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assessments.domain.adaptation import asked_of_all
from assessments.domain.checker.writing import to_dict
from assessments.domain.due import due_at_of
from assessments.domain.editing import check_editable, locked
from assessments.domain.exercise.minimum import minimum_of
from assessments.domain.exercise.review import Note, Review, name_of, review_of
from assessments.domain.matrix import matrix_in
from assessments.domain.snapshots import fingerprint, freeze
from assessments.models import (
    CohortDeliverable,
    Deliverable,
    LogframeProject,
    ProjectMember,
    Submission,
)
from assessments.signals import project_submitted
from courses.domain.progress import check_open, complete_lesson
from courses.models import Enrolment, Lesson
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.models import User

# Without the signs that people read as one another: 0 and O, 1, I and L, U and V.
FOLIO_SIGNS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
FOLIO_ATTEMPTS = 20


@transaction.atomic
def submit_project(
    project: LogframeProject,
    enrolment: Enrolment,
    *,
    by: User,
    key: UUID,
    deliverable: str = Deliverable.PROJECT,
    now: datetime | None = None,
) -> Submission:
    """Freeze the project and give it a folio; the same ``key`` again returns the first result.

    Only errors and gaps of this deliverable and of earlier ones keep it back. Whether it is late
    follows from the clock of the server alone, and costs no points. Completes the items that
    handing it in completes, for every member. Announces ``project_submitted``.
    """
    now = now or timezone.now()
    project = locked(project)
    earlier = Submission.objects.filter(key=key, project=project).first()
    if earlier:
        return earlier
    check_open(enrolment)
    _check_member(project, enrolment)
    check_editable(project)
    _check_turn(project, deliverable, now=now)
    review = review_of(project)
    missing = minimum_of(deliverable, review, asked_of_all(enrolment)).missing
    if missing:
        raise RuleViolation(
            ngettext_lazy(
                "It cannot be handed in yet: %(count)s thing is missing.",
                "It cannot be handed in yet: %(count)s things are missing.",
                missing,
            ),
            code="gaps",
            params={"count": missing},
        )
    snapshot = _frozen(review, deliverable)
    due_at = due_at_of(project, deliverable)
    submission = _keep(
        Submission(
            project=project,
            deliverable=deliverable,
            number=project.submissions.filter(deliverable=deliverable).count() + 1,
            enrolment=enrolment,
            snapshot=snapshot,
            sha256=fingerprint(snapshot),
            key=key,
            submitted_at=now,
            due_at=due_at,
            is_late=due_at is not None and now > due_at,
        )
    )
    if deliverable == Deliverable.PROJECT:
        project.state = LogframeProject.State.SUBMITTED
        project.save(update_fields=["state"])
    complete_for_members(project, Lesson.ClosedBy.SUBMISSION, by=by, now=now)
    announce(project_submitted, submission=submission)
    return submission


def _check_member(project: LogframeProject, enrolment: Enrolment) -> None:
    if not project.members.filter(enrolment=enrolment, left_at=None).exists():
        raise RuleViolation(_("You do not work on this project."), code="not_a_member")


def _check_turn(project: LogframeProject, deliverable: str, *, now: datetime) -> None:
    """Refuse what is not open yet, is being read, or was accepted."""
    opens_at = (
        CohortDeliverable.objects.filter(cohort=project.cohort_id, deliverable=deliverable)
        .values_list("opens_at", flat=True)
        .first()
    )
    if opens_at and now < opens_at:
        raise RuleViolation(
            _("%(deliverable)s can be handed in from %(day)s on."),
            code="not_open",
            params={
                "deliverable": deliverable,
                "day": date_format(timezone.localtime(opens_at), "DATETIME_FORMAT"),
            },
        )
    earlier = project.submissions.filter(deliverable=deliverable).order_by()
    states = set(earlier.values_list("state", flat=True))
    if Submission.State.WAITING in states:
        raise RuleViolation(
            _("%(deliverable)s is handed in already and waits for your tutor."),
            code="handed_in",
            params={"deliverable": deliverable},
        )
    if Submission.State.APPROVED in states:
        raise RuleViolation(
            _("%(deliverable)s is accepted already."),
            code="approved",
            params={"deliverable": deliverable},
        )


def _frozen(review: Review, deliverable: str) -> dict[str, Any]:
    facts = review.facts
    snapshot = freeze(
        title=facts.title,
        summary=facts.summary,
        responsible_unit=facts.responsible_unit,
        targets=[link.target for link in facts.sdg_links],
        matrix=matrix_in(facts),
        project=to_dict(facts),
    )
    return snapshot | {
        "deliverable": str(deliverable),
        "findings": [_as_found(note) for note in review.notes],
        "dismissed": [
            _as_found(note) | {"reason": note.dismissal.reason} for note in review.dismissed
        ],
    }


def _as_found(note: Note) -> dict[str, str]:
    finding = note.finding
    return {"rule": finding.id, "level": finding.level, "place": name_of(finding.place)}


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
    """Complete the items that wait for this event, for everybody who works on the project.

    An item waits for the deliverables that it names, and for the final project if it names none:
    all of them handed in, or all of them accepted. Homework that names some is done with them,
    so that nobody hands in the same thing twice.
    """
    waiting = Q(closed_by=closed_by)
    if closed_by == Lesson.ClosedBy.SUBMISSION:
        waiting |= Q(closed_by=Lesson.ClosedBy.HOMEWORK) & ~Q(awaits="")
    lessons = list(
        Lesson.objects.of_edition(project.cohort.edition_id)
        .filter(waiting)
        .select_related("module")
    )
    reached = _reached(project, closed_by)
    lessons = [lesson for lesson in lessons if _awaited(lesson) <= reached]
    members = ProjectMember.objects.filter(
        project=project, left_at=None, enrolment__status__in=Enrolment.STUDYING
    ).select_related("enrolment__cohort")
    for member in members:
        for lesson in lessons:
            complete_lesson(member.enrolment, lesson, by=by, now=now)


def _awaited(lesson: Lesson) -> set[str]:
    return set(lesson.awaits.split() or [Deliverable.PROJECT.value])


def _reached(project: LogframeProject, closed_by: str) -> set[str]:
    submissions = project.submissions.exclude(state=Submission.State.WITHDRAWN)
    if closed_by == Lesson.ClosedBy.APPROVAL:
        submissions = submissions.filter(state=Submission.State.APPROVED)
    return set(submissions.order_by().values_list("deliverable", flat=True))


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
    if submission.deliverable == Deliverable.PROJECT:
        returned = project.submissions.filter(
            deliverable=Deliverable.PROJECT, state=Submission.State.RETURNED
        )
        states = LogframeProject.State
        project.state = states.RETURNED if returned.exists() else states.DRAFT
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
