"""From facts to what can be stored: every record with its place, and what does not fit.

Computed from values alone. Files hold anything; a value beyond its limits, a reference that leads
nowhere or a record too many is left out and named, so that a preview can say it cell by cell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker import facts as of
from assessments.domain.exercise.checks import CHECKED, check_values
from assessments.domain.exercise.kinds import Field, Sort, Thing
from assessments.domain.exercise.store import CATALOGUES
from assessments.domain.exercise.things import THINGS
from assessments.domain.exercise.unfolding import KEYS, records_in
from assessments.domain.exercise.values import clean_value
from assessments.domain.exercise_limits import TREE_DEPTH
from lms.lib.errors import RuleViolation

TREES = {"problem", "objective"}
GOALS = frozenset(range(1, 18))
# There is one record at most about the same principle, indicator, target …
ONLY_ONE = KEYS | {"sdg_link": "target", "criterion": "key", "objective": "problem_node"}


@dataclass(frozen=True)
class Misfit:
    """A value, or a whole record, that cannot be stored, and why."""

    kind: str
    key: str
    field: str
    refusal: RuleViolation
    said: Any = None


@dataclass(frozen=True)
class Item:
    """A record to be written; references are keys of other items, or codes of the catalogues."""

    kind: str
    key: str
    place: dict[str, Any]
    values: dict[str, Any]
    position: int = 0


@dataclass
class Plan:
    items: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    misfits: list[Misfit] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    about: set[tuple[str, Any]] = field(default_factory=set)

    def add(self, item: Item) -> None:
        self.items[item.kind].append(item)
        self.keys[item.kind].add(item.key)


def plan_for(facts: of.ProjectFacts, *, targets: frozenset[str]) -> Plan:
    """Return what can be stored of the facts. ``targets`` are the codes of the catalogue."""
    return plan_of(records_in(facts), targets=targets)


def plan_of(records: Iterable[tuple[str, str, dict[str, Any]]], *, targets: frozenset[str]) -> Plan:
    """Return what can be stored of records, each of which comes after those that it refers to.

    What a record does not say at all stays as it is stored.
    """
    plan = Plan()
    places: Counter[tuple[Any, ...]] = Counter()
    rooms: Counter[tuple[Any, ...]] = Counter()
    for kind, key, said in records:
        thing = THINGS[kind]
        try:
            item = _item(plan, thing, key, said, targets)
            _take_room(plan, thing, item, rooms)
        except RuleViolation as refusal:
            plan.misfits.append(Misfit(kind, key, "", refusal))
            continue
        siblings = _siblings(thing, item, thing.siblings)
        places[siblings] += 1
        own = f"{key} #{len(plan.items[kind])}" if key in plan.keys[kind] else key
        plan.add(replace(item, key=own, position=places[siblings]))
    return plan


def _siblings(thing: Thing, item: Item, names: tuple[str, ...]) -> tuple[Any, ...]:
    return (thing.kind, *(item.place.get(name) for name in names))


def _take_room(plan: Plan, thing: Thing, item: Item, rooms: Counter) -> None:
    about = item.place.get(ONLY_ONE.get(thing.kind, ""))
    if about is not None and (thing.kind, about) in plan.about:
        raise RuleViolation(_("This stands in the project already."), code="twice")
    plan.about.add((thing.kind, about))
    room = _siblings(thing, item, thing.counted_by or thing.siblings)
    limit = thing.count_at(next(iter(item.place.values()), ""))
    if limit and rooms[room] >= limit.most:
        raise RuleViolation(
            _("%(things)s: there can be at most %(most)s. Merge two before you add another."),
            code="too_many",
            params={"things": thing.plural, "most": limit.most},
        )
    rooms[room] += 1


def _item(
    plan: Plan, thing: Thing, key: str, said: dict[str, Any], targets: frozenset[str]
) -> Item:
    place = {each.name: _place(plan, thing, each, said, targets) for each in thing.place}
    if thing.kind in TREES:
        _check_depth(plan, thing.kind, place)
    where = next(iter(place.values()), "")
    values = {}
    for each in thing.fields_at(where if isinstance(where, str) else ""):
        if each.name not in said:
            continue
        try:
            values[each.name] = _value(plan, each, said[each.name], targets)
        except RuleViolation as refusal:
            plan.misfits.append(Misfit(thing.kind, key, each.name, refusal, said[each.name]))
            values[each.name] = each.empty
    try:
        check_values(thing, values)
    except RuleViolation as refusal:
        last = CHECKED[thing.kind][-1]
        plan.misfits.append(Misfit(thing.kind, key, last, refusal))
        values[last] = None
    return Item(thing.kind, key, place, values)


def _place(
    plan: Plan, thing: Thing, each: Field, said: dict[str, Any], targets: frozenset[str]
) -> Any:
    """Return where the record stands; a place that is none refuses the whole record."""
    value = _value(plan, each, said.get(each.name), targets)
    where = {"problem": "kind", "objective": "kind", "row": "level"}.get(thing.kind, "")
    needs_parent = said.get(where) not in {"central", "goal", "purpose", "component"}
    is_missing = value in {None, ""} and (each.name != "parent" or needs_parent)
    if is_missing and not (thing.kind == "budget_line" and _is_either(said)):
        raise RuleViolation(
            _("%(field)s: choose one of the values offered."),
            code="no_parent",
            params={"field": each.label},
        )
    return None if each.name == "parent" and not needs_parent else value


def _is_either(said: dict[str, Any]) -> bool:
    return bool(said.get("activity")) != bool(said.get("cross_cutting_kind"))


def _check_depth(plan: Plan, kind: str, place: dict[str, Any]) -> None:
    above = {item.key: item.place["parent"] for item in plan.items[kind]}
    depth, parent = 0, place["parent"]
    while parent is not None:
        depth, parent = depth + 1, above.get(parent)
    if depth > TREE_DEPTH:
        raise RuleViolation(
            _("A tree has at most %(most)s levels of causes or effects."),
            code="depth",
            params={"most": TREE_DEPTH},
        )


def _value(plan: Plan, each: Field, value: Any, targets: frozenset[str]) -> Any:
    if each.sort == Sort.ONE and each.to not in CATALOGUES:
        return _known(plan, each, value) if value else None
    if each.sort == Sort.MANY and each.to not in CATALOGUES:
        return tuple(_known(plan, each, name) for name in value)
    if each.name == "scores":
        score = each.parts[1]
        return tuple(
            line | {"score": clean_value(score, line["score"])}
            for line in value
            if line["criterion"] in plan.keys["criterion"]
        )
    cleaned = clean_value(each, value)
    if each.to in CATALOGUES:
        known = targets if each.to == "target" else GOALS
        for code in (cleaned,) if each.sort == Sort.ONE else cleaned:
            if code is not None and code not in known:
                raise _nowhere(each)
    return cleaned


def _known(plan: Plan, each: Field, name: str) -> str:
    if name not in plan.keys[each.to]:
        raise _nowhere(each)
    return name


def _nowhere(each: Field) -> RuleViolation:
    return RuleViolation(
        _("%(field)s: what you chose does not exist any more."),
        code="reference",
        params={"field": each.label},
    )
