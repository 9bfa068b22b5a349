"""How the matrix reads upwards: if these happen and those hold, then this follows."""

from dataclasses import dataclass

from assessments.domain.logframe import ACTIVITY, COMPONENT, GOAL, PURPOSE, Matrix, Row


@dataclass(frozen=True)
class Sentence:
    """If these happen and those hold, then this follows. Empty words are gaps."""

    conditions: tuple[str, ...]
    assumptions: tuple[str, ...]
    result: str
    result_code: str
    condition_level: str


def sentences_of(matrix: Matrix) -> list[Sentence]:
    """Read the matrix from the bottom up: activities to components, purpose, goal."""
    levels = {
        level: [row for row in matrix.rows if row.level == level] for level in (GOAL, PURPOSE)
    }
    sentences = [
        _sentence(matrix.activities_of(component), component, ACTIVITY)
        for component in matrix.components
    ]
    for lower, upper in ((matrix.components, PURPOSE), (levels[PURPOSE], GOAL)):
        level = COMPONENT if upper == PURPOSE else PURPOSE
        sentences += [_sentence(lower, result, level) for result in levels[upper]]
    return sentences


def _sentence(lower: list[Row], result: Row, level: str) -> Sentence:
    assumptions = [fact.text for row in lower for fact in row.assumptions if fact.text]
    return Sentence(
        conditions=tuple(_bare(row.narrative) for row in lower) or ("",),
        assumptions=tuple(_bare(text) for text in assumptions) or ("",),
        result=_bare(result.narrative),
        result_code=result.code,
        condition_level=level,
    )


def _bare(text: str) -> str:
    """Drop the full stop, so that the text fits into a longer sentence."""
    return text.strip().rstrip(".")
