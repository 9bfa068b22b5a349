"""The descriptions of the fields agree with the tables, the limits, the facts and the courses."""

from dataclasses import fields as facts_fields

import pytest
import yaml
from django.conf import settings
from django.utils import translation

from assessments.domain.checker import facts
from assessments.domain.exercise.kinds import SEVERAL, Sort
from assessments.domain.exercise.lessons import LESSONS, lesson_for
from assessments.domain.exercise.things import THINGS, things_of
from assessments.domain.exercise_limits import LENGTHS
from assessments.models import Deliverable

FIELDS = [
    pytest.param(thing, field, id=f"{thing.kind}.{field.name}")
    for thing in THINGS.values()
    for field in (*thing.place, *thing.fields)
]
# What a thing is called among the facts, and the fields that are called differently there.
FACTS = {
    "evidence_source": facts.EvidenceSource,
    "stakeholder": facts.Stakeholder,
    "problem": facts.ProblemNode,
    "objective": facts.ObjectiveNode,
    "criterion": facts.StrategyCriterion,
    "alternative": facts.Alternative,
    "row": facts.Row,
    "assumption": facts.Assumption,
    "indicator": facts.Indicator,
    "means": facts.Means,
    "budget_line": facts.BudgetLine,
    "sdg_link": facts.SdgLink,
    "interaction": facts.Interaction,
    "plan": facts.PlanAlignment,
    "left_behind": facts.LeftBehindGroup,
    "approach": facts.Approach,
    "monitoring": facts.MonitoringEntry,
    "evaluation": facts.PlannedEvaluation,
    "class_plan": facts.ClassPlan,
}
OTHER_NAMES = {"stance": "position", "objective_node": "objective"}


@pytest.mark.parametrize(("thing", "field"), FIELDS)
def test_a_text_is_as_long_as_its_column(thing, field):
    if field.length is None:
        return
    column = thing.model._meta.get_field(field.name)

    assert field.length.most == column.max_length


@pytest.mark.parametrize(("thing", "field"), FIELDS)
def test_every_value_has_a_place_in_the_tables(thing, field):
    if field.sort in {Sort.CHOICES, Sort.LIST}:
        names = {column.name for column in field.table.model._meta.get_fields()}
        assert {field.table.owner, field.table.name, *(part.name for part in field.parts)} <= names
    else:
        assert thing.model._meta.get_field(field.name)


@pytest.mark.parametrize("kind", FACTS)
def test_facts_have_every_field_under_the_same_name(kind):
    known = {each.name for each in facts_fields(FACTS[kind])}

    names = {OTHER_NAMES.get(field.name, field.name) for field in THINGS[kind].fields}

    assert names <= known


def test_no_limit_is_written_that_no_field_keeps():
    for kind in LENGTHS.keys() & THINGS.keys():
        described = {field.name for field in THINGS[kind].fields}
        assert LENGTHS[kind].keys() - {"cremaa_note"} <= described, kind


@pytest.mark.parametrize("deliverable", Deliverable.values)
def test_what_a_deliverable_needs_is_short(deliverable):
    for thing in things_of(deliverable):
        needed = thing.needed_for(deliverable)
        assert needed or thing.kind == "interaction", thing.kind


def test_later_deliverables_need_what_earlier_ones_needed():
    row = THINGS["row"]

    assert row.needed_for("E2", "activity") == ()
    assert [field.name for field in row.needed_for("E4", "activity")] == [
        "narrative",
        "objective_node",
        "start",
        "end",
        "responsible",
    ]
    assert "delivered_to" in [field.name for field in row.needed_for("E3", "component")]


def test_labels_and_choices_are_in_the_language_of_the_page():
    field = THINGS["stakeholder"].field("stance")

    with translation.override("en"):
        english = (str(field.label), str(field.choices[0][1]))
    with translation.override("es-mx"):
        spanish = (str(field.label), str(field.choices[0][1]))

    assert english == ("Position", "Strongly in favour")
    assert spanish == ("Posición", "Muy a favor")


@pytest.mark.parametrize("course", LESSONS)
def test_every_step_leads_to_a_lesson_of_the_course(course):
    path = settings.BASE_DIR / "courses" / "content" / course / "course.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    codes = {lesson["code"] for module in content["modules"] for lesson in module["lessons"]}

    assert set(LESSONS[course].values()) <= codes
    assert lesson_for("2.7", course=course) in codes


def test_a_course_without_the_step_has_no_lesson_for_it():
    assert lesson_for("2.16", course="public_servants") == ""
    assert lesson_for("2.7", course="tutor_training") == ""


def test_several_values_are_never_a_column():
    assert {
        field.sort for _t, field in (case.values for case in FIELDS) if not field.is_column
    } == set(SEVERAL)
