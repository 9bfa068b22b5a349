from dataclasses import replace

import pytest

from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.mirroring import apply_proposals, mirror_tree, propose_matrix
from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.store import records_of
from assessments.domain.exercise.writing import write_facts
from assessments.domain.project import project_of
from courses.domain.goals import load_goals
from lms.lib.errors import RuleViolation
from tests.assessments.domain.checker.projects import demo
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def project(person):
    """The worked example with its trees and alternatives, and an empty matrix."""
    load_goals()
    project = project_of(EnrolmentFactory())
    facts = read_project(demo())
    write_facts(
        project,
        replace(
            facts,
            rows=(),
            budget_lines=(),
            monitoring=(),
            sdg_links=(),
            left_behind=(),
            approaches=(),
        ),
        by=person,
    )
    for level in ("goal", "purpose"):
        save_record(project, "row", None, {"level": level}, by=person)
    return project


def test_the_mirror_has_every_problem_in_scope_with_empty_words(person):
    load_goals()
    project = project_of(EnrolmentFactory())
    write_facts(
        project, replace(read_project(demo()), objectives=(), alternatives=(), rows=()), by=person
    )

    made = mirror_tree(project, by=person)

    facts = facts_of(project)
    kinds = {"central": "central", "cause": "means", "effect": "end"}
    in_scope = [each for each in facts.problems if not each.is_out_of_scope]
    assert [(o.problem, o.kind, o.text) for o in facts.objectives] == [
        (p.key, kinds[p.kind], "") for p in in_scope
    ]
    parents = {each.key: each.parent for each in facts.problems}
    problem_of = {each.key: each.problem for each in facts.objectives} | {"": ""}
    assert all(problem_of[o.parent] == parents[o.problem] for o in facts.objectives)
    assert len(made) == len(in_scope)
    assert mirror_tree(project, by=person) == []


def test_the_mirror_keeps_what_is_written_and_adds_what_is_new(project, person):
    words = [each.text for each in facts_of(project).objectives]
    save_record(project, "problem", None, {"kind": "cause", "text": "Una causa nueva"}, by=person)

    (new,) = mirror_tree(project, by=person)

    assert new.problem_node.text == "Una causa nueva"
    assert sorted(each.text for each in facts_of(project).objectives) == sorted([*words, ""])


def test_without_a_central_problem_there_is_nothing_to_mirror(person):
    with pytest.raises(RuleViolation) as refusal:
        mirror_tree(project_of(EnrolmentFactory()), by=person)

    assert refusal.value.code == "no_parent"


def test_a_tree_proposes_purpose_components_and_activities(project):
    proposals = propose_matrix(project)

    assert [(each.level, each.is_new) for each in proposals] == [
        ("purpose", True),
        *[("component", True), ("activity", True)] * 3,
    ]
    assert propose_matrix(project_of(EnrolmentFactory())) == ()


def test_only_means_of_the_chosen_alternative_become_components(project, person):
    water_by_truck = project.alternatives.get(is_selected=False)
    save_record(project, "alternative", water_by_truck.public_id, {"is_selected": True}, by=person)

    levels = [each.level for each in propose_matrix(project)]

    assert levels == ["purpose", "component", "activity"]


def test_applied_proposals_fill_the_matrix_and_are_not_made_twice(project, person):
    chosen = {each.objective for each in propose_matrix(project)}

    apply_proposals(project, chosen, by=person)

    facts = facts_of(project)
    assert [row.code for row in facts.rows] == ["F", "P", "C1", "A1.1", "C2", "A2.1", "C3", "A3.1"]
    texts = {each.key: each.text for each in facts.objectives}
    assert all(row.narrative == texts[row.objective] for row in facts.rows[1:])
    assert apply_proposals(project, chosen, by=person) == []
    assert facts_of(project) == facts


def test_a_written_cell_is_never_overwritten(project, person):
    purpose = project.rows.get(level="purpose")
    save_record(project, "row", purpose.public_id, {"narrative": "Lo que escribí."}, by=person)

    apply_proposals(project, {each.objective for each in propose_matrix(project)}, by=person)

    purpose.refresh_from_db()
    assert purpose.narrative == "Lo que escribí."


def test_an_activity_does_not_come_without_its_component(project, person):
    activities = {e.objective for e in propose_matrix(project) if e.level == "activity"}

    assert apply_proposals(project, activities, by=person) == []
    assert not records_of(project, "row").filter(level="activity").exists()
