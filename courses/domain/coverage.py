"""Which municipalities of a cohort's territory have people in it, and which have none."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from courses.models import Cohort, Enrolment, EnrolmentList, EnrolmentListRow
from people.models import Organisation, Territory


class Reach(StrEnum):
    """How far the course has come in a municipality; the furthest counts."""

    ENROLLED = "enrolled"
    INVITED = "invited"
    NAMED = "named"
    NONE = "none"


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    reach: Reach


@dataclass(frozen=True)
class Coverage:
    """Every municipality of a territory, by name."""

    places: tuple[Place, ...]

    def number_of(self, *reaches: Reach) -> int:
        return sum(place.reach in reaches for place in self.places)

    @property
    def with_people(self) -> int:
        """Those in which somebody has a seat, accepted or not yet."""
        return self.number_of(Reach.ENROLLED, Reach.INVITED)

    @property
    def enrolled(self) -> int:
        return self.number_of(Reach.ENROLLED)

    @property
    def invited(self) -> int:
        return self.number_of(Reach.INVITED)

    @property
    def named(self) -> int:
        return self.number_of(Reach.NAMED)

    @property
    def without(self) -> int:
        return self.number_of(Reach.NONE)


def coverage_of(cohort: Cohort, partner: Organisation | None = None) -> Coverage:
    """Return the coverage by everybody of the cohort, or by the people of one partner."""
    seated = cohort.enrolments.holding_a_seat()
    rows = EnrolmentListRow.objects.filter(enrolment_list__cohort=cohort)
    if partner:
        seated = seated.filter(nominated_by=partner)
        rows = rows.filter(enrolment_list__partnership__partner=partner)
    outcome = EnrolmentListRow.Outcome
    handed_in = Q(outcome=outcome.PENDING) & ~Q(enrolment_list__state=EnrolmentList.State.REVIEW)
    named = set(
        rows.filter(handed_in | Q(outcome=outcome.WAITING)).values_list("territory", flat=True)
    )
    statuses: dict[int, set[str]] = {}
    where = seated.values_list("affiliation__organisation__territory", "status").order_by()
    for territory, status in where.distinct():
        statuses.setdefault(territory, set()).add(status)
    places = (
        Territory.objects.municipalities()
        .filter(Q(parent=cohort.territory_id) | Q(pk=cohort.territory_id))
        .order_by("folded_name")
    )
    return Coverage(
        tuple(
            Place(
                place.code,
                place.name,
                _reach(statuses.get(place.pk, set()), is_named=place.pk in named),
            )
            for place in places
        )
    )


def _reach(statuses: set[str], *, is_named: bool) -> Reach:
    if statuses & set(Enrolment.STUDYING):
        return Reach.ENROLLED
    if statuses:
        return Reach.INVITED
    return Reach.NAMED if is_named else Reach.NONE
