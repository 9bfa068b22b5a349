"""SYN: how the narrative of each level is written (step 2.7; guides of SHCP and CONEVAL)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker import grammar
from assessments.domain.checker.findings import ADVICE, HINT, WARNING, Hit, rule
from assessments.domain.checker.places import row_place
from assessments.domain.checker.study import Study
from assessments.domain.exercise_limits import LENGTHS

_SENTENCE_END = re.compile(r"(?<!\w)(\w+)[)»”\"]?[.!?]\s+[A-ZÁÉÍÓÚÑ¿¡«“]")
_SHORTEST_LAST_WORD = 3  # What ends shorter is an abbreviation: A.C., S.A.


@rule(
    "SYN-01",
    WARNING,
    "2.7",
    _("Check the Goal: it should read “Contribute to… through…”."),
    kind=HINT,
)
def goal_does_not_contribute(study: Study) -> Iterator[Hit]:
    for row in study.written("goal"):
        bare = study.said(row.narrative).bare
        begins = study.language.pattern("contribute").search(bare)
        # "Contribuir a través de…" says nothing that it contributes to.
        connector = study.language.pattern("connector").search(bare, begins.end() if begins else 0)
        if not (begins and connector):
            yield Hit(row_place(row))


@rule(
    "SYN-02",
    WARNING,
    "2.7",
    _("Check the Purpose: it should begin with the population, not with a verb."),
    kind=HINT,
)
def purpose_begins_with_a_verb(study: Study) -> Iterator[Hit]:
    for row in study.written("purpose"):
        said = study.said(row.narrative)
        begins_with_participle = bool(said.words) and grammar.is_participle(said, 0, study.language)
        if begins_with_participle or grammar.starts_with_infinitive(said, study.language):
            yield Hit(row_place(row))


@rule(
    "SYN-03",
    WARNING,
    "2.7",
    _("Check the Purpose: it should state a result already achieved, with a present verb."),
    kind=HINT,
)
def purpose_is_not_achieved(study: Study) -> Iterator[Hit]:
    for row in study.written("purpose"):
        said = study.said(row.narrative)
        if not grammar.main_verbs(said, study.language) or grammar.has_future(said, study.language):
            yield Hit(row_place(row))


@rule(
    "SYN-04",
    WARNING,
    "2.7",
    _("Check the Purpose: it should state one result, and there seem to be more."),
    kind=HINT,
)
def purpose_is_more_than_one(study: Study) -> Iterator[Hit]:
    for row in study.written("purpose"):
        if grammar.has_two_results(study.said(row.narrative), study.language):
            yield Hit(row_place(row))


@rule(
    "SYN-05",
    WARNING,
    "2.7",
    _("Check the Purpose: it should not say by what means. The means are the Components."),
    kind=HINT,
)
def purpose_includes_the_means(study: Study) -> Iterator[Hit]:
    for row in study.written("purpose"):
        if study.finds("connector", row.narrative):
            yield Hit(row_place(row))


@rule(
    "SYN-06",
    WARNING,
    "2.7",
    _(
        "Check Component %(code)s: it should be a finished good or service, with a past "
        "participle (“Networks rehabilitated”)."
    ),
    kind=HINT,
)
def component_is_not_finished(study: Study) -> Iterator[Hit]:
    for row in study.written("component"):
        said = study.said(row.narrative)
        if grammar.starts_with_infinitive(said, study.language) or not grammar.has_participle(
            said, study.language
        ):
            yield Hit(row_place(row), {"code": row.code})


@rule(
    "SYN-07",
    WARNING,
    "2.7",
    _("Check Activity %(code)s: it should begin with a noun made of a verb (“Preparation of…”)."),
    kind=HINT,
)
def activity_is_no_action(study: Study) -> Iterator[Hit]:
    for row in study.written("activity"):
        said = study.said(row.narrative)
        if grammar.starts_with_infinitive(said, study.language) or not grammar.starts_with_nominal(
            said, study.language
        ):
            yield Hit(row_place(row), {"code": row.code})


@rule("SYN-08", ADVICE, "2.7", _("Sum up %(code)s in one sentence."))
def narrative_is_long(study: Study) -> Iterator[Hit]:
    for row in study.facts.rows:
        if len(row.narrative) > LENGTHS["row"]["narrative"].most or _has_two_sentences(
            study, row.narrative
        ):
            yield Hit(row_place(row), {"code": row.code})


def _has_two_sentences(study: Study, text: str) -> bool:
    abbreviations = study.language.words("abbreviations")
    return any(
        len(found[1]) >= _SHORTEST_LAST_WORD and study.said(found[1]).bare not in abbreviations
        for found in _SENTENCE_END.finditer(study.said(text).text)
    )
