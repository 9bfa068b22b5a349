"""What refers to what in a project: by codes in a file, by keys in the facts."""

from dataclasses import replace
from typing import TypeVar

from assessments.domain.checker.facts import ProjectFacts

Names = dict[str, str]
Linked = TypeVar("Linked")


def with_keys(facts: ProjectFacts) -> ProjectFacts:
    """Turn the codes by which a file refers to things into their keys.

    A row is known by its place and by the code that the file gives it. What refers to nothing
    stays as it is written.
    """
    given = {row.given_code: row.key for row in facts.rows if row.given_code}
    return _relinked(
        facts,
        problems={node.code: node.key for node in facts.problems if node.code},
        objectives={node.code: node.key for node in facts.objectives if node.code},
        rows=given | {row.code: row.key for row in facts.rows},
        indicators={each.code: each.key for row in facts.rows for each in row.indicators},
    )


def with_codes(facts: ProjectFacts) -> ProjectFacts:
    """Refer to things by their codes, as people do in a file."""
    return _relinked(
        facts,
        problems={node.key: node.code for node in facts.problems},
        objectives={node.key: node.code for node in facts.objectives},
        rows={row.key: row.code for row in facts.rows},
        indicators={each.key: each.code for row in facts.rows for each in row.indicators},
    )


def _relinked(
    facts: ProjectFacts, *, problems: Names, objectives: Names, rows: Names, indicators: Names
) -> ProjectFacts:
    def linked(things: tuple[Linked, ...]) -> tuple[Linked, ...]:
        return tuple(replace(each, rows=_renamed(each.rows, rows)) for each in things)

    return replace(
        facts,
        problems=tuple(
            replace(node, parent=problems.get(node.parent, node.parent)) for node in facts.problems
        ),
        objectives=tuple(
            replace(
                node,
                parent=objectives.get(node.parent, node.parent),
                problem=problems.get(node.problem, node.problem),
            )
            for node in facts.objectives
        ),
        alternatives=tuple(
            replace(each, means=_renamed(each.means, objectives)) for each in facts.alternatives
        ),
        rows=tuple(
            replace(row, objective=objectives.get(row.objective, row.objective))
            for row in facts.rows
        ),
        sdg_links=linked(facts.sdg_links),
        approaches=linked(facts.approaches),
        left_behind=tuple(
            replace(group, indicators=_renamed(group.indicators, indicators))
            for group in linked(facts.left_behind)
        ),
        monitoring=tuple(
            replace(entry, indicator=indicators.get(entry.indicator, entry.indicator))
            for entry in facts.monitoring
        ),
    )


def _renamed(references: tuple[str, ...], names: Names) -> tuple[str, ...]:
    return tuple(names.get(each, each) for each in references)
