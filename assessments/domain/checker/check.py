"""Looking over a project with all rules of the catalogue, or with some."""

from collections.abc import Collection, Iterable, Mapping

from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.findings import (
    ADVICE,
    ALL_STEPS,
    ERROR,
    LEVELS,
    RULES,
    Finding,
    Hit,
    Rule,
)
from assessments.domain.checker.rules import (
    agenda,
    assumptions,
    budget,
    duplicates,
    indicator_level,
    indicator_words,
    indicators,
    left_behind,
    means,
    monitoring,
    plans,
    population,
    principles,
    strategy,
    structure,
    syntax,
    trees,
    vertical,
)
from assessments.domain.checker.study import Study

# Reading these modules enters their rules into the catalogue.
RULE_MODULES = (
    population,
    trees,
    strategy,
    structure,
    vertical,
    syntax,
    indicators,
    indicator_level,
    indicator_words,
    means,
    assumptions,
    budget,
    agenda,
    plans,
    left_behind,
    principles,
    monitoring,
    duplicates,
)
# The steps whose rules count from each deliverable on (domain reference 2).
STEPS = {
    "E1": ("2.1", "2.2", "2.3"),
    "E2": ("2.4", "2.5", "2.6"),
    "E3": ("2.7", "2.10", ALL_STEPS),
    "E4": ("2.8", "2.9"),
    "E5": ("2.11", "2.12", "2.13", "2.14", "2.15", "2.16"),
}
_ORDER = [step for steps in STEPS.values() for step in steps]
# In the order of the exercise, then by id.
CATALOGUE: tuple[Rule, ...] = tuple(
    sorted(RULES.values(), key=lambda each: (_ORDER.index(each.step), each.id))
)
OFF = ""


def check(
    facts: ProjectFacts,
    *,
    steps: Collection[str] | None = None,
    adapted: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """Return what the rules find, in the order of the exercise and then of the project.

    ``steps`` keeps to the rules of some steps. ``adapted`` is what a partner changed: the id of a
    rule with a milder level (A), or OFF; an error stays one. What only tutors see is not here:
    see `similar_to`.
    """
    study = Study(facts)
    found: list[Finding] = []
    for rule in CATALOGUE:
        level = _level(rule, facts.audience, adapted or {})
        if level and not rule.is_for_tutors and (steps is None or rule.step in steps):
            if rule.is_hint and not study.has_hints:
                continue
            found += [_finding(rule, level, hit) for hit in rule.look(study)]
    return tuple(found)


def _level(rule: Rule, audience: str, adapted: Mapping[str, str]) -> str:
    level = rule.level_for(audience)
    if level == ERROR or rule.id not in adapted:
        return level
    # Never harsher than it is.
    return OFF if adapted[rule.id] == OFF else max(level, adapted[rule.id], key=LEVELS.index)


def _finding(rule: Rule, level: str, hit: Hit) -> Finding:
    return Finding(rule.id, level, hit.place, hit.also, tuple(hit.words.items()))


def similar_to(facts: ProjectFacts, others: Iterable[ProjectFacts]) -> tuple[Finding, ...]:
    """Return the projects whose narratives are much like this one's. For the tutor only.

    ``check`` never yields this, so that no page, mail or export of a participant can show it.
    """
    rule = RULES["DUP-05"]
    return tuple(_finding(rule, ADVICE, hit) for hit in rule.look(Study(facts), others))


def rules_until(deliverable: str) -> tuple[Rule, ...]:
    """Return the rules that count for a deliverable: its own and those of the earlier ones."""
    last = list(STEPS).index(deliverable)
    steps = {step for name in list(STEPS)[: last + 1] for step in STEPS[name]}
    return tuple(rule for rule in CATALOGUE if rule.step in steps)


def blocking(findings: Iterable[Finding], deliverable: str) -> tuple[Finding, ...]:
    """Return the errors that keep a deliverable from being handed in."""
    ids = {rule.id for rule in rules_until(deliverable)}
    return tuple(each for each in findings if each.level == ERROR and each.id in ids)
