"""Quizzes and tests: items, attempts and responses."""

import uuid
from decimal import ROUND_DOWN, Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.quiz_allowance import QuizAllowance


def cut(score: Decimal) -> Decimal:
    """Return a score as people read it: cut to one decimal, never rounded up."""
    return score.quantize(Decimal("0.1"), ROUND_DOWN)


class Quiz(models.Model):
    class Kind(models.TextChoices):
        MODULE = "module", _("Module quiz")
        PRE = "pre", _("Pre-test")
        POST = "post", _("Post-test")

    lesson = models.OneToOneField("courses.Lesson", models.CASCADE, related_name="quiz")
    kind = models.CharField(max_length=6, choices=Kind)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"), default=70)
    attempts_allowed = models.PositiveSmallIntegerField(_("attempts allowed"), default=2)
    time_limit = models.PositiveSmallIntegerField(
        _("time limit"), null=True, blank=True, help_text=_("Minutes; empty for none.")
    )

    asks = models.PositiveSmallIntegerField(
        _("questions of an attempt"),
        null=True,
        blank=True,
        help_text=_("Drawn from the bank for each attempt; empty for all."),
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(
                name="quiz_pass_mark_is_a_percentage", condition=Q(pass_mark__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return str(self.lesson)


class QuizItem(models.Model):
    class Kind(models.TextChoices):
        SINGLE = "single", _("One answer")
        MULTIPLE = "multiple", _("Several answers")
        MATCH = "match", _("Match")
        ORDER = "order", _("Put in order")
        CLASSIFY = "classify", _("Classify by level")
        FIX_SYNTAX = "fix_syntax", _("Correct the sentence")
        NUMERIC = "numeric", pgettext_lazy("quiz item", "Number")

    # Items that are answered part by part, with one choice for each.
    IN_PARTS = (Kind.MATCH, Kind.ORDER, Kind.CLASSIFY, Kind.FIX_SYNTAX)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="items")
    code = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    context_html = models.TextField(blank=True, editable=False)  # Made once, from Markdown.
    stem = models.TextField()
    sentence = models.TextField(blank=True, help_text="The sentence to be corrected.")
    objective = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="es")
    difficulty = models.PositiveSmallIntegerField(null=True, help_text="1 easy to 3 hard.")
    # Items of two tests with the same pair ask the same thing, equally hard.
    pair = models.CharField(max_length=16, blank=True)
    key_corrected_on = models.DateField(null=True, editable=False)
    # Of items that are answered with a number:
    unit = models.CharField(max_length=40, blank=True)
    tolerance = models.DecimalField(max_digits=20, decimal_places=6, default=0)
    formula = models.CharField(max_length=300, blank=True)
    feedback = models.TextField(blank=True, help_text="For a number that no choice foresees.")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="quiz_item_once_per_quiz", fields=["quiz", "code"]),
        ]

    def __str__(self) -> str:
        return self.stem[:80]


class ItemPart(models.Model):
    """What an item asks for one by one: a row to match, a step, a statement, a gap.

    A part without choices is the text between the gaps of a sentence.
    """

    item = models.ForeignKey(QuizItem, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    feedback = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="item_part_once_per_place", fields=["item", "position"]),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Choice(models.Model):
    """A possible answer, or a foreseen number: to an item, or to one of its parts."""

    item = models.ForeignKey(QuizItem, models.CASCADE, related_name="choices")
    part = models.ForeignKey(ItemPart, models.CASCADE, null=True, related_name="choices")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    is_correct = models.BooleanField(default=False)
    feedback = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text[:80]


class QuizAttemptQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Leave out what was entered from paper and taken back."""
        return self.filter(withdrawn_at=None)

    def handed_in(self) -> Self:
        return self.in_force().exclude(submitted_at=None)

    def with_course(self) -> Self:
        """Load the quiz, its place in the course, and whose attempt it is."""
        return self.select_related(
            "quiz__lesson__module", "enrolment__cohort__edition", "enrolment__participant"
        )

    def with_allowances(self) -> Self:
        """Annotate extra_attempts and extra_minutes: what the person was granted in this quiz."""
        granted = QuizAllowance.objects.in_force().filter(
            quiz=OuterRef("quiz"), enrolment=OuterRef("enrolment")
        )
        # Grouped by the quiz, so that each sum is one row.
        sums = granted.order_by().values("quiz")
        return self.annotate(
            extra_attempts=Coalesce(Subquery(sums.values(total=Sum("extra_attempts"))), 0),
            extra_minutes=Coalesce(Subquery(sums.values(total=Sum("extra_minutes"))), 0),
        )


class QuizAttempt(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="quiz_attempts")
    number = models.PositiveSmallIntegerField()
    # The form that began it: sent again, it leads to the same attempt.
    key = models.UUIDField(null=True, unique=True, editable=False)
    seed = models.PositiveIntegerField()  # Decides the order of the items, the same on return.
    place = models.PositiveSmallIntegerField(default=1)  # The item to return to.
    on_one_page = models.BooleanField(default=False)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    score = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, editable=False, help_text="Of 100."
    )
    # Taken on paper: when, and who entered it, perhaps without the answers.
    taken_on = models.DateField(null=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    is_score_only = models.BooleanField(default=False, editable=False)
    paper_note = models.CharField(_("sheet"), max_length=120, blank=True, editable=False)
    # A wrong entry is taken back and entered anew: neither is ever changed.
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawal_reason = models.CharField(max_length=300, blank=True, editable=False)

    objects = QuizAttemptQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="quiz_attempt_once_per_number", fields=["quiz", "enrolment", "number"]
            ),
            models.UniqueConstraint(
                name="one_open_attempt_per_quiz",
                fields=["quiz", "enrolment"],
                condition=Q(submitted_at=None),
            ),
            models.CheckConstraint(
                name="handed_in_attempt_has_a_score",
                condition=Q(submitted_at=None) | Q(score__range=(0, 100)),
            ),
            models.CheckConstraint(
                name="paper_attempt_says_when_and_by_whom",
                condition=Q(taken_on=None, recorded_by=None)
                | Q(taken_on__isnull=False, recorded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="only_paper_attempts_are_taken_back",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, taken_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.quiz} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("assessments:attempt-result", args=[self.public_id])

    @property
    def counts(self) -> bool:
        return self.withdrawn_at is None

    @property
    def points(self) -> Decimal:
        """The score as people read it: 69.96 never looks like 70."""
        return cut(self.score or Decimal(0))


class Response(models.Model):
    attempt = models.ForeignKey(QuizAttempt, models.CASCADE, related_name="responses")
    item = models.ForeignKey(QuizItem, models.PROTECT, related_name="responses")
    choices = models.ManyToManyField(Choice, related_name="+")
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    is_flagged = models.BooleanField(default=False)  # To be looked at again before handing in.
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_response_per_item", fields=["attempt", "item"]),
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.item}"
