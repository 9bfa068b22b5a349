"""DUP: texts that repeat each other, and texts that nobody has written yet (all steps)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.facts import ProjectFacts, Row
from assessments.domain.checker.findings import (
    ADVICE,
    ALL_STEPS,
    ERROR,
    HINT,
    WARNING,
    Hit,
    Place,
    rule,
)
from assessments.domain.checker.likeness import Likeness
from assessments.domain.checker.places import (
    indicator_place,
    project_place,
    row_place,
    texts_of_matrix,
)
from assessments.domain.checker.study import Study
from assessments.domain.checker.words import jaccard, said

ALMOST = 0.80
SAME_PROJECT = 0.60


@rule("DUP-01", ERROR, ALL_STEPS, _("%(code)s and %(other)s say the same."))
def narratives_are_the_same(study: Study) -> Iterator[Hit]:
    same: dict[str, list[Row]] = defaultdict(list)
    for row in study.facts.rows:
        same[study.said(row.narrative).bare].append(row)
    for bare, rows in same.items():
        if bare and len(rows) > 1:
            yield _repeated(rows)


@rule(
    "DUP-02",
    WARNING,
    ALL_STEPS,
    _("Check %(code)s and %(other)s: they are almost the same."),
    kind=HINT,
)
def narratives_are_almost_the_same(study: Study) -> Iterator[Hit]:
    for level in ("component", "activity"):
        rows = study.written(level)
        alike = Likeness((study.said(row.narrative).stems for row in rows), ALMOST)
        for group in alike.groups():
            found = [rows[place] for place in group]
            if len({study.said(row.narrative).bare for row in found}) > 1:
                yield _repeated(found)


def _repeated(rows: list[Row]) -> Hit:
    """Point to the last of the rows, and say which ones it repeats."""
    *others, last = rows
    words = {"code": last.code, "other": tuple(row.code for row in others)}
    return Hit(row_place(last), words, tuple(map(row_place, others)))


@rule("DUP-03", WARNING, "2.8", _("Indicator “%(name)s” stands in %(code)s and in %(other)s."))
def indicator_stands_in_two_rows(study: Study) -> Iterator[Hit]:
    same: dict[str, list[Place]] = defaultdict(list)
    names: dict[str, str] = {}
    for row, each in study.indicators():
        bare = study.said(each.name).bare
        names.setdefault(bare, each.name)
        same[bare].append(indicator_place(row, each, "name"))
    for bare, places in same.items():
        if bare and len({place.row for place in places}) > 1:
            *others, last = places
            words = {
                "name": names[bare],
                "code": last.code,
                "other": tuple(place.code for place in others),
            }
            yield Hit(last, words, tuple(others))


@rule("DUP-04", WARNING, ALL_STEPS, _("Replace the provisional text of %(code)s."), kind=HINT)
def text_is_provisional(study: Study) -> Iterator[Hit]:
    for text, where in texts_of_matrix(study):
        if study.finds("placeholder", text):
            place = where()
            yield Hit(place, {"code": place.code})


@rule(
    "DUP-05",
    ADVICE,
    ALL_STEPS,
    _("The narrative is very much like that of the project “%(other)s” (only tutors see this)."),
    kind=HINT,
    is_for_tutors=True,
)
def narratives_are_like_those_of(study: Study, others: Iterable[ProjectFacts]) -> Iterator[Hit]:
    own = _narratives(study.facts)
    for other in others:
        if jaccard(own, _narratives(other)) >= SAME_PROJECT:
            place = Place("project", other.key)
            yield Hit(project_place("rows"), {"other": other.title}, (place,))


def _narratives(facts: ProjectFacts) -> frozenset[str]:
    return frozenset().union(*(said(row.narrative).stems for row in facts.rows))
