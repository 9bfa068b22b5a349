"""Where a new record may stand: its parent is of the project, and of the level above."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.kinds import Field, Sort, Thing
from assessments.domain.exercise.store import records_of, resolve_one
from assessments.domain.exercise.trees import Tree
from assessments.models import LogframeProject, ObjectiveNode
from lms.lib.errors import RuleViolation

OTHER_KEY = "criterion-{}"


def columns_of_place(
    project: LogframeProject, thing: Thing, place: dict[str, Any]
) -> dict[str, Any]:
    """Return the columns that say where the record stands, or refuse a place that is none."""
    columns = {
        field.name: _place_to(project, field, place[field.name])
        if field.sort == Sort.ONE
        else place[field.name]
        for field in thing.place
    }
    check = _CHECKS.get(thing.kind, _check_all_given)
    columns = check(project, thing, columns)
    if thing.model.PATH == "project":
        columns["project"] = project
    return columns


def _place_to(project: LogframeProject, field: Field, name: Any) -> models.Model | None:
    try:
        return resolve_one(project, field, name)
    except RuleViolation as refusal:
        raise _no_parent(refusal.messages[0]) from None


def _check_all_given(
    _project: LogframeProject, thing: Thing, columns: dict[str, Any]
) -> dict[str, Any]:
    for field in thing.place:
        if columns[field.name] in {None, ""}:
            raise RuleViolation(
                _("%(field)s: choose one of the values offered."),
                code="choice",
                params={"field": field.label},
            )
    return columns


def _no_parent(message: Any) -> RuleViolation:
    return RuleViolation(message, code="no_parent")


def _check_row(_project: LogframeProject, _thing: Thing, columns: dict[str, Any]) -> dict[str, Any]:
    level, parent = columns["level"], columns["parent"]
    if not level:
        raise RuleViolation(_("A row has a level."), code="level")
    if level == "activity" and (parent is None or parent.level != "component"):
        raise _no_parent(_("An activity belongs to a component."))
    if level != "activity" and parent is not None:
        raise _no_parent(_("Only an activity belongs to another row."))
    return columns


def _check_problem(
    project: LogframeProject, _thing: Thing, columns: dict[str, Any]
) -> dict[str, Any]:
    kind, parent = columns["kind"], columns["parent"]
    if not kind:
        raise RuleViolation(_("Say whether it is a cause or an effect."), code="level")
    if kind == "central":
        if parent is not None:
            raise _no_parent(_("The central problem stands under nothing."))
        return columns
    if parent is None:
        parent = records_of(project, "problem").filter(kind="central").first()
    check_under(kind, parent)
    Tree(records_of(project, "problem")).check_room_under(parent)
    return columns | {"parent": parent}


def check_under(kind: str, parent: models.Model | None) -> None:
    """A cause stands under the central problem or a cause, an effect under it or an effect."""
    if parent is None or parent.kind not in {"central", kind}:
        raise _no_parent(_("Write the central problem first: causes and effects hang on it."))


def _check_objective(
    project: LogframeProject, _thing: Thing, columns: dict[str, Any]
) -> dict[str, Any]:
    """An objective stands where its problem stands."""
    problem = columns["problem_node"]
    if problem is None:
        raise _no_parent(_("An objective mirrors a problem of the tree."))
    return columns | {
        "kind": ObjectiveNode.OF_PROBLEM[problem.kind],
        "parent": mirrored_parent(project, problem),
    }


def mirrored_parent(project: LogframeProject, problem: models.Model) -> models.Model | None:
    """Return the objective of the problem above; the problem itself must have one there."""
    if problem.parent_id is None:
        return None
    parent = records_of(project, "objective").filter(problem_node=problem.parent_id).first()
    if parent is None:
        raise _no_parent(_("Write the objective above it first."))
    return parent


def _check_cost(
    _project: LogframeProject, _thing: Thing, columns: dict[str, Any]
) -> dict[str, Any]:
    activity, kind = columns["activity"], columns["cross_cutting_kind"]
    if (activity is None) == (not kind) or (activity and activity.level != "activity"):
        raise _no_parent(_("A cost belongs to an activity, or else to the whole project."))
    return columns


def _check_criterion(
    project: LogframeProject, _thing: Thing, columns: dict[str, Any]
) -> dict[str, Any]:
    """A criterion that is none of the usual ones gets a key by itself."""
    taken = set(records_of(project, "criterion").values_list("key", flat=True))
    free = (OTHER_KEY.format(number) for number in range(1, len(taken) + 2))
    return {"key": columns["key"] or next(key for key in free if key not in taken)}


_CHECKS = {
    "row": _check_row,
    "problem": _check_problem,
    "objective": _check_objective,
    "budget_line": _check_cost,
    "criterion": _check_criterion,
}
