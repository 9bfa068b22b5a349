"""INT: how the five principles of the integrated approach are built in (step 2.14)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.facts import PRINCIPLES, Approach
from assessments.domain.checker.findings import ADVICE, ERROR, WARNING, Hit, Place, rule
from assessments.domain.checker.names import principle_name
from assessments.domain.checker.study import Study
from assessments.domain.exercise_limits import LENGTHS

ALWAYS = PRINCIPLES[:2]  # Human rights and gender hold for every project.


def _approaches(study: Study) -> Iterator[Approach]:
    """Yield the five, empty where nobody has written anything."""
    found = {each.principle: each for each in study.facts.approaches}
    for principle in PRINCIPLES:
        yield found.get(principle, Approach(principle))


@rule("INT-01", WARNING, "2.14", _("Explain how this approach is built in: %(name)s."))
def approach_is_not_explained(study: Study) -> Iterator[Hit]:
    least = LENGTHS["approach"]
    for each in _approaches(study):
        is_left_out = (
            each.is_not_applicable and len(each.justification) >= least["justification"].least
        )
        if len(each.text) < least["text"].least and not is_left_out:
            yield Hit(_place(each, "text"), {"name": principle_name(each.principle)})


@rule(
    "INT-02",
    WARNING,
    "2.14",
    _("Link the approach “%(name)s” with the rows of the matrix in which it shows."),
)
def approach_shows_in_no_row(study: Study) -> Iterator[Hit]:
    for each in _approaches(study):
        if each.text and not each.is_not_applicable and study.rows.keys().isdisjoint(each.rows):
            yield Hit(_place(each, "rows"), {"name": principle_name(each.principle)})


@rule(
    "INT-03",
    WARNING,
    "2.14",
    _("The approach “%(name)s” holds for every project and cannot be left out."),
)
def approach_is_left_out(study: Study) -> Iterator[Hit]:
    for each in study.facts.approaches:
        if each.principle in ALWAYS and each.is_not_applicable:
            yield Hit(_place(each, "not_applicable"), {"name": principle_name(each.principle)})


@rule(
    "INT-04",
    WARNING,
    "2.14",
    _("State the right, who holds it, and the authorities that must guarantee it."),
    variants={"cso": ERROR, "": ADVICE},
)
def right_is_not_stated(study: Study) -> Iterator[Hit]:
    rights = next(_approaches(study))
    missing = [name for name in ("right", "holders", "duty_bearers") if not getattr(rights, name)]
    if missing:
        yield Hit(_place(rights, missing[0]))


def _place(approach: Approach, field: str) -> Place:
    return Place("principle", approach.principle, field=field)
