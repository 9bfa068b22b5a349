"""More time for a person, a team or a group: granted with a reason, and taken back as a whole."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.due import due_at_for
from assessments.models import ProjectMember
from courses.domain.progress import check_open
from courses.models import DueExtension, Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from people.domain.records import record
from people.models import User


def team_of(enrolment: Enrolment) -> list[Enrolment]:
    """Return everybody who works on the person's project now, the person first."""
    members = ProjectMember.objects.filter(
        left_at=None,
        project__members__enrolment=enrolment,
        project__members__left_at=None,
        enrolment__status__in=Enrolment.STUDYING,
    ).select_related("enrolment__cohort", "enrolment__participant")
    others = [member.enrolment for member in members if member.enrolment_id != enrolment.pk]
    return [enrolment, *others]


@transaction.atomic
def extend(
    enrolments: Collection[Enrolment],
    what: str,
    *,
    due_at: datetime,
    reason: str,
    by: User,
    key: UUID,
    now: datetime | None = None,
) -> int:
    """Give each person until ``due_at`` for an item or deliverable; return how many got it.

    The same ``key`` again changes nothing: it is the batch that is taken back as a whole. Nobody
    gets less time than they have.
    """
    if DueExtension.objects.filter(batch=key).exists():
        return 0
    reason = clean(reason)
    if not reason:
        raise RuleViolation(_("Say why."), code="no_reason")
    if due_at <= (now or timezone.now()):
        raise RuleViolation(_("This day has passed."), code="past")
    for enrolment in enrolments:
        check_open(enrolment)
        current = due_at_for(enrolment, what)
        if current is None or due_at <= current:
            raise RuleViolation(
                _("%(person)s has that much time already, or nothing is due."),
                code="no_more",
                params={"person": enrolment.participant.full_name},
            )
    DueExtension.objects.bulk_create(
        DueExtension(
            enrolment=enrolment,
            what=what,
            due_at=due_at,
            reason=reason[:300],
            batch=key,
            granted_by=by,
        )
        for enrolment in enrolments
    )
    for enrolment in enrolments:
        record(by, "extend due day", enrolment, reason=f"{what}: {reason}")
    return len(enrolments)


@transaction.atomic
def withdraw_extension(batch: UUID, *, by: User, now: datetime | None = None) -> int:
    """Take the time of a batch back from everybody who got it; again: nobody."""
    rows = DueExtension.objects.in_force().filter(batch=batch)
    for extension in rows.select_related("enrolment"):
        record(by, "withdraw extension", extension.enrolment, reason=extension.what)
    return rows.update(withdrawn_by=by, withdrawn_at=now or timezone.now())
