"""From problems to objectives and on to the matrix: proposals that people write out themselves."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.editing import open_for_change, touch
from assessments.domain.exercise.moving import siblings_of
from assessments.domain.exercise.records import check_room
from assessments.domain.exercise.store import records_of
from assessments.domain.exercise.things import THINGS
from assessments.domain.exercise.trees import Tree
from assessments.models import LogframeProject, LogframeRow, ObjectiveNode, ProblemNode
from lms.lib.errors import RuleViolation
from people.models import User


@transaction.atomic
def mirror_tree(project: LogframeProject, *, by: User | None) -> list[ObjectiveNode]:
    """Make the objective that each problem lacks, empty and in its place; return the new ones.

    What is out of scope is left out with all below it. Nothing is turned into its opposite by
    itself: the words are the person's. Again: only what has been added since.
    """
    project = open_for_change(project)
    tree = Tree[ProblemNode](records_of(project, "problem"))
    central = next((node for node in tree.nodes.values() if node.kind == "central"), None)
    if central is None:
        raise RuleViolation(
            _("Write the central problem first: causes and effects hang on it."), code="no_parent"
        )
    objectives = {each.problem_node_id: each for each in records_of(project, "objective")}
    made, level = [], [central]
    while level:
        missing = [
            ObjectiveNode(
                project=project,
                kind=ObjectiveNode.OF_PROBLEM[problem.kind],
                problem_node=problem,
                parent=objectives.get(problem.parent_id),
                position=problem.position,
                changed_by=by,
            )
            for problem in level
            if problem.pk not in objectives
        ]
        made += ObjectiveNode.objects.bulk_create(missing)
        objectives |= {each.problem_node_id: each for each in missing}
        level = [
            child
            for problem in level
            for child in tree.children_of(problem)
            if not child.is_out_of_scope
        ]
    touch(project)
    return made


@dataclass(frozen=True)
class Proposal:
    """A row that the objectives tree suggests. ``row`` is the one that comes from it already."""

    level: str
    objective: UUID
    text: str
    parent: UUID | None = None
    row: UUID | None = None
    is_written: bool = False

    @property
    def is_new(self) -> bool:
        return not self.is_written


def propose_matrix(project: LogframeProject) -> tuple[Proposal, ...]:
    """Propose a purpose, components and activities from the objectives tree.

    The central objective suggests the purpose, each direct means of the chosen alternative (of the
    tree, if none is chosen) a component, each means under it an activity.
    """
    tree = Tree[ObjectiveNode](records_of(project, "objective"))
    central = next((node for node in tree.nodes.values() if node.kind == "central"), None)
    if central is None:
        return ()
    chosen = project.alternatives.filter(is_selected=True).first()
    kept = set(chosen.means.values_list("pk", flat=True)) if chosen else set(tree.nodes)
    rows = {row.objective_node_id: row for row in records_of(project, "row")}
    purpose = project.rows.filter(level="purpose").first()
    proposals = [_proposal("purpose", central, purpose)]
    for means in tree.children_of(central, "means"):
        if means.pk in kept:
            proposals.append(_proposal("component", means, rows.get(means.pk)))
            proposals += [
                _proposal("activity", below, rows.get(below.pk), under=means)
                for below in tree.children_of(means, "means")
            ]
    return tuple(proposals)


def _proposal(
    level: str, node: ObjectiveNode, row: LogframeRow | None, *, under: ObjectiveNode | None = None
) -> Proposal:
    return Proposal(
        level=level,
        objective=node.public_id,
        text=node.text,
        parent=under.public_id if under else None,
        row=row.public_id if row else None,
        is_written=bool(row and row.narrative),
    )


@transaction.atomic
def apply_proposals(
    project: LogframeProject, objectives: set[UUID], *, by: User | None
) -> list[LogframeRow]:
    """Write the chosen proposals into the matrix; return the rows that changed.

    A cell in which something is written is never overwritten, and a row that comes from the
    objective already is not made twice. An activity comes with its component.
    """
    project = open_for_change(project)
    nodes = {node.public_id: node for node in records_of(project, "objective")}
    rows = {row.public_id: row for row in records_of(project, "row")}
    of_node = {row.objective_node_id: row for row in rows.values() if row.objective_node_id}
    chosen = [each for each in propose_matrix(project) if each.objective in objectives]
    changed = []
    for proposal in (each for each in chosen if each.is_new):
        node, parent = nodes[proposal.objective], nodes.get(proposal.parent)
        row = rows.get(proposal.row) or LogframeRow(project=project, level=proposal.level)
        if proposal.level == "activity" and row.parent_id is None:
            row.parent = of_node.get(parent.pk)
            if row.parent is None:
                continue
        row.narrative, row.objective_node = proposal.text, node
        row.version += 1
        row.changed_by, row.changed_at = by, timezone.now()
        if row.pk is None:
            row.position = len(siblings_of(THINGS["row"], row)) + 1
            check_room(THINGS["row"], row)
        row.save()
        of_node[node.pk] = row
        changed.append(row)
    touch(project)
    return changed
