"""Enrolling somebody who has no e-mail, or shares a mailbox: one person, on a page."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.enrolment import Nomination, lock_seats, seat
from courses.domain.enrolment_countries import Country, town_of
from courses.domain.enrolment_import import catalogue_for
from courses.models import Cohort, Enrolment
from lms.lib.errors import RuleViolation
from lms.lib.text import clean, fold
from people.domain.organisations import find_territory
from people.domain.people import make_person
from people.domain.records import record
from people.domain.workplaces import (
    Post,
    Workplace,
    affiliate,
    find_or_make_organisations,
    town_hall_of,
)
from people.models import Level, Organisation, Sector, Territory, User


@dataclass(frozen=True)
class Newcomer:
    """Somebody as the team writes them down; a municipality, or else an organisation."""

    given_names: str
    surname_1: str
    surname_2: str = ""
    municipality: str = ""
    organisation: str = ""
    position: str = ""
    is_another: bool = False


@transaction.atomic
def enrol_without_email(newcomer: Newcomer, *, cohort: Cohort, by: User) -> Enrolment:
    """Make an account without e-mail and give it a seat; it opens with a printed PIN.

    Raises RuleViolation("alike") when the cohort has somebody of this name, unless it was said
    that this is another person: pressing twice must not make two people.
    """
    seats = lock_seats(cohort)
    seats.take()
    workplace = _workplace_of(newcomer, cohort)
    full_name = " ".join([newcomer.given_names, newcomer.surname_1, newcomer.surname_2])
    alike = cohort.enrolments.holding_a_seat().filter(participant__folded_name=fold(full_name))
    if alike.exists() and not newcomer.is_another:
        raise RuleViolation(
            _("%(person)s is in this cohort already. Is it another person of the same name?"),
            code="alike",
            params={"person": clean(full_name)},
        )
    person = make_person(
        given_names=newcomer.given_names,
        surname_1=newcomer.surname_1,
        surname_2=newcomer.surname_2,
    )
    organisation = find_or_make_organisations([workplace])[workplace]
    [affiliation] = affiliate([Post(person, organisation, clean(newcomer.position))])
    [enrolment] = seat(seats, [Nomination(person, affiliation)], nominated_by=cohort.partner, by=by)
    record(by, "enrol without e-mail", enrolment, reason=cohort.code)
    return enrolment


def _workplace_of(newcomer: Newcomer, cohort: Cohort) -> Workplace:
    if newcomer.municipality and cohort.edition.course.is_international:
        found = catalogue_for(cohort).find(newcomer.municipality).municipality
        if isinstance(found, Country):
            name = newcomer.organisation or town_of(newcomer.municipality)
            if not name:
                raise RuleViolation(
                    _("Write the organisation, or the town before the country."), code="no_place"
                )
            return Workplace(name, found.pk, Organisation.Kind.OTHER, "", Sector.OTHER)
    if newcomer.municipality:
        place = find_territory(newcomer.municipality, level=Level.MUNICIPAL)
        if place.kind != Territory.Kind.MUNICIPALITY:
            raise RuleViolation(_("Write a municipality, not a state."), code="no_municipality")
        if not newcomer.organisation:
            return town_hall_of(place)
        territory = place.pk
    else:
        territory = cohort.territory_id
    return Workplace(newcomer.organisation, territory, Organisation.Kind.OTHER, "", Sector.OTHER)
