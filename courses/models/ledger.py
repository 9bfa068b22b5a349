"""The hours ledger: every minute once, with its source. Nobody changes or removes a line."""

import uuid
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import connections, models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LedgerOnlyGrows(Exception):
    """Somebody tried to change or remove a line: enter a correction instead."""


class HoursEntryQuerySet(models.QuerySet):
    def with_corrections(self) -> Self:
        """Annotate ``is_taken_back``: a later line took this one back."""
        correction = HoursEntry.objects.filter(
            enrolment=OuterRef("enrolment"),
            source_kind=HoursEntry.Source.CORRECTION,
            source_id=OuterRef("pk"),
        )
        return self.annotate(is_taken_back=Exists(correction))

    def in_force(self) -> Self:
        """Lines that earned something and that no correction took back."""
        return (
            self.with_corrections()
            .filter(is_taken_back=False)
            .exclude(source_kind=HoursEntry.Source.CORRECTION)
        )

    def update(self, **_values: Any) -> NoReturn:
        raise LedgerOnlyGrows

    def bulk_update(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise LedgerOnlyGrows

    def delete(self) -> NoReturn:
        raise LedgerOnlyGrows


class HoursEntry(models.Model):
    """One line of the hours ledger. A correction is another line, never an edit.

    ``source_kind`` and ``source_id`` name the row that earned the minutes, so that the same
    thing done twice counts once. What was taken back may be earned again: its next ``occasion``.
    """

    class Modality(models.TextChoices):
        ONLINE = "online", _("online")
        IN_PERSON = "in_person", _("in person")

    class Source(models.TextChoices):
        LESSON = "lesson", _("item of the outline")
        ATTENDANCE = "attendance", _("attendance")
        MAKE_UP = "make_up", _("make-up of a session")
        ADJUSTMENT = "adjustment", _("adjustment by the team")
        CORRECTION = "correction", _("correction")

    class Evidence(models.TextChoices):
        PLATFORM = "platform", _("done on the platform")
        HANDBOOK = "handbook", _("studied with the handbook")
        ON_SITE = "on_site", _("done on site")
        MAKE_UP = "make_up", _("made up")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="hours_entries")
    modality = models.CharField(max_length=9, choices=Modality)
    minutes = models.SmallIntegerField()
    source_kind = models.CharField(max_length=10, choices=Source)
    source_id = models.BigIntegerField()
    occasion = models.PositiveSmallIntegerField(default=0)
    evidence = models.CharField(max_length=8, choices=Evidence, default=Evidence.PLATFORM)
    label = models.CharField(max_length=220)
    earned_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = HoursEntryQuerySet.as_manager()

    class Meta:
        ordering = ["earned_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="hours_entry_once_per_source",
                fields=["enrolment", "source_kind", "source_id", "occasion"],
            ),
            models.CheckConstraint(name="hours_entry_counts_something", condition=~Q(minutes=0)),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.minutes} min, {self.label}"

    def save(self, *arguments: Any, **options: Any) -> None:
        if not self._state.adding:
            raise LedgerOnlyGrows
        super().save(*arguments, **options)

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise LedgerOnlyGrows


# What the database itself refuses, whatever the code does. Lines of invented people may go with
# the demonstration. A migration that must change lines drops the trigger first; it is made again
# after every migration, since SQLite forgets it whenever a migration makes the table anew.
WHAT_TO_DO = "The ledger of hours only grows: enter a correction."
OF_A_REAL_PERSON = """EXISTS (
    SELECT 1 FROM courses_enrolment AS enrolment
    JOIN people_user AS person ON person.id = enrolment.participant_id
    WHERE enrolment.id = OLD.enrolment_id AND NOT person.is_demo)"""
GUARDS = {
    "sqlite": (
        f"""CREATE TRIGGER IF NOT EXISTS hours_entry_never_changes
        BEFORE UPDATE ON courses_hoursentry
        BEGIN SELECT RAISE(ABORT, '{WHAT_TO_DO}'); END""",
        f"""CREATE TRIGGER IF NOT EXISTS hours_entry_never_goes
        BEFORE DELETE ON courses_hoursentry WHEN {OF_A_REAL_PERSON}
        BEGIN SELECT RAISE(ABORT, '{WHAT_TO_DO}'); END""",
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION hours_ledger_only_grows() RETURNS trigger AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF NOT {OF_A_REAL_PERSON} THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION '{WHAT_TO_DO}' USING ERRCODE = 'integrity_constraint_violation';
        END $$ LANGUAGE plpgsql""",
        """CREATE OR REPLACE TRIGGER hours_entry_only_grows
        BEFORE UPDATE OR DELETE ON courses_hoursentry
        FOR EACH ROW EXECUTE FUNCTION hours_ledger_only_grows()""",
    ),
}


def guard_ledger(*, using: str, **_facts: object) -> None:
    """Make the triggers that keep the ledger as it is, after migrations; again: no change."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if HoursEntry._meta.db_table in connection.introspection.table_names(cursor):
            for guard in GUARDS[connection.vendor]:
                cursor.execute(guard)
