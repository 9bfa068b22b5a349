"""PLN: the objective of a development plan that the project serves (step 2.12)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.facts import PlanAlignment
from assessments.domain.checker.findings import ADVICE, ERROR, WARNING, Hit, Place, rule
from assessments.domain.checker.places import project_place
from assessments.domain.checker.study import Study


@rule(
    "PLN-01",
    ERROR,
    "2.12",
    _(
        "Align the project with an objective of the municipal development plan (that of the state, "
        "for staff of the state)."
    ),
    variants={"public_servant": ERROR, "": ADVICE},
)
def project_serves_no_plan(study: Study) -> Iterator[Hit]:
    wanted = {"municipal_plan"}
    if study.facts.government_level == "state":
        wanted.add("state_plan")
    if not any(plan.instrument_type in wanted for plan in study.facts.plans):
        yield Hit(project_place("plans"))


@rule(
    "PLN-02",
    WARNING,
    "2.12",
    _("Complete the name, the period and the objective of the plan “%(name)s”."),
)
def plan_is_incomplete(study: Study) -> Iterator[Hit]:
    for plan in study.facts.plans:
        missing = [
            name
            for name in ("name", "start_year", "end_year", "objective")
            if getattr(plan, name) in {None, ""}
        ]
        if missing:
            yield Hit(_place(plan, missing[0]), {"name": plan.name})


@rule("PLN-03", WARNING, "2.12", _("The plan “%(name)s” is not in force during the project."))
def plan_is_not_in_force(study: Study) -> Iterator[Hit]:
    start, end = study.facts.period_start, study.facts.period_end
    for plan in study.facts.plans:
        if None in {start, end, plan.start_year, plan.end_year}:
            continue
        if plan.end_year < start.year or plan.start_year > end.year:
            yield Hit(_place(plan, "end_year"), {"name": plan.name})


def _place(plan: PlanAlignment, field: str) -> Place:
    return Place("plan", plan.key, field=field)
