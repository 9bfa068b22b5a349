"""What people are told of an in-person session: that it moved, and that it is tomorrow."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from courses.models import Enrolment
from lms.lib.ics import Event
from people.models import Message, User
from tutoring.models import InPersonSession, SessionFacilitator


def people_to_tell(session: InPersonSession) -> QuerySet[Enrolment]:
    """Return who studies in the cohort: not who left it, nor who has not joined yet."""
    return session.cohort.enrolments.filter(status=Enrolment.Status.ACTIVE).select_related(
        "participant"
    )


def facilitators_to_tell(session: InPersonSession) -> list[User]:
    """Return who holds the session."""
    return [each.person for each in session.session_facilitators.select_related("person")]


def facilitators_to_remind(*, now: datetime, until: datetime) -> list[tuple[InPersonSession, User]]:
    """Return who holds a session that begins until then, and was not reminded of that date."""
    rows = SessionFacilitator.objects.unreminded().filter(
        session__starts_at__gt=now, session__starts_at__lte=until
    )
    places = ("planned", "cohort__edition__course", "municipality")
    loaded = rows.select_related("person", *(f"session__{place}" for place in places))
    return [(each.session, each.person) for each in loaded.order_by("session", "pk")]


def note_reminded(session: InPersonSession, person: User) -> None:
    """Note that somebody who holds the session was reminded of its present date."""
    rows = SessionFacilitator.objects.filter(session=session, person=person)
    rows.update(reminded_for=session.starts_at)


def letters_about(session: InPersonSession) -> QuerySet[Message]:
    """Return what was written about a session; the keys of these messages begin alike."""
    return Message.objects.filter(key__startswith=f"session-{session.pk}-")


def claim_news(session_id: int) -> InPersonSession | None:
    """Return a session with a change that nobody was told, once; ``None`` the second time."""
    untold = InPersonSession.objects.unannounced().filter(pk=session_id)
    if not untold.update(announced_sequence=F("sequence")):
        return None
    return InPersonSession.objects.with_place().get(pk=session_id)


def session_of(enrolment: Enrolment, public_id: UUID) -> InPersonSession | None:
    """Return a session of the cohort in which somebody studies, unless it was cancelled."""
    sessions = enrolment.cohort.sessions.scheduled().with_place()
    return sessions.filter(public_id=public_id).first()


def entry_of_session(session: InPersonSession, *, address: str, organizer: str) -> Event:
    """Return the session as an entry of a calendar; ``address`` is where people read more."""
    planned = session.planned
    words = [planned.agenda_es, address]
    place = [session.venue, str(session.municipality or "")]
    return Event(
        uid=f"{session.public_id}@aula-ods",
        sequence=session.sequence,
        organizer=organizer,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        changed_at=session.changed_at,
        summary=f"{planned.code} {planned.title}, {session.cohort.name}",
        description="\n".join(word for word in words if word),
        location=", ".join(word for word in place if word),
        url=address,
        is_cancelled=session.is_cancelled,
    )
