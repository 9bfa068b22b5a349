"""What a team means to write, and how much of it a project says already."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from assessments.domain.checker.facts import Month, ProjectFacts

# What each deliverable adds, and by what people know the records of it.
PARTS = {
    "E1": {"stakeholders": "name", "problems": "text"},
    "E2": {"objectives": "problem", "alternatives": "name", "criteria": "key"},
    "E3": {"rows": "narrative"},
    "E4": {},
    "E5": {
        "budget_lines": "concept",
        "sdg_links": "target",
        "interactions": "note",
        "plans": "name",
        "left_behind": "group",
        "approaches": "principle",
        "monitoring": "indicator",
        "evaluations": "kind",
    },
}
KNOWN_BY = {name: title for parts in PARTS.values() for name, title in parts.items()} | {
    "indicators": "name",
    "means": "source_name",
    "assumptions": "text",
}
# Names that follow from the place of a record.
NAMES = {"key", "code", "given_code"}


def meant_until(deliverable: str, plan: ProjectFacts, stored: ProjectFacts) -> ProjectFacts:
    """Return the plan as far as this deliverable goes; what comes later stays as it is stored.

    What is stored already keeps its keys there, and what refers to it follows.
    """
    until = list(PARTS)[: list(PARTS).index(deliverable) + 1]
    later = {name for code, parts in PARTS.items() if code not in until for name in parts}
    meant = replace(plan, **{name: getattr(stored, name) for name in later})
    if deliverable == "E3":
        meant = replace(meant, rows=tuple(replace(row, indicators=()) for row in meant.rows))
    # Once more for what is known by another record: an objective by its problem.
    for _time in range(2):
        pairs = list(same_records(meant, stored))
        meant = renamed(meant, {one.key: other.key for one, other in pairs if hasattr(one, "key")})
    return meant


def same_records(meant: Any, stored: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each record of the plan with the one of the project that is the same."""
    for name, title in KNOWN_BY.items():
        for one in getattr(meant, name, ()):
            for other in getattr(stored, name, ()):
                said = getattr(one, title, "")
                if said and said == getattr(other, title):
                    yield one, other
                    yield from same_records(one, other)


def said_otherwise(meant: ProjectFacts, stored: ProjectFacts) -> list[str]:
    """Name the fields in which the project says something else than the plan."""
    pairs = [(meant, stored), (meant.population, stored.population), *same_records(meant, stored)]
    return [
        f"{type(other).__name__}.{each.name}"
        for one, other in pairs
        for each in fields(other)
        if each.name not in {*NAMES, *KNOWN_BY, "population"}
        and getattr(other, each.name) not in (None, "", each.default)
        and not _is_within(getattr(other, each.name), getattr(one, each.name))
    ]


def _is_within(old: Any, new: Any) -> bool:
    """Say whether somebody who has written this much has written nothing else."""
    if not isinstance(old, tuple) or isinstance(old, Month):
        return old == new
    if old and isinstance(old[0], str):
        return set(old) <= set(new)
    return len(old) <= len(new) and all(map(_is_alike, new, old))


def _is_alike(one: Any, other: Any) -> bool:
    if is_dataclass(other):
        return all(_is_alike(getattr(one, f.name), getattr(other, f.name)) for f in fields(other))
    return other in (None, "", False) or one == other


def renamed(value: Any, names: dict[str, str]) -> Any:
    """Return facts in which keys, and what refers to them, are the ones of the project."""
    if isinstance(value, str):
        return names.get(value, value)
    if type(value) is tuple:
        return tuple(renamed(each, names) for each in value)
    if is_dataclass(value):
        own = {each.name: renamed(getattr(value, each.name), names) for each in fields(value)}
        return replace(value, **own)
    return value
