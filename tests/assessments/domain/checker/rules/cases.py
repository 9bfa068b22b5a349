"""How the tests of a family of rules say what wakes each rule and what leaves it asleep."""

from dataclasses import dataclass, field

import pytest

from tests.assessments.domain.checker.projects import PUBLIC, changed, demo, ids_of


@dataclass(frozen=True)
class Case:
    """Changes to a good project that wake a rule, and changes nearby that do not."""

    rule: str
    wakes: dict
    asleep: dict = field(default_factory=dict)
    project: str = PUBLIC


def each_of(cases: list[Case]):
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.rule)


def assert_it_holds(case: Case) -> None:
    assert case.rule in ids_of(changed(demo(case.project), case.wakes))
    assert case.rule not in ids_of(changed(demo(case.project), case.asleep))
