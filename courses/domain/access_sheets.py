"""Printed credentials for people of a cohort: asked for once, made by a job, kept for a day."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.models import AccessSheet, Cohort, Enrolment
from courses.signals import access_sheet_asked
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.pdf import PdfUnavailable
from people.domain.credentials import (
    Credential,
    hashed,
    new_credential,
    put_in_force,
    refuse_credentials,
)
from people.domain.records import record
from people.models import User

State = AccessSheet.State


def people_without_email(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Narrow enrolments to those whose people can only enter with a printed PIN."""
    return enrolments.holding_a_seat().filter(participant__email=None).with_workplace()


@transaction.atomic
def ask_for_sheet(
    enrolments: Sequence[Enrolment], *, cohort: Cohort, key: UUID, language: str, by: User
) -> AccessSheet:
    """Have a page printed for each of these people; the same key again: the same sheet.

    Announces ``access_sheet_asked``. Nothing changes for anybody before the file is made.
    """
    before = AccessSheet.objects.filter(key=key, asked_by=by).order_by("pk").first()
    if before:
        return before
    if not enrolments:
        raise RuleViolation(_("Choose at least one person."), code="nobody")
    if len(enrolments) > AccessSheet.MOST_PEOPLE:
        raise RuleViolation(
            _("Choose %(number)s people at most; print the others afterwards."),
            code="too_many",
            params={"number": AccessSheet.MOST_PEOPLE},
        )
    for enrolment in enrolments:
        refuse_credentials(enrolment.participant)
    sheet = AccessSheet.objects.create(cohort=cohort, asked_by=by, key=key, language=language)
    sheet.enrolments.set(enrolments)
    record(by, "ask for access sheet", sheet, reason=cohort.code)
    announce(access_sheet_asked, sheet=sheet)
    return sheet


# The job


def claim(sheet_id: int, *, now: datetime | None = None) -> AccessSheet | None:
    """Take a pending sheet with what is printed on it; see ``JobQuerySet.claim``."""
    rows = AccessSheet.objects.select_related("cohort__edition__course", "cohort__host", "asked_by")
    return rows.claim(sheet_id, now=now)


def carry_out(
    sheet: AccessSheet, *, print_with: Callable[[AccessSheet, list[Credential]], bytes]
) -> None:
    """Draw PINs, print them, and put them in force together with the file, or none of it.

    What is slow (hashing, printing) happens before anything is locked.
    """
    people = [each.participant for each in sheet.enrolments.select_related("participant")]
    credentials = [new_credential(person) for person in people]
    passwords = hashed(credentials)
    try:
        with override(sheet.language):
            content = print_with(sheet, credentials)
    except PdfUnavailable as reason:
        _leave(sheet, error=str(reason), tries=0)
        return
    storage = AccessSheet.file.field.storage
    name = storage.save(f"access/{sheet.public_id}.pdf", ContentFile(content))
    try:
        _put_in_force(sheet, name, credentials, passwords)
    except RuleViolation as refusal:
        storage.delete(name)
        _leave(sheet, state=State.FAILED, error=" ".join(refusal.messages)[:300])


@transaction.atomic
def _put_in_force(
    sheet: AccessSheet, name: str, credentials: list[Credential], passwords: dict[int, str]
) -> None:
    locked = AccessSheet.objects.select_for_update().get(pk=sheet.pk)
    if not locked.is_pending:
        raise RuleViolation(_("Another worker made this sheet."), code="made")
    put_in_force(credentials, passwords, by=sheet.asked_by)
    locked.state, locked.file, locked.ready_at = State.READY, name, timezone.now()
    locked.error, locked.claimed_at = "", None
    locked.save(update_fields=["state", "file", "ready_at", "error", "claimed_at"])


def _leave(sheet: AccessSheet, **facts: object) -> None:
    pending = AccessSheet.objects.filter(pk=sheet.pk, state=State.PENDING)
    pending.update(claimed_at=None, **facts)


def unclaimed_sheets(*, now: datetime | None = None) -> Iterable[int]:
    rows = AccessSheet.objects.unclaimed(now or timezone.now())
    return rows.order_by("pk").values_list("pk", flat=True)


def remove_old(*, now: datetime | None = None) -> None:
    """Delete the files that were kept long enough: they hold PINs in plain writing."""
    storage: Storage = AccessSheet.file.field.storage
    for sheet in AccessSheet.objects.overdue(now or timezone.now()):
        storage.delete(sheet.file.name)
        AccessSheet.objects.filter(pk=sheet.pk).update(state=State.REMOVED, file="")
