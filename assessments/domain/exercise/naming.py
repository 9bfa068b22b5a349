"""What people call the things that one may refer to: codes of the matrix, targets, causes."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise.store import records_of
from assessments.models import LogframeProject, ObjectiveNode, StrategyCriterion
from courses.models import Goal, Target

# A group of a list to choose from, under "" where there are no groups.
Names = dict[str, list[tuple[Any, str]]]
USUAL_CRITERIA = {
    "impact": _("Impact"),
    "feasibility": _("Feasibility"),
    "cost": _("Cost"),
    "leave_no_one": _("Leaving no one behind"),
    "sustainability": _("Sustainability"),
}
LONGEST_NAME = 90


def names_to_choose(project: LogframeProject, to: str) -> Names:
    """Return what a reference may name, as people know it, in groups."""
    return _NAMES[to](project)


def flat(names: Names) -> dict[Any, str]:
    return {name: label for group in names.values() for name, label in group}


def criterion_name(criterion: StrategyCriterion) -> str:
    return criterion.name or str(USUAL_CRITERIA.get(criterion.key, _("Criterion")))


def row_codes(project: LogframeProject) -> dict[Any, tuple[str, str]]:
    """Return code and narrative of every row of the matrix, by its id, in the matrix's order."""
    rows = list(records_of(project, "row"))
    below: dict[int | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    coded = [
        (row, code) for level, code in (("goal", "F"), ("purpose", "P"))
        for row in rows if row.level == level
    ]  # fmt: skip
    components = [row for row in rows if row.level == "component"]
    for number, component in enumerate(components, start=1):
        coded.append((component, f"C{number}"))
        coded += [
            (activity, f"A{number}.{place}")
            for place, activity in enumerate(below.get(component.pk, ()), start=1)
        ]
    return {row.public_id: (code, row.narrative) for row, code in coded}


def _short(code: str, text: str) -> str:
    text = text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME].rstrip()}…"
    return f"{code} · {text}" if text else code


def _rows(project: LogframeProject) -> Names:
    return {"": [(name, _short(*said)) for name, said in row_codes(project).items()]}


def _indicators(project: LogframeProject) -> Names:
    codes = row_codes(project)
    order = list(codes)
    counted: dict[Any, int] = {}
    found = []
    for each in records_of(project, "indicator").select_related("row"):
        row = each.row.public_id
        if row in codes:
            counted[row] = counted.get(row, 0) + 1
            code = f"{codes[row][0]}-I{counted[row]}"
            found.append((order.index(row), (each.public_id, _short(code, each.name))))
    return {"": [named for _place, named in sorted(found, key=lambda pair: pair[0])]}


def _criteria(project: LogframeProject) -> Names:
    found = records_of(project, "criterion")
    return {"": [(each.public_id, criterion_name(each)) for each in found]}


def _nodes(kind: str) -> Callable[[LogframeProject], Names]:
    def found(project: LogframeProject) -> Names:
        return {"": [(each.public_id, each.text) for each in records_of(project, kind)]}

    return found


def _objectives(project: LogframeProject) -> Names:
    """One that was mirrored and has no text yet is known by its problem."""
    found = records_of(project, "objective").select_related("problem_node")
    return {"": [(each.public_id, each.text or _unwritten(each)) for each in found]}


def _unwritten(node: ObjectiveNode) -> str:
    problem = node.problem_node.text if node.problem_node else ""
    return " ".join(filter(None, (str(_("The objective is not written yet.")), problem)))


def _goals(_project: LogframeProject) -> Names:
    return {"": [(goal.number, str(goal)) for goal in Goal.objects.all()]}


def _targets(_project: LogframeProject) -> Names:
    found: Names = {}
    for target in Target.objects.select_related("goal").order_by("goal__number", "position"):
        found.setdefault(str(target.goal), []).append((target.code, str(target)))
    return found


_NAMES = {
    "row": _rows,
    "indicator": _indicators,
    "criterion": _criteria,
    "objective": _objectives,
    "problem": _nodes("problem"),
    "goal": _goals,
    "target": _targets,
}
