"""Where a record may go: the places that "move to" offers, and what its place is called then."""

from typing import Any
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.domain.exercise.naming import row_codes
from assessments.domain.exercise.outline import Branch, Outline, outline_of
from assessments.domain.exercise.store import records_of
from assessments.models import LogframeProject
from assessments.models.part import Part

Places = list[tuple[UUID, str]]
LONGEST = 90


def places_for(project: LogframeProject, kind: str, record: Part) -> Places:
    """Return what an activity or a node of the problem tree may stand under, but where it stands.

    Whether there is room is asked when it moves.
    """
    if kind == "row":
        return _components(project, record) if record.level == "activity" else []
    return _nodes(outline_of(project), record) if kind == "problem" else []


def _components(project: LogframeProject, activity: Any) -> Places:
    codes = row_codes(project)
    components = records_of(project, "row").filter(level="component").exclude(pk=activity.parent_id)
    return [
        (each.public_id, _short(codes[each.public_id][0], each.narrative)) for each in components
    ]


def _nodes(outline: Outline, node: Any) -> Places:
    if outline.central is None or node.kind == "central":
        return []
    places = [outline.central, *_without(_side(outline, node.kind), node)]
    return [
        (each.node.public_id, _short(name_of_branch(each), each.node.text))
        for each in places
        if each.node.pk != node.parent_id
    ]


def _side(outline: Outline, kind: str) -> tuple[Branch, ...]:
    return outline.causes if kind == "cause" else outline.effects


def _without(branches: tuple[Branch, ...], node: Any) -> list[Branch]:
    """Leave out the node and all that hangs on it."""
    found: list[Branch] = []
    for branch in branches:
        if branch.node.pk != node.pk:
            found += [branch, *_without(branch.branches, node)]
    return found


def name_of_branch(branch: Branch) -> str:
    return f"{branch.node.get_kind_display()} {branch.number}".strip()


def place_in_words(project: LogframeProject, record: Part) -> str:
    """Say what a node is called at its place, and what it stands under: for those who listen."""
    outline = outline_of(project)
    branches = [*outline.all_causes, *outline.all_effects]
    found = next((each for each in branches if each.node.pk == record.pk), None)
    if found is None:
        return ""
    above = next((each for each in branches if found in each.branches), outline.central)
    return _("%(node)s, now under %(above)s") % {
        "node": name_of_branch(found),
        "above": name_of_branch(above),
    }


def _short(code: str, text: str) -> str:
    text = Truncator(text).chars(LONGEST)
    return f"{code} · {text}" if text else code
