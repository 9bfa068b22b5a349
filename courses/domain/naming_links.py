"""Links with which municipalities name their people: handed out, changed, taken back, reminded."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_verdicts import Catalogue
from courses.domain.nominations import refuse_unless_naming
from courses.models import Audience, NamingLink, Partnership
from lms.lib import links
from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from people.domain.people import normal_email
from people.domain.records import record, record_all
from people.models import Level, Message, Territory, User

PURPOSE = "naming"
MOST_LINES = 200
Tell = Callable[[list[NamingLink]], object]


class Standing(StrEnum):
    """What a link is good for now."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    OVER = "over"


def standing_of(link: NamingLink, *, now: datetime | None = None) -> Standing:
    """Say whether the link takes names; not once the partner itself could not name anybody."""
    now = now or timezone.now()
    if link.withdrawn_at:
        return Standing.WITHDRAWN
    try:
        refuse_unless_naming(link.partnership, today=timezone.localdate(now))
    except RuleViolation:
        return Standing.OVER
    return Standing.EXPIRED if link.expires_at <= now else Standing.OPEN


def token_of(link: NamingLink) -> str:
    return links.token_of(PURPOSE, link.key, link.token_hash)


def find(token: str) -> NamingLink | None:
    """Return the link that ends in ``token``, whatever its standing."""
    found = NamingLink.objects.for_pages().filter(token_hash=links.hash_of(token))
    return found.order_by("pk").first()


def expiry_of(partnership: Partnership, now: datetime) -> datetime:
    """Return until when a link made now is good: the last day of the partner, else a month."""
    if partnership.names_until is None:
        return now + NamingLink.LIFE
    last = datetime.combine(partnership.names_until, time.max)
    return timezone.make_aware(last)


# Handing seats out


@dataclass(frozen=True)
class SeatLine:
    """Seats for one municipality, and whom to write to there, if anybody."""

    territory: int
    seats: int
    contact_name: str = ""
    contact_email: str = ""


def read_seat_lines(text: str, *, catalogue: Catalogue, seats: int) -> list[SeatLine]:
    """Read "municipality; contact; e-mail; seats" in any order after the first, a line each.

    Cells pasted from a spreadsheet are read as well. Raises RuleViolation("line") with the first
    line that cannot be right.
    """
    lines: list[SeatLine] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        cells = [clean(cell) for cell in re.split(r"[\t;]", raw)]
        if any(cells):
            lines.append(_line(number, [cell for cell in cells if cell], catalogue, seats))
    if len(lines) > MOST_LINES:
        raise RuleViolation(
            _("Write %(number)s lines at most."), code="line", params={"number": MOST_LINES}
        )
    if len({line.territory for line in lines}) < len(lines):
        raise RuleViolation(_("A municipality is written twice."), code="line")
    return lines


def _line(number: int, cells: list[str], catalogue: Catalogue, seats: int) -> SeatLine:
    found = catalogue.find(cells[0]).municipality
    if found is None:
        raise _refuse(number, _("no municipality is called “%(name)s”.") % {"name": cells[0]})
    contact, email = [], ""
    for cell in cells[1:]:
        if cell.isdecimal():
            seats = int(cell)
        elif "@" in cell:
            try:
                email = normal_email(cell)
            except RuleViolation as broken:
                raise _refuse(number, _("the e-mail is not complete.")) from broken
        else:
            contact.append(cell)
    if not 1 <= seats <= NamingLink.MOST_SEATS:
        raise _refuse(
            number, _("give between 1 and %(most)s seats.") % {"most": NamingLink.MOST_SEATS}
        )
    return SeatLine(found.pk, seats, ", ".join(contact)[:200], email)


def _refuse(line: int, problem: str) -> RuleViolation:
    return RuleViolation(
        _("Line %(line)s: %(problem)s"), code="line", params={"line": line, "problem": problem}
    )


def municipalities_without(partnership: Partnership) -> list[Territory]:
    """Return the municipalities of the cohort's territory that have no link yet, by name."""
    place = partnership.cohort.territory_id
    handed = partnership.naming_links.values("territory")
    rows = Territory.objects.municipalities().filter(Q(parent=place) | Q(pk=place))
    return list(rows.exclude(pk__in=handed).order_by("folded_name"))


@dataclass(frozen=True)
class HandedOut:
    """How many seats a partner has for municipalities (None: no limit), and how many it gave."""

    limit: int | None
    handed: int

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.handed)


def handed_out(partnership: Partnership) -> HandedOut:
    quotas = partnership.quotas.filter(level__in=["", Level.MUNICIPAL])
    has_quotas = partnership.quotas.exists()
    return HandedOut(
        (quotas.aggregate(sum=Sum("seats"))["sum"] or 0) if has_quotas else None,
        partnership.naming_links.filter(withdrawn_at=None).aggregate(sum=Sum("seats"))["sum"] or 0,
    )


def refuse_unless_shared(partnership: Partnership, *, now: datetime | None = None) -> None:
    """Say why no seats can be handed to municipalities in this partnership now."""
    refuse_unless_naming(partnership, today=timezone.localdate(now or timezone.now()))
    if partnership.cohort.edition.course.audience != Audience.PUBLIC_SERVANT:
        raise RuleViolation(
            _("Only in courses for public servants do municipalities name people."),
            code="audience",
        )


@transaction.atomic
def hand_out(
    partnership: Partnership,
    lines: Sequence[SeatLine],
    *,
    by: User,
    tell: Tell,
    now: datetime | None = None,
) -> list[NamingLink]:
    """Give each municipality its link, and write to the contacts; return the links that are new.

    A municipality that has one keeps it: sending the same lines again changes nothing. Refused
    when more seats are given than the partner has for municipalities.
    """
    now = now or timezone.now()
    locked = Partnership.objects.select_for_update().get(pk=partnership.pk)
    refuse_unless_shared(locked, now=now)
    has_one = set(locked.naming_links.values_list("territory", flat=True))
    made = [_new(locked, line, by=by, now=now) for line in lines if line.territory not in has_one]
    if not made:
        raise RuleViolation(_("These municipalities have a link already."), code="nothing")
    NamingLink.objects.bulk_create(made)
    _refuse_too_many(locked)
    record_all(by, "hand seats out", made, reason=locked.cohort.code)
    _write_to(made, tell=tell, now=now)
    return made


def _new(partnership: Partnership, line: SeatLine, *, by: User, now: datetime) -> NamingLink:
    link = NamingLink(
        partnership=partnership,
        territory_id=line.territory,
        seats=line.seats,
        contact_name=line.contact_name,
        contact_email=line.contact_email,
        made_by=by,
        made_at=now,
        expires_at=expiry_of(partnership, now),
    )
    link.token_hash = links.new_hash(PURPOSE, link.key)
    return link


def _refuse_too_many(partnership: Partnership) -> None:
    seats = handed_out(partnership)
    if seats.limit is not None and seats.handed > seats.limit:
        raise RuleViolation(
            _("You have %(limit)s seats for municipalities, and this would make %(handed)s."),
            code="seats",
            params={"limit": seats.limit, "handed": seats.handed},
        )


# Writing to the contacts


def letter_key(link: NamingLink) -> str:
    """Return the key of the letter that was written last to the contact, in the outbox."""
    return f"naming-{link.key}-{link.letters}"


def letters_returned(chosen: Sequence[NamingLink]) -> set[int]:
    """Return the links (pk) whose last letter came back or could not be handed over."""
    keys = {letter_key(link): link.pk for link in chosen if link.letters}
    lost = Message.objects.filter(
        key__in=keys, state__in=[Message.State.BOUNCED, Message.State.FAILED]
    )
    return {keys[key] for key in lost.values_list("key", flat=True)}


def _write_to(chosen: Sequence[NamingLink], *, tell: Tell, now: datetime) -> int:
    """Write to the contacts that have an address; return how many. Call it with rows locked."""
    ours = [link for link in chosen if link.contact_email]
    for link in ours:
        link.written_at, link.letters = now, link.letters + 1
    NamingLink.objects.bulk_update(ours, ["written_at", "letters"])
    loaded = NamingLink.objects.for_pages().filter(pk__in=[link.pk for link in ours])
    tell(list(loaded))
    return len(ours)


@transaction.atomic
def remind(partnership: Partnership, *, by: User, tell: Tell, now: datetime | None = None) -> int:
    """Write to the contacts of links without an answer; return how many.

    Nobody is written to twice within a day: a second click finds nobody.
    """
    now = now or timezone.now()
    refuse_unless_shared(partnership, now=now)
    rows = partnership.naming_links.to_remind(now)
    sent = _write_to(list(rows.select_for_update().order_by("pk")), tell=tell, now=now)
    if not sent:
        raise RuleViolation(
            _("There is nobody to remind now: each contact is written to once a day at most."),
            code="nobody",
        )
    record(by, "remind municipalities", partnership, reason=str(sent))
    return sent


# One link


def _locked(link: NamingLink) -> NamingLink:
    return NamingLink.objects.select_for_update(of=("self",)).for_pages().get(pk=link.pk)


@transaction.atomic
def change_link(
    link: NamingLink, *, seats: int, contact_name: str, contact_email: str, by: User
) -> None:
    """Give a municipality more or fewer seats, never fewer than it has named, or a contact."""
    locked = _locked(link)
    Partnership.objects.select_for_update().get(pk=locked.partnership_id)
    named = NamingLink.objects.with_names().get(pk=locked.pk).named
    if seats < named:
        raise RuleViolation(
            _("It has named %(named)s people; there cannot be fewer seats."),
            code="named",
            params={"named": named},
        )
    locked.seats = seats
    locked.contact_name = clean(contact_name)[:200]
    locked.contact_email = normal_email(contact_email) if contact_email else ""
    locked.save(update_fields=["seats", "contact_name", "contact_email"])
    _refuse_too_many(locked.partnership)
    record(by, "change seats", locked, reason=str(seats))


@transaction.atomic
def withdraw_link(link: NamingLink, *, by: User, now: datetime | None = None) -> None:
    """Take a link back: it opens nothing any more, and the names handed in by it stay."""
    locked = _locked(link)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = now or timezone.now()
        locked.save(update_fields=["withdrawn_at"])
        record(by, "take link back", locked)


@transaction.atomic
def renew_link(link: NamingLink, *, by: User, tell: Tell, now: datetime | None = None) -> None:
    """Make another link in place of this one and write to the contact; the old one is unknown."""
    now = now or timezone.now()
    locked = _locked(link)
    Partnership.objects.select_for_update().get(pk=locked.partnership_id)
    refuse_unless_shared(locked.partnership, now=now)
    locked.key = uuid4()
    locked.token_hash = links.new_hash(PURPOSE, locked.key)
    locked.made_at, locked.made_by = now, by
    locked.expires_at = expiry_of(locked.partnership, now)
    locked.withdrawn_at = locked.opened_at = None
    locked.save(
        update_fields=[
            "key",
            "token_hash",
            "made_at",
            "made_by",
            "expires_at",
            "withdrawn_at",
            "opened_at",
        ]
    )
    _refuse_too_many(locked.partnership)
    record(by, "renew link", locked)
    _write_to([locked], tell=tell, now=now)


def mark_opened(link: NamingLink, *, now: datetime | None = None) -> None:
    """Note when the link was first opened; again: no change."""
    if link.opened_at is None:
        NamingLink.objects.filter(pk=link.pk, opened_at=None).update(
            opened_at=now or timezone.now()
        )
