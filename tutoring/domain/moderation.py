"""Reporting what breaks the code of conduct, and deciding about it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Lesson
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.models import User
from tutoring.models import ForumDecision, ForumPost, ForumReport
from tutoring.signals import post_decided

Action = ForumDecision.Action


def report_post(post: ForumPost, *, by: User, reason: str) -> None:
    """Ask the tutors to look at a post. Again, while nobody has looked: no change."""
    if not reason.strip():
        raise RuleViolation(_("Say in a few words what is wrong."), code="no_reason")
    if post.author_id == by.pk:
        raise RuleViolation(_("This is your own text."), code="own")
    try:
        with transaction.atomic():
            ForumReport.objects.create(post=post, reported_by=by, reason=reason.strip())
    except IntegrityError:  # Reported already by the same person.
        return


def reported(posts: QuerySet[ForumPost]) -> QuerySet[ForumPost]:
    """Narrow ``posts`` to those with open reports, with these, the longest waiting first."""
    waiting = ForumReport.objects.filter(settled_at=None)
    return (
        posts.filter(Exists(waiting.filter(post=OuterRef("pk"))))
        .with_place()
        .prefetch_related(Prefetch("reports", waiting, to_attr="open_reports"))
        .order_by("written_at")
    )


def forums_of(cohort: Cohort) -> QuerySet[Lesson]:
    """Return the forum items of the cohort's edition, each with ``posts``: how many there are."""
    return (
        Lesson.objects.of_edition(cohort.edition_id)
        .filter(closed_by=Lesson.ClosedBy.FORUM)
        .annotate(posts=Count("forum_posts", filter=Q(forum_posts__cohort=cohort.pk)))
    )


@transaction.atomic
def decide(
    post: ForumPost, action: str, *, by: User, reason: str = "", now: datetime | None = None
) -> bool:
    """Hide or restore, pin or unpin a post, or keep it; settles its reports. Say if it was new.

    Hiding says why. Hours that the post earned stay: the person took part. Announces
    ``post_decided`` when the author is to be told.
    """
    now = now or timezone.now()
    action = Action(action)
    post = ForumPost.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if action == Action.HIDE and not reason.strip():
        raise RuleViolation(_("Say why it is hidden: its author reads it."), code="no_reason")
    was = {
        Action.HIDE: post.hidden_at is not None,
        Action.RESTORE: post.hidden_at is None,
        Action.PIN: post.is_pinned,
        Action.UNPIN: not post.is_pinned,
        Action.KEEP: False,
    }[action]
    if action in {Action.HIDE, Action.KEEP, Action.RESTORE}:
        post.reports.filter(settled_at=None).update(settled_at=now, settled_by=by)
    if was:
        return False
    if action in {Action.HIDE, Action.RESTORE}:
        post.hidden_at = now if action == Action.HIDE else None
    elif action != Action.KEEP:
        post.is_pinned = action == Action.PIN
    post.save(update_fields=["hidden_at", "is_pinned"])
    decision = ForumDecision.objects.create(
        post=post, action=action, reason=reason.strip(), decided_by=by, decided_at=now
    )
    announce(post_decided, decision=decision)
    return True
