"""A project laid out for the rules: who hangs on whom, and every text in words, worked out once."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from assessments.domain.checker.facts import (
    Alternative,
    Indicator,
    ObjectiveNode,
    ProblemNode,
    ProjectFacts,
    Row,
)
from assessments.domain.checker.words import LANGUAGES, Language, said


class Study:
    """The facts of one project and what several rules ask of them."""

    def __init__(self, facts: ProjectFacts) -> None:
        self.facts = facts
        self.has_hints = facts.language in LANGUAGES
        self.language = Language(facts.language if self.has_hints else "es")

    # The rules ask the study for the words of a text, as for all else.
    said = staticmethod(said)

    def finds(self, name: str, text: str) -> bool:
        """Say whether a text matches a pattern of the word lists, in the project's language."""
        return self.language.finds(name, self.said(text))

    def same(self, one: str, other: str) -> bool:
        return self.said(one).bare == self.said(other).bare

    def written(self, level: str) -> list[Row]:
        """Return the rows of a level that say something; empty ones are another rule's."""
        return [row for row in self.at(level) if self.said(row.narrative).words]

    # The matrix

    @cached_property
    def rows(self) -> dict[str, Row]:
        return {row.key: row for row in reversed(self.facts.rows)}

    @cached_property
    def _by_level(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.facts.rows:
            found[row.level].append(row)
        return found

    def at(self, *levels: str) -> list[Row]:
        return [row for level in levels for row in self._by_level.get(level, ())]

    @cached_property
    def _activities(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.at("activity"):
            found[row.parent].append(row)
        return found

    def activities_of(self, component: Row) -> list[Row]:
        return self._activities.get(component.key, [])

    def indicators(self, *levels: str) -> Iterator[tuple[Row, Indicator]]:
        """Yield the indicators with their rows, of some levels or of all."""
        for row in self.at(*levels) if levels else self.facts.rows:
            for indicator in row.indicators:
                yield row, indicator

    # The trees

    @cached_property
    def problems(self) -> dict[str, ProblemNode]:
        return {node.key: node for node in reversed(self.facts.problems)}

    @cached_property
    def objectives(self) -> dict[str, ObjectiveNode]:
        return {node.key: node for node in reversed(self.facts.objectives)}

    @cached_property
    def objective_of(self) -> dict[str, ObjectiveNode]:
        """The objective of each problem, by the key of the problem."""
        return {node.problem: node for node in reversed(self.facts.objectives) if node.problem}

    @cached_property
    def problem_children(self) -> dict[str, list[ProblemNode]]:
        found: dict[str, list[ProblemNode]] = defaultdict(list)
        for node in self.facts.problems:
            if node.parent:
                found[node.parent].append(node)
        return found

    @cached_property
    def central_problems(self) -> list[ProblemNode]:
        return [node for node in self.facts.problems if node.kind == "central"]

    @cached_property
    def central_objective(self) -> ObjectiveNode | None:
        return next((node for node in self.facts.objectives if node.kind == "central"), None)

    @cached_property
    def selected(self) -> list[Alternative]:
        return [each for each in self.facts.alternatives if each.is_selected]
