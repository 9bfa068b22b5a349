"""Deleting a record with all that hangs on it, bringing it back, and forgetting it for good.

See docs/decisions/0013: a deletion is a row; what it took points to it.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.reading import read_project
from assessments.domain.editing import open_for_change, touch
from assessments.domain.exercise.kinds import Sort, Thing
from assessments.domain.exercise.moving import renumber, siblings_of
from assessments.domain.exercise.planning import plan_for
from assessments.domain.exercise.records import check_room
from assessments.domain.exercise.store import Record, records_of
from assessments.domain.exercise.things import ALWAYS_THERE, THINGS
from assessments.domain.exercise.trees import Tree
from assessments.domain.exercise.writing import known_targets, write_plan
from assessments.models import Deletion, LogframeProject
from assessments.models.part import Part
from lms.lib.errors import RuleViolation
from people.models import User

UNDO_DAYS = 30
# What goes along: the kind, and the column by which it hangs on the deleted record.
PARTS_OF = {
    "row": (
        ("row", "parent"),
        ("assumption", "row"),
        ("indicator", "row"),
        ("budget_line", "activity"),
    ),
    "indicator": (("means", "indicator"), ("monitoring", "indicator")),
    "problem": (("problem", "parent"), ("objective", "problem_node")),
    "objective": (("objective", "parent"),),
}
TREES = {"problem", "objective"}


@transaction.atomic
def delete_record(
    project: LogframeProject, kind: str, record_id: UUID, *, by: User | None
) -> Deletion | None:
    """Delete a record with all that hangs on it. Again: nothing happens.

    Those beside it close the gap. It can be brought back for thirty days.
    """
    return delete_within(open_for_change(project), kind, record_id, by=by)


def delete_within(
    project: LogframeProject, kind: str, record_id: UUID, *, by: User | None
) -> Deletion | None:
    """Delete a record of a project that is open for change already."""
    thing = THINGS[kind]
    record = records_of(project, kind).filter(public_id=record_id).first()
    if record is None:
        return None
    if {getattr(record, "level", ""), getattr(record, "kind", "")} & ALWAYS_THERE:
        raise RuleViolation(_("This is always there: it can only be rewritten."), code="level")
    beside = [each for each in siblings_of(thing, record) if each != record]
    lost = _with_parts(kind, [record.pk])
    deletion = Deletion.objects.create(
        project=project,
        kind=kind,
        name=_name_of(thing, record),
        records=sum(map(len, lost.values())),
        deleted_by=by,
    )
    for each, keys in lost.items():
        THINGS[each].model.objects.filter(pk__in=keys).update(deletion=deletion)
    renumber(beside)
    touch(project)
    return deletion


def _name_of(thing: Thing, record: Part) -> str:
    field = thing.field(thing.title)
    if field.sort == Sort.CHOICE:
        return str(getattr(record, f"get_{field.name}_display")())
    return str(getattr(record, field.name))[:200]


def _with_parts(kind: str, keys: list[int]) -> dict[str, set[int]]:
    """Collect the records and all that hangs on them, by kind."""
    lost: dict[str, set[int]] = {kind: set(keys)}
    waiting = [(kind, set(keys))]
    while waiting:
        above, parents = waiting.pop()
        for below, column in PARTS_OF.get(above, ()):
            rows = THINGS[below].model.objects.filter(**{f"{column}__in": parents})
            found = set(rows.values_list("pk", flat=True)) - lost.get(below, set())
            if found:
                lost[below] = lost.get(below, set()) | found
                waiting.append((below, found))
    return lost


def lost_with(kind: str, record: Part) -> list[str]:
    """Return by name what else a deletion would take along."""
    return [
        _name_of(THINGS[each], part)
        for each, keys in _with_parts(kind, [record.pk]).items()
        for part in THINGS[each].model.objects.filter(pk__in=keys).order_by("pk")
        if part != record
    ]


def deletions_of(project: LogframeProject, *, now: datetime | None = None) -> QuerySet[Deletion]:
    """Return what can still be brought back, the latest first."""
    return project.deletions.filter(deleted_at__gt=_oldest(now)).select_related("deleted_by")


def _oldest(now: datetime | None) -> datetime:
    return (now or timezone.now()) - timedelta(days=UNDO_DAYS)


@transaction.atomic
def restore_record(
    project: LogframeProject, deletion_id: UUID, *, by: User | None, now: datetime | None = None
) -> Record:
    """Bring back what a deletion took, to its old place.

    Refused when what it hung on is deleted too, when others took its room, or after thirty days.
    """
    project = open_for_change(project)
    deletion = deletions_of(project, now=now).filter(public_id=deletion_id).first()
    if deletion is None:
        raise RuleViolation(_("This cannot be brought back any more."), code="gone")
    if deletion.kind == "project":
        plan = plan_for(read_project(deletion.snapshot), targets=known_targets())
        write_plan(project, plan, by=by, now=now)
        deletion.delete()
        return project
    try:
        with transaction.atomic():
            record = _revive(project, deletion)
    except IntegrityError as twice:
        raise RuleViolation(
            _("Something else stands in its place now. Delete that first."), code="twice"
        ) from twice
    deletion.delete()
    touch(project)
    return record


def _revive(project: LogframeProject, deletion: Deletion) -> Part:
    thing = THINGS[deletion.kind]
    mine = list(records_of(project, deletion.kind, deleted=True).filter(deletion=deletion))
    keys = {each.pk for each in mine}
    record = next(each for each in mine if getattr(each, "parent_id", None) not in keys)
    for field in thing.place:
        above = getattr(record, field.name) if field.sort == Sort.ONE else None
        if above is not None and getattr(above, "deletion_id", None):
            raise RuleViolation(
                _("What it belongs to is deleted too. Bring that back first."), code="no_parent"
            )
    if deletion.kind in TREES:
        check_room(thing, record, more=len(mine))
        living = Tree(records_of(project, deletion.kind))
        living.check_room_under(living.parent_of(record), height=Tree(mine).height_of(record))
    else:
        check_room(thing, record)
    for kind in THINGS.keys() - {"project"}:
        records_of(project, kind, deleted=True).filter(deletion=deletion).update(deletion=None)
    record.refresh_from_db()
    renumber(siblings_of(thing, record))
    return record


def purge_deletions(*, now: datetime | None = None) -> int:
    """Forget for good what was deleted more than thirty days ago; return how many deletions."""
    old = Deletion.objects.filter(deleted_at__lte=_oldest(now))
    count = old.count()
    old.delete()
    return count
