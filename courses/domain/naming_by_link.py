"""What somebody of a municipality hands in by its link: judged, kept, changed until it is decided.

Nothing is said here of anybody whom this link did not name: not who has an account, not who is
enrolled. The team hears that when it confirms the names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_import import catalogue_for, judge_again
from courses.domain.enrolment_reading import PersonEntry
from courses.domain.enrolment_verdicts import REASONS, Verdict, field_of, judge, said
from courses.domain.naming_links import Standing, standing_of
from courses.models import EnrolmentList, EnrolmentListRow, NamingLink
from courses.signals import municipality_named
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from lms.lib.text import clean
from people.domain.organisations import territory_label
from people.domain.records import record
from people.models import Level

State = EnrolmentList.State
Verdicts = EnrolmentListRow.Verdict
# What the importer says to the team, said to somebody on this page.
SAID_HERE = {
    "email_missing": _("Write the e-mail, or mark that this person has none."),
    "repeated": _("Person %(value)s has this e-mail already."),
    "shared_mailbox": _(
        "Person %(value)s has this e-mail. Each needs an address of their own; mark who has none."
    ),
    "same_person": _("Person %(value)s has the same name. Mark it if they are two people."),
}
COLUMNS = ("given_names", "surname_1", "surname_2", "position", "email", "municipality")
TOLD = {
    EnrolmentListRow.Outcome.PENDING: _("with the UNDP team"),
    EnrolmentListRow.Outcome.WAITING: _("on the waiting list"),
    EnrolmentListRow.Outcome.REFUSED: _("not confirmed"),
    EnrolmentListRow.Outcome.UNDONE: _("not confirmed"),
}


@dataclass(frozen=True)
class Named:
    """Somebody as the page names them; ``line`` is their number on the page, from 1."""

    line: int
    given_names: str
    surname_1: str = ""
    surname_2: str = ""
    position: str = ""
    email: str = ""
    has_no_email: bool = False
    is_another_person: bool = False


@dataclass(frozen=True)
class LinkNames:
    """What a link has named: names that still change, those decided, and the seats for more."""

    current: EnrolmentList | None
    rows: list[EnrolmentListRow]
    decided: list[tuple[EnrolmentListRow, str]]
    seats: int
    answers: int

    @property
    def version(self) -> int:
        """Return a number that grows with each answer and each decision."""
        return self.answers + len({row.enrolment_list_id for row, _word in self.decided})

    @property
    def handed_in_by(self) -> str:
        return self.current.handed_in_by if self.current else ""


def names_of(link: NamingLink) -> LinkNames:
    """Return what the page of a link shows; of a decided name only whether it was confirmed."""
    rows = list(
        EnrolmentListRow.objects.filter(enrolment_list__naming_link=link)
        .select_related("enrolment_list")
        .order_by("enrolment_list", "line")
    )
    open_rows = [row for row in rows if row.enrolment_list.state == State.NOMINATED]
    decided = [
        (row, str(TOLD.get(row.outcome, _("confirmed"))))
        for row in rows
        if row.enrolment_list.state != State.NOMINATED
    ]
    taken = sum(row.outcome in NamingLink.HOLDS_THE_SEAT for row, _word in decided)
    current = open_rows[0].enrolment_list if open_rows else None
    return LinkNames(current, open_rows, decided, max(0, link.seats - taken), link.answers)


def judge_names(link: NamingLink, people: Sequence[Named]) -> list[Verdict]:
    """Judge names by what they say alone, with the importer's rules."""
    return judge(
        _entries(link, people),
        catalogue=catalogue_for(link.partnership.cohort),
        known={},
        others={each.line for each in people if each.is_another_person},
        without_email={each.line for each in people if each.has_no_email},
    )


def problems_of(verdict: Verdict) -> list[tuple[str, str]]:
    """Return (field, sentence) of all that keeps a name from being handed in."""
    problems = []
    for code in verdict.reasons:
        name, _colon, value = code.partition(":")
        reason = REASONS[name]
        if reason.verdict not in {Verdicts.ERROR, Verdicts.DUPLICATE}:
            continue
        field = "is_another_person" if name == "same_person" else field_of(code)
        here = SAID_HERE.get(name)
        problems.append((field, str(here) % {"value": value} if here else said(code)[1]))
    return problems


def _entries(link: NamingLink, people: Sequence[Named]) -> list[PersonEntry]:
    place = territory_label(link.territory)
    return [
        PersonEntry(
            each.line,
            given_names=clean(each.given_names),
            surname_1=clean(each.surname_1),
            surname_2=clean(each.surname_2),
            email=each.email,
            municipality=place,
            position=clean(each.position),
            level=Level.MUNICIPAL,
        )
        for each in people
    ]


REFUSALS = {
    Standing.WITHDRAWN: _("The institution that gave you this link took it back."),
    Standing.EXPIRED: _("This link has expired."),
    Standing.OVER: _("The time to name people for this cohort is over."),
}


@transaction.atomic
def hand_in(
    link: NamingLink,
    people: Sequence[Named],
    *,
    handed_in_by: str,
    seen: int,
    now: datetime | None = None,
) -> EnrolmentList:
    """Hand the names of a municipality in to the team, in place of those it handed in before.

    Names on which the team decided stay as they are, and those of others are never touched.
    ``seen`` is the ``version`` of the page: whoever would write over an answer or a decision that
    they have not read is refused once. The same names again change nothing. Announces
    ``municipality_named``.
    """
    now = now or timezone.now()
    locked = NamingLink.objects.select_for_update(of=("self",)).for_pages().get(pk=link.pk)
    standing = standing_of(locked, now=now)
    if standing is not Standing.OPEN:
        raise RuleViolation(REFUSALS[standing], code=standing.value)
    list(locked.lists.select_for_update().order_by("pk"))  # The team is not deciding meanwhile.
    names = names_of(locked)
    handed_in_by = clean(handed_in_by)[:310]
    _refuse(locked, names, people, seen=seen)
    entries = _entries(locked, people)
    rows = [_row(each, entry) for each, entry in zip(people, entries, strict=True)]
    if names.current and _facts(rows) == _facts(names.rows):
        return names.current
    named = names.current or _new_list(locked, now)
    named.handed_in_by, named.changes = handed_in_by, named.changes + 1
    named.save(update_fields=["handed_in_by", "changes"])
    named.rows.all().delete()
    for row in rows:
        row.enrolment_list = named
    EnrolmentListRow.objects.bulk_create(rows)
    judge_again(named, rows, entries)
    locked.answers += 1
    locked.answered_at = locked.answered_at or now
    locked.save(update_fields=["answers", "answered_at"])
    record(None, "name people by link", named, reason=f"{locked.territory}: {handed_in_by}")
    announce(municipality_named, partnership=locked.partnership)
    return named


def _refuse(link: NamingLink, names: LinkNames, people: Sequence[Named], *, seen: int) -> None:
    if not people:
        raise RuleViolation(_("Write at least one person."), code="nobody")
    if seen != names.version and _facts(_drafts(link, people)) != _facts(names.rows):
        raise RuleViolation(
            _(
                "Names were handed in with this link, or decided on, while you wrote. Compare"
                " yours with those below, and hand them in again if yours should stand."
            ),
            code="changed",
        )
    if len(people) > names.seats:
        raise RuleViolation(
            _("There are %(seats)s seats left for your municipality."),
            code="seats",
            params={"seats": names.seats},
        )
    if any(problems_of(verdict) for verdict in judge_names(link, people)):
        raise RuleViolation(_("Correct the people below first."), code="rows")


def _drafts(link: NamingLink, people: Sequence[Named]) -> list[EnrolmentListRow]:
    return [_row(each, entry) for each, entry in zip(people, _entries(link, people), strict=True)]


def _row(each: Named, entry: PersonEntry) -> EnrolmentListRow:
    return EnrolmentListRow(
        line=each.line,
        given_names=entry.given_names,
        surname_1=entry.surname_1,
        surname_2=entry.surname_2,
        email=clean(entry.email)[:254],
        municipality=entry.municipality[:120],
        position=entry.position,
        level=entry.level,
        has_no_email=each.has_no_email and not entry.email,
        is_another_person=each.is_another_person,
        verdict=Verdicts.READY,
    )


def _facts(rows: Sequence[EnrolmentListRow]) -> list[tuple[str, ...]]:
    return [
        (row.given_names, row.surname_1, row.surname_2, row.position, row.email.casefold())
        for row in sorted(rows, key=lambda row: row.line)
    ]


def _new_list(link: NamingLink, now: datetime) -> EnrolmentList:
    partnership = link.partnership
    return EnrolmentList.objects.create(
        cohort=partnership.cohort,
        partnership=partnership,
        naming_link=link,
        uploaded_by=link.made_by,
        uploaded_at=now,
        file_name=territory_label(link.territory),
        file_hash="",
        columns=dict(enumerate(COLUMNS)),
        headers=list(COLUMNS),
        state=State.NOMINATED,
        nominated_at=now,
    )
