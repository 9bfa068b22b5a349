"""The offer: a course for an audience, in numbered editions."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.content import Lesson
from lms.lib.text import in_language


class Audience(models.TextChoices):
    PUBLIC_SERVANT = "public_servant", _("Public servants")
    CSO = "cso", _("Civil society organisations")
    ACADEMIA = "academia", _("Academia")
    PRIVATE_SECTOR = "private_sector", _("Private sector")
    TUTOR = "tutor", _("Tutors")


class CourseQuerySet(models.QuerySet):
    def offered(self) -> Self:
        """Courses with an edition that is published: the catalogue shows them to anybody."""
        published = Edition.objects.published().filter(course=models.OuterRef("pk"))
        return self.filter(models.Exists(published))


class Course(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    audience = models.CharField(_("audience"), max_length=15, choices=Audience)
    # People of other countries take it too: they say in which they work.
    is_international = models.BooleanField(_("taken in several countries"), default=False)
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    objective_es = models.CharField(max_length=400)
    objective_en = models.CharField(max_length=400, blank=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def objective(self) -> str:
        return in_language(self, "objective")


class EditionQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(state=Edition.State.PUBLISHED)

    def with_writing(self) -> Self:
        """Annotate to_write and written: the items that need a text, and those that have one."""
        needs_text = Q(modules__lessons__closed_by__in=Lesson.WITH_TEXT)
        return self.annotate(
            to_write=Count("modules__lessons", filter=needs_text, distinct=True),
            written=Count(
                "modules__lessons",
                filter=needs_text & Q(modules__lessons__texts__language="es"),
                distinct=True,
            ),
        )


class Edition(models.Model):
    """One numbered version of a course. Published means frozen: a cohort keeps what it studied."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        CLOSED = "closed", _("closed")

    course = models.ForeignKey(Course, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    online_minutes = models.PositiveSmallIntegerField()
    in_person_minutes = models.PositiveSmallIntegerField()
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    # The last approval of one of its texts: the only thing that changes in a published edition.
    reviewed_at = models.DateTimeField(null=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["course", "number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(name="edition_once_per_number", fields=["course", "number"]),
            models.CheckConstraint(
                name="published_edition_has_a_date",
                condition=Q(state="draft") | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return _("%(course)s, edition %(number)s") % {
            "course": self.course.title,
            "number": self.number,
        }

    @property
    def total_minutes(self) -> int:
        return self.online_minutes + self.in_person_minutes


class EditionRole(models.Model):
    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        REVIEWER = "reviewer", _("Reviewer")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="roles")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="edition_roles"
    )
    role = models.CharField(max_length=10, choices=Role)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="edition_role_once_per_person", fields=["edition", "person", "role"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
