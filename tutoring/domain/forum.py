"""Writing in the forum of a cohort, and when somebody has taken part in it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.progress import check_open, complete_lesson
from courses.models import Cohort, Enrolment, Lesson
from lms.lib.errors import RuleViolation
from people.models import User
from tutoring.domain.conduct import has_accepted
from tutoring.models import ForumPost

SHORTEST_POST = 20
POSTS_AN_HOUR = 30


def thread_of(cohort: Cohort, lesson: Lesson, *, with_hidden: bool) -> QuerySet[ForumPost]:
    """Return the posts of a thread with their replies: pinned ones first, then the oldest.

    Without ``with_hidden`` a hidden post that was answered stays as an empty place, so that its
    answers stay; one without answers is left out.
    """
    posts = ForumPost.objects.of_thread(cohort.pk, lesson.pk).select_related("author", "enrolment")
    replies = posts.order_by("written_at", "pk")
    top = posts.filter(parent=None)
    if not with_hidden:
        replies = replies.visible()
        answered = ForumPost.objects.visible().exclude(parent=None).values("parent")
        top = top.filter(Q(hidden_at=None) | Q(pk__in=answered))
    return top.prefetch_related(Prefetch("replies", replies, to_attr="answers"))


@transaction.atomic
def write_post(
    cohort: Cohort,
    lesson: Lesson,
    *,
    by: User,
    body: str,
    key: UUID,
    enrolment: Enrolment | None = None,
    parent: ForumPost | None = None,
    now: datetime | None = None,
) -> ForumPost:
    """Keep a post or a reply; the same ``key`` again returns the first result.

    A reply to a reply joins the same post. With ``enrolment``, completes the item once the person
    has taken part (``has_taken_part``).
    """
    now = now or timezone.now()
    earlier = ForumPost.objects.filter(key=key).first()
    if earlier:
        if (earlier.author_id, earlier.body) != (by.pk, body.strip()):
            raise RuleViolation(_("Send your text again, please."), code="key_used")
        return earlier
    _check_may_write(cohort, lesson, by=by, enrolment=enrolment, body=body, now=now)
    if parent and parent.parent_id:
        parent = parent.parent
    if parent and (
        parent.hidden_at or (parent.cohort_id, parent.lesson_id) != (cohort.pk, lesson.pk)
    ):
        raise RuleViolation(_("What you answer is not here any more."), code="parent_gone")
    post = ForumPost.objects.create(
        cohort=cohort,
        lesson=lesson,
        author=by,
        enrolment=enrolment,
        parent=parent,
        body=body.strip(),
        key=key,
        written_at=now,
    )
    if enrolment and has_taken_part(enrolment, lesson):
        complete_lesson(enrolment, lesson, by=by, now=now)
    return post


def _check_may_write(
    cohort: Cohort,
    lesson: Lesson,
    *,
    by: User,
    enrolment: Enrolment | None,
    body: str,
    now: datetime,
) -> None:
    if lesson.closed_by != Lesson.ClosedBy.FORUM or lesson.module.edition_id != cohort.edition_id:
        raise RuleViolation(_("This item has no forum."), code="closed_otherwise")
    if enrolment:
        check_open(enrolment)
    elif cohort.is_closed:
        raise RuleViolation(_("This cohort is closed."), code="closed")
    if not has_accepted(by):
        raise RuleViolation(_("Accept the code of conduct first."), code="conduct")
    if len(body.strip()) < SHORTEST_POST:
        raise RuleViolation(
            _("Write at least %(least)s characters, so that others can follow you."),
            code="too_short",
            params={"least": SHORTEST_POST},
        )
    recent = ForumPost.objects.filter(author=by, written_at__gt=now - timedelta(hours=1))
    if recent.count() >= POSTS_AN_HOUR:
        raise RuleViolation(
            _("You have written a lot within an hour. Read what others say and go on later."),
            code="too_many",
        )


def has_taken_part(enrolment: Enrolment, lesson: Lesson) -> bool:
    """Say whether the person wrote a post of their own and answered somebody.

    Who is the first to write must not wait for others on a weak connection: as long as nobody else
    has written, their own post is enough, and it stays so. What is hidden does not count.
    """
    visible = ForumPost.objects.visible().of_thread(enrolment.cohort_id, lesson.pk)
    mine = visible.filter(enrolment=enrolment)
    if not mine.filter(parent=None).exists():
        return False
    if mine.exclude(parent=None).exclude(parent__enrolment=enrolment).exists():
        return True
    return not visible.exclude(enrolment=None).exclude(enrolment=enrolment).exists()
