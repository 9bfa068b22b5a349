"""POP and STK: how many people, and who has a say in the problem (steps 2.1 and 2.2)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.facts import Stakeholder
from assessments.domain.checker.findings import ADVICE, ERROR, WARNING, Hit, Place, rule
from assessments.domain.checker.places import project_place
from assessments.domain.checker.study import Study
from assessments.domain.exercise_limits import COUNTS


@rule(
    "POP-01",
    ERROR,
    "2.1",
    _(
        "Quantify the three populations: the target one is no larger than the potential one, nor "
        "that one than the reference one."
    ),
)
def populations_do_not_nest(study: Study) -> Iterator[Hit]:
    people = study.facts.population
    sizes = (people.target, people.potential, people.reference)
    names = ("population_target", "population_potential", "population_reference")
    if None in sizes:
        yield Hit(project_place(names[sizes.index(None)]))
    elif not 0 <= people.target <= people.potential <= people.reference:
        yield Hit(project_place(names[0]))


@rule(
    "STK-01",
    WARNING,
    "2.2",
    _("List at least four stakeholders, among them the population that holds the rights."),
)
def stakeholders_are_few(study: Study) -> Iterator[Hit]:
    found = study.facts.stakeholders
    if len(found) < COUNTS["stakeholders"].least or not any(
        each.group == "rights_holder" for each in found
    ):
        yield Hit(project_place("stakeholders"))


@rule("STK-02", WARNING, "2.2", _("The position, influence or interest of “%(name)s” is missing."))
def stakeholder_is_not_placed(study: Study) -> Iterator[Hit]:
    for each in study.facts.stakeholders:
        missing = [
            name
            for name in ("position", "influence", "interest_level")
            if getattr(each, name) in {None, ""}
        ]
        if missing:
            yield Hit(_place(each, missing[0]), {"name": each.name})


@rule(
    "STK-03",
    ADVICE,
    "2.2",
    _("Say how you will work with “%(name)s”, who is against the project."),
)
def opponent_has_no_strategy(study: Study) -> Iterator[Hit]:
    for each in study.facts.stakeholders:
        if each.position in {"opposed", "strongly_opposed"} and not each.engagement_strategy:
            yield Hit(_place(each, "engagement_strategy"), {"name": each.name})


def _place(stakeholder: Stakeholder, field: str) -> Place:
    return Place("stakeholder", stakeholder.key, field=field)
