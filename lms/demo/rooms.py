"""Where the demonstration meets: its venues, a session that is going on, workshops of a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from courses.models import Cohort, Enrolment
from lms.demo.work import key_for
from people.models import Organisation, Territory, User
from tutoring.domain.attendance import Mark, record_sheet
from tutoring.domain.sessions import schedule
from tutoring.domain.venues import save_venue
from tutoring.domain.walk_ins import note_walk_in
from tutoring.domain.workshops import Counted, count_people, save_workshop
from tutoring.models import Attendance, InPersonSession, Venue, Workshop

PLACES = (
    ("Casa de la Cultura", Venue.Kind.HALL, "15106", 300, 0),
    ("Centro de Convenciones", Venue.Kind.HALL, "15106", 450, 0),
    ("Centro de aprendizaje de Toluca", Venue.Kind.LEARNING_CENTRE, "15106", 40, 24),
    ("Centro de aprendizaje de Mérida", Venue.Kind.LEARNING_CENTRE, "31050", 60, 30),
    ("Casa de la Ciudad", Venue.Kind.HALL, "04002", 80, 0),
)
# Title, state, how it was held, minutes, and how many days ago; below zero it is still to come.
WORKSHOPS = (
    ("Jornada estatal sobre la Agenda 2030", "15", Workshop.Modality.IN_PERSON, 360, 21),
    ("Indicadores con los datos del municipio", "31", Workshop.Modality.LIVE, 120, 9),
    ("Presupuesto y ODS para tesorerías", "15", Workshop.Modality.IN_PERSON, 240, -12),
)


def register_venues(host: Organisation, *, by: User) -> list[Venue]:
    """Write down where sessions of the demonstration can be held."""
    codes = {code for _name, _kind, code, *_ in PLACES}
    towns = {place.code: place for place in Territory.objects.filter(code__in=codes)}
    return [
        save_venue(
            Venue(host=host),
            by=by,
            name=name,
            kind=kind,
            municipality=towns[code],
            capacity=capacity,
            computers=computers,
        )
        for name, kind, code, capacity, computers in PLACES
    ]


def just_now() -> datetime:
    """Return the last quarter of an hour: a session that begins then shows its code for hours."""
    now = timezone.localtime()
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)


def hold_sessions(
    cohort: Cohort,
    moments: Sequence[datetime],
    venues: Sequence[Venue],
    *,
    by: User,
    facilitators: Iterable[User],
) -> list[InPersonSession]:
    """Give every session that the edition plans its moment and its venue."""
    planned = cohort.edition.sessions.order_by("position")
    return [
        schedule(
            cohort,
            each,
            starts_at=moment,
            venue=venue.written,
            municipality=venue.municipality,
            registered_venue=venue,
            capacity=venue.capacity,
            by=by,
            facilitators=facilitators,
        )
        for each, moment, venue in zip(planned, moments, venues, strict=True)
    ]


def let_people_in(
    session: InPersonSession, marks: Mapping[int, Mark], *, sure: set[int], by: User
) -> None:
    """Record who has come so far: those who are ``sure``, and half of the others.

    Every third of them is written down by hand, the others used the code on the wall.
    """
    here = [
        pk
        for number, (pk, mark) in enumerate(marks.items())
        if pk in sure or (number % 2 and mark.status == Attendance.Status.PRESENT)
    ]
    present = Mark(Attendance.Status.PRESENT)
    by_hand, with_code = here[::3], [pk for number, pk in enumerate(here) if number % 3]
    record_sheet(session, dict.fromkeys(by_hand, present), by=by)
    record_sheet(session, dict.fromkeys(with_code, present), by=by, how=Attendance.How.QR)


def let_others_in(session: InPersonSession, like: Enrolment, *, by: User) -> None:
    """Note two people at the door: one may be somebody of the cohort, the other is nobody's."""
    person = like.participant
    names = (f"{person.given_names} {person.surname_1}", "Rosario Tinoco Vera")
    for name, note in zip(names, ("", "Viene con la regidora de Ixtapaluca"), strict=True):
        note_walk_in(session, name=name, note=note, by=by, key=key_for("walk-in", name))


def hold_workshops(
    host: Organisation, partner: Organisation, *, by: User, facilitators: Sequence[User]
) -> None:
    """Hold two workshops outside courses, with people of every municipality; plan a third."""
    states = {state.code: state for state in Territory.objects.filter(code__in=["15", "31"])}
    for title, code, modality, minutes, days in WORKSHOPS:
        workshop = save_workshop(
            Workshop(),
            by=by,
            facilitators=facilitators,
            host=host,
            partner=partner if code == partner.territory.code else None,
            title=title,
            held_on=timezone.localdate() - timedelta(days=days),
            minutes=minutes,
            modality=modality,
            territory=states[code],
            place="Centro de Convenciones" if modality == Workshop.Modality.IN_PERSON else "",
            key=key_for("workshop", title),
        )
        if days > 0:
            towns = Territory.objects.municipalities().filter(parent=states[code])
            counts = {
                pk: Counted(people=2 + pk * 7 % 5, institutions=1 + pk % 2)
                for pk in towns.order_by("code").values_list("pk", flat=True)
            }
            count_people(workshop, counts, by=by)
