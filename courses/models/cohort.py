"""A cohort follows one edition together; an enrolment is a person's place in it."""

import uuid
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Sum, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.invitation_stage import InvitationStage, stage_of_enrolment
from courses.models.ledger import HoursEntry
from courses.models.progress import LessonProgress
from lms.lib.text import fold


class CohortQuerySet(models.QuerySet):
    def taking_enrolments_on(self, day: date) -> Self:
        """Cohorts that are open and have not ended on ``day``; the last day counts."""
        return self.filter(state=Cohort.State.OPEN, ends_on__gte=day)

    def begun_first(self, day: date) -> Self:
        """Put those that have begun before those to come: they have something to report."""
        return self.annotate(is_ahead=Q(starts_on__gt=day)).order_by("is_ahead", "-starts_on", "pk")

    def taking_requests_on(self, day: date) -> Self:
        """Cohorts in which anybody may ask for a place, open by then or later."""
        return self.filter(takes_requests=True, ends_on__gte=day).exclude(state=Cohort.State.CLOSED)

    def with_counts(self) -> Self:
        """Annotate seats_taken, active and graduated, so that a list costs one query."""
        return self.annotate(
            seats_taken=Count(
                "enrolments", filter=Q(enrolments__status__in=Enrolment.HOLDING_A_SEAT)
            ),
            active=Count("enrolments", filter=Q(enrolments__status=Enrolment.Status.ACTIVE)),
            graduated=Count("enrolments", filter=Q(enrolments__status=Enrolment.Status.GRADUATED)),
        )


class Cohort(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Release(models.TextChoices):
        HELD = "held", _("when UNDP releases them")
        AT_ONCE = "at_once", _("as soon as somebody fulfils the rules")

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]{3,12}$", _("Use 3 to 12 small letters or digits."))],
        error_messages={"unique": _("Another cohort has this code.")},
    )
    name = models.CharField(_("name"), max_length=120)
    edition = models.ForeignKey(
        "courses.Edition", models.PROTECT, related_name="cohorts", verbose_name=_("edition")
    )
    host = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        related_name="cohorts_hosted",
        verbose_name=_("host"),
    )
    partner = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="cohorts", verbose_name=_("partner")
    )
    sponsor = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cohorts_sponsored",
        verbose_name=_("sponsor"),
    )
    territory = models.ForeignKey(
        "people.Territory",
        models.PROTECT,
        related_name="cohorts",
        verbose_name=_("territory"),
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    project_due_at = models.DateTimeField(_("project due"), null=True, blank=True)
    seats = models.PositiveIntegerField(_("seats"))
    time_zone = models.CharField(_("time zone"), max_length=50, default="America/Mexico_City")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED)
    takes_requests = models.BooleanField(
        _("people without an invitation may ask for a place"), default=False
    )
    release = models.CharField(
        _("certificates are issued"), max_length=8, choices=Release, default=Release.HELD
    )
    # Up to three lines "Name | Position | Organisation", printed on the certificate.
    signatories = models.TextField(_("signatories"), blank=True)
    # The partner's adaptation of the exercise: emphasis and instructions, in its own words.
    exercise_note = models.TextField(_("the exercise in this cohort"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        constraints = [
            models.CheckConstraint(
                name="cohort_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The cohort must end after it starts."),
            ),
            models.CheckConstraint(
                name="cohort_has_seats",
                condition=Q(seats__gte=1),
                violation_error_message=_("A cohort has at least one seat."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("courses:cohort-detail", args=[self.code])

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED


class EnrolmentQuerySet(models.QuerySet):
    def holding_a_seat(self) -> Self:
        """Enrolments that count against ``Cohort.seats``."""
        return self.filter(status__in=Enrolment.HOLDING_A_SEAT)

    def studying(self) -> Self:
        """Enrolments whose person may open the course: active, or finished and looking back."""
        return self.filter(status__in=Enrolment.STUDYING)

    def with_course(self) -> Self:
        """Load the cohort, edition, course and person in the same query."""
        return self.select_related(
            "cohort__edition__course", "cohort__partner", "cohort__territory", "participant"
        )

    def with_letter(self) -> Self:
        """Load what the letter of an invitation mentions, in the same query."""
        return self.with_course().select_related("invitation", "nominated_by")

    def with_workplace(self) -> Self:
        """Load the person, and where they worked at the time of the training."""
        return self.select_related("participant", "affiliation__organisation__territory")

    def matching(self, text: str) -> Self:
        """Enrolments whose person, address, organisation or municipality has ``text`` in it."""
        folded = fold(text)
        if not folded:
            return self
        return self.filter(
            Q(participant__folded_name__contains=folded)
            | Q(participant__email__contains=folded)
            | Q(affiliation__organisation__folded_name__contains=folded)
            | Q(affiliation__organisation__territory__folded_name__contains=folded)
        )

    def with_hours(self) -> Self:
        """Annotate online_done and in_person_done, in minutes."""
        return self.annotate(
            online_done=Sum(
                "hours_entries__minutes", filter=Q(hours_entries__modality="online"), default=0
            ),
            in_person_done=Sum(
                "hours_entries__minutes", filter=Q(hours_entries__modality="in_person"), default=0
            ),
        )

    def with_start(self) -> Self:
        """Annotate ``has_started``: the person opened or completed an item, or earned hours.

        Every page and report that counts who started asks this.
        """
        mine = {"enrolment": OuterRef("pk")}
        return self.annotate(
            has_started=Exists(LessonProgress.objects.filter(**mine))
            | Exists(HoursEntry.objects.filter(**mine))
        )

    def with_invitation_stage(
        self, now: datetime | None = None, *, up_to_joining: bool = False
    ) -> Self:
        """Annotate ``stage``: how far each person is from the invitation to the first lesson.

        Whoever left is there only when they declined. ``up_to_joining``: who studies is not told.
        """
        rows = self.filter(
            ~Q(status=Enrolment.Status.WITHDRAWN) | Q(invitation__declined_at__isnull=False)
        )
        rows = rows.annotate(has_started=Value(value=False)) if up_to_joining else rows.with_start()
        return rows.annotate(stage=stage_of_enrolment(now))


class Enrolment(models.Model):
    class Status(models.TextChoices):
        INVITED = "invited", _("invited")
        ACTIVE = "active", _("active")
        WITHDRAWN = "withdrawn", _("withdrawn")
        NOT_COMPLETED = "not_completed", _("not completed")
        GRADUATED = "graduated", _("graduated")

    HOLDING_A_SEAT = (Status.INVITED, Status.ACTIVE, Status.NOT_COMPLETED, Status.GRADUATED)
    STUDYING = (Status.ACTIVE, Status.NOT_COMPLETED, Status.GRADUATED)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments")
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments"
    )
    status = models.CharField(
        _("status"), max_length=13, choices=Status, default=Status.INVITED, editable=False
    )
    # Who named the person: a cohort may mix people of several partners.
    nominated_by = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="nominations"
    )
    # Where they worked at the time of the training; reports never use today's.
    affiliation = models.ForeignKey("people.Affiliation", models.PROTECT, related_name="enrolments")
    invitation = models.ForeignKey(
        "people.Invitation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
    )
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField(default=timezone.now, editable=False)
    activated_at = models.DateTimeField(null=True, editable=False)
    last_seen_at = models.DateTimeField(null=True, editable=False)
    # The item opened last: there the person goes on.
    last_lesson = models.ForeignKey(
        "courses.Lesson", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    graduated_on = models.DateField(null=True, editable=False)
    withdrawal_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["participant__folded_name", "pk"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                name="enrolment_once_per_cohort", fields=["cohort", "participant"]
            ),
            models.CheckConstraint(
                name="graduated_enrolment_has_a_date",
                condition=~Q(status="graduated") | Q(graduated_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["cohort", "status"], name="enrolment_by_status")]

    def __str__(self) -> str:
        return f"{self.participant}, {self.cohort}"

    @property
    def stage_label(self) -> str:
        """Return the words of ``stage``, which ``with_invitation_stage`` annotates."""
        return InvitationStage(self.stage).label

    @property
    def holds_a_seat(self) -> bool:
        return self.status in self.HOLDING_A_SEAT
