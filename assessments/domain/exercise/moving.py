"""Moving a record among its siblings, a node in its tree, an activity to another component.

Ids stay, codes follow from the order; so comments stay with what they are about.
"""

from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from assessments.domain.editing import open_for_change, touch
from assessments.domain.exercise.kinds import Thing
from assessments.domain.exercise.places import check_under
from assessments.domain.exercise.records import check_room, find_record
from assessments.domain.exercise.store import records_of
from assessments.domain.exercise.things import THINGS
from assessments.domain.exercise.trees import Tree
from assessments.models import LogframeProject, ObjectiveNode, ProblemNode
from assessments.models.part import Part
from lms.lib.errors import RuleViolation
from people.models import User

UP, DOWN, IN, OUT = "up", "down", "in", "out"
STEPS = {UP: -1, DOWN: 1}


@transaction.atomic
def move_record(
    project: LogframeProject,
    kind: str,
    record_id: UUID,
    *,
    by: User | None,
    where: str = "",
    parent: UUID | None = None,
) -> Part:
    """Move a record one place ``up`` or ``down``, a node ``in`` or ``out`` one level.

    With ``parent``, an activity goes to that component, a node under that node. At the first or
    last place, up and down change nothing. An objective moves with its problem.
    """
    project = open_for_change(project)
    thing, record = THINGS[kind], find_record(project, kind, record_id)
    if kind == "objective" and record.problem_node_id:
        raise RuleViolation(
            _("An objective stands where its problem stands: move the problem."), code="mirrors"
        )
    if where in STEPS:
        _step(thing, record, STEPS[where])
    elif kind in {"problem", "objective"}:
        _move_node(project, thing, record, where=where, parent=parent)
    elif kind == "row" and record.level == "activity":
        _move_activity(project, thing, record, parent)
    else:
        raise RuleViolation(_("This cannot be moved there."), code="move")
    if kind == "problem":
        _follow(project, record)
    touch(project)
    record.refresh_from_db()
    return record


def siblings_of(thing: Thing, record: Part) -> list[Part]:
    """Return the records that stand in one order with this one, in that order."""
    beside = {name: getattr(record, name) for name in thing.siblings}
    return list(thing.model.objects.filter(**beside).order_by("position", "pk"))


def renumber(records: list[Part]) -> None:
    """Give records the places 1, 2, 3 … in this order."""
    for position, record in enumerate(records, start=1):
        record.position = position
    if records:
        type(records[0]).objects.bulk_update(records, ["position"])


def _step(thing: Thing, record: Part, step: int) -> None:
    siblings = siblings_of(thing, record)
    here = siblings.index(record)
    there = here + step
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
        renumber(siblings)


def _move_activity(
    project: LogframeProject, thing: Thing, activity: Part, parent: UUID | None
) -> None:
    component = records_of(project, "row").filter(level="component", public_id=parent).first()
    if component is None:
        raise RuleViolation(_("This component does not exist any more."), code="no_parent")
    if component.pk != activity.parent_id:
        _put_under(thing, activity, component)


def _put_under(thing: Thing, record: Any, parent: models.Model) -> None:
    """Make it the last child of the parent; those it leaves close the gap."""
    left = [each for each in siblings_of(thing, record) if each != record]
    record.parent = parent
    if thing.kind == "row":
        check_room(thing, record)
    record.position = len(siblings_of(thing, record)) + 1
    record.save(update_fields=["parent", "position"])
    renumber(left)


def _move_node(
    project: LogframeProject, thing: Thing, node: Any, *, where: str, parent: UUID | None
) -> None:
    if node.kind == "central":
        raise RuleViolation(_("The central problem stays where it is."), code="move")
    tree = Tree(records_of(project, thing.kind))
    node = tree.nodes[node.pk]
    if where == OUT:
        _move_out(thing, tree, node)
        return
    target = _target(tree, node, where, parent)
    check_under(node.kind, target)
    if target in tree.under(node):
        raise RuleViolation(_("Something cannot stand under itself."), code="cycle")
    tree.check_room_under(target, height=tree.height_of(node))
    if target.pk != node.parent_id:
        _put_under(thing, node, target)


def _target(tree: Tree, node: Any, where: str, parent: UUID | None) -> Any:
    if where == IN:
        siblings = tree.siblings_of(node)
        here = siblings.index(node)
        if here == 0:
            raise RuleViolation(_("There is nothing above it to stand under."), code="move")
        return siblings[here - 1]
    found = next((each for each in tree.nodes.values() if each.public_id == parent), None)
    if found is None:
        raise RuleViolation(_("This was deleted in the meantime."), code="no_parent")
    return found


def _move_out(thing: Thing, tree: Tree, node: Any) -> None:
    """Put it beside its parent, right after it."""
    parent = tree.parent_of(node)
    if parent.kind == "central":
        raise RuleViolation(_("It stands directly at the central problem already."), code="move")
    uncles = tree.siblings_of(parent)
    left = [each for each in tree.siblings_of(node) if each != node]
    node.parent = tree.parent_of(parent)
    node.save(update_fields=["parent"])
    uncles.insert(uncles.index(parent) + 1, node)
    renumber(uncles)
    renumber(left)


def _follow(project: LogframeProject, moved: Part) -> None:
    """Let the objectives stand as their problems do, wherever the problem was moved."""
    objectives = {each.problem_node_id: each for each in records_of(project, "objective")}
    if not objectives:
        return
    changed = []
    for problem in Tree[ProblemNode](records_of(project, "problem")).nodes.values():
        objective = objectives.get(problem.pk)
        above = objectives.get(problem.parent_id)
        if objective is None or (problem.parent_id and above is None):
            continue
        objective.parent, objective.position = above, problem.position
        changed.append(objective)
    ObjectiveNode.objects.bulk_update(changed, ["parent", "position"])
