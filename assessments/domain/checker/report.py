"""What the checker says about the projects of a file, as values for a shell or another program."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assessments.domain.checker.check import check
from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.findings import LEVELS, Finding, Place
from assessments.domain.checker.reading import read_project
from assessments.domain.checker.tolerant import mapping, one_or_more

MOST_PROJECTS = 300  # Of one file.


@dataclass(frozen=True)
class Report:
    facts: ProjectFacts
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(finding.level for finding in self.findings)
        return {level: found[level] for level in LEVELS}

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.facts.key,
            "title": self.facts.title,
            "counts": self.counts,
            "findings": [
                {
                    "rule": finding.id,
                    "level": finding.level,
                    "kind": finding.rule.kind,
                    "step": finding.step,
                    "place": place_name(finding.place),
                    "field": finding.place.field,
                    "also": [place_name(place) for place in finding.also],
                    "message": finding.message,
                }
                for finding in self.findings
            ],
        }


def reports_on(content: Any) -> Iterator[Report]:
    """Check every project of a file: one alone, a list, or a mapping with ``projects``."""
    for said in projects_in(content)[:MOST_PROJECTS]:
        facts = read_project(said)
        yield Report(facts, check(facts))


def projects_in(content: Any) -> list[dict]:
    parts = [mapping(part) for part in (content if isinstance(content, list) else [content])]
    return [
        project
        for part in parts
        if part
        for project in (one_or_more(part["projects"]) if "projects" in part else [part])
        if isinstance(project, dict)
    ]


def place_name(place: Place) -> str:
    """Return how a file calls the place: a code such as A1.1-I1, else a key, else a field."""
    return place.code or place.key or place.field or place.kind
