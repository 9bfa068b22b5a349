"""VER: whether each row follows from the one below and from the trees (step 2.7)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.findings import ADVICE, ERROR, HINT, WARNING, Hit, rule
from assessments.domain.checker.places import project_place, row_place
from assessments.domain.checker.study import Study
from assessments.domain.checker.words import jaccard, overlap

CHECKS = ("activities_to_components", "components_to_purpose", "purpose_to_goal")
DRIFTED, REPEATED, COPIED = 0.30, 0.60, 0.70


@rule(
    "VER-01",
    ERROR,
    "2.7",
    _("Component %(code)s does not come from a means of the alternative that you chose."),
)
def component_comes_from_no_means(study: Study) -> Iterator[Hit]:
    chosen = {means for each in study.selected for means in each.means}
    for component in study.at("component"):
        if component.objective not in chosen or component.objective not in study.objectives:
            yield Hit(row_place(component, "objective"), {"code": component.code})


@rule("VER-02", ERROR, "2.7", _("Link the Purpose with the central objective of the tree."))
def purpose_comes_from_no_centre(study: Study) -> Iterator[Hit]:
    for purpose in study.at("purpose"):
        node = study.objectives.get(purpose.objective)
        if node is None or node.kind != "central":
            yield Hit(row_place(purpose, "objective"))


@rule(
    "VER-03",
    WARNING,
    "2.7",
    _("Check the Purpose: it seems to have drifted from the central objective."),
    kind=HINT,
)
def purpose_has_drifted(study: Study) -> Iterator[Hit]:
    centre = study.central_objective
    stems = study.said(centre.text).stems if centre else frozenset()
    for purpose in study.at("purpose"):
        own = study.said(purpose.narrative).stems
        if own and stems and overlap(own, stems) < DRIFTED:
            yield Hit(row_place(purpose))


@rule(
    "VER-04",
    WARNING,
    "2.7",
    _(
        "Check the Purpose: it seems to repeat Component %(code)s. It is the effect of the "
        "Components."
    ),
    kind=HINT,
)
def purpose_repeats_a_component(study: Study) -> Iterator[Hit]:
    for purpose in study.at("purpose"):
        own = study.said(purpose.narrative).stems
        for component in study.at("component"):
            if jaccard(own, study.said(component.narrative).stems) >= REPEATED:
                yield Hit(row_place(purpose), {"code": component.code}, (row_place(component),))


@rule(
    "VER-05",
    WARNING,
    "2.7",
    _("Check the Goal: it seems to repeat the Purpose. It is a higher objective."),
    kind=HINT,
)
def goal_repeats_the_purpose(study: Study) -> Iterator[Hit]:
    for goal in study.at("goal"):
        bare = study.said(goal.narrative).bare
        for name in ("contribute", "connector"):
            bare = study.language.pattern(name).sub(" ", bare)
        own = study.said(bare).stems
        for purpose in study.at("purpose"):
            if jaccard(own, study.said(purpose.narrative).stems) >= REPEATED:
                yield Hit(row_place(goal), also=(row_place(purpose),))


@rule(
    "VER-06",
    WARNING,
    "2.7",
    _("Check Activity %(code)s: it seems to repeat its Component."),
    kind=HINT,
)
def activity_repeats_its_component(study: Study) -> Iterator[Hit]:
    for component in study.at("component"):
        stems = study.said(component.narrative).stems
        for activity in study.activities_of(component):
            if jaccard(study.said(activity.narrative).stems, stems) >= COPIED:
                yield Hit(row_place(activity), {"code": activity.code}, (row_place(component),))


@rule(
    "VER-07",
    ADVICE,
    "2.7",
    _(
        "Read the matrix from the bottom up (“if… and the assumption holds… then…”) and confirm "
        "each step."
    ),
)
def matrix_was_not_read_upwards(study: Study) -> Iterator[Hit]:
    checked = study.facts.logic_checked
    if not all(checked):
        yield Hit(project_place(CHECKS[checked.index(False)]))
