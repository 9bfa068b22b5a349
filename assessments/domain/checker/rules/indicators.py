"""IND: what an indicator needs, and whether its figures agree with each other (step 2.8)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.findings import ADVICE, ERROR, WARNING, Hit, rule
from assessments.domain.checker.names import INDICATOR_FIELDS
from assessments.domain.checker.places import indicator_place, project_place, row_place
from assessments.domain.checker.study import Study
from assessments.domain.exercise_limits import (
    ADVISED,
    LENGTHS,
    MONTHS,
    YEARS_AFTER_THE_PROJECT,
)

HUNDRED = 100
# Fields whose value has to be one of a list; another word counts as none.
LISTED = {
    "method_kind": {
        "percentage",
        "rate_of_change",
        "rate",
        "ratio",
        "average",
        "index",
        "absolute",
    },
    "frequency": set(MONTHS) - {"continuous"},
    "direction": {"ascending", "descending"},
}


@rule("IND-01", ERROR, "2.8", _("%(code)s has no indicator."))
def row_has_no_indicator(study: Study) -> Iterator[Hit]:
    for row in study.facts.rows:
        if not row.indicators:
            yield Hit(row_place(row, "indicators"), {"code": row.code})


@rule("IND-02", ADVICE, "2.8", _("%(code)s has %(n)s indicators; keep the essential ones."))
def indicators_are_many(study: Study) -> Iterator[Hit]:
    for row in study.facts.rows:
        if len(row.indicators) > ADVISED["indicators"].most:
            words = {"code": row.code, "n": len(row.indicators)}
            yield Hit(row_place(row, "indicators"), words)


@rule("IND-03", ERROR, "2.8", _("Indicator %(code)s lacks: %(fields)s."))
def indicator_is_incomplete(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        missing = [
            name
            for name in INDICATOR_FIELDS
            if getattr(each, name) in {None, ""}
            or (name in LISTED and getattr(each, name) not in LISTED[name])
        ]
        if missing:
            fields = tuple(INDICATOR_FIELDS[name] for name in missing)
            words = {"code": each.code, "fields": fields}
            yield Hit(indicator_place(row, each, missing[0]), words)


@rule(
    "IND-04",
    WARNING,
    "2.8",
    _(
        "Indicator %(code)s has no baseline. Write it with its year, or say why there is none and "
        "when it will be measured."
    ),
)
def baseline_is_missing(study: Study) -> Iterator[Hit]:
    least = LENGTHS["indicator"]["baseline_reason"].least
    for row, each in study.indicators():
        is_known = None not in {each.baseline_value, each.baseline_year}
        is_planned = (
            each.baseline_pending
            and len(each.baseline_reason) >= least
            and each.baseline_planned_date is not None
        )
        if not is_known and not is_planned:
            yield Hit(indicator_place(row, each, "baseline_value"), {"code": each.code})


@rule(
    "IND-09",
    ERROR,
    "2.8",
    _("The target of indicator %(code)s goes against its direction: compare it with the baseline."),
)
def target_goes_the_other_way(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        if each.baseline_value is None or each.target_value is None:
            continue
        if (each.direction == "ascending" and each.target_value < each.baseline_value) or (
            each.direction == "descending" and each.target_value > each.baseline_value
        ):
            yield Hit(indicator_place(row, each, "target_value"), {"code": each.code})


@rule(
    "IND-10",
    WARNING,
    "2.8",
    _("The target of indicator %(code)s equals its baseline: nothing would change."),
)
def target_changes_nothing(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        if each.target_value is not None and each.target_value == each.baseline_value:
            yield Hit(indicator_place(row, each, "target_value"), {"code": each.code})


@rule(
    "IND-11",
    ERROR,
    "2.8",
    _("The target of indicator %(code)s needs a later year than the baseline."),
)
def target_comes_before_the_baseline(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        years = (each.baseline_year, each.target_year)
        if None not in years and each.target_year <= each.baseline_year:
            yield Hit(indicator_place(row, each, "target_year"), {"code": each.code})


@rule(
    "IND-12",
    WARNING,
    "2.8",
    _("The target of indicator %(code)s is due outside the period of the project."),
)
def target_is_due_too_late(study: Study) -> Iterator[Hit]:
    end = study.facts.period_end
    for row, each in study.indicators() if end else ():
        last = end.year + (YEARS_AFTER_THE_PROJECT if row.level == "goal" else 0)
        if each.target_year is not None and each.target_year > last:
            yield Hit(indicator_place(row, each, "target_year"), {"code": each.code})


@rule("IND-13", ERROR, "2.8", _("A percentage of indicator %(code)s is below 0 or above 100."))
def percentage_is_impossible(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        if each.method_kind == "percentage":
            for name in ("baseline_value", "target_value"):
                value = getattr(each, name)
                if value is not None and not 0 <= value <= HUNDRED:
                    yield Hit(indicator_place(row, each, name), {"code": each.code})
                    break


@rule(
    "IND-16",
    ADVICE,
    "2.8",
    _("Shorten the name of indicator %(code)s: %(n)s words at most are suggested."),
)
def name_is_long(study: Study) -> Iterator[Hit]:
    most = ADVISED["indicator_name_words"].most
    for row, each in study.indicators():
        if len(each.name.split()) > most:
            yield Hit(indicator_place(row, each, "name"), {"code": each.code, "n": most})


@rule(
    "IND-17",
    ERROR,
    "2.8",
    _(
        "Put the traffic light of indicator %(code)s in order: amber, then green up to 100, then "
        "over-achieved above 100."
    ),
)
def thresholds_are_out_of_order(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        values = (each.amber_min, each.green_min, each.over_max)
        if None in values or not 0 <= values[0] < values[1] <= HUNDRED < values[2]:
            yield Hit(indicator_place(row, each, "green_min"), {"code": each.code})


@rule(
    "IND-18",
    WARNING,
    "2.8",
    _("The period targets of indicator %(code)s do not lead to its final target."),
)
def period_targets_lead_elsewhere(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        values = [target.value for target in each.period_targets if target.value is not None]
        if not values or not each.is_cumulative:
            continue
        steady = {
            "ascending": sorted(values),
            "descending": sorted(values, reverse=True),
        }.get(each.direction, values)
        if values != steady or values[-1] != each.target_value:
            yield Hit(indicator_place(row, each, "period_targets"), {"code": each.code})


@rule("IND-23", ADVICE, "2.8", _("Think of measuring the quality of at least one Component."))
def no_component_measures_quality(study: Study) -> Iterator[Hit]:
    found = [each.dimension for _row, each in study.indicators("component")]
    if found and "quality" not in found:
        yield Hit(project_place("components"))
