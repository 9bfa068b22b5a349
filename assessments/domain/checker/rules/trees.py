"""TRE: the problem tree and its mirror, the objectives tree (steps 2.3 and 2.4)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.findings import ADVICE, ERROR, HINT, WARNING, Hit, rule
from assessments.domain.checker.places import node_place, project_place
from assessments.domain.checker.study import Study
from assessments.domain.exercise_limits import COUNTS, LENGTHS

QUOTED = 90  # Characters of a text that a message repeats.


@rule("TRE-01", ERROR, "2.3", _("The tree has exactly one central problem; yours has %(n)s."))
def central_problem_is_not_one(study: Study) -> Iterator[Hit]:
    found = study.central_problems
    if len(found) != 1:
        also = tuple(node_place(node) for node in found)
        yield Hit(project_place("problem_tree"), {"n": len(found)}, also)


@rule("TRE-02", ERROR, "2.3", _("Add at least two direct causes and two direct effects."))
def direct_causes_or_effects_are_few(study: Study) -> Iterator[Hit]:
    centres = {node.key for node in study.central_problems}
    for kind, name in (("cause", "causes"), ("effect", "effects")):
        direct = [
            node for node in study.facts.problems if node.kind == kind and node.parent in centres
        ]
        if len(direct) < COUNTS[name].least:
            yield Hit(project_place(name))
            return


@rule(
    "TRE-03",
    WARNING,
    "2.3",
    _(
        "Check “%(text)s”: it names a solution that is missing. Describe the negative situation "
        "that exists."
    ),
    kind=HINT,
)
def problem_is_an_absence(study: Study) -> Iterator[Hit]:
    for node in study.facts.problems:
        if node.kind in {"central", "cause"} and study.finds("absence", node.text):
            yield Hit(node_place(node), {"text": node.text[:QUOTED]})


@rule(
    "TRE-04",
    WARNING,
    "2.3",
    _("Check the central problem: it does not seem to name the population that lives it."),
    kind=HINT,
)
def problem_names_no_population(study: Study) -> Iterator[Hit]:
    population = study.said(study.facts.population.description).stems
    for node in study.central_problems:
        stems = study.said(node.text).stems
        if population and stems and not population & stems:
            yield Hit(node_place(node))


@rule("TRE-05", ERROR, "2.3", _("%(code)s is not connected with the central problem."))
def node_hangs_on_nothing(study: Study) -> Iterator[Hit]:
    connected = {node.key for node in study.central_problems}
    waiting = list(connected)
    while waiting:
        for node in study.problem_children.get(waiting.pop(), ()):
            if node.key not in connected:
                connected.add(node.key)
                waiting.append(node.key)
    for node in study.facts.problems:
        if node.kind != "central" and node.key not in connected:
            yield Hit(node_place(node, "parent"), {"code": node.code})


@rule(
    "TRE-06",
    ERROR,
    "2.4",
    _("%(code)s has no objective of its own, nor a reason to stay out of the project."),
)
def problem_has_no_objective(study: Study) -> Iterator[Hit]:
    least = LENGTHS["problem"]["out_of_scope_reason"].least
    for node in study.facts.problems:
        is_left_out = (
            node.kind == "cause" and node.is_out_of_scope and len(node.out_of_scope_reason) >= least
        )
        if node.key not in study.objective_of and not is_left_out:
            yield Hit(node_place(node, "objective"), {"code": node.code})


@rule(
    "TRE-07",
    ERROR,
    "2.4",
    _("Objective %(code)s does not stand where its problem stands in the tree."),
)
def objective_stands_elsewhere(study: Study) -> Iterator[Hit]:
    for objective in study.facts.objectives:
        problem = study.problems.get(objective.problem)
        if problem is None:
            continue
        above = study.objective_of.get(problem.parent)
        expected = above.key if above else ""
        if (above or problem.kind == "central") and objective.parent != expected:
            yield Hit(node_place(objective, "parent"), {"code": objective.code})


@rule(
    "TRE-08",
    WARNING,
    "2.4",
    _("Check objective %(code)s: it should state a positive situation, already achieved."),
    kind=HINT,
)
def objective_is_not_positive(study: Study) -> Iterator[Hit]:
    for objective in study.facts.objectives:
        problem = study.problems.get(objective.problem)
        repeats = problem and objective.text and study.same(objective.text, problem.text)
        if repeats or study.finds("negation", objective.text):
            yield Hit(node_place(objective), {"code": objective.code})


@rule("TRE-09", ADVICE, "2.3", _("Go deeper: why does cause %(code)s happen?"))
def cause_has_no_cause(study: Study) -> Iterator[Hit]:
    centres = {node.key for node in study.central_problems}
    for node in study.facts.problems:
        is_direct = node.kind == "cause" and node.parent in centres
        if is_direct and not node.is_out_of_scope:
            causes = study.problem_children.get(node.key, ())
            if not any(child.kind == "cause" for child in causes):
                yield Hit(node_place(node), {"code": node.code})
