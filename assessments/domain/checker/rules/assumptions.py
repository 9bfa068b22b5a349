"""ASM: what has to hold outside the project (step 2.10)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.facts import Assumption, Row
from assessments.domain.checker.findings import ADVICE, ERROR, HINT, WARNING, Hit, rule
from assessments.domain.checker.likeness import Likeness
from assessments.domain.checker.places import assumption_place, row_place
from assessments.domain.checker.study import Study

REPEATED = 0.60
SHORTEST_UNIT = 6  # A shorter name of a unit may be part of any word.


def _written(study: Study) -> Iterator[tuple[Row, Assumption]]:
    for row in study.facts.rows:
        for assumption in row.assumptions:
            if assumption.text:
                yield row, assumption


@rule("ASM-01", WARNING, "2.10", _("%(code)s has no assumption."))
def row_has_no_assumption(study: Study) -> Iterator[Hit]:
    for row in study.facts.rows:
        if not any(each.text for each in row.assumptions):
            yield Hit(row_place(row, "assumptions"), {"code": row.code})


@rule(
    "ASM-02",
    WARNING,
    "2.10",
    _("Check assumption %(code)s: it should be positive, a condition that holds."),
    kind=HINT,
)
def assumption_is_negative(study: Study) -> Iterator[Hit]:
    for row, each in _written(study):
        if study.finds("negative_condition", each.text):
            yield Hit(assumption_place(row, each), {"code": each.code})


@rule(
    "ASM-03",
    WARNING,
    "2.10",
    _(
        "Check assumption %(code)s: it seems to depend on the project itself, and an assumption "
        "is external."
    ),
    kind=HINT,
)
def assumption_is_internal(study: Study) -> Iterator[Hit]:
    unit = study.said(study.facts.responsible_unit).bare
    for row, each in _written(study):
        names_the_unit = len(unit) >= SHORTEST_UNIT and unit in study.said(each.text).bare
        if names_the_unit or study.finds("own_control", each.text):
            yield Hit(assumption_place(row, each), {"code": each.code})


@rule(
    "ASM-04",
    WARNING,
    "2.10",
    _("Confirm that assumption %(code)s is outside the control of the project."),
)
def assumption_is_not_external(study: Study) -> Iterator[Hit]:
    for row, each in _written(study):
        if not each.is_external:
            yield Hit(assumption_place(row, each, "is_external"), {"code": each.code})


@rule("ASM-05", ADVICE, "2.10", _("Assumption %(code)s is almost certain: it can be left out."))
def assumption_is_almost_certain(study: Study) -> Iterator[Hit]:
    for row, each in _written(study):
        if each.likelihood == "almost_certain":
            yield Hit(assumption_place(row, each, "likelihood"), {"code": each.code})


@rule(
    "ASM-06",
    ERROR,
    "2.10",
    _("Assumption %(code)s is unlikely: redesign the project, or write how you will manage."),
)
def assumption_kills(study: Study) -> Iterator[Hit]:
    for row, each in _written(study):
        if each.likelihood == "unlikely" and not each.redesign_note:
            yield Hit(assumption_place(row, each, "redesign_note"), {"code": each.code})


@rule(
    "ASM-07",
    WARNING,
    "2.10",
    _("Check assumption %(code)s: it seems to repeat what %(other)s says."),
    kind=HINT,
)
def assumption_repeats_an_objective(study: Study) -> Iterator[Hit]:
    rows = study.facts.rows
    narratives = Likeness((study.said(row.narrative).stems for row in rows), REPEATED)
    for row, each in _written(study):
        repeated = narratives.like(study.said(each.text).stems)
        if repeated:
            words = {"code": each.code, "other": rows[repeated[0]].code}
            yield Hit(assumption_place(row, each), words)
