"""Printing the list that people sign, under a folio by which it is copied in later."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.records import record
from people.models import User
from tutoring.models import InPersonSession, SignInSheet
from tutoring.signals import sign_in_sheet_asked

State = SignInSheet.State


@transaction.atomic
def print_sheet(session: InPersonSession, *, by: User, now: datetime | None = None) -> SignInSheet:
    """Fix who stands on the next sheet of a session, and have its PDF made.

    While one is being made, asking again returns it. Announces ``sign_in_sheet_asked``.
    """
    session = (
        InPersonSession.objects.select_for_update(of=("self",)).with_place().get(pk=session.pk)
    )
    if session.state == InPersonSession.State.CANCELLED:
        raise RuleViolation(_("This session was cancelled."), code="cancelled")
    last = session.sign_in_sheets.first()
    if last and last.state == State.PENDING:
        return last
    people = (
        session.cohort.enrolments.holding_a_seat()
        .order_by("participant__folded_name", "pk")
        .values_list("pk", flat=True)
    )
    number = last.number + 1 if last else 1
    sheet = SignInSheet.objects.create(
        session=session,
        number=number,
        folio=f"{session.cohort.code}-{session.planned.code}-{number:02}".upper(),
        people=list(people),
        language=get_language(),
        printed_by=by,
        printed_at=now or timezone.now(),
    )
    record(by, "print_sheet", sheet)
    announce(sign_in_sheet_asked, sheet=sheet)
    return sheet


def sheet_with_folio(session: InPersonSession, typed: str) -> SignInSheet:
    """Return the sheet of this session with that folio, however it is typed."""
    folio = "".join(typed.upper().split())
    sheet = session.sign_in_sheets.filter(folio=folio).first() if folio else None
    if sheet is None:
        raise RuleViolation(_("No sheet of this session has this folio."), code="folio")
    return sheet


def in_order_of(sheet: SignInSheet, enrolments: QuerySet[Enrolment]) -> list[Enrolment]:
    """Return those of ``enrolments`` who stand on the sheet, as on the paper."""
    place = {pk: number for number, pk in enumerate(sheet.people)}
    return sorted(enrolments.filter(pk__in=sheet.people), key=lambda each: place[each.pk])


def people_of(sheet: SignInSheet) -> list[Enrolment]:
    """Return everybody on the sheet with their place of work, for printing."""
    rows = Enrolment.objects.with_workplace()
    return in_order_of(sheet, rows)


# The job


def claim(sheet_id: int, *, now: datetime | None = None) -> SignInSheet | None:
    """Take a pending sheet with what is printed on it; see ``JobQuerySet.claim``."""
    places = SignInSheet.objects.select_related(
        "session__planned", "session__cohort__edition__course", "session__municipality"
    )
    return places.claim(sheet_id, now=now)


def keep(sheet: SignInSheet, content: bytes) -> None:
    """Store the PDF and make it ready; of two workers the first wins."""
    storage = SignInSheet.file.field.storage
    name = storage.save(f"sheets/{sheet.public_id}.pdf", ContentFile(content))
    SignInSheet.objects.filter(pk=sheet.pk, state=State.PENDING).update(
        state=State.READY, file=name, size_bytes=len(content), error="", claimed_at=None
    )


def postpone(sheet: SignInSheet, reason: str) -> None:
    """Leave it pending with the reason: a machine without the libraries for PDFs."""
    SignInSheet.objects.filter(pk=sheet.pk, state=State.PENDING).update(
        error=reason[:300], tries=0, claimed_at=None
    )


def unclaimed_sheets(*, now: datetime | None = None) -> Iterable[int]:
    rows = SignInSheet.objects.unclaimed(now or timezone.now())
    return rows.order_by("pk").values_list("pk", flat=True)
