"""Reviewing two projects of others: what stands for a person, drafts, sending, and completing."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.review_sharing import review_lessons
from assessments.models import Deliverable, PeerReview, ProjectMember, Submission
from assessments.models.peer_review import LONGEST_ANSWER
from assessments.signals import review_sent
from courses.domain.progress import check_open, complete_lesson
from courses.models import Enrolment, Lesson, LessonReply
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean_lines
from people.models import User

SHORTEST_ANSWER = 40  # Characters: less than a sentence helps nobody.


@dataclass(frozen=True)
class Answers:
    """The three things that a review says."""

    strong: str = ""
    doubtful: str = ""
    suggestion: str = ""

    @property
    def cleaned(self) -> "Answers":
        return Answers(*(clean_lines(text) for text in vars(self).values()))


@dataclass(frozen=True)
class ReviewStanding:
    """How far somebody is with the reviews of an item."""

    reviews: list[PeerReview]
    has_handed_in: bool
    others: int  # Projects of others that the cohort can have at most.
    is_completed: bool
    reply: LessonReply | None  # What completed it before reviews had pages of their own.

    @property
    def sent(self) -> int:
        return sum(review.sent_at is not None for review in self.reviews)

    @property
    def is_done(self) -> bool:
        return self.sent == PeerReview.COUNT

    @property
    def missing(self) -> int:
        """How many projects there are too few, for now."""
        return PeerReview.COUNT - len(self.reviews)

    @property
    def is_waiting(self) -> bool:
        return self.has_handed_in and self.missing > 0 and not self.is_completed

    @property
    def is_alone(self) -> bool:
        """Whether the cohort is too small for two reviews, whatever is still handed in."""
        return self.others < PeerReview.COUNT


def review_standing(enrolment: Enrolment, lesson: Lesson) -> ReviewStanding:
    """Gather what the page of an item that is completed by reviewing shows."""
    reviews = list(
        PeerReview.objects.filter(reviewer=enrolment)
        .select_related("submission")
        .order_by("position")
    )
    mine = ProjectMember.objects.filter(enrolment=enrolment, left_at=None).values("project")
    handed_in = Submission.objects.filter(project__in=mine, deliverable=Deliverable.PROJECT)
    done = enrolment.lesson_progress.filter(lesson=lesson, completed_at__isnull=False).exists()
    return ReviewStanding(
        reviews=reviews,
        has_handed_in=handed_in.exclude(state=Submission.State.WITHDRAWN).exists(),
        others=_others_of(enrolment),
        is_completed=done,
        reply=enrolment.lesson_replies.filter(lesson=lesson).first() if done else None,
    )


def reviews_about(enrolment: Enrolment) -> QuerySet[PeerReview]:
    """Return what somebody wrote about others, and what others wrote about their project."""
    mine = ProjectMember.objects.filter(enrolment=enrolment, left_at=None).values("project")
    return (
        PeerReview.objects.sent()
        .with_place()
        .filter(Q(reviewer=enrolment) | Q(project__in=mine))
        .order_by("sent_at", "pk")
    )


def _others_of(enrolment: Enrolment) -> int:
    """Count whoever may hand in another project in this cohort: one of each team."""
    members = ProjectMember.objects.filter(left_at=None)
    mine = members.filter(enrolment=enrolment).values("project")
    counted_elsewhere = members.filter(Q(is_owner=False) | Q(project__in=mine))
    return (
        Enrolment.objects.studying()
        .filter(cohort=enrolment.cohort_id)
        .exclude(pk=enrolment.pk)
        .exclude(pk__in=counted_elsewhere.values("enrolment"))
        .count()
    )


def open_review(review: PeerReview, *, now: datetime | None = None) -> PeerReview | None:
    """Remember that the reviewer has opened it; from then on it stays theirs, in this version.

    Returns it as it is now: until then it could become a newer version, or somebody else's (None).
    """
    PeerReview.objects.unopened().filter(pk=review.pk).update(opened_at=now or timezone.now())
    return PeerReview.objects.with_place().filter(pk=review.pk).first()


@transaction.atomic
def save_review(
    review: PeerReview, answers: Answers, *, by: User, now: datetime | None = None
) -> PeerReview:
    """Keep what there is so far; nobody else sees it. What was sent does not change any more."""
    review = _locked(review)
    if review.sent_at:
        raise RuleViolation(_("You have sent this review already."), code="sent")
    _check_length(answers)
    _keep(review, answers, now=now or timezone.now())
    return review


@transaction.atomic
def send_review(
    review: PeerReview, answers: Answers, *, by: User, now: datetime | None = None
) -> PeerReview:
    """Send a review to the authors. The second one completes the item; its minutes count once.

    Sent again: the first result stands. Announces ``review_sent``.
    """
    now = now or timezone.now()
    review = _locked(review)
    if review.sent_at:
        return review
    _check_length(answers)
    if any(len(text) < SHORTEST_ANSWER for text in vars(answers.cleaned).values()):
        raise RuleViolation(
            _("Each of the three answers has at least %(least)s characters."),
            code="too_short",
            params={"least": SHORTEST_ANSWER},
        )
    review.sent_at = now
    _keep(review, answers, now=now)
    enrolment = review.reviewer
    if enrolment.peer_reviews.sent().count() >= PeerReview.COUNT:
        for lesson in review_lessons(enrolment.cohort).select_related("module"):
            complete_lesson(enrolment, lesson, by=by, now=now)
    announce(review_sent, review=review)
    return review


def _locked(review: PeerReview) -> PeerReview:
    """Lock the reviewer's place: two reviews sent at once complete the item once."""
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(pk=review.reviewer_id)
    )
    check_open(enrolment)
    review = PeerReview.objects.select_for_update(of=("self",)).filter(pk=review.pk).first()
    if review is None:
        raise RuleViolation(_("This project is read by somebody else now."), code="gone")
    review.reviewer = enrolment
    return review


def _check_length(answers: Answers) -> None:
    if any(len(text) > LONGEST_ANSWER for text in vars(answers.cleaned).values()):
        raise RuleViolation(
            _("An answer has at most %(most)s characters."),
            code="too_long",
            params={"most": LONGEST_ANSWER},
        )


def _keep(review: PeerReview, answers: Answers, *, now: datetime) -> None:
    for name, text in vars(answers.cleaned).items():
        setattr(review, name, text)
    review.saved_at = now
    review.opened_at = review.opened_at or now
    review.save(update_fields=[*PeerReview.ANSWERS, "saved_at", "opened_at", "sent_at"])
