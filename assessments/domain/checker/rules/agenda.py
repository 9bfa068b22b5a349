"""SDG: which targets of the 2030 Agenda the project serves, and how (step 2.12)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.facts import SdgLink
from assessments.domain.checker.findings import ADVICE, ERROR, WARNING, Hit, Place, rule
from assessments.domain.checker.places import project_place, row_place
from assessments.domain.checker.study import Study
from assessments.domain.checker.words import targets_beyond_local
from assessments.domain.exercise_limits import COUNTS, LENGTHS
from courses.domain.goals import target_codes


@rule("SDG-01", ERROR, "2.12", _("Link the project with at least one target of its main SDG."))
def main_goal_has_no_target(study: Study) -> Iterator[Hit]:
    main = study.facts.primary_goal
    if main is None:
        yield Hit(project_place("primary_goal"))
    elif not any(link.goal == str(main) for link in study.facts.sdg_links):
        yield Hit(project_place("sdg_links"))


@rule("SDG-02", ERROR, "2.12", _("The 2030 Agenda has no target “%(value)s”."))
def target_does_not_exist(study: Study) -> Iterator[Hit]:
    for link in study.facts.sdg_links:
        if link.target not in target_codes():
            yield Hit(_place(link, "target"), {"value": link.target})


@rule("SDG-03", WARNING, "2.12", _("Prioritise: at most 5 targets, of at most 3 SDGs."))
def targets_are_many(study: Study) -> Iterator[Hit]:
    targets = {link.target for link in study.facts.sdg_links}
    goals = {link.goal for link in study.facts.sdg_links}
    if len(targets) > COUNTS["sdg_links"].most or len(goals) > COUNTS["sdg_goals"].most:
        yield Hit(project_place("sdg_links"))


@rule(
    "SDG-04",
    WARNING,
    "2.12",
    _("Explain how the project contributes to target %(value)s, directly or indirectly."),
)
def contribution_is_not_explained(study: Study) -> Iterator[Hit]:
    least = LENGTHS["sdg_link"]["rationale"].least
    for link in study.facts.sdg_links:
        if link.contribution_type not in {"direct", "indirect"}:
            yield Hit(_place(link, "contribution_type"), {"value": link.target})
        elif len(link.rationale) < least:
            yield Hit(_place(link, "rationale"), {"value": link.target})


@rule("SDG-05", WARNING, "2.12", _("Link the Purpose with at least one SDG target."))
def purpose_serves_no_target(study: Study) -> Iterator[Hit]:
    linked = {row for link in study.facts.sdg_links for row in link.rows}
    purposes = study.at("purpose")
    if purposes and linked.isdisjoint(row.key for row in purposes):
        yield Hit(row_place(purposes[0], "sdg_links"))


@rule(
    "SDG-06",
    ADVICE,
    "2.12",
    _("Name at least one synergy or trade-off with another dimension of development."),
)
def no_interaction_is_named(study: Study) -> Iterator[Hit]:
    """Ask for one interaction between two targets.

    Which dimension a target belongs to (social, economic, environmental) is the team's to argue:
    6.1 and 6.4 are of one goal, and the first is social and the second environmental.
    """
    known = target_codes()
    if not any(
        each.from_target != each.to_target and known.issuperset((each.from_target, each.to_target))
        for each in study.facts.interactions
    ):
        yield Hit(project_place("interactions"))


@rule(
    "SDG-07",
    ADVICE,
    "2.12",
    _("Target %(value)s is beyond the reach of a local project: its contribution is indirect."),
)
def target_is_beyond_reach(study: Study) -> Iterator[Hit]:
    for link in study.facts.sdg_links:
        if link.contribution_type == "direct" and link.target in targets_beyond_local():
            yield Hit(_place(link, "contribution_type"), {"value": link.target})


def _place(link: SdgLink, field: str) -> Place:
    return Place("sdg_link", link.key, link.target, field)
