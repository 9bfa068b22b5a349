"""A project written from facts says what the facts say, and comes back the same."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.domain.checker import facts as of
from assessments.domain.checker.codes import numbered_tree
from assessments.domain.checker.reading import read_project
from assessments.domain.checker.references import with_codes
from assessments.domain.checker.writing import to_dict
from assessments.domain.exercise.deletions import deletions_of, restore_record
from assessments.domain.exercise.facts import facts_of, matrix_facts_of
from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.store import records_of
from assessments.domain.exercise.writing import write_facts
from assessments.domain.project import project_of
from assessments.models import Deletion
from courses.domain.goals import load_goals
from tests.assessments.domain.checker.projects import demo, demo_projects, spoiled_projects
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db
DEMOS = [pytest.param(project, id=project["id"]) for project in demo_projects()]


@pytest.fixture
def project():
    load_goals()
    return project_of(EnrolmentFactory())


@pytest.fixture
def person():
    return UserFactory()


def without_keys(facts):
    """Return the facts as people read them: codes instead of keys, nodes by their codes."""
    facts = with_codes(facts)

    def bare(things):
        return tuple(replace(each, key="") for each in things)

    def by_code(nodes):
        return tuple(sorted(bare(nodes), key=lambda node: node.code))

    lines = {row.key: row.code for row in facts.rows}
    rows = tuple(
        replace(
            row,
            key="",
            parent=lines.get(row.parent, row.parent),
            indicators=tuple(replace(i, key="", means=bare(i.means)) for i in row.indicators),
            assumptions=bare(row.assumptions),
        )
        for row in facts.rows
    )
    return replace(
        facts,
        key="",
        stakeholders=bare(facts.stakeholders),
        problems=by_code(replace(node, code=node.code) for node in facts.problems),
        objectives=by_code(facts.objectives),
        alternatives=bare(facts.alternatives),
        rows=rows,
        budget_lines=tuple(
            replace(line, key="", activity=lines.get(line.activity, line.activity))
            for line in facts.budget_lines
        ),
        sdg_links=bare(facts.sdg_links),
        plans=bare(facts.plans),
        left_behind=bare(facts.left_behind),
    )


def renumbered(facts):
    """Return the facts with the codes of their trees derived from the order."""
    return replace(
        facts,
        problems=tuple(replace(node, code="") for node in facts.problems),
        objectives=tuple(replace(node, code="") for node in facts.objectives),
    )


def comparable(facts):
    bare = renumbered(facts)
    return without_keys(
        replace(
            bare,
            problems=numbered_tree(bare.problems),
            objectives=numbered_tree(bare.objectives),
        )
    )


@pytest.mark.parametrize("demo_project", DEMOS)
def test_a_worked_example_comes_back_as_it_was_written(demo_project, project, person):
    facts = read_project(demo_project)

    misfits = write_facts(project, facts, by=person)

    assert misfits == ()
    assert comparable(facts_of(project)) == comparable(facts)


def test_writing_the_same_again_changes_nothing(project, person):
    write_facts(project, read_project(demo()), by=person)
    before = facts_of(project)

    write_facts(project, before, by=UserFactory())

    assert facts_of(project) == before
    assert {each.version for each in records_of(project, "indicator")} == {1}
    assert not deletions_of(project).exists()


def test_exported_and_imported_again_is_no_change(project, person):
    write_facts(project, read_project(demo()), by=person)
    before = facts_of(project)

    misfits = write_facts(project, read_project(to_dict(before)), by=person)

    assert misfits == ()
    assert facts_of(project) == before


def test_only_what_differs_gets_a_new_version(project, person):
    write_facts(project, read_project(demo()), by=person)
    facts = facts_of(project)
    first, *others = facts.stakeholders

    write_facts(
        project, replace(facts, stakeholders=(replace(first, influence=1), *others)), by=person
    )

    versions = [each.version for each in records_of(project, "stakeholder")]
    assert versions == [2, *[1] * len(others)]


def test_another_order_moves_and_rewrites_nothing(project, person):
    write_facts(project, read_project(demo()), by=person)
    facts = facts_of(project)

    write_facts(project, replace(facts, stakeholders=facts.stakeholders[::-1]), by=person)

    assert facts_of(project).stakeholders == facts.stakeholders[::-1]
    assert {each.version for each in records_of(project, "stakeholder")} == {1}


def test_what_an_import_replaced_can_be_brought_back_as_it_was(project, person):
    write_facts(project, read_project(demo("demo-cso")), by=person)
    before = facts_of(project)
    comment_stays_with = project.rows.get(level="goal")

    write_facts(project, read_project(demo()), by=person)
    assert project.rows.get(level="goal") == comment_stays_with
    restore_record(project, deletions_of(project).get().public_id, by=person)

    assert comparable(facts_of(project)) == comparable(before)
    assert [row.key for row in facts_of(project).rows] == [row.key for row in before.rows]
    # What the undo replaced can be brought back as well.
    assert deletions_of(project).count() == 1


def test_what_does_not_fit_is_left_out_and_named(project, person):
    said = demo()
    said["title"] = "x" * 200
    said["stakeholders"] = [{"name": f"Actor {n}"} for n in range(31)]
    said["sdg"]["links"].append({"target": "6.99", "contribution": "direct"})
    said["sdg"]["links"][0]["rows"] = ["C9"]
    said["problem_tree"]["causes"].append({"id": "K9", "parent": "K8", "text": "Huérfana"})
    facts = read_project(said)

    misfits = write_facts(project, facts, by=person)

    assert [(m.kind, m.field, m.refusal.code) for m in misfits] == [
        ("project", "title", "too_long"),
        ("stakeholder", "", "too_many"),
        ("problem", "", "reference"),
        ("sdg_link", "rows", "reference"),
        ("sdg_link", "", "reference"),
    ]
    stored = facts_of(project)
    assert (stored.title, len(stored.stakeholders), len(stored.sdg_links)) == ("", 30, 4)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=spoiled_projects())
def test_any_file_is_stored_as_far_as_it_fits_and_then_comes_back(said, project):
    write_facts(project, read_project(said), by=None)
    once = facts_of(project)

    misfits = write_facts(project, read_project(to_dict(once)), by=None)

    assert misfits == ()
    assert facts_of(project) == once


WORDS = st.text(alphabet="aáñÑꞌ=+-@\"'<>& \n\t.,;1", max_size=60)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(WORDS, min_size=6, max_size=6))
def test_words_come_back_as_they_were_kept(texts, project):
    facts = facts_of(project)
    goal, *others = facts.rows
    goal = replace(
        goal, narrative=texts[0], assumptions=(of.Assumption(text=texts[1], is_external=None),)
    )
    facts = replace(
        facts,
        summary=texts[2],
        municipalities=(texts[3] or "Toluca",),
        rows=(goal, *others),
        stakeholders=(of.Stakeholder(name=texts[4], interest=texts[5]),),
    )
    write_facts(project, facts, by=None)
    kept = facts_of(project)

    write_facts(project, read_project(to_dict(kept)), by=None)

    assert facts_of(project) == kept


def test_the_largest_project_is_read_in_few_queries(
    project, person, django_assert_num_queries, django_assert_max_num_queries
):
    write_facts(project, largest(read_project(demo())), by=person)

    with django_assert_num_queries(1):
        facts = facts_of(project)
    with django_assert_num_queries(1):
        matrix_facts_of(project)

    assert len(facts.rows) == 2 + 10 + 120
    assert sum(len(row.indicators) for row in facts.rows) == 3 * 132


def largest(facts):
    """Return the largest legal project: ten components of twelve activities, full rows."""
    goal, purpose, component, activity = (
        next(row for row in facts.rows if row.level == level)
        for level in ("goal", "purpose", "component", "activity")
    )

    def full(row, key, parent=""):
        indicator = row.indicators[0]
        return replace(
            row,
            key=key,
            parent=parent,
            indicators=tuple(
                replace(
                    indicator,
                    key=f"{key}-{n}",
                    means=tuple(
                        replace(indicator.means[0], key=f"{key}-{n}-{m}") for m in range(3)
                    ),
                )
                for n in range(3)
            ),
            assumptions=tuple(replace(row.assumptions[0], key=f"{key}-s{n}") for n in range(3)),
        )

    rows = [full(goal, "F"), full(purpose, "P")]
    for number in range(10):
        rows.append(full(component, f"C{number}"))
        rows += [full(activity, f"A{number}.{n}", f"C{number}") for n in range(12)]
    return replace(
        facts,
        rows=tuple(rows),
        budget_lines=(),
        monitoring=(),
        sdg_links=(),
        left_behind=(),
        approaches=(),
    )


def test_a_deletion_of_an_import_is_purged_like_any_other(project, person):
    write_facts(project, read_project(demo("demo-cso")), by=person)
    write_facts(project, read_project(demo()), by=person)
    save_record(project, "project", None, {"title": "Otro título"}, by=person)

    Deletion.objects.get().delete()

    assert len(facts_of(project).rows) == 11
