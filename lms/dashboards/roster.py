"""The roster of a cohort: who is found by which filter, and what each row says."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet, Value

from courses.domain.hours import minutes_of
from courses.models import Cohort, Enrolment, HoursEntry, RosterChangeRow
from courses.models.invitation_stage import stage_of_enrolment
from people.models import Territory, User
from tutoring.domain.assignment import with_tutor
from tutoring.models import CohortTutor

WITHOUT_TUTOR = "sin"
MOST_PLACES = 150  # In one list; with more, people are narrowed by state and found by text.


@dataclass(frozen=True)
class RosterFilters:
    """What was asked for: text, a status, a tutor's public id or "sin", a territory's code."""

    text: str = ""
    status: str = ""
    tutor: str = ""
    place: str = ""

    @property
    def is_any(self) -> bool:
        return any((self.text, self.status, self.tutor, self.place))


@dataclass(frozen=True)
class RosterRow:
    enrolment: Enrolment  # With its ``stage`` and ``tutor_id``.
    online: int
    in_person: int


def people_found(people: QuerySet[Enrolment], filters: RosterFilters) -> QuerySet[Enrolment]:
    """Narrow people by the filters and load what a row shows, in the order of their names."""
    people = with_tutor(people.matching(filters.text))
    if filters.status in Enrolment.Status.values:
        people = people.filter(status=filters.status)
    if filters.tutor == WITHOUT_TUTOR:
        people = people.filter(tutor_id=None)
    elif filters.tutor:
        people = people.filter(tutor_id__in=_with_public_id(filters.tutor))
    if filters.place:
        people = people.filter(
            Q(affiliation__organisation__territory__code=filters.place)
            | Q(affiliation__organisation__territory__parent__code=filters.place)
        )
    # Only of who was invited is told how far the letter is: nobody has to have started.
    people = people.annotate(has_started=Value(value=False), stage=stage_of_enrolment())
    return people.with_workplace()


def _with_public_id(text: str) -> QuerySet[User]:
    try:
        return User.objects.filter(public_id=UUID(text)).values("pk")
    except ValueError:
        return User.objects.none().values("pk")


def rows_of(people: Iterable[Enrolment]) -> list[RosterRow]:
    """Return the rows of one page with their hours, in one query more."""
    people = list(people)
    minutes = minutes_of([each.pk for each in people])
    return [
        RosterRow(
            each,
            minutes[each.pk, HoursEntry.Modality.ONLINE],
            minutes[each.pk, HoursEntry.Modality.IN_PERSON],
        )
        for each in people
    ]


def tutors_of(cohort: Cohort) -> list[User]:
    """Return who tutors the cohort now, in the order of their names."""
    current = CohortTutor.objects.current().filter(cohort=cohort).select_related("tutor")
    return [row.tutor for row in current.order_by("tutor__folded_name", "pk")]


def places_of(cohort: Cohort) -> list[Territory]:
    """Return where the people of the cohort work: states first, then not too many municipalities.

    One query.
    """
    found = (
        Territory.objects.filter(organisations__affiliations__enrolments__cohort=cohort)
        .select_related("parent")
        .distinct()
        .order_by("folded_name", "code")
    )
    municipalities = [each for each in found if each.kind == Territory.Kind.MUNICIPALITY]
    wide = {each.code: each for each in found if each.kind != Territory.Kind.MUNICIPALITY}
    wide |= {each.parent.code: each.parent for each in municipalities}
    if len(municipalities) > MOST_PLACES:
        municipalities = []
    return [*sorted(wide.values(), key=lambda each: each.folded_name), *municipalities]


def changes_of(enrolment: Enrolment) -> list[RosterChangeRow]:
    """Return what the team changed about one person's place, the newest first.

    The first that stands has ``is_last``: it can be undone.
    """
    rows = list(
        RosterChangeRow.objects.filter(Q(enrolment=enrolment) | Q(moved_to=enrolment))
        .select_related("change__made_by", "change__cohort", "enrolment", "undone_by")
        .order_by("-pk")
    )
    last = next((row for row in rows if not row.undone_at), None)
    for row in rows:
        row.is_last = row is last
    return rows
