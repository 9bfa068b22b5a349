"""Announcements: one text to many people of a cohort, by mail after a pause and on first pages."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, JSONObject, Trim
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.text import clean, clean_lines, fold
from people.domain.messages import stop
from people.domain.records import record
from people.models import Message, User
from tutoring.domain.workload import with_workload
from tutoring.models import Announcement, AnnouncementRecipient, TutorAssignment


@dataclass(frozen=True)
class Readers:
    """People who can be written to together; ``kind`` is everybody, behind, tutor or territory."""

    kind: str
    key: str
    name: str  # Of the tutor or the territory.
    enrolments: tuple[Enrolment, ...]


@dataclass(frozen=True)
class Reach:
    """Whom an announcement would concern, each once."""

    enrolments: tuple[Enrolment, ...]

    @property
    def without_address(self) -> list[Enrolment]:
        return [each for each in self.enrolments if not each.participant.email]

    @property
    def seen(self) -> str:
        """Say whether a later look finds the same people."""
        keys = sorted(each.pk for each in self.enrolments)
        return hashlib.sha256(repr(keys).encode()).hexdigest()[:16]


def readers_among(enrolments: QuerySet[Enrolment]) -> list[Readers]:
    """Return whom one can choose among ``enrolments``, in two queries; nobody is in no choice.

    Only who may open the course can be written to: not who left, nor who has not joined yet.
    "Behind" is who needs company: ten days without activity, or absent from a session.
    """
    people = enrolments.studying()
    current = TutorAssignment.objects.current().filter(enrolment=OuterRef("pk"))
    tutor_name = Trim(Concat("tutor__given_names", Value(" "), "tutor__surname_1"))
    everybody = list(
        people.select_related("participant", "affiliation__organisation__territory").annotate(
            tutor_key=Subquery(current.values("tutor__public_id")[:1]),
            tutor_name=Coalesce(Subquery(current.values(name=tutor_name)[:1]), Value("")),
        )
    )
    behind = set(with_workload(people).filter(needs_company=True).values_list("pk", flat=True))
    tutors, territories = defaultdict(list), defaultdict(list)
    for each in everybody:
        territory = each.affiliation.organisation.territory
        territories[territory.name, territory.code].append(each)
        if each.tutor_key:
            tutors[each.tutor_name, str(each.tutor_key)].append(each)
    slow = tuple(each for each in everybody if each.pk in behind)
    parts = [
        Readers(kind, f"{kind}-{key}", name, tuple(group))
        for kind, groups in (("tutor", tutors), ("territory", territories))
        for (name, key), group in sorted(groups.items(), key=lambda item: fold(item[0][0]))
        if len(group) < len(everybody)
    ]
    whole = Readers("everybody", "everybody", "", tuple(everybody))
    found = [whole, Readers("behind", "behind", "", slow), *parts]
    return [readers for readers in found if readers.enrolments]


def reach_of(chosen: Iterable[Readers]) -> Reach:
    """Return the people of several choices; whoever is in two of them is there once."""
    people = {each.pk: each for readers in chosen for each in readers.enrolments}
    return Reach(tuple(people.values()))


@transaction.atomic
def write_to(
    cohort: Cohort,
    chosen: Sequence[Readers],
    *,
    subject: str,
    body: str,
    by: User,
    key: UUID,
    shown_until: date | None = None,
    seen: str = "",
    now: datetime | None = None,
) -> Announcement:
    """Have a text sent to the people of ``chosen`` in ten minutes, each once.

    The same ``key`` again returns the first announcement. With ``seen`` of a reach it refuses when
    other people are concerned since.
    """
    now = now or timezone.now()
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    earlier = Announcement.objects.filter(key=key, cohort=cohort, written_by=by).first()
    if earlier:
        return earlier
    reach = reach_of(chosen)
    if not reach.enrolments:
        raise RuleViolation(_("Choose to whom it goes."), code="nobody")
    if seen and seen != reach.seen:
        raise RuleViolation(
            _("Other people are concerned since you looked. Look at the number and send again."),
            code="changed",
        )
    if shown_until and shown_until < timezone.localdate(now):
        raise RuleViolation(_("That day has passed."), code="past")
    announcement = Announcement.objects.create(
        cohort=cohort,
        audience=[[readers.kind, readers.name] for readers in chosen],
        subject=clean(subject),
        body=clean_lines(body),
        shown_until=shown_until,
        key=key,
        written_by=by,
        written_at=now,
    )
    AnnouncementRecipient.objects.bulk_create(
        AnnouncementRecipient(announcement=announcement, enrolment=each)
        for each in reach.enrolments
    )
    record(by, "write to people", announcement, reason=f"{len(reach.enrolments)} people")
    return announcement


@transaction.atomic
def take_back(announcement: Announcement, *, by: User, now: datetime | None = None) -> int:
    """Stop what was not sent, and take it off first pages; say how many had been written to.

    Within the ten minutes that is nobody. Again: no change.
    """
    locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    letters = Message.objects.filter(announcement_recipients__announcement=locked)
    if not locked.stopped_at:
        locked.stopped_at, locked.stopped_by = now or timezone.now(), by
        locked.save(update_fields=["stopped_at", "stopped_by"])
        stop(list(letters.pending().values_list("key", flat=True)))
        record(by, "take back", locked)
    return letters.exclude(state=Message.State.STOPPED).count()


def claim(announcement_id: int, *, now: datetime | None = None) -> Announcement | None:
    """Return an announcement that is to be sent now, once; None the second time."""
    now = now or timezone.now()
    if not Announcement.objects.due(now).filter(pk=announcement_id).update(posted_at=now):
        return None
    return Announcement.objects.select_related("cohort", "written_by").get(pk=announcement_id)


def people_to_write_to(announcement: Announcement) -> list[AnnouncementRecipient]:
    """Return who has an address and still studies: whoever left meanwhile is not written to."""
    rows = announcement.recipients.exclude(enrolment__participant__email=None)
    return list(rows.filter(enrolment__status__in=Enrolment.STUDYING).in_order())


def letter_key(recipient: AnnouncementRecipient) -> str:
    return f"announcement-{recipient.public_id}"


def note_letters(recipients: Collection[AnnouncementRecipient]) -> None:
    """Note which message each person got, so that what became of it can be counted."""
    written = Message.objects.filter(key__in=map(letter_key, recipients))
    keys = dict(written.values_list("key", "pk"))
    for recipient in recipients:
        recipient.message_id = keys[letter_key(recipient)]
    AnnouncementRecipient.objects.bulk_update(recipients, ["message"], batch_size=500)


def dismiss(recipient: AnnouncementRecipient, *, now: datetime | None = None) -> None:
    """Take an announcement off the first page of one reader. Again: no change."""
    AnnouncementRecipient.objects.filter(pk=recipient.pk, dismissed_at=None).update(
        dismissed_at=now or timezone.now()
    )


def shown_to(enrolment: OuterRef, *, now: datetime | None = None) -> Subquery:
    """Return the newest announcement that stands on a first page, to annotate enrolments with."""
    shown = AnnouncementRecipient.objects.to_show(now).filter(enrolment=enrolment)
    author = "announcement__written_by__"
    facts = JSONObject(
        key="public_id",
        subject="announcement__subject",
        body="announcement__body",
        author=Trim(Concat(f"{author}given_names", Value(" "), f"{author}surname_1")),
    )
    return Subquery(shown.values(facts=facts)[:1])


def as_plain_text(announcement: Announcement) -> str:
    """Return the text as it is passed on by WhatsApp, radio or paper."""
    author = announcement.written_by.full_name
    return f"*{announcement.subject}*\n\n{announcement.body}\n\n{author}, {announcement.cohort}"
