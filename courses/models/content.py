"""What an edition is made of: modules, their items, the text, and the sessions it plans."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.lib.text import in_language


class Module(models.Model):
    edition = models.ForeignKey("courses.Edition", models.CASCADE, related_name="modules")
    code = models.CharField(max_length=6)
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    objective_es = models.CharField(max_length=300, blank=True)
    objective_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(name="module_once_per_edition", fields=["edition", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def objective(self) -> str:
        return in_language(self, "objective")


class LessonQuerySet(models.QuerySet):
    def of_edition(self, edition_id: int) -> Self:
        """The items of an edition in the order in which they are taken."""
        return self.filter(module__edition=edition_id).order_by("position")


class Lesson(models.Model):
    """One item of the outline, of any kind. Its minutes count once, when it is completed."""

    class Kind(models.TextChoices):
        LESSON = "L", _("Lesson")
        INTERACTIVE = "I", _("Lesson with practice")
        FORUM = "F", _("Forum")
        QUIZ = "Q", _("Quiz")
        HOMEWORK = "H", _("Homework")
        LIVE = "W", _("Live session")
        PROJECT = "P", _("Project")
        TEST = "S", _("Test or survey")

    class ClosedBy(models.TextChoices):
        """What completes the item: the person, or something that happens elsewhere."""

        FINISH = "finish", _("finishing it")
        REPLY = "reply", _("a written reply")
        QUIZ = "quiz", _("handing in the questions")
        SUBMISSION = "submission", _("handing in the project")
        APPROVAL = "approval", _("the approval of the project")
        SURVEY = "survey", _("answering the survey")
        FORUM = "forum", _("taking part in the forum")
        HOMEWORK = "homework", _("handing in the homework")
        LIVE = "live", _("attending the live session")
        PLAN = "plan", _("writing the three commitments")
        REVIEW = "review", _("reviewing two projects of others")

    # Items that people complete by reading or writing: somebody has to write them a text.
    WITH_TEXT = (
        ClosedBy.FINISH,
        ClosedBy.REPLY,
        ClosedBy.FORUM,
        ClosedBy.HOMEWORK,
        ClosedBy.LIVE,
        ClosedBy.PLAN,
        ClosedBy.REVIEW,
    )
    # Items with a page of their own; they explain themselves when their text is still missing.
    WITH_PAGE = (
        ClosedBy.FORUM,
        ClosedBy.HOMEWORK,
        ClosedBy.LIVE,
        ClosedBy.PLAN,
        ClosedBy.REVIEW,
    )
    # Items that nobody can complete before somebody else acted, the soonest first.
    WAITING = (ClosedBy.APPROVAL, ClosedBy.SURVEY)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    module = models.ForeignKey(Module, models.CASCADE, related_name="lessons")
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=1, choices=Kind)
    closed_by = models.CharField(max_length=10, choices=ClosedBy)
    # Codes with spaces: which deliverables handing in or an approval is about; none is the final
    # project. Homework that names some is also done by handing these in.
    awaits = models.CharField(max_length=14, blank=True)
    minutes = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(help_text="Counted through the whole edition.")
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    objective_es = models.CharField(max_length=300, blank=True)
    objective_en = models.CharField(max_length=300, blank=True)
    # Where its text was written, as course/code: what several courses share has one origin.
    origin = models.CharField(max_length=70, blank=True, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["module__position", "position"]
        constraints = [
            models.UniqueConstraint(name="lesson_once_per_module", fields=["module", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def objective(self) -> str:
        return in_language(self, "objective")

    @property
    def has_page(self) -> bool:
        """Whether its work is done on a page of its own, to which the item leads."""
        return self.closed_by in self.WITH_PAGE

    @property
    def waits_for_others(self) -> int:
        """0 when the person can complete the item now; else its place among those that wait."""
        return self.WAITING.index(self.closed_by) + 1 if self.closed_by in self.WAITING else 0


class LessonText(models.Model):
    """The text of a lesson in one language: the Markdown, and the safe HTML made from it once."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    markdown = models.TextField()
    html = models.TextField(editable=False)
    words = models.PositiveIntegerField(default=0, editable=False)
    # Approved by an expert: until then the page and the handbook say that nobody has.
    is_reviewed = models.BooleanField(default=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(null=True, editable=False)
    goals = models.ManyToManyField("courses.Goal", related_name="+", blank=True)
    targets = models.ManyToManyField("courses.Target", related_name="+", blank=True)
    sources = models.TextField(blank=True, help_text="One a line.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="lesson_text_once_per_language", fields=["lesson", "language"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson} ({self.language})"


class PlannedSession(models.Model):
    """An in-person session as the edition plans it; a cohort gives it a date and a venue."""

    edition = models.ForeignKey("courses.Edition", models.CASCADE, related_name="sessions")
    code = models.CharField(max_length=6)
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    agenda_es = models.TextField(blank=True, help_text="One activity a line, with its minutes.")

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                name="planned_session_once_per_edition", fields=["edition", "code"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        return in_language(self, "title")
