"""Requests for a place: taken from anybody, answered by the team, forgotten after a while.

Whoever asks is told the same whether we know the address or not; what is known of it is said to
the team alone.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.domain.enrolment_import import (
    catalogue_for,
    judge_again,
    known_people,
    seated_people,
)
from courses.domain.enrolment_reading import PersonEntry
from courses.domain.enrolment_suggestions import suggestions_for
from courses.domain.enrolment_verdicts import (
    ERROR,
    LENGTHS,
    Catalogue,
    Verdict,
    field_of,
    judge,
    said,
)
from courses.domain.readiness import refuse_unless_ready
from courses.models import AccessRequest, Audience, Cohort, EnrolmentList, EnrolmentListRow
from courses.signals import list_confirmed, place_asked
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean, clean_lines
from people.domain.people import normal_email
from people.domain.records import record, record_all
from people.models import User

State = AccessRequest.State
Tell = Callable[[AccessRequest], object]
FIELDS = ("given_names", "surname_1", "surname_2", "email", "municipality", "organisation")
COLUMNS = (*FIELDS, "position")


@dataclass(frozen=True)
class Asked:
    """What somebody wrote about themselves, and why they ask."""

    given_names: str
    surname_1: str
    surname_2: str
    email: str
    municipality: str
    organisation: str
    position: str
    reason: str
    language: str


def _entry(line: int, asked: Asked | AccessRequest) -> PersonEntry:
    return PersonEntry(line, **{name: clean(getattr(asked, name)) for name in COLUMNS})


def problems_of(asked: Asked, cohort: Cohort) -> list[tuple[str, str]]:
    """Return (field, sentence) of what must be corrected, by what was written alone."""
    catalogue = catalogue_for(cohort)
    [verdict] = _judge(cohort, [_entry(1, asked)], catalogue=catalogue, is_blind=True)
    problems = []
    for code in verdict.reasons:
        reason, sentence = said(code)
        if reason.verdict == ERROR:
            problems.append((field_of(code), sentence))
    near = suggestions_for(asked, verdict.reasons, catalogue)
    if near:
        names = "; ".join(each.value for each in near)
        problems.append((near[0].field, _("Perhaps: %(names)s.") % {"names": names}))
    return problems


def _judge(
    cohort: Cohort, entries: list[PersonEntry], *, catalogue: Catalogue, is_blind: bool = False
) -> list[Verdict]:
    emails = [entry.email for entry in entries]
    return judge(
        entries,
        catalogue=catalogue,
        known={} if is_blind else known_people(cohort, emails),
        seated={} if is_blind else seated_people(cohort, entries),
        is_government=cohort.edition.course.audience == Audience.PUBLIC_SERVANT,
    )


@transaction.atomic
def ask_for_a_place(cohort: Cohort, asked: Asked, *, now: datetime | None = None) -> None:
    """Keep a request for the team. Of the same address a second one changes nothing.

    Announces ``place_asked``. The caller has shown what ``problems_of`` says.
    """
    day = timezone.localdate(now or timezone.now())
    if not Cohort.objects.taking_requests_on(day).filter(pk=cohort.pk).exists():
        raise RuleViolation(_("This cohort takes no requests now."), code="closed")
    if problems_of(asked, cohort):
        raise RuleViolation(_("Correct what is marked first."), code="wrong")
    facts = {name: clean(getattr(asked, name)) for name in COLUMNS}
    facts["email"] = normal_email(asked.email)
    try:
        with transaction.atomic():
            request = AccessRequest.objects.create(
                cohort=cohort,
                reason=clean_lines(asked.reason)[:600],
                language=asked.language,
                **facts,
            )
    except IntegrityError:
        return  # Asked before: the answer to the first one is the answer.
    announce(place_asked, request=request)


# The queue


@dataclass(frozen=True)
class Waiting:
    """A request with what the team should know about it."""

    request: AccessRequest
    remarks: list[tuple[str, str, str]]


def with_remarks(requests: Sequence[AccessRequest], cohort: Cohort) -> list[Waiting]:
    """Say of each request what the importer would say of it as a row: (weight, word, sentence)."""
    if not requests:
        return []
    entries = [_entry(number, each) for number, each in enumerate(requests, start=1)]
    waiting = []
    for request, verdict in zip(
        requests, _judge(cohort, entries, catalogue=catalogue_for(cohort)), strict=True
    ):
        said_of_it = [said(code) for code in verdict.reasons if code != "no_position"]
        remarks = [(reason.verdict, str(reason.tag), words) for reason, words in said_of_it]
        waiting.append(Waiting(request, remarks))
    return waiting


def _locked(cohort: Cohort, chosen: Collection[AccessRequest]) -> list[AccessRequest]:
    """Return the chosen requests that still wait, in their turn."""
    if not chosen:
        raise RuleViolation(_("Choose at least one person."), code="nobody")
    rows = cohort.access_requests.pending().filter(pk__in=[each.pk for each in chosen])
    return list(rows.select_for_update().order_by("asked_at", "pk"))


@transaction.atomic
def accept_requests(
    cohort: Cohort,
    chosen: Collection[AccessRequest],
    *,
    by: User,
    tell: Tell,
    now: datetime | None = None,
) -> EnrolmentList | None:
    """Have these people enrolled like those of any list; who finds no seat waits for one.

    Whom somebody answered meanwhile is left as it is.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    requests = _locked(cohort, chosen)
    if not requests:
        return None
    if not Cohort.objects.taking_enrolments_on(today).filter(pk=cohort.pk).exists():
        raise RuleViolation(_("This cohort is not taking enrolments."), code="closed")
    refuse_unless_ready(cohort, today=today)
    made = EnrolmentList.objects.create(
        cohort=cohort,
        is_of_requests=True,
        uploaded_by=by,
        uploaded_at=now,
        file_name=_("Access requests"),
        file_hash="",
        columns=dict(enumerate(COLUMNS)),
        headers=list(COLUMNS),
        state=EnrolmentList.State.QUEUED,
        nominated_at=now,
        confirmed_at=now,
        confirmed_by=by,
    )
    rows = _rows(made, requests)
    for request, row in zip(requests, rows, strict=True):
        request.state, request.decided_at, request.decided_by = State.ACCEPTED, now, by
        request.row = row
        tell(request)
    AccessRequest.objects.bulk_update(requests, ["state", "decided_at", "decided_by", "row"])
    record(by, "accept requests", made, reason=cohort.code)
    announce(list_confirmed, enrolment_list=made)
    return made


def _rows(made: EnrolmentList, requests: Sequence[AccessRequest]) -> list[EnrolmentListRow]:
    entries = [_entry(number, each) for number, each in enumerate(requests, start=1)]
    rows = [
        EnrolmentListRow(
            enrolment_list=made,
            line=entry.line,
            verdict=EnrolmentListRow.Verdict.READY,
            **{name: getattr(entry, name)[: LENGTHS[name]] for name in COLUMNS},
        )
        for entry in entries
    ]
    EnrolmentListRow.objects.bulk_create(rows)
    judge_again(made, rows, entries)
    return rows


@transaction.atomic
def decline_requests(
    cohort: Cohort,
    chosen: Collection[AccessRequest],
    *,
    reason: str,
    by: User,
    tell: Tell,
    now: datetime | None = None,
) -> int:
    """Say no with a reason, which the people read; return to how many. Again: no change."""
    requests = _locked(cohort, chosen)
    reason = clean(reason)[:300]
    if not reason:
        raise RuleViolation(_("Write the reason: these people read it."), code="reason")
    for request in requests:
        request.state, request.answer = State.DECLINED, reason
        request.decided_at, request.decided_by = now or timezone.now(), by
        tell(request)
    AccessRequest.objects.bulk_update(requests, ["state", "answer", "decided_at", "decided_by"])
    record_all(by, "decline request", requests, reason=reason)
    return len(requests)


def forget_requests(*, now: datetime | None = None) -> int:
    """Remove declined requests that are old enough; return how many."""
    return AccessRequest.objects.to_forget(now or timezone.now()).delete()[0]
