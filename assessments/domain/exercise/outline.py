"""A tree as an outline: numbered branches, each node with what may be done with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments.domain.exercise.store import records_of
from assessments.domain.exercise.trees import Tree
from assessments.models import LogframeProject, ObjectiveNode, ProblemNode

CAUSE, EFFECT = "cause", "effect"


@dataclass(frozen=True)
class Branch:
    """A node of the problem tree with all that hangs on it, and the objective that mirrors it."""

    node: ProblemNode
    number: str
    is_last: bool
    objective: ObjectiveNode | None
    branches: tuple["Branch", ...]
    # Out of scope, or under something that is: it needs no objective.
    is_left_out: bool = False

    @property
    def is_first(self) -> bool:
        return self.number.rpartition(".")[2] == "1"

    @property
    def is_deep(self) -> bool:
        """Say whether it hangs on another cause or effect, so that it can move out a level."""
        return "." in self.number

    def __iter__(self) -> Iterator["Branch"]:
        yield self
        for branch in self.branches:
            yield from branch


@dataclass(frozen=True)
class Outline:
    central: Branch | None
    causes: tuple[Branch, ...]
    effects: tuple[Branch, ...]

    @property
    def all_causes(self) -> list[Branch]:
        return _flat(self.causes)

    @property
    def all_effects(self) -> list[Branch]:
        return _flat(self.effects)


def _flat(branches: Iterable[Branch]) -> list[Branch]:
    return [each for branch in branches for each in branch]


def outline_of(project: LogframeProject) -> Outline:
    """Lay out both trees, which stand node by node beside each other, in two queries."""
    objectives = {each.problem_node_id: each for each in records_of(project, "objective")}
    tree = Tree[ProblemNode](records_of(project, "problem"))
    central = next((node for node in tree.nodes.values() if node.kind == "central"), None)
    if central is None:
        return Outline(None, (), ())

    def below(
        node: ProblemNode, kind: str, prefix: str = "", *, is_left_out: bool = False
    ) -> tuple[Branch, ...]:
        children = tree.children_of(node, kind)
        return tuple(
            Branch(
                child,
                f"{prefix}{place}",
                place == len(children),
                objectives.get(child.pk),
                below(child, kind, f"{prefix}{place}.", is_left_out=is_out),
                is_out,
            )
            for place, child in enumerate(children, start=1)
            for is_out in (is_left_out or child.is_out_of_scope,)
        )

    middle = Branch(central, "", is_last=True, objective=objectives.get(central.pk), branches=())
    return Outline(middle, below(central, CAUSE), below(central, EFFECT))
