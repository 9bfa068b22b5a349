"""The seats of a partner: which of them somebody takes, by level and territory."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.models import Enrolment, EnrolmentListRow, Partnership, PartnershipQuota
from people.models import Level


@dataclass(frozen=True)
class Place:
    """Where somebody works: the level of government, the territory and the one above it."""

    level: str
    territory: int | None = None
    above: int | None = None


def level_of(row: EnrolmentListRow) -> str:
    """Return the level that somebody of a list will count for."""
    return row.level or (Level.MUNICIPAL if row.territory_id else Level.STATE)


def place_of(row: EnrolmentListRow) -> Place:
    territory = row.territory
    return Place(level_of(row), row.territory_id, territory.parent_id if territory else None)


class Allotment:
    """What is left of a partner's seats; without quotas only the cohort's own seats count.

    Good while the cohort is locked.
    """

    def __init__(self, partnership: Partnership) -> None:
        # The narrowest quota is used up first: of the municipality, of the state, of any place.
        quotas = partnership.quotas.select_related("territory")
        self._quotas = sorted(quotas, key=_width)
        self._left = {quota.pk: quota.seats for quota in self._quotas}
        for place in _places_taken(partnership):
            self._take(place)

    def take(self, row: EnrolmentListRow) -> bool:
        """Count one more seat as taken, and say whether there was one."""
        return self._take(place_of(row))

    def _take(self, place: Place) -> bool:
        if not self._quotas:
            return True
        for quota in self._quotas:
            if self._left[quota.pk] and _is_for(quota, place):
                self._left[quota.pk] -= 1
                return True
        return False


def _width(quota: PartnershipQuota) -> tuple[int, bool]:
    territory = quota.territory
    order = ("municipality", "state", "country")
    return order.index(territory.kind) if territory else len(order), not quota.level


def _is_for(quota: PartnershipQuota, place: Place) -> bool:
    return quota.level in {"", place.level} and quota.territory_id in {
        None,
        place.territory,
        place.above,
    }


def _places_taken(partnership: Partnership) -> Sequence[Place]:
    organisation = "affiliation__organisation"
    rows = Enrolment.objects.holding_a_seat().filter(
        cohort=partnership.cohort_id, nominated_by=partnership.partner_id
    )
    facts = rows.order_by("pk").values_list(
        f"{organisation}__level",
        f"{organisation}__territory",
        f"{organisation}__territory__parent",
    )
    return [Place(*each) for each in facts]
