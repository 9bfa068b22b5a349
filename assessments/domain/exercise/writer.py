"""Storing the records of a plan: what is about the same record changes it, the rest is new.

Records whose key is known stay the same records, so that comments and links stay with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from assessments.domain.exercise.kinds import Field, Sort, Thing
from assessments.domain.exercise.planning import Item, Plan
from assessments.domain.exercise.store import CATALOGUES, Record, records_of
from assessments.domain.exercise.tables import Line, read_tables
from assessments.domain.exercise.things import ALWAYS_THERE, THINGS
from assessments.models import Deletion, LogframeProject
from people.models import User

# Records without a key of their own are known by what they are about, or by their place.
KNOWN_BY = {"criterion": "key", "approach": "principle", "monitoring": "indicator"}
KNOWN_BY_PLACE = {"evidence_source", "interaction", "evaluation", "class_plan"}


@dataclass
class Writer:
    """Stores the items of a plan, kind by kind, in few queries each.

    ``names`` holds what references lead to, by kind and by what names it in the plan.
    """

    project: LogframeProject
    by: User | None
    now: datetime
    names: dict[str, dict[Any, models.Model]] = field(default_factory=dict)
    lines: dict[str, dict[str, Line]] = field(default_factory=dict)

    def match(self, plan: Plan) -> dict[str, list[Record]]:
        """Find the records that the items are about; return those that no item is about."""
        kinds = [kind for kind in THINGS if kind != "project"]
        tables = read_tables(self.project, THINGS)
        self.names["project"] = {"": self.project}
        self.lines = {kind: {line.key: line for line in tables[kind]} for kind in THINGS}
        lost = {}
        for kind in kinds:
            stored = list(records_of(self.project, kind, deleted=True))
            found = self._matched(THINGS[kind], stored, plan.items[kind], tables[kind])
            self.names[kind] = found
            kept = {record.pk for record in found.values()}
            gone = [each for each in stored if each.deletion_id is None and each.pk not in kept]
            if gone:
                lost[kind] = gone
        return lost

    def _matched(
        self, thing: Thing, stored: list[Record], items: list[Item], lines: list[Line]
    ) -> dict[str, Record]:
        by_key = {str(record.public_id): record for record in stored}
        keys = self._keys(thing, items, lines)
        return {
            item.key: by_key[keys[item.key]]
            for item in items
            if keys.get(item.key) in by_key and self._stands(thing, by_key[keys[item.key]], item)
        }

    def _keys(self, thing: Thing, items: list[Item], lines: list[Line]) -> dict[str, str | None]:
        """Return the key of the record that each item is about."""
        if thing.kind in KNOWN_BY_PLACE:
            return {item.key: line.key for item, line in zip(items, lines, strict=False)}
        if thing.kind in KNOWN_BY:
            name = KNOWN_BY[thing.kind]
            known = {line[name]: line.key for line in lines}
            return {item.key: known.get(self._stored(thing, item.place[name])) for item in items}
        # The goal is the goal, whatever a file calls it.
        first = thing.place[0].name if thing.place else ""
        always = {line[first]: line.key for line in lines if line.values.get(first) in ALWAYS_THERE}
        own = {line.key for line in lines}
        return {
            item.key: item.key if item.key in own else always.get(item.place.get(first), item.key)
            for item in items
        }

    def _stored(self, thing: Thing, said: Any) -> Any:
        """Return what the lines call it: the public id of what it is about, or the word itself."""
        if thing.place[0].sort != Sort.ONE:
            return said
        other = self.names[thing.place[0].to].get(said)
        return str(other.public_id) if other else None

    def _stands(self, thing: Thing, record: Record, item: Item) -> bool:
        """Say whether a record is what the item says, wherever it was moved within its tree."""
        for each in thing.place:
            if each.name == "parent":
                continue
            said = item.place[each.name]
            if each.sort == Sort.ONE:
                other = self.names.get(each.to, {}).get(said) if said is not None else None
                if getattr(record, f"{each.name}_id") != (other.pk if other else None):
                    return False
            elif getattr(record, each.name) != said:
                return False
        return True

    def delete(
        self, lost: dict[str, list[Record]], *, snapshot: dict[str, Any], name: str = ""
    ) -> None:
        """Delete records, and keep the project as it was under the name of the deletion."""
        deletion = Deletion.objects.create(
            project=self.project,
            kind="project",
            name=name[:200] or self.project.title,
            records=sum(map(len, lost.values())),
            deleted_by=self.by,
            deleted_at=self.now,
            snapshot=snapshot,
        )
        for kind, records in lost.items():
            keys = [record.pk for record in records]
            THINGS[kind].model.objects.filter(pk__in=keys).update(deletion=deletion)

    def write(self, thing: Thing, items: list[Item]) -> None:
        """Store all items of a kind, parents before what stands under them."""
        waiting = items
        while waiting:
            ready = [item for item in waiting if self._has_parent(thing, item)]
            self._write_wave(thing, ready)
            waiting = [item for item in waiting if item not in ready]

    def _has_parent(self, thing: Thing, item: Item) -> bool:
        parent = item.place.get("parent")
        if parent is None:
            return True
        found = self.names[thing.kind].get(parent)
        return found is not None and found.pk is not None

    def _write_wave(self, thing: Thing, items: list[Item]) -> None:
        made, changed, moved = [], [], []
        for item in items:
            record = self.names[thing.kind].get(item.key) or self._new(thing, item)
            is_new, is_same = record.pk is None, self._says(thing, record, item)
            if is_same and self._is_at(thing, record, item):
                continue
            self._set(thing, record, item)
            if is_same:
                moved.append(record)
                continue
            record.version += 1
            record.changed_by, record.changed_at = self.by, self.now
            (made if is_new else changed).append((record, item))
        thing.model.objects.bulk_create(record for record, _item in made)
        self._update(thing, [record for record, _item in changed] + moved)
        self._write_several(thing, made + changed)

    def _new(self, thing: Thing, item: Item) -> Record:
        record = self.names[thing.kind][item.key] = thing.model()
        if thing.model.PATH == "project":
            record.project = self.project
        return record

    def _is_at(self, thing: Thing, record: Record, item: Item) -> bool:
        """Say whether a record stands where the item stands."""
        if thing.kind == "project":
            return True
        parent = self.names[thing.kind].get(item.place.get("parent"))
        is_under = getattr(record, "parent_id", None) == (parent.pk if parent else None)
        return is_under and record.position == item.position

    def _says(self, thing: Thing, record: Record, item: Item) -> bool:
        """Say whether the record has these values already."""
        key = str(record.public_id)
        if record.pk is None or getattr(record, "deletion_id", None):
            return False
        stored = self.lines[thing.kind][key].values
        return all(
            stored[name] == self._named(thing, name, said) for name, said in item.values.items()
        )

    def _named(self, thing: Thing, name: str, said: Any) -> Any:
        """Turn the references of an item into public ids, as the lines have them."""
        each = thing.field(name)
        if each.sort == Sort.ONE:
            return self._id(each, said)
        if each.sort == Sort.MANY:
            return tuple(self._id(each, one) for one in said)
        if each.sort == Sort.LIST:
            return tuple(
                {part.name: self._id(part, line[part.name]) for part in each.parts} for line in said
            )
        return said

    def _id(self, each: Field, said: Any) -> Any:
        if each.sort not in {Sort.ONE, Sort.MANY} or each.to in CATALOGUES or said is None:
            return said
        return str(self.names[each.to][said].public_id)

    def _set(self, thing: Thing, record: Record, item: Item) -> None:
        for name, said in (item.place | item.values).items():
            each = thing.field(name)
            if each.is_column:
                setattr(record, name, self._other(each, said))
        if thing.kind != "project":
            record.position, record.deletion = item.position, None

    def _other(self, each: Field, said: Any) -> Any:
        if each.sort != Sort.ONE or said is None:
            return said
        return self.names[each.to][said]

    def _update(self, thing: Thing, records: list[Record]) -> None:
        own = [each.name for each in (*thing.place, *thing.fields) if each.is_column]
        names = [*own, "version", "changed_by", "changed_at"]
        if thing.kind != "project":
            names += ["position", "deletion"]
        if records:
            type(records[0])._base_manager.bulk_update(records, names)

    def _write_several(self, thing: Thing, written: list[tuple[Record, Item]]) -> None:
        for each in thing.fields:
            pairs = [(r, item.values[each.name]) for r, item in written if each.name in item.values]
            if each.is_column or not pairs:
                continue
            if each.sort == Sort.MANY:
                self._write_references(thing, each, pairs)
            else:
                self._write_lines(each, pairs)

    def _write_references(
        self, thing: Thing, each: Field, pairs: list[tuple[Record, Iterable[Any]]]
    ) -> None:
        column = thing.model._meta.get_field(each.name)
        owner, other = column.m2m_field_name(), column.m2m_reverse_field_name()
        through = column.remote_field.through
        through.objects.filter(**{f"{owner}__in": [record.pk for record, _said in pairs]}).delete()
        through.objects.bulk_create(
            through(**{owner: record, other: self.names[each.to][said]})
            for record, names in pairs
            for said in names
        )

    def _write_lines(self, each: Field, pairs: list[tuple[Record, Iterable[Any]]]) -> None:
        table, made = each.table, []
        has_place = any(column.name == "position" for column in table.model._meta.get_fields())
        for record, lines in pairs:
            for position, said in enumerate(lines, start=1):
                values = {table.name: said} if each.sort == Sort.CHOICES else {}
                for part in each.parts:
                    values[part.name] = self._other(part, said[part.name])
                place = {"position": position} if has_place else {}
                made.append(table.model(**{table.owner: record}, **values, **place))
        owners = [record.pk for record, _lines in pairs]
        table.model.objects.filter(**{f"{table.owner}__in": owners}).delete()
        table.model.objects.bulk_create(made)
