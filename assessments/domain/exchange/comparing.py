"""Two states of a project beside each other, cell by cell: for an import, for two versions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from assessments.domain.exchange.cells import write_cell
from assessments.domain.exchange.codes import codes_in, names_in
from assessments.domain.exercise.kinds import Field, Sort
from assessments.domain.exercise.planning import Item, Misfit, Plan
from assessments.domain.exercise.store import CATALOGUES
from assessments.domain.exercise.things import ALWAYS_THERE, THINGS
from assessments.domain.exercise.writer import KNOWN_BY, KNOWN_BY_PLACE
from lms.lib.word_diff import Piece, pieces_of


class Verdict(StrEnum):
    """What becomes of a cell; ``label`` says it to people."""

    NOT_UNDERSTOOD = "not_understood"
    TOO_LONG = "too_long"
    REMOVED = "removed"
    CHANGED = "changed"
    NEW = "new"

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS = {
    Verdict.NOT_UNDERSTOOD: pgettext_lazy("verdict on a cell", "not understood"),
    Verdict.TOO_LONG: pgettext_lazy("verdict on a cell", "too long"),
    Verdict.REMOVED: pgettext_lazy("verdict on a cell", "removed"),
    Verdict.CHANGED: pgettext_lazy("verdict on a cell", "changed"),
    Verdict.NEW: pgettext_lazy("verdict on a cell", "new"),
}


@dataclass(frozen=True)
class Cell:
    """One value that is not the same. ``field`` is empty where a whole record comes or goes."""

    kind: str
    record: str
    field: str | Promise
    verdict: Verdict
    before: str = ""
    after: str = ""
    reason: str = ""

    @property
    def pieces(self) -> list[Piece]:
        """Return the words that stayed, went and came."""
        return pieces_of(self.before, self.after)


@dataclass(frozen=True)
class Comparison:
    """``same`` counts the written cells that are equal; an empty one is no cell."""

    cells: tuple[Cell, ...]
    same: int

    @property
    def counts(self) -> Counter[Verdict]:
        return Counter(cell.verdict for cell in self.cells)

    @property
    def counts_in_words(self) -> list[tuple[Promise, int]]:
        """Return how many cells have each verdict that occurs."""
        return [(each.label, self.counts[each]) for each in Verdict if self.counts[each]]

    @property
    def changes(self) -> int:
        """Count what would be written."""
        return len(self.cells) - len(self.refused)

    @property
    def refused(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.verdict in REFUSED]

    def by_thing(self, most: int) -> list[tuple[str | Promise, list[Cell]]]:
        """Group the first cells that would change by what they are about."""
        groups: dict[str, list[Cell]] = defaultdict(list)
        changing = [cell for cell in self.cells if cell.verdict not in REFUSED]
        for cell in changing[:most]:
            groups[cell.kind].append(cell)
        return [(THINGS[kind].plural, groups[kind]) for kind in THINGS if kind in groups]


REFUSED = (Verdict.NOT_UNDERSTOOD, Verdict.TOO_LONG)


def compare(before: Plan, after: Plan, misfits: Iterable[Misfit] = ()) -> Comparison:
    """Compare two plans; what could not be understood of the second one is said as well.

    A value that was refused, or that the second plan does not mention, counts as kept.
    """
    return _Comparing(before, after, [*after.misfits, *misfits]).result()


def settled(plan: Plan) -> Plan:
    """Return the plan without the values that were refused: what stands there is kept."""
    refused = {(each.kind, each.key, each.field) for each in plan.misfits}
    kept = Plan()
    for items in plan.items.values():
        for item in items:
            values = {
                name: said
                for name, said in item.values.items()
                if (item.kind, item.key, name) not in refused
            }
            kept.add(replace(item, values=values))
    return kept


class _Comparing:
    def __init__(self, before: Plan, after: Plan, misfits: list[Misfit]) -> None:
        self.misfits = misfits
        self.refused = {(each.kind, each.key, each.field) for each in misfits}
        self.before = {kind: _by_identity(kind, before.items[kind]) for kind in THINGS}
        self.after = {kind: _by_identity(kind, after.items[kind]) for kind in THINGS}
        # A file of somebody else calls the goal by another key: it is the goal all the same.
        self.own_keys = {
            (kind, item.key): self.before[kind][identity].key
            for kind in THINGS
            for identity, item in self.after[kind].items()
            if identity in self.before[kind]
        }
        self.names = names_in(before, codes_in(before)) | names_in(after, codes_in(after))
        self.same = 0

    def result(self) -> Comparison:
        cells = [*self._refusals(), *(cell for kind in THINGS for cell in self._cells_of(kind))]
        return Comparison(tuple(cells), self.same)

    def _refusals(self) -> Iterator[Cell]:
        for each in self.misfits:
            field = THINGS[each.kind].field(each.field)
            is_long = each.refusal.code == "too_long"
            said = each.said if isinstance(each.said, str | int | float | None) else ""
            yield Cell(
                each.kind,
                self.names.get((each.kind, each.key), ""),
                field.label if field else "",
                Verdict.TOO_LONG if is_long else Verdict.NOT_UNDERSTOOD,
                after=str(said if said is not None else "")[:SHOWN],
                reason=str(each.refusal.messages[0]),
            )

    def _cells_of(self, kind: str) -> Iterator[Cell]:
        moved = self._moved(kind)
        for identity, item in self.after[kind].items():
            old = self.before[kind].get(identity)
            if old is None:
                yield from self._new(item)
                continue
            yield from self._changed(old, item)
            if identity in moved:
                yield self._cell(item, _("Place"), Verdict.CHANGED, *moved[identity])
        for identity, old in self.before[kind].items():
            if identity not in self.after[kind]:
                yield self._cell(old, "", Verdict.REMOVED, self._name(old))

    def _new(self, item: Item) -> Iterator[Cell]:
        written = [(field, said) for field, said in _fields(item) if said != field.empty]
        if not written:
            yield self._cell(item, "", Verdict.NEW, after=self._name(item))
        for field, said in written:
            yield self._cell(item, field.label, Verdict.NEW, after=self._words(field, said))

    def _changed(self, old: Item, item: Item) -> Iterator[Cell]:
        for field, said in _fields(item):
            was = old.values.get(field.name, field.empty)
            if (item.kind, item.key, field.name) in self.refused:
                continue
            if self._own(field, said) == was:
                self.same += was != field.empty
                continue
            verdict = Verdict.NEW if was == field.empty else Verdict.CHANGED
            yield self._cell(
                item, field.label, verdict, self._words(field, was), self._words(field, said)
            )

    def _moved(self, kind: str) -> dict[Any, tuple[str, str]]:
        """Return what stands elsewhere: what was added or went around it does not move it."""
        if kind == "project":
            return {}
        common = self.before[kind].keys() & self.after[kind].keys()
        old = _places(kind, self.before[kind], common, lambda _kind, key: key)
        new = _places(kind, self.after[kind], common, self._own_key)
        return {
            each: (self._place(old[each]), self._place(new[each]))
            for each in common
            if old[each] != new[each]
        }

    def _place(self, place: tuple[Any, ...]) -> str:
        *above, number = place
        names = [self.names[kind, key] for kind, key in above if (kind, key) in self.names]
        return " · ".join([*names, str(number)])

    def _own_key(self, kind: str, key: Any) -> Any:
        return self.own_keys.get((kind, key), key)

    def _own(self, field: Field, said: Any) -> Any:
        """Turn the references of the second plan into the keys of the first."""
        if field.to in CATALOGUES:
            return said
        if field.sort == Sort.ONE:
            return self._own_key(field.to, said)
        if field.sort == Sort.MANY:
            return tuple(self._own_key(field.to, each) for each in said)
        if field.sort == Sort.LIST:
            return tuple(
                {part.name: self._own(part, line[part.name]) for part in field.parts}
                for line in said
            )
        return said

    def _cell(
        self,
        item: Item,
        field: str | Promise,
        verdict: Verdict,
        before: str = "",
        after: str = "",
    ) -> Cell:
        return Cell(item.kind, self._name(item), field, verdict, before, after)

    def _name(self, item: Item) -> str:
        return self.names[item.kind, item.key] or str(THINGS[item.kind].name)

    def _words(self, field: Field, said: Any) -> str:
        """Put a value into words, as people read it in a cell."""
        if field.sort == Sort.LIST:
            return "\n".join(self._line(field, each) for each in said)
        return self._line(field, said)

    def _line(self, field: Field, said: Any) -> str:
        if isinstance(said, dict):
            parts = (self._line(part, said[part.name]) for part in field.parts)
            return " · ".join(filter(None, parts))
        shown = write_cell(field, said, self.names)
        return "" if shown is None else str(shown)


SHOWN = 300  # Characters of a value that was not understood.


def _fields(item: Item) -> Iterator[tuple[Field, Any]]:
    thing = THINGS[item.kind]
    return ((thing.field(name), said) for name, said in item.values.items())


def _by_identity(kind: str, items: list[Item]) -> dict[Any, Item]:
    """Return the records by what they are known by, as they are matched when they are written."""
    if kind == "project":
        return {"": items[0]} if items else {}
    if kind in KNOWN_BY_PLACE:
        return dict(enumerate(items))
    if kind in KNOWN_BY:
        return {item.place[KNOWN_BY[kind]]: item for item in items}
    first = next((each.name for each in THINGS[kind].place), "")
    return {
        item.place[first] if item.place.get(first) in ALWAYS_THERE else item.key: item
        for item in items
    }


def _places(
    kind: str, items: dict[Any, Item], common: Iterable[Any], own: Any
) -> dict[Any, tuple[Any, ...]]:
    """Return where each record stands: what it hangs on, and its number among those that stay."""
    counts: Counter[tuple[Any, ...]] = Counter()
    found = {}
    fields = {each.name: each for each in THINGS[kind].place}
    kept = set(common)
    for identity, item in sorted(items.items(), key=lambda pair: pair[1].position):
        if identity not in kept:
            continue
        above = tuple(
            (fields[name].to or name, own(fields[name].to, said))
            for name, said in item.place.items()
            if said is not None
        )
        siblings = tuple(
            (name, item.place.get(name)) for name in THINGS[kind].siblings if name != "project"
        )
        counts[siblings] += 1
        found[identity] = (*above, counts[siblings])
    return found
