"""Reporting a review that is unkind, and what tutors decide about it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import PeerReview, ReviewReport
from assessments.signals import review_taken_down
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean
from people.domain.records import record
from people.models import User

Decision = ReviewReport.Decision


@transaction.atomic
def report_review(
    review: PeerReview, *, by: User, reason: str, now: datetime | None = None
) -> ReviewReport:
    """Ask the tutors to look at a review. Again: the first report stands."""
    reason = clean(reason)
    if not reason:
        raise RuleViolation(_("Say in a few words what is wrong."), code="no_reason")
    if not PeerReview.objects.visible().filter(pk=review.pk).exists():
        raise RuleViolation(_("This review is not here any more."), code="gone")
    report, _is_new = ReviewReport.objects.get_or_create(
        review=review,
        reported_by=by,
        defaults={"reason": reason[:500], "reported_at": now or timezone.now()},
    )
    return report


def reported_reviews(reviews: QuerySet[PeerReview]) -> QuerySet[PeerReview]:
    """Narrow ``reviews`` to those with undecided reports, with these, the first sent first."""
    waiting = ReviewReport.objects.waiting()
    return (
        reviews.filter(Exists(waiting.filter(review=OuterRef("pk"))))
        .with_place()
        .prefetch_related(Prefetch("reports", waiting, to_attr="open_reports"))
        .order_by("sent_at", "pk")
    )


@transaction.atomic
def decide_review(
    review: PeerReview, decision: str, *, by: User, why: str = "", now: datetime | None = None
) -> bool:
    """Take a review down, with a reason, or leave it as it is; settles its reports.

    Its author keeps the hours; ``restore_review`` brings back what was taken down by mistake. Say
    whether it was new. Announces ``review_taken_down``.
    """
    now, why = now or timezone.now(), clean(why)
    decision = Decision(decision)
    review = PeerReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if decision == Decision.HIDE and not why:
        raise RuleViolation(_("Say why it is taken down: its author reads it."), code="no_reason")
    if review.hidden_at or review.sent_at is None:
        return False
    facts = {"decision": decision, "why": why[:300], "decided_by": by, "decided_at": now}
    settled = review.reports.waiting().update(**facts)
    if decision == Decision.KEEP:
        return bool(settled)
    review.hidden_at = now
    review.save(update_fields=["hidden_at"])
    if not settled:  # A tutor needs nobody's report.
        ReviewReport.objects.update_or_create(
            review=review, reported_by=by, defaults={"reason": why, "reported_at": now} | facts
        )
    record(by, "take_down", review, reason=why)
    announce(review_taken_down, review=review)
    return True


@transaction.atomic
def restore_review(review: PeerReview, *, by: User, now: datetime | None = None) -> bool:
    """Bring back a review that was taken down by mistake. Say whether it was.

    Its reports read as left as it is; who wrote it is told again if it is taken down again.
    """
    now = now or timezone.now()
    review = PeerReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if review.hidden_at is None:
        return False
    review.hidden_at = None
    review.save(update_fields=["hidden_at"])
    review.reports.filter(decision=Decision.HIDE).update(
        decision=Decision.KEEP, decided_by=by, decided_at=now, reviewer_told_at=None
    )
    record(by, "restore", review)
    return True
