"""How each cell of the matrix is written: the rule of the manuals, with an example.

Sources: guides of SHCP and CONEVAL for the matrix of indicators, Manual 42 of ILPES; domain
reference 2.7 to 2.10.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.domain.logframe import ACTIVITY, COMPONENT, GOAL, PURPOSE


@dataclass(frozen=True)
class Advice:
    rule: Promise
    example: Promise
    checks: tuple[Promise, ...] = ()


NARRATIVE = {
    GOAL: Advice(
        _("Contribute to + a higher objective + by means of + your solution."),
        _(
            "Contribute to the population exercising its right to water, by means of a continuous "
            "and safe service."
        ),
        (
            _("It names the objective of the plan that your project serves."),
            _("Your project contributes to it; it does not achieve it alone."),
        ),
    ),
    PURPOSE: Advice(
        _("Population or area + verb in the present + the result achieved."),
        _("The households of the eight rural localities receive water every day."),
        (
            _("It says one thing only."),
            _("It names the population."),
            _("It is a change for people, not something that your office does."),
        ),
    ),
    COMPONENT: Advice(
        _("Finished good or service + past participle."),
        _("Distribution networks rehabilitated."),
        (
            _("It is something that the population receives."),
            _("All components together are enough for the purpose."),
        ),
    ),
    ACTIVITY: Advice(
        _("Noun derived from a verb + what it acts on."),
        _("Survey of the leaks in the distribution networks."),
        (
            _("It is a main task, with resources and a person in charge."),
            _("All activities together are enough for the component."),
        ),
    ),
}
OFTEN = {
    GOAL: _("For a goal, measure every one to three years."),
    PURPOSE: _("For a purpose, measure every six or twelve months."),
    COMPONENT: _("For a component, measure every three or six months."),
    ACTIVITY: _("For an activity, measure every one to three months."),
}
COMMON = {
    "indicator": Advice(
        _("What is measured, in whom, and in which unit."),
        _("Percentage of households that receive water every day."),
        (
            _("It begins with a unit: percentage, rate, average or number."),
            _("It can be told apart by sex where it counts people."),
        ),
    ),
    "means": Advice(
        _("The exact document or database, who keeps it and how often it is published."),
        _("Population and Housing Census, housing tables."),
        (
            _("Somebody outside the project could find it."),
            _("It is published at least as often as you measure."),
        ),
    ),
    "assumption": Advice(
        _("A condition outside your control, written as if it held."),
        _("The community assemblies authorise access to the wells."),
        (
            _("It is external: if you can act on it, it is an activity."),
            _("It matters: without it the next level is not reached."),
            _("It is likely, but not certain."),
        ),
    ),
}


def advice_for(level: str, column: str) -> Advice:
    """Return what helps to write this cell."""
    if column == "narrative":
        return NARRATIVE[level]
    advice = COMMON[column]
    if column == "indicator":
        return Advice(advice.rule, advice.example, (*advice.checks, OFTEN[level]))
    return advice
