"""Correcting somebody's name, also on a certificate that was issued with the former one."""

import secrets
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from completion.domain.certificates import KIND, new_folio, verification_address
from completion.models import Certificate
from completion.signals import certificates_issued
from courses.domain.enrolment import lock_seats
from courses.domain.roster_changes import (
    Undone,
    change_made,
    mark_undone,
    rows_to_undo,
    said,
    write_change,
)
from courses.models import Enrolment, RosterChange
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.domain.people import names_of, rename
from people.domain.records import record
from people.models import User


def certificates_with_the_name(enrolment: Enrolment) -> QuerySet[Certificate]:
    """Return the certificates in force of the person, of the host that runs this cohort."""
    return Certificate.objects.in_force().filter(
        enrolment__participant=enrolment.participant_id,
        enrolment__cohort__host=enrolment.cohort.host_id,
        kind=KIND,
    )


@transaction.atomic
def correct_name(
    enrolment: Enrolment,
    *,
    given_names: str,
    surname_1: str = "",
    surname_2: str = "",
    reissue: bool = False,
    by: User,
    reason: str,
    key: UUID,
    today: date | None = None,
) -> RosterChange:
    """Write somebody's name as it is to be read; what is issued from now on shows it.

    With ``reissue`` the certificates in force are replaced: the new ones have folios of their
    own, the former verify as replaced. The same ``key`` returns the first change.
    """
    lock_seats(enrolment.cohort)
    earlier = change_made(enrolment.cohort, key)
    if earlier:
        return earlier
    reason = said(reason)
    before = enrolment.participant
    person = rename(before, given_names=given_names, surname_1=surname_1, surname_2=surname_2)
    if names_of(person) == names_of(before):
        raise RuleViolation(_("This is the name that the person has."), code="same")
    new = []
    if reissue:
        former = certificates_with_the_name(enrolment).order_by("pk")
        if former.short_of_hours().exists():
            raise RuleViolation(
                _("Its hours were lowered after the issue. Settle that before it is issued anew."),
                code="short_of_hours",
            )
        new = [
            replace(each, name=person.full_name, by=by, reason=reason, today=today)
            for each in former
        ]
    after = names_of(person) | {"name": person.full_name}
    facts = {
        enrolment: (
            names_of(before) | {"name": before.full_name},
            after | {"folios": [each.folio for each in new]},
        )
    }
    change = write_change(
        RosterChange.Kind.NAME, enrolment.cohort, facts, by=by, reason=reason, key=key
    )
    record(by, "correct name", enrolment, reason=reason)
    return change


def replace(
    certificate: Certificate, *, name: str, by: User, reason: str, today: date | None = None
) -> Certificate:
    """Issue a certificate anew under another name; the former says by which it was replaced.

    Call it in a transaction. Announces ``certificates_issued``.
    """
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    folio, token = new_folio(certificate.enrolment.cohort), secrets.token_urlsafe(32)
    new = Certificate.objects.create(
        enrolment_id=certificate.enrolment_id,
        release_id=certificate.release_id,
        kind=certificate.kind,
        version=certificate.version + 1,
        folio=folio,
        token=token,
        snapshot=certificate.snapshot
        | {
            "name": name,
            "folio": folio,
            "issued_on": (today or timezone.localdate()).isoformat(),
            "verify_url": verification_address(folio),
            "qr_url": verification_address(token),
        },
    )
    certificate.state, certificate.replaced_by = Certificate.State.REPLACED, new
    certificate.save(update_fields=["state", "replaced_by"])
    record(by, "replace", certificate, reason=reason)
    announce(certificates_issued, certificate_ids=[new.pk])
    return new


@transaction.atomic
def undo_name(
    change: RosterChange, *, by: User, only: Enrolment | None = None, now: datetime | None = None
) -> Undone:
    """Write the former name again. Again: no change. Who changed it since keeps theirs.

    Refused once a certificate shows the new name: then the name is corrected again.
    """
    rows, stuck = rows_to_undo(change, only=only)
    if any(row.after["folios"] for row in rows):
        raise RuleViolation(
            _("A certificate was issued with the new name. Correct the name again instead."),
            code="issued",
        )
    going = []
    for row in rows:
        person = row.enrolment.participant
        names = names_of(person)
        if names == {part: row.after[part] for part in names}:
            rename(person, **{part: row.before[part] for part in names})
            going.append(row)
        else:
            stuck.append(row)
    mark_undone(change, going, by=by, now=now)
    return Undone([row.enrolment for row in going], [row.enrolment for row in stuck])
