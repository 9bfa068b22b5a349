"""A list of people to enrol: the file somebody sent, read row by row. The rows are the job."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EnrolmentListQuerySet(models.QuerySet):
    def unfinished(self) -> Self:
        """Lists that somebody confirmed and no worker has finished."""
        return self.filter(state__in=[EnrolmentList.State.QUEUED, EnrolmentList.State.RUNNING])

    def named_by_links(self) -> Self:
        """Lists that municipalities handed in, and that wait for the team."""
        return self.filter(naming_link__isnull=False, state=EnrolmentList.State.NOMINATED)

    def for_decisions(self) -> Self:
        """Lists that a partner handed in, with whom to tell what was decided on them."""
        named = self.filter(nominated_at__isnull=False, partnership__isnull=False)
        return named.select_related(
            "partnership__partner", "partnership__focal_point", "cohort", "uploaded_by"
        )

    def waiting_first(self) -> Self:
        """Put what waits for somebody first, then the newest.

        Counting rows drops the order that the model has.
        """
        waits = Q(state__in=[EnrolmentList.State.REVIEW, EnrolmentList.State.NOMINATED])
        return self.annotate(waits=waits).order_by("-waits", "-uploaded_at", "-pk")

    def with_counts(self) -> Self:
        """Annotate total, to_correct, done and enrolled, so that several lists cost one query."""
        row = EnrolmentListRow
        return self.annotate(
            total=Count("rows"),
            to_correct=Count("rows", filter=Q(rows__verdict=row.Verdict.ERROR)),
            done=Count("rows", filter=~Q(rows__outcome=row.Outcome.PENDING)),
            enrolled=Count("rows", filter=Q(rows__outcome=row.Outcome.ENROLLED)),
        )


class EnrolmentList(models.Model):
    class State(models.TextChoices):
        REVIEW = "review", _("waiting for your review")
        NOMINATED = "nominated", _("waiting for the UNDP team")
        QUEUED = "queued", _("waiting for its turn")
        RUNNING = "running", _("in progress")
        DONE = "done", _("finished")
        CANCELLED = "cancelled", _("cancelled")
        UNDONE = "undone", _("undone")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="enrolment_lists")
    # Whose people these are; empty for a list that the team uploads itself.
    partnership = models.ForeignKey(
        "courses.Partnership", models.PROTECT, null=True, related_name="enrolment_lists"
    )
    # Made of requests for a place: nobody of a partner named these people.
    is_of_requests = models.BooleanField(default=False, editable=False)
    # The link by which a municipality named them, who did, and how often it changed the names.
    naming_link = models.ForeignKey(
        "courses.NamingLink", models.PROTECT, null=True, related_name="lists"
    )
    handed_in_by = models.CharField(max_length=310, blank=True)
    changes = models.PositiveIntegerField(default=0, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    file_name = models.CharField(_("file"), max_length=200)
    file_hash = models.CharField(max_length=64, db_index=True)
    encoding = models.CharField(max_length=30, blank=True)
    # Column of the file (0, 1, …) → field of the row; what was guessed, or chosen by hand.
    columns = models.JSONField(default=dict)
    headers = models.JSONField(default=list)
    # What people should know about how the file was read: [code, value], e.g. hidden rows.
    notices = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.REVIEW)
    nominated_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = EnrolmentListQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("courses:enrolment-list", args=[self.cohort.code, self.public_id])

    @property
    def may_wait(self) -> bool:
        """Say whether its people wait for a seat, where a list of the team is refused."""
        return self.is_nomination or self.is_of_requests

    @property
    def is_nomination(self) -> bool:
        return self.partnership_id is not None


class EnrolmentListRowQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Rows on the waiting list, in their turn: who was named first is first."""
        rows = self.filter(outcome=EnrolmentListRow.Outcome.WAITING)
        return rows.order_by("enrolment_list__nominated_at", "enrolment_list", "line")

    def to_confirm(self) -> Self:
        """Rows of people whom a partner named and the team has still to look at."""
        return self.filter(
            outcome=EnrolmentListRow.Outcome.PENDING,
            enrolment_list__state=EnrolmentList.State.NOMINATED,
        )


class EnrolmentListRow(models.Model):
    class Verdict(models.TextChoices):
        READY = "ready", _("Ready")
        NOTICE = "notice", _("With a notice")
        ERROR = "error", _("To correct")
        DUPLICATE = "duplicate", _("Duplicate")

    class Outcome(models.TextChoices):
        PENDING = "pending", _("pending")
        ENROLLED = "enrolled", _("enrolled")
        ALREADY = "already", _("already enrolled")
        REFUSED = "refused", _("not enrolled")
        WAITING = "waiting", _("on the waiting list")
        UNDONE = "undone", _("enrolment undone")

    enrolment_list = models.ForeignKey(EnrolmentList, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()  # As counted by the spreadsheet, from 1.
    raw = models.JSONField(default=list)
    given_names = models.CharField(max_length=100, blank=True)
    surname_1 = models.CharField(max_length=100, blank=True)
    surname_2 = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    municipality = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=150, blank=True)
    area = models.CharField(max_length=150, blank=True)
    level = models.CharField(max_length=10, blank=True)
    territory = models.ForeignKey("people.Territory", models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=9, choices=Verdict)
    # Codes of courses.domain.enrolment_verdicts.REASONS, e.g. ["email_incomplete", "repeated:7"].
    reasons = models.JSONField(default=list)
    # Somebody looked at two alike people and said that they are two.
    is_another_person = models.BooleanField(default=False)
    # Whoever named the person says that there is no e-mail: a PIN is printed instead.
    has_no_email = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.PENDING)
    # Code of the rule that said no when the row was enrolled: closed, full or stopped.
    refusal = models.CharField(max_length=300, blank=True)
    # What the team told the partner about somebody whom it did not confirm.
    reason_given = models.CharField(_("reason"), max_length=300, blank=True)
    enrolment = models.ForeignKey(
        "courses.Enrolment", models.PROTECT, null=True, related_name="list_rows"
    )

    objects = EnrolmentListRowQuerySet.as_manager()

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(
                name="list_row_once_per_line", fields=["enrolment_list", "line"]
            ),
        ]
        indexes = [models.Index(fields=["enrolment_list", "verdict"], name="list_row_by_verdict")]

    def __str__(self) -> str:
        return f"{self.enrolment_list}: {self.line}"
