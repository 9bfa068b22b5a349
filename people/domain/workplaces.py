"""Where people work: the organisation and the affiliation, found or made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lms.lib.text import clean, fold
from people.models import Affiliation, Level, Organisation, Sector, Territory, User

TOWN_HALL = "H. Ayuntamiento de {}"  # A name, not a word of the interface.


@dataclass(frozen=True)
class Workplace:
    """What is known of an organisation that may be new."""

    name: str
    territory_id: int
    kind: str
    level: str
    sector: str

    @property
    def key(self) -> tuple[str, int]:
        return fold(self.name), self.territory_id


def town_hall_of(municipality: Territory) -> Workplace:
    """Return the municipal government of a municipality."""
    return Workplace(
        TOWN_HALL.format(municipality.name),
        municipality.pk,
        Organisation.Kind.MUNICIPALITY,
        Level.MUNICIPAL,
        Sector.GOVERNMENT,
    )


@transaction.atomic
def find_or_make_organisations(wanted: Sequence[Workplace]) -> dict[Workplace, Organisation]:
    """Return the organisation of each workplace, made where there is none.

    A municipality has one municipal government, whatever it is called; any other organisation is
    known by its name in its territory. Two lists that need the same new one share it.
    """
    wanted = list(dict.fromkeys(wanted))
    found = _find(wanted)
    Organisation.objects.bulk_create(
        [
            Organisation(
                name=clean(each.name),
                folded_name=fold(each.name),  # bulk_create does not call save.
                kind=each.kind,
                level=each.level,
                sector=each.sector,
                territory_id=each.territory_id,
            )
            for each in sorted(wanted, key=lambda each: each.key)
            if each not in found
        ],
        ignore_conflicts=True,
    )
    return found if len(found) == len(wanted) else _find(wanted)


def _find(wanted: Sequence[Workplace]) -> dict[Workplace, Organisation]:
    names = [fold(each.name) for each in wanted]
    places = [each.territory_id for each in wanted]
    halls = Q(kind=Organisation.Kind.MUNICIPALITY)
    by_key: dict[tuple[str, int], Organisation] = {}
    hall_of: dict[int, Organisation] = {}
    candidates = Organisation.objects.filter(halls | Q(folded_name__in=names))
    for organisation in candidates.filter(territory__in=places).order_by("-pk"):
        by_key[organisation.folded_name, organisation.territory_id] = organisation
        if organisation.kind == Organisation.Kind.MUNICIPALITY:
            hall_of[organisation.territory_id] = organisation
    found = {}
    for each in wanted:
        organisation = by_key.get(each.key)
        if organisation is None and each.kind == Organisation.Kind.MUNICIPALITY:
            organisation = hall_of.get(each.territory_id)
        if organisation:
            found[each] = organisation
    return found


@dataclass(frozen=True)
class Post:
    """Where somebody works, and as what."""

    person: User
    organisation: Organisation
    position: str = ""
    area: str = ""


@transaction.atomic
def affiliate(posts: Sequence[Post], *, today: date | None = None) -> list[Affiliation]:
    """Return the current affiliation of each post, in the same order, made where there is none."""
    today = today or timezone.localdate()

    def key(affiliation: Affiliation) -> tuple[int, int, str, str]:
        return (
            affiliation.person_id,
            affiliation.organisation_id,
            affiliation.position,
            affiliation.area,
        )

    wanted = [
        Affiliation(
            person=post.person,
            organisation=post.organisation,
            position=post.position,
            area=post.area,
            since=today,
        )
        for post in posts
    ]
    current = {
        key(each): each
        for each in Affiliation.objects.filter(
            person__in=[post.person for post in posts], until=None
        )
    }
    new = {key(each): each for each in wanted if key(each) not in current}
    Affiliation.objects.bulk_create(new.values())
    return [(current | new)[key(each)] for each in wanted]
