"""The state of the steps says the same as their pages do."""

from datetime import date

import pytest

from assessments.domain.exercise.listing import Reader
from assessments.domain.exercise.progress import stages_of
from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.steps import STEPS
from assessments.domain.matrix import save_part
from assessments.domain.project import matrix_of, project_of, save_cell
from courses.models import Goal, Target
from tests.assessments.projects import written_project
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return project_of(EnrolmentFactory())


def states_of(project):
    return {
        state.step.slug: (state.written, state.unfinished, state.lacking)
        for stage in stages_of(project, matrix_of(project), dues={})
        for state in stage.steps
    }


def test_nothing_is_begun_in_a_new_project(project):
    stages = stages_of(project, matrix_of(project), dues={})

    assert [str(stage.deliverable) for stage in stages] == ["E1", "E2", "E3", "E4", "E5"]
    assert not any(state.is_begun or state.is_done for stage in stages for state in stage.steps)


def test_short_texts_and_empty_choices_are_unfinished(project):
    whole = {
        "name": "Comités",
        "group": "civil_society",
        "interest": "Que siga el servicio",
        "stance": "neutral",
        "influence": 3,
        "interest_level": 4,
    }
    for values in (whole, whole | {"interest": "Que"}, whole | {"stance": ""}):
        save_record(project, "stakeholder", None, values, by=None)

    assert states_of(project)["involucrados"] == (3, 2, 1)


def test_an_approach_that_does_not_apply_needs_its_reason_only(project):
    said = {"principle": "interculturality", "is_not_applicable": True}
    approach = save_record(project, "approach", None, said, by=None)
    assert states_of(project)["enfoques"] == (1, 1, 0)

    reason = {"justification": "No viven pueblos indígenas en el territorio, según el censo."}
    save_record(project, "approach", approach.public_id, reason, by=None)

    assert states_of(project)["enfoques"] == (1, 0, 0)


def test_states_agree_with_what_the_pages_of_the_steps_say(project):
    goal = Goal.objects.create(number=6, name_es="Agua", name_en="Water")
    Target.objects.create(code="6.1", goal=goal, position=1, label_es="M", label_en="T")
    for kind, values in (
        ("evidence_source", {"title": "Censo", "institution": "INEGI", "year": 2020}),
        ("stakeholder", {"name": "Comités"}),
        ("criterion", {"key": "impact", "weight": 30}),
        ("alternative", {"name": "Rehabilitar las redes"}),
        ("sdg_link", {"target": "6.1", "contribution_type": "direct"}),
        ("plan", {"name": "Plan municipal", "instrument_type": ""}),
        ("left_behind", {"group": "Mujeres", "factors": ("geography",)}),
        ("approach", {"principle": "human_rights", "text": "x" * 90, "right": "Al agua"}),
        ("evaluation", {"kind": "impact"}),
        ("class_plan", {"subject": "Estadística"}),
    ):
        save_record(project, kind, None, values, by=None)
    states = states_of(project)
    reader = Reader(project)

    for step in STEPS:
        if step.slug in states:
            tables = reader.tables(step)
            unfinished = sum(
                len(each.missing) if table.is_profile else bool(each.missing)
                for table in tables
                for each in table.records
            )
            assert (step.slug, states[step.slug][1]) == (step.slug, unfinished)


def test_what_is_missing_in_the_matrix_comes_before_the_final_project():
    _enrolment, project = written_project()
    rows = matrix_of(project).rows
    component, activity = rows[2].id, rows[3].id
    save_cell(project, rows[0].id, "assumption", by=None, values={})

    def narrative():
        return stages_of(project, matrix_of(project), dues={})[2]

    assert (narrative().missing, narrative().is_done) == (2, False)
    months = {"start": date(2026, 1, 1), "end": date(2026, 6, 1), "responsible": "Obras"}
    save_part(project, activity, "narrative", activity, by=None, values=months)
    given = {"delivered_to": "population"}
    save_part(project, component, "narrative", component, by=None, values=given)

    # A row without an assumption keeps nobody back.
    assert (narrative().cells, narrative().is_done) == ((7, 8), True)
