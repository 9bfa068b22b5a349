"""Planned, nominated, enrolled and graduated side by side, by partner and level of government."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet, Sum

from courses.models import (
    Enrolment,
    EnrolmentList,
    EnrolmentListRow,
    Partnership,
    PartnershipQuota,
)
from people.models import Level

COLUMNS = ("planned", "nominated", "waiting", "enrolled", "graduated")


@dataclass(frozen=True)
class LevelLine:
    """How many people of one level stand where; ``level`` is empty for those of no government.

    Nominated are all whom the partner named, those who wait included.
    """

    level: str
    planned: int = 0
    nominated: int = 0
    waiting: int = 0
    enrolled: int = 0
    graduated: int = 0

    @property
    def label(self) -> str:
        return str(Level(self.level).label) if self.level else ""


@dataclass(frozen=True)
class PartnerFigures:
    """One partner's part in one cohort."""

    partnership: Partnership
    lines: list[LevelLine]
    total: LevelLine


def figures_of_partners(partnerships: Sequence[Partnership]) -> list[PartnerFigures]:
    """Count the people of each partnership, in three queries whatever their number."""
    counted = _count(partnerships)
    figures = []
    for partnership in partnerships:
        by_level = counted[partnership.pk]
        levels = [level for level in (*Level.values, "") if any(by_level[level].values())]
        lines = [LevelLine(level, **by_level[level]) for level in levels]
        figures.append(PartnerFigures(partnership, lines, sum_of(lines)))
    return figures


def sum_of(lines: Sequence[LevelLine]) -> LevelLine:
    return LevelLine("", **{name: sum(getattr(line, name) for line in lines) for name in COLUMNS})


def by_level(figures: Sequence[PartnerFigures]) -> list[LevelLine]:
    """Add the partners of a cohort up, a line a level."""
    lines = [line for each in figures for line in each.lines]
    return [
        LevelLine(level, **{n: getattr(total, n) for n in COLUMNS})
        for level in (*Level.values, "")
        if (same := [line for line in lines if line.level == level])
        for total in [sum_of(same)]
    ]


def _count(partnerships: Sequence[Partnership]) -> dict[int, dict[str, Counter]]:
    counted: dict[int, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    quotas = PartnershipQuota.objects.filter(partnership__in=partnerships).order_by()
    for key, level, seats in quotas.values_list("partnership", "level").annotate(Sum("seats")):
        counted[key][level]["planned"] += seats
    of_partner = {(each.cohort_id, each.partner_id): each.pk for each in partnerships}
    for cohort, partner, level, named, enrolled, graduated in _enrolments(partnerships):
        key = of_partner.get((cohort, partner))
        if key:
            counted[key][level].update(nominated=named, enrolled=enrolled, graduated=graduated)
    rows = EnrolmentListRow.objects.filter(enrolment_list__partnership__in=partnerships)
    for row in _rows_not_enrolled(rows):
        level = row["level"] or (Level.STATE if row["unplaced"] else Level.MUNICIPAL)
        people = counted[row["enrolment_list__partnership"]][level]
        people.update(nominated=row["pending"] + row["waiting"], waiting=row["waiting"])
    return counted


def _enrolments(partnerships: Sequence[Partnership]) -> Sequence[tuple]:
    rows = Enrolment.objects.filter(
        cohort__in={each.cohort_id for each in partnerships},
        nominated_by__in={each.partner_id for each in partnerships},
    )
    level = "affiliation__organisation__level"
    counted = (
        rows.order_by()
        .values("cohort", "nominated_by", level)
        .annotate(
            named=Count("pk"),
            studying=Count("pk", filter=Q(status__in=Enrolment.STUDYING)),
            graduated=Count("pk", filter=Q(status=Enrolment.Status.GRADUATED)),
        )
    )
    return counted.values_list("cohort", "nominated_by", level, "named", "studying", "graduated")


def _rows_not_enrolled(rows: QuerySet[EnrolmentListRow]) -> Sequence[dict]:
    outcome = EnrolmentListRow.Outcome
    handed_in = Q(outcome=outcome.PENDING) & ~Q(enrolment_list__state=EnrolmentList.State.REVIEW)
    return (
        rows.order_by()
        .annotate(unplaced=ExpressionWrapper(Q(territory=None), BooleanField()))
        .values("enrolment_list__partnership", "level", "unplaced")
        .annotate(
            pending=Count("pk", filter=handed_in),
            waiting=Count("pk", filter=Q(outcome=outcome.WAITING)),
        )
    )


def waiting_of(partnership: Partnership) -> list[tuple[int, EnrolmentListRow]]:
    """Return the people of a partner who wait, each with the turn in the whole cohort, from 1."""
    rows = EnrolmentListRow.objects.waiting().filter(enrolment_list__cohort=partnership.cohort_id)
    keys = rows.values_list("pk", "enrolment_list__partnership")
    turns = {
        key: number for number, (key, whose) in enumerate(keys, start=1) if whose == partnership.pk
    }
    own = rows.filter(pk__in=turns).select_related("territory")
    return [(turns[row.pk], row) for row in own]
