"""The shape of a tree of causes and effects: how deep, how high, what lies under what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from assessments.domain.exercise_limits import TREE_DEPTH
from assessments.models import ObjectiveNode, ProblemNode
from lms.lib.errors import RuleViolation

Node = TypeVar("Node", ProblemNode, ObjectiveNode)


class Tree(Generic[Node]):
    """The nodes of one tree, loaded once. Siblings stand in their order."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = {node.pk: node for node in nodes}
        self._children: dict[int | None, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            self._children[node.parent_id].append(node)

    def children_of(self, node: Node, kind: str = "") -> list[Node]:
        return [each for each in self._children[node.pk] if not kind or each.kind == kind]

    def parent_of(self, node: Node) -> Node | None:
        return self.nodes.get(node.parent_id)

    def siblings_of(self, node: Node) -> list[Node]:
        return [each for each in self._children[node.parent_id] if each.kind == node.kind]

    def depth_of(self, node: Node) -> int:
        """Count the steps up to the central node, which is 0 deep."""
        depth, seen = 0, {node.pk}
        while (node := self.nodes.get(node.parent_id)) is not None and node.pk not in seen:
            seen.add(node.pk)
            depth += 1
        return depth

    def height_of(self, node: Node) -> int:
        """Count the levels of the branch, the node itself being the first."""
        return 1 + max(map(self.height_of, self._children[node.pk]), default=0)

    def under(self, node: Node) -> Iterator[Node]:
        """Yield the node and everything below it, from above downwards."""
        waiting = [node]
        while waiting:
            yield (here := waiting.pop(0))
            waiting += self._children[here.pk]

    def check_room_under(self, parent: Node, *, height: int = 1) -> None:
        """Refuse a branch that would reach deeper than a tree goes."""
        if self.depth_of(parent) + height > TREE_DEPTH:
            raise RuleViolation(
                _("A tree has at most %(most)s levels of causes or effects."),
                code="depth",
                params={"most": TREE_DEPTH},
            )
