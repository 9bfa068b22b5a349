"""MOV: where the figures of an indicator come from (step 2.9)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.findings import ADVICE, ERROR, HINT, WARNING, Hit, rule
from assessments.domain.checker.places import indicator_place, means_place
from assessments.domain.checker.study import Study
from assessments.domain.checker.words import stop_words
from assessments.domain.exercise_limits import MONTHS

FIELDS = ("source_name", "responsible_unit", "frequency")


@rule("MOV-01", ERROR, "2.9", _("Indicator %(code)s has no means of verification."))
def indicator_has_no_means(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        if not each.means:
            yield Hit(indicator_place(row, each, "means"), {"code": each.code})


@rule(
    "MOV-02",
    ERROR,
    "2.9",
    _("Means %(code)s lacks the name of the source, the responsible unit or the frequency."),
)
def means_is_incomplete(study: Study) -> Iterator[Hit]:
    for row, indicator in study.indicators():
        for each in indicator.means:
            missing = [name for name in FIELDS if not getattr(each, name)]
            if missing:
                yield Hit(means_place(row, each, missing[0]), {"code": each.code})


@rule(
    "MOV-03",
    WARNING,
    "2.9",
    _("Every source of indicator %(code)s is published less often than it is measured."),
)
def sources_come_too_seldom(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators():
        measured = MONTHS.get(each.frequency)
        published = [MONTHS.get(means.frequency) for means in each.means]
        if measured is None or not published or None in published:
            continue
        if min(published) > measured:
            yield Hit(indicator_place(row, each, "means"), {"code": each.code})


@rule(
    "MOV-04",
    WARNING,
    "2.9",
    _("Check means %(code)s: name the exact document or database."),
    kind=HINT,
)
def source_is_generic(study: Study) -> Iterator[Hit]:
    generic = study.language.words("generic_sources") | stop_words()
    for row, indicator in study.indicators():
        for each in indicator.means:
            words = study.said(each.source_name).words
            if words and generic.issuperset(words):
                yield Hit(means_place(row, each, "source_name"), {"code": each.code})


@rule("MOV-05", ADVICE, "2.9", _("Look for at least one external source for indicator %(code)s."))
def every_source_is_our_own(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators("goal", "purpose"):
        if each.means and all(means.source_type == "own_administrative" for means in each.means):
            yield Hit(indicator_place(row, each, "means"), {"code": each.code})
