"""Certificates: issued once, from frozen facts, and open to anybody's check."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from assessments.models import Deliverable, Submission
from completion.domain.requirements import Standing, standings
from completion.models import Certificate, CertificateRelease
from completion.signals import certificates_issued
from courses.domain.enrolment import graduate
from courses.models import Cohort, Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean
from people.domain.records import record
from people.models import Territory, User

KIND = "completion"
# No 0, O, 1, I or U: nobody mistakes one for another on paper.
FOLIO_SIGNS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
FOLIO_TRIES = 5
SNAPSHOT_VERSION = 1
DASHES = re.compile("[\u2010-\u2015\u2212]")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Verification:
    """What anybody may learn about a certificate: what is printed on it, and its state."""

    state: str  # valid, replaced or revoked
    folio: str
    name: str
    course: str
    online: int
    in_person: int
    total: int
    project: str
    goals: tuple[int, ...]
    issued_on: date
    revoked_on: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True)
class Progress:
    """How the issue of a cohort's certificates goes on."""

    pending: int
    ready: int
    error: str  # Why the first that waits has no PDF yet; mostly empty.
    holders: frozenset[int]  # The enrolments that have one, whatever its state.
    in_force: frozenset[int]  # Those whose certificate stands.

    @property
    def total(self) -> int:
        return self.pending + self.ready


def progress_of(cohort: Cohort) -> Progress:
    """Count the certificates of ``cohort`` in one query."""
    rows = list(
        Certificate.objects.filter(enrolment__cohort=cohort, kind=KIND)
        .exclude(state=Certificate.State.REPLACED)
        .values_list("enrolment", "state", "error")
    )
    waiting = [error for _pk, state, error in rows if state == Certificate.State.PENDING]
    return Progress(
        pending=len(waiting),
        ready=len(rows) - len(waiting),
        error=next(filter(None, waiting), ""),
        holders=frozenset(pk for pk, _state, _error in rows),
        in_force=frozenset(pk for pk, state, _error in rows if state in Certificate.IN_FORCE),
    )


def places_of(enrolment: Enrolment) -> str:
    """Return position, institution and place as the certificate will print them."""
    return place_line(_affiliation(enrolment))


# Issuing


@transaction.atomic
def release(
    cohort: Cohort, *, by: User, key: UUID, today: date | None = None
) -> CertificateRelease:
    """Issue the certificate of everybody in ``cohort`` who fulfils the rules and has none.

    The same ``key`` returns the first release. Refuses when nobody is ready. Announces
    ``certificates_issued``.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    existing = CertificateRelease.objects.filter(key=key, cohort=cohort).first()
    if existing:
        return existing
    ready = ready_in(cohort, lock=True)
    if not ready:
        raise RuleViolation(
            _("Nobody is waiting for a certificate: everybody ready has one."), code="nobody"
        )
    done = CertificateRelease.objects.create(cohort=cohort, released_by=by, key=key)
    certificates = _issue_all(ready, release=done, today=today)
    record(by, "release", done, reason=f"{len(certificates)} certificates")
    return done


@transaction.atomic
def issue(
    enrolment: Enrolment, release: CertificateRelease | None = None, *, today: date | None = None
) -> Certificate:
    """Issue the certificate of one person, if every rule is met; again: the same one comes back.

    Refuses when a rule is not met, whoever asks. Announces ``certificates_issued``.
    """
    locked = _studying().select_for_update(of=("self",)).filter(pk=enrolment.pk).first()
    if locked is None:
        raise RuleViolation(_("This enrolment is not active."), code="not_active")
    existing = Certificate.objects.filter(enrolment=locked, kind=KIND).first()
    if existing:
        return existing
    standing = standings([locked])[0]
    if not standing.is_complete:
        raise RuleViolation(
            _("This person does not fulfil every requirement yet."), code="incomplete"
        )
    return _issue_all([standing], release=release, today=today)[0]


def ready_in(cohort: Cohort, *, lock: bool = False) -> list[Standing]:
    """Return the standing of everybody who is complete and has no certificate."""
    rows = _studying().filter(cohort=cohort).exclude(certificates__kind=KIND).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return [standing for standing in standings(list(rows)) if standing.is_complete]


def _studying() -> QuerySet[Enrolment]:
    return Enrolment.objects.studying().select_related(
        "cohort__edition__course",
        "cohort__host",
        "cohort__partner",
        "cohort__sponsor",
        "participant",
        "affiliation__organisation__territory__parent",
    )


def _issue_all(
    ready: Sequence[Standing], *, release: CertificateRelease | None, today: date | None
) -> list[Certificate]:
    """Issue for enrolments that the caller has locked and whose rules it has checked."""
    today = today or timezone.localdate()
    projects = _approved_projects([standing.enrolment.pk for standing in ready])
    for _try in range(FOLIO_TRIES):
        certificates = [
            _draw_up(standing, projects.get(standing.enrolment.pk), release=release, today=today)
            for standing in ready
        ]
        try:
            with transaction.atomic():
                Certificate.objects.bulk_create(certificates)
            break
        except IntegrityError as taken:
            refusal = taken  # A folio was taken: draw others.
    else:
        raise refusal
    for standing in ready:
        graduate(standing.enrolment, on=today)
    announce(certificates_issued, certificate_ids=[certificate.pk for certificate in certificates])
    return certificates


def _draw_up(
    standing: Standing,
    project: dict[str, Any] | None,
    *,
    release: CertificateRelease | None,
    today: date,
) -> Certificate:
    folio = new_folio(standing.enrolment.cohort)
    token = secrets.token_urlsafe(32)
    return Certificate(
        enrolment=standing.enrolment,
        release=release,
        kind=KIND,
        folio=folio,
        token=token,
        snapshot=_snapshot(standing, project, folio=folio, token=token, today=today),
    )


def new_folio(cohort: Cohort) -> str:
    """Return the code of the cohort and eight random signs: MEX26B-7K4M-9QXT."""
    signs = "".join(secrets.choice(FOLIO_SIGNS) for _sign in range(8))
    return f"{cohort.code.upper()}-{signs[:4]}-{signs[4:]}"


def _snapshot(
    standing: Standing, project: dict[str, Any] | None, *, folio: str, token: str, today: date
) -> dict[str, Any]:
    """Return the facts as they are at issue, in values that JSON keeps as they are."""
    enrolment = standing.enrolment
    cohort = enrolment.cohort
    edition = cohort.edition
    online = min(standing.facts.online, edition.online_minutes)
    in_person = min(standing.facts.in_person, edition.in_person_minutes)
    return {
        "version": SNAPSHOT_VERSION,
        "language": settings.LANGUAGE_CODE,
        "name": enrolment.participant.full_name,
        **_affiliation(enrolment),
        "course": edition.course.title_es,
        "edition": edition.number,
        "online_minutes": online,
        "in_person_minutes": in_person,
        "total_minutes": online + in_person,
        "starts_on": cohort.starts_on.isoformat(),
        "ends_on": cohort.ends_on.isoformat(),
        "project": project,
        "cohort": {"code": cohort.code, "name": cohort.name},
        "host": cohort.host.name,
        "partner": cohort.partner.name,
        "sponsor": cohort.sponsor.name if cohort.sponsor else "",
        "signatories": signatories_of(cohort),
        "issued_on": today.isoformat(),
        "folio": folio,
        "verify_url": verification_address(folio),
        "qr_url": verification_address(token),
    }


def _affiliation(enrolment: Enrolment) -> dict[str, str]:
    """Return where the person works, as the enrolment keeps it from the time of the course."""
    affiliation = enrolment.affiliation
    return {
        "position": affiliation.position,
        "area": affiliation.area,
        "organisation": affiliation.organisation.name,
        **_place(affiliation.organisation.territory),
    }


def place_line(facts: Mapping[str, Any]) -> str:
    """Join position, institution, municipality and state; what a part says is not said again."""
    parts: list[str] = []
    for name in ("position", "organisation", "municipality", "state"):
        part = facts.get(name) or ""
        said = " ".join(parts).casefold()
        if part and (name in {"position", "organisation"} or part.casefold() not in said):
            parts.append(part)
    return ", ".join(parts)


def _place(territory: Territory) -> dict[str, str]:
    """Return the municipality and the state of a territory; what there is not stays empty."""
    place = {"municipality": "", "state": ""}
    if territory.kind == Territory.Kind.MUNICIPALITY:
        place = {"municipality": territory.name, "state": territory.parent.name}
    elif territory.kind == Territory.Kind.STATE:
        place["state"] = territory.name
    return place


def signatories_of(cohort: Cohort) -> list[dict[str, str]]:
    """Read the lines "Name | Position | Organisation"; at most three are printed."""
    lines = [line for line in cohort.signatories.splitlines() if line.strip()]
    return [
        dict(
            zip(
                ("name", "position", "organisation"),
                [*(clean(part) for part in line.split("|")), "", "", ""],
                strict=False,
            )
        )
        for line in lines[:3]
    ]


def verification_address(folio_or_token: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + reverse("completion:verify-folio", args=[folio_or_token])


def _approved_projects(enrolment_ids: list[int]) -> dict[int, dict[str, Any]]:
    """Return title and goals of the approved project of each person, theirs or their team's."""
    approved = Submission.objects.filter(
        deliverable=Deliverable.PROJECT, state=Submission.State.APPROVED
    )
    rows = {
        pk: snapshot
        for member, left_at, own, snapshot in approved.filter(
            Q(enrolment__in=enrolment_ids)
            | Q(project__members__enrolment__in=enrolment_ids, project__members__left_at=None)
        )
        .order_by("submitted_at")
        .values_list(
            "project__members__enrolment", "project__members__left_at", "enrolment", "snapshot"
        )
        for pk in {own, None if left_at else member}
        if pk in set(enrolment_ids)
    }
    return {
        pk: {
            "title": snapshot.get("title", ""),
            "goals": list(
                dict.fromkeys(int(code.partition(".")[0]) for code in snapshot.get("targets", []))
            ),
        }
        for pk, snapshot in rows.items()
    }


# The file, and telling the holder


def store_pdf(certificate_id: int, pdf: bytes, *, sha256: str) -> bool:
    """Keep the file of a pending certificate and make it ready. Say whether it was pending.

    Whatever an interrupted worker left behind under the same name is overwritten.
    """
    with transaction.atomic():
        certificate = (
            Certificate.objects.select_for_update().pending().filter(pk=certificate_id).first()
        )
        if certificate is None:
            return False
        storage = certificate.pdf.storage
        name = f"certificates/{certificate.issued_at:%Y}/{certificate.public_id}.pdf"
        if storage.exists(name):
            storage.delete(name)
        certificate.pdf.name = storage.save(name, ContentFile(pdf))
        certificate.pdf_sha256 = sha256
        certificate.state = Certificate.State.READY
        certificate.error = ""
        certificate.save(update_fields=["pdf", "pdf_sha256", "state", "error"])
    return True


def note_failure(certificate_id: int, reason: str) -> None:
    """Say on the certificate, which stays pending, why it has no PDF yet."""
    Certificate.objects.pending().filter(pk=certificate_id).update(error=reason[:300])


# Checking and taking back


def as_typed(text: str) -> str:
    """Return what somebody typed or scanned without spaces, and with plain hyphens."""
    return SPACES.sub("", DASHES.sub("-", clean(text)))[:64]


def verify(folio_or_token: str) -> Verification | None:
    """Return what the certificate with this folio, or the token of its QR code, says."""
    text = as_typed(folio_or_token)
    certificate = (
        Certificate.objects.filter(Q(folio=text.upper()) | Q(token=text))
        .select_related("replaced_by")
        .first()
    )
    if certificate is None:
        return None
    facts = certificate.snapshot
    project = facts.get("project") or {}
    return Verification(
        state={
            Certificate.State.REPLACED: "replaced",
            Certificate.State.REVOKED: "revoked",
        }.get(certificate.state, "valid"),
        folio=certificate.folio,
        name=facts["name"],
        course=facts["course"],
        online=facts["online_minutes"],
        in_person=facts["in_person_minutes"],
        total=facts["total_minutes"],
        project=project.get("title", ""),
        goals=tuple(project.get("goals", ())),
        issued_on=date.fromisoformat(facts["issued_on"]),
        revoked_on=timezone.localdate(certificate.revoked_at) if certificate.revoked_at else None,
        replaced_by=certificate.replaced_by.folio if certificate.replaced_by else "",
    )


@transaction.atomic
def revoke(
    certificate: Certificate, *, by: User, reason: str, now: datetime | None = None
) -> Certificate:
    """Take a certificate back: it stays, and says so when verified. Again: no change."""
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.state == Certificate.State.REVOKED:
        return certificate
    if not clean(reason):
        raise RuleViolation(_("Say why the certificate is revoked."), code="no_reason")
    certificate.state = Certificate.State.REVOKED
    certificate.revoked_at = now or timezone.now()
    certificate.save(update_fields=["state", "revoked_at"])
    record(by, "revoke", certificate, reason=clean(reason))
    return certificate
