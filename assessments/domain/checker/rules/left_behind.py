"""LNB: who may be left behind, and words that leave nobody out (step 2.13)."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext_lazy as _

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
from assessments.domain.checker.places import (
    Where,
    indicator_place,
    node_place,
    project_place,
    texts_of_matrix,
)
from assessments.domain.checker.study import Study


@rule(
    "LNB-01",
    WARNING,
    "2.13",
    _("Name at least one group at risk of being left behind."),
    variants={"cso": ERROR},
)
def nobody_is_named(study: Study) -> Iterator[Hit]:
    if not any(each.group for each in study.facts.left_behind):
        yield Hit(project_place("left_behind"))


@rule(
    "LNB-02",
    WARNING,
    "2.13",
    _("Disaggregate indicator %(code)s by sex and by at least one other characteristic."),
)
def people_are_not_told_apart(study: Study) -> Iterator[Hit]:
    for row, each in study.indicators("goal", "purpose"):
        ways = set(each.disaggregations)
        if each.counts_people and not ("sex" in ways and len(ways) > 1):
            yield Hit(indicator_place(row, each, "disaggregations"), {"code": each.code})


@rule(
    "LNB-03",
    WARNING,
    "2.13",
    _("Link the group “%(name)s” with a Component or an Activity that reaches it."),
)
def nothing_is_done_for_the_group(study: Study) -> Iterator[Hit]:
    measures = {row.key for row in study.at("component", "activity")}
    for each in study.facts.left_behind:
        if measures.isdisjoint(each.rows):
            yield Hit(Place("group", each.key, field="rows"), {"name": each.group})


@rule(
    "LNB-04",
    ADVICE,
    ALL_STEPS,
    _("Inclusive language: in place of “%(text)s”, consider “%(value)s”."),
    kind=HINT,
)
def language_leaves_somebody_out(study: Study) -> Iterator[Hit]:
    suggestions = study.language.non_inclusive
    for text, where in _texts(study):
        said = study.said(text)
        for found in study.language.non_inclusive_in(said):
            yield Hit(where(), {"text": said.as_written(found), "value": suggestions[found]})


def _texts(study: Study) -> Iterator[tuple[str, Where]]:
    """Yield what people wrote in their own words; names of institutions and sources stay."""
    facts = study.facts
    for field in ("title", "summary", "problem_context"):
        yield getattr(facts, field), partial(project_place, field)
    yield facts.population.description, partial(project_place, "population_description")
    yield from _texts_of_analysis(study)
    yield from texts_of_matrix(study)
    for link in facts.sdg_links:
        yield link.rationale, partial(Place, "sdg_link", link.key, link.target, "rationale")
    for group in facts.left_behind:
        yield group.group, partial(Place, "group", group.key, field="group")
        yield group.barrier, partial(Place, "group", group.key, field="barrier")
    for approach in facts.approaches:
        yield approach.text, partial(Place, "principle", approach.principle, field="text")


def _texts_of_analysis(study: Study) -> Iterator[tuple[str, Where]]:
    facts = study.facts
    for node in (*facts.problems, *facts.objectives):
        yield node.text, partial(node_place, node)
    for alternative in facts.alternatives:
        yield alternative.name, partial(Place, "alternative", alternative.key, field="name")
