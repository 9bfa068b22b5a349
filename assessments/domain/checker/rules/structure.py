"""STR: how many rows the matrix has, and what every row needs (step 2.7)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.findings import ERROR, WARNING, Hit, rule
from assessments.domain.checker.places import project_place, row_place
from assessments.domain.checker.study import Study
from assessments.domain.exercise_limits import ADVISED, LENGTHS


@rule("STR-01", ERROR, "2.7", _("The matrix has exactly one Goal; yours has %(n)s."))
def goal_is_not_one(study: Study) -> Iterator[Hit]:
    yield from _not_one(study, "goal")


@rule("STR-02", ERROR, "2.7", _("The matrix has exactly one Purpose; yours has %(n)s."))
def purpose_is_not_one(study: Study) -> Iterator[Hit]:
    yield from _not_one(study, "purpose")


def _not_one(study: Study, level: str) -> Iterator[Hit]:
    found = study.at(level)
    if len(found) != 1:
        also = tuple(row_place(row) for row in found)
        yield Hit(project_place(level), {"n": len(found)}, also)


@rule(
    "STR-03",
    ERROR,
    "2.7",
    _("Add the Components: the goods or services that the project delivers."),
)
def components_are_missing(study: Study) -> Iterator[Hit]:
    if not study.at("component"):
        yield Hit(project_place("components"))


@rule("STR-04", WARNING, "2.7", _("2 to 6 Components are recommended; yours are %(n)s."))
def components_are_few_or_many(study: Study) -> Iterator[Hit]:
    count, advised = len(study.at("component")), ADVISED["components"]
    if count and not advised.least <= count <= advised.most:
        yield Hit(project_place("components"), {"n": count})


@rule("STR-05", ERROR, "2.7", _("Add at least one Activity to Component %(code)s."))
def component_has_no_activity(study: Study) -> Iterator[Hit]:
    for component in study.at("component"):
        if not study.activities_of(component):
            yield Hit(row_place(component, "activities"), {"code": component.code})


@rule(
    "STR-06",
    WARNING,
    "2.7",
    _("2 to 6 Activities per Component are recommended; those of %(code)s are %(n)s."),
)
def activities_are_few_or_many(study: Study) -> Iterator[Hit]:
    advised = ADVISED["activities"]
    for component in study.at("component"):
        count = len(study.activities_of(component))
        if count and not advised.least <= count <= advised.most:
            words = {"code": component.code, "n": count}
            yield Hit(row_place(component, "activities"), words)


@rule(
    "STR-07",
    ERROR,
    "2.7",
    _("The code %(value)s does not match the place of the row, which makes it %(code)s."),
)
def code_does_not_match_the_place(study: Study) -> Iterator[Hit]:
    components = {row.key for row in study.at("component")}
    for row in study.facts.rows:
        is_orphan = row.level == "activity" and row.parent not in components
        if is_orphan or (row.given_code and row.given_code.upper() != row.code):
            words = {"value": row.given_code or "—", "code": row.code}
            yield Hit(row_place(row, "code"), words)


@rule(
    "STR-08",
    ERROR,
    "2.7",
    _("Write the narrative summary of %(code)s: it has fewer than %(n)s characters."),
)
def narrative_is_short(study: Study) -> Iterator[Hit]:
    least = LENGTHS["row"]["narrative"].least
    for row in study.facts.rows:
        if len(row.narrative) < least:
            yield Hit(row_place(row), {"code": row.code, "n": least})
