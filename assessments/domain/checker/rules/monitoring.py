"""MON: who measures, when, and which evaluations are planned (step 2.15)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.findings import WARNING, Hit, rule
from assessments.domain.checker.places import indicator_place, project_place
from assessments.domain.checker.study import Study


@rule(
    "MON-01",
    WARNING,
    "2.15",
    _("State who measures indicator %(code)s, and when for the first time."),
)
def nobody_measures(study: Study) -> Iterator[Hit]:
    measured = {
        entry.indicator
        for entry in study.facts.monitoring
        if entry.responsible and entry.first_date is not None
    }
    # A second goal or purpose is to be taken out, not to be measured.
    for row in (*study.at("goal")[:1], *study.at("purpose")[:1]):
        for each in row.indicators:
            if each.key not in measured:
                yield Hit(indicator_place(row, each, "monitoring"), {"code": each.code})


@rule("MON-02", WARNING, "2.15", _("Plan at least one evaluation."))
def no_evaluation_is_planned(study: Study) -> Iterator[Hit]:
    if not study.facts.evaluations:
        yield Hit(project_place("evaluations"))
