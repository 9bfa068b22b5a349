"""What a deliverable needs before it can be handed in: short, step by step, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.check import STEPS
from assessments.domain.checker.facts import ProjectFacts, Row
from assessments.domain.exercise.contents import records_in, value_in, where_in
from assessments.domain.exercise.kinds import TEXTS, Field, Text, Thing
from assessments.domain.exercise.review import Note, Review
from assessments.domain.exercise.things import THINGS
from assessments.models import Deliverable

ALIGNMENT = "2.12"
# In one line each; a step that is not here needs nothing to be handed in.
ASKED: dict[str, Text] = {
    "2.1": _("The profile, with at least one source and the three populations."),
    "2.2": _("At least one stakeholder with group and interest; four are recommended."),
    "2.3": _("One central problem with two direct causes and two direct effects."),
    "2.4": _("An objective for each problem, in the same place of the tree."),
    "2.5": _("The alternatives scored by criteria that add up to 100, and one chosen."),
    "2.7": _("Goal, purpose and one component or more with activities, each with its narrative."),
    "2.10": _("Each assumption that you wrote, with its likelihood."),
    "2.8": _("An indicator with its whole sheet for each row."),
    "2.9": _("A source for each indicator, with who publishes it and how often."),
    "2.11": _("The costs, which add up to the total that you declared."),
    "2.12": _("An SDG target of your main SDG."),
}
ASKED_OF = {
    "public_servant": {
        "2.12": _("An SDG target of your main SDG, and an objective of the plan in force."),
    },
    "cso": {
        "2.13": _("A group that risks being left behind."),
        "2.14": _("The right, who holds it, and who must guarantee it."),
    },
}
# Without a kind there is nothing to hand in, even where the rules only warn about few.
AT_LEAST_ONE = ("evidence_source", "stakeholder")
# The column of the matrix whose records have another name.
KIND_IN = {"narrative": "row"}
_NOTHING = (None, "", ())
# What a rule asks for and only warns about when it is missing does not keep anybody back.
WARNED = {
    "stakeholder": {"stance", "influence", "interest_level"},
    "row": {"objective_node"},
    "assumption": {"is_external"},
    "indicator": {"baseline_value", "baseline_year", "cremaa"},
    "criterion": {"weight"},
    "alternative": {"scores"},
    "budget_line": {"concept", "funding_source"},
    "evaluation": {"responsible"},
    "sdg_link": {"contribution_type", "rationale", "rows"},
    "plan": {"name", "end_year", "objective"},
    "left_behind": {"rows"},
    "approach": {"text", "rows", "right", "holders", "duty_bearers"},
    "monitoring": {"responsible", "first_date"},
}


@dataclass(frozen=True)
class Lack:
    """A record in which something is not written; without fields, there is no such record."""

    thing: Thing
    name: str
    key: str = ""
    labels: tuple[Text, ...] = ()
    # The first field that is missing.
    field: str = ""


@dataclass(frozen=True)
class Need:
    """One step of the minimum, with what is not there yet."""

    step: str
    asked: Text
    lacks: tuple[Lack, ...] = ()
    errors: tuple[Note, ...] = ()

    @property
    def is_met(self) -> bool:
        return not self.lacks and not self.errors

    @property
    def count(self) -> int:
        return len(self.lacks) + len(self.errors)


@dataclass(frozen=True)
class Obligation:
    """What a cohort asks of every project: targets of these SDGs, and a plan to align with."""

    goals: tuple[int, ...] = ()
    plan: str = ""


NOTHING = Obligation()


@dataclass(frozen=True)
class Minimum:
    """What a deliverable needs. ``earlier`` are steps of earlier ones that are not whole yet."""

    deliverable: Deliverable
    needs: tuple[Need, ...]
    earlier: tuple[Need, ...] = ()

    @property
    def is_met(self) -> bool:
        return not self.earlier and all(need.is_met for need in self.needs)

    @property
    def missing(self) -> int:
        return sum(need.count for need in (*self.needs, *self.earlier))


def minimum_of(deliverable: str, review: Review, cohort_asks: Obligation = NOTHING) -> Minimum:
    """Say what a deliverable needs, from a look over the whole project."""
    deliverable = Deliverable(deliverable)
    needs: dict[str, list[Need]] = {}
    for name in list(STEPS)[: list(STEPS).index(deliverable) + 1]:
        found = (_need(step, review, cohort_asks) for step in STEPS[name])
        needs[name] = [need for need in found if need.asked or not need.is_met]
    own = needs.pop(deliverable)
    earlier = [need for found in needs.values() for need in found if not need.is_met]
    return Minimum(deliverable, tuple(own), tuple(earlier))


def _need(step: str, review: Review, cohort_asks: Obligation) -> Need:
    facts = review.facts
    asked = ASKED_OF.get(facts.audience, {}).get(step) or ASKED.get(step, "")
    if step == "2.11" and facts.class_plan:
        asked = ""
    errors = tuple(note for note in review.notes if note.is_error and note.step == step)
    lacks = [*_lacks(facts, step), *(_not_aligned(facts, cohort_asks) if step == ALIGNMENT else ())]
    return Need(step, asked, tuple(lacks), errors)


def _not_aligned(facts: ProjectFacts, cohort_asks: Obligation) -> Iterable[Lack]:
    """Yield what the cohort asks for and the project is not linked to."""
    reached = {link.target.partition(".")[0] for link in facts.sdg_links}
    for goal in cohort_asks.goals:
        if str(goal) not in reached:
            asked = _("a target of SDG %(goal)s, which your cohort asks for") % {"goal": goal}
            yield Lack(THINGS["sdg_link"], asked)
    if cohort_asks.plan and not any(plan.objective for plan in facts.plans):
        asked = _("the objective of the plan your cohort asks for: %(plan)s") % {
            "plan": cohort_asks.plan
        }
        yield Lack(THINGS["plan"], asked)


def _lacks(facts: ProjectFacts, step: str) -> Iterable[Lack]:
    for thing in THINGS.values():
        if thing.step != step:
            continue
        records = records_in(facts, thing.kind)
        if not records and thing.kind in AT_LEAST_ONE:
            yield Lack(thing, str(thing.name))
        for record in records:
            missing = [each for each in _needed(thing, record) if _is_missing(each, thing, record)]
            if missing:
                yield Lack(
                    thing,
                    _name_of(thing, record),
                    getattr(record, "key", ""),
                    tuple(each.label for each in missing),
                    missing[0].name,
                )


def _needed(thing: Thing, record: Any) -> Iterable[Field]:
    fields = thing.needed_for(thing.deliverable, where_in(thing, record))
    return (each for each in fields if each.name not in WARNED.get(thing.kind, ()))


def _is_missing(each: Field, thing: Thing, record: Any) -> bool:
    value = value_in(thing.kind, record, each.name)
    if each.sort in TEXTS and each.length:
        return len(value or "") < max(1, each.length.least)
    return value is None or value in ("", ())


def columns_lacking(row: Row) -> frozenset[str]:
    """Return the columns of a row in which a record lacks something that has to be written."""
    records = {
        "narrative": (("row", row),),
        "indicator": [("indicator", each) for each in row.indicators],
        "means": [("means", one) for each in row.indicators for one in each.means],
        "assumption": [("assumption", each) for each in row.assumptions],
    }
    return frozenset(
        column
        for column, found in records.items()
        if any(_is_lacking(kind, record) for kind, record in found)
    )


def lacking_in(facts: ProjectFacts, row: str, column: str) -> list[Text]:
    """Name what the records of a cell of the matrix lack, each thing once."""
    found = next(each for each in facts.rows if each.key == row)
    alone = replace(facts, rows=(found,))
    thing = THINGS[KIND_IN.get(column, column)]
    labels = [label for lack in _lacks(alone, thing.step) for label in lack.labels]
    return list(dict.fromkeys(labels))


def _is_lacking(kind: str, record: Any) -> bool:
    level = record.level if kind == "row" else ""
    return any(
        not (len(getattr(record, name) or "") >= least)
        if least
        else getattr(record, name) in _NOTHING
        for name, least in _asked_of(kind, level)
    )


@cache
def _asked_of(kind: str, level: str) -> tuple[tuple[str, int], ...]:
    """Return the needed values of a record of the matrix, texts with their shortest length."""
    thing = THINGS[kind]
    return tuple(
        (each.name, max(1, each.length.least) if each.sort in TEXTS and each.length else 0)
        for each in thing.needed_for(thing.deliverable, level)
        if each.name not in WARNED.get(kind, ())
    )


def _name_of(thing: Thing, record: Any) -> str:
    title = "" if thing.kind == "project" else value_in(thing.kind, record, thing.title)
    return " ".join(filter(None, (getattr(record, "code", ""), str(title or ""))))[:80]
