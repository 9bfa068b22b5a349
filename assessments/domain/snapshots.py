"""A project frozen at the moment it is handed in: to JSON, back, and its fingerprint."""

import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.reading import read_project
from assessments.domain.logframe import Matrix, Row
from assessments.domain.logframe_parts import AssumptionFacts, IndicatorFacts, MeansFacts

SCHEMA = 2  # 1 had the matrix alone.
DECIMALS = ("baseline_value", "target_value")


@dataclass(frozen=True)
class Frozen:
    """What was handed in, as a page shows it."""

    title: str
    summary: str
    responsible_unit: str
    targets: tuple[str, ...]
    matrix: Matrix

    @property
    def goals(self) -> list[tuple[int, str]]:
        """Each goal with the codes of its targets: [(6, "6.1, 6.b")]."""
        return grouped(self.targets)


def grouped(codes: tuple[str, ...] | list[str]) -> list[tuple[int, str]]:
    """Group the codes of targets by goal, in the order in which they come."""
    goals: dict[int, list[str]] = {}
    for code in codes:
        goals.setdefault(int(code.partition(".")[0]), []).append(code)
    return [(number, ", ".join(codes)) for number, codes in goals.items()]


def freeze(
    *,
    title: str,
    summary: str,
    responsible_unit: str,
    targets: list[str],
    matrix: Matrix,
    project: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Turn a project into values that JSON keeps as they are; numbers become text.

    ``project`` is all of it in the exchange format, from which a version is compared and restored.
    """
    return {
        "schema": SCHEMA,
        "title": title,
        "summary": summary,
        "responsible_unit": responsible_unit,
        "targets": list(targets),
        "rows": [_freeze_row(row) for row in matrix.rows],
        "project": project or {},
    }


def _freeze_row(row: Row) -> dict[str, Any]:
    facts = asdict(row)
    del facts["lacking"]  # It follows from the project, which is frozen whole.
    return facts | {
        "id": str(row.id),
        "indicators": [
            indicator
            | {
                name: None if indicator[name] is None else f"{indicator[name]:f}"
                for name in DECIMALS
            }
            for indicator in facts["indicators"]
        ],
        "means": list(facts["means"]),
        "assumptions": list(facts["assumptions"]),
    }


def thaw(snapshot: dict[str, Any]) -> Frozen:
    """Read a snapshot back; what an empty or older one does not have is empty."""
    return Frozen(
        title=snapshot.get("title", ""),
        summary=snapshot.get("summary", ""),
        responsible_unit=snapshot.get("responsible_unit", ""),
        targets=tuple(snapshot.get("targets", ())),
        matrix=Matrix(tuple(_thaw_row(facts) for facts in snapshot.get("rows", ()))),
    )


def facts_in(snapshot: dict[str, Any]) -> ProjectFacts | None:
    """Read the whole project out of a snapshot; None from one that kept the matrix alone."""
    said = snapshot.get("project")
    return read_project(said) if said else None


def _thaw_row(facts: dict[str, Any]) -> Row:
    indicators = [
        indicator
        | {name: None if indicator[name] is None else Decimal(indicator[name]) for name in DECIMALS}
        for indicator in facts["indicators"]
    ]
    return Row(
        id=UUID(facts["id"]),
        level=facts["level"],
        code=facts["code"],
        narrative=facts["narrative"],
        indicators=tuple(IndicatorFacts(**indicator) for indicator in indicators),
        means=tuple(MeansFacts(**means) for means in facts["means"]),
        assumptions=tuple(AssumptionFacts(**assumption) for assumption in facts["assumptions"]),
    )


def canonical(snapshot: dict[str, Any]) -> bytes:
    """Write a snapshot in the one way that its fingerprint is taken of: sorted, no spaces."""
    return json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint(snapshot: dict[str, Any]) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()
