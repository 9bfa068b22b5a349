"""IND: what an indicator of each level may be (step 2.8; table 2.8b of the reference)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.facts import Indicator, Row
from assessments.domain.checker.findings import ADVICE, ERROR, WARNING, Hit, rule
from assessments.domain.checker.names import dimension_name, level_name, type_name
from assessments.domain.checker.places import indicator_place
from assessments.domain.checker.study import Study
from assessments.domain.exercise_limits import MONTHS, LevelLimits, level_limits


def _with_limits(study: Study) -> Iterator[tuple[Row, Indicator, LevelLimits]]:
    for row in study.facts.rows:
        limits = level_limits(
            row.level, audience=study.facts.audience, delivered_to=row.delivered_to
        )
        for indicator in row.indicators if limits else ():
            yield row, indicator, limits


@rule(
    "IND-05",
    ERROR,
    "2.8",
    _("The dimension “%(value)s” of indicator %(code)s does not fit the level %(level)s."),
)
def dimension_does_not_fit(study: Study) -> Iterator[Hit]:
    for row, each, limits in _with_limits(study):
        if each.dimension and each.dimension not in limits.dimensions:
            words = {
                "code": each.code,
                "value": dimension_name(each.dimension),
                "level": level_name(row.level),
            }
            yield Hit(indicator_place(row, each, "dimension"), words)


@rule(
    "IND-06",
    WARNING,
    "2.8",
    _("The type “%(value)s” of indicator %(code)s does not fit the level %(level)s."),
)
def type_does_not_fit(study: Study) -> Iterator[Hit]:
    for row, each, limits in _with_limits(study):
        if each.indicator_type and each.indicator_type not in limits.types:
            words = {
                "code": each.code,
                "value": type_name(each.indicator_type),
                "level": level_name(row.level),
            }
            yield Hit(indicator_place(row, each, "indicator_type"), words)


@rule(
    "IND-07",
    WARNING,
    "2.8",
    _(
        "Indicator %(code)s is measured too seldom for the level %(level)s: at least every %(n)s "
        "months is expected."
    ),
)
def measured_too_seldom(study: Study) -> Iterator[Hit]:
    for row, each, limits in _with_limits(study):
        if MONTHS.get(each.frequency, 0) > limits.most_months:
            words = {"code": each.code, "level": level_name(row.level), "n": limits.most_months}
            yield Hit(indicator_place(row, each, "frequency"), words)


@rule(
    "IND-08",
    ADVICE,
    "2.8",
    _("Measuring indicator %(code)s so often may cost much and say little."),
)
def measured_too_often(study: Study) -> Iterator[Hit]:
    for row, each, limits in _with_limits(study):
        if MONTHS.get(each.frequency, limits.most_months) < limits.advise_below_months:
            yield Hit(indicator_place(row, each, "frequency"), {"code": each.code})


@rule(
    "IND-20",
    ADVICE,
    "2.8",
    _("Prefer a relative measure for indicator %(code)s, such as a percentage or a rate."),
)
def measure_is_absolute(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators("goal", "purpose"):
        if each.method_kind == "absolute":
            yield Hit(indicator_place(row, each, "method_kind"), {"code": each.code})
