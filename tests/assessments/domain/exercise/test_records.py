from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from assessments.domain.exercise.records import RecordChanged, save_record
from assessments.domain.exercise.store import empty_values, records_of, values_of
from assessments.domain.exercise.things import THINGS
from assessments.domain.project import project_of
from assessments.models import LogframeProject, Stakeholder, StrategyAlternative
from courses.domain.goals import load_goals
from lms.lib.errors import RuleViolation
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db
ACTOR = {"name": "Comités de agua", "group": "civil_society", "influence": 4}


@pytest.fixture
def project():
    return project_of(EnrolmentFactory())


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def save(project, person):
    def save(kind, record_id=None, /, **values):
        return save_record(project, kind, record_id, values, by=person)

    return save


def refusal_of(call, *arguments, **values):
    with pytest.raises(RuleViolation) as refusal:
        call(*arguments, **values)
    return refusal.value.code


def row(project, level):
    return project.rows.get(level=level).public_id


def test_a_new_record_stands_last_and_remembers_who_wrote_it(project, person, save):
    save("stakeholder", **ACTOR)

    second = save("stakeholder", name="Jurisdicción sanitaria")

    assert [actor.name for actor in records_of(project, "stakeholder")] == [
        "Comités de agua",
        "Jurisdicción sanitaria",
    ]
    assert (second.position, second.version, second.changed_by) == (2, 1, person)
    project.refresh_from_db()
    assert project.last_saved_at == second.changed_at


def test_only_what_was_given_changes(project, person, save):
    actor = save("stakeholder", **ACTOR)

    changed = save("stakeholder", actor.public_id, influence=5)

    thing = THINGS["stakeholder"]
    assert values_of(thing, changed) == empty_values(thing) | ACTOR | {"influence": 5}
    assert changed.version == 2


def test_a_form_sent_twice_makes_one_record(project, person):
    key = uuid4()

    made = [
        save_record(project, "stakeholder", None, ACTOR, by=person, key=key) for _click in range(2)
    ]

    assert made[0] == made[1] == Stakeholder.objects.get()
    assert made[0].public_id == key


def test_a_key_of_another_project_is_replaced(project, person):
    key = uuid4()
    other = project_of(EnrolmentFactory())
    save_record(other, "stakeholder", None, {"name": "Ajeno"}, by=person, key=key)

    mine = save_record(project, "stakeholder", None, ACTOR, by=person, key=key)

    assert mine.public_id != key
    assert [each.name for each in records_of(other, "stakeholder")] == ["Ajeno"]


def test_what_somebody_else_saved_is_not_overwritten(project, person):
    actor = save_record(project, "stakeholder", None, ACTOR, by=person)
    other = UserFactory()
    save_record(
        project, "stakeholder", actor.public_id, {"name": "Suyo"}, by=other, version=actor.version
    )

    with pytest.raises(RecordChanged) as conflict:
        save_record(
            project,
            "stakeholder",
            actor.public_id,
            {"name": "Mío", "influence": 4},
            by=person,
            version=actor.version,
        )

    assert conflict.value.stored == {"name": "Suyo", "influence": 4}
    assert (conflict.value.record.version, conflict.value.record.changed_by) == (2, other)
    assert Stakeholder.objects.get().name == "Suyo"


def test_saying_the_same_again_is_no_conflict_and_no_new_version(project, person):
    actor = save_record(project, "stakeholder", None, ACTOR, by=person)
    for _click in range(2):
        saved = save_record(
            project, "stakeholder", actor.public_id, {"name": " Otro "}, by=person, version=1
        )

    assert saved.version == 2


def test_the_profile_is_a_record_with_the_version_of_the_project(project, person, save):
    saved = save("project", population_target=1850, municipalities=[{"name": "Toluca"}])

    assert (saved, saved.version) == (project, 1)
    assert values_of(THINGS["project"], saved, ["municipalities", "population_target"]) == {
        "municipalities": ({"name": "Toluca"},),
        "population_target": 1850,
    }


@pytest.mark.parametrize(
    "kind", ["stakeholder", "indicator", "problem", "sdg_link", "class_plan", "row", "alternative"]
)
def test_a_record_of_somebody_else_cannot_be_reached(kind, project, person):
    load_goals()
    other = project_of(EnrolmentFactory())
    place = {
        "indicator": {"row": row(other, "goal")},
        "problem": {"kind": "central"},
        "sdg_link": {"target": "6.1"},
        "row": {"level": "component"},
    }.get(kind, {})
    theirs = save_record(other, kind, None, place, by=person)

    assert refusal_of(save_record, project, kind, theirs.public_id, {}, by=person) == "gone"


@pytest.mark.parametrize(
    ("kind", "reference"), [("indicator", "row"), ("assumption", "row"), ("means", "indicator")]
)
def test_a_record_cannot_hang_on_something_of_another_project(kind, reference, project, person):
    other = project_of(EnrolmentFactory())
    theirs = row(other, "goal")
    if reference == "indicator":
        theirs = save_record(other, "indicator", None, {"row": theirs}, by=person).public_id

    code = refusal_of(save_record, project, kind, None, {reference: theirs}, by=person)

    assert code == "no_parent"
    assert not records_of(project, kind).exists()


def test_references_lead_only_to_the_own_project(project, person, save):
    load_goals()
    other = project_of(EnrolmentFactory())
    link = save("sdg_link", target="6.1", rows=[row(project, "purpose")])

    code = refusal_of(save, "sdg_link", link.public_id, rows=[row(other, "purpose")])

    assert code == "reference"
    assert values_of(THINGS["sdg_link"], link, ["rows"]) == {"rows": (row(project, "purpose"),)}


def test_an_indicator_keeps_all_of_its_sheet(project, save):
    said = {
        "name": "Porcentaje de hogares con agua diaria",
        "formula": "(A/B)*100",
        "variables": (
            {"symbol": "A", "name": "Hogares con agua", "unit": "", "source": "Encuesta"},
            {"symbol": "B", "name": "Hogares", "unit": "", "source": ""},
        ),
        "baseline_value": Decimal("46.5"),
        "period_targets": (
            {"period": "2026", "value": Decimal(55)},
            {"period": "2027", "value": Decimal(80)},
        ),
        "disaggregations": ("sex", "locality"),
        "cremaa": (
            {"criterion": "clarity", "is_met": True, "note": ""},
            {"criterion": "economy", "is_met": False, "note": "La encuesta es cara."},
        ),
    }
    indicator = save("indicator", row=row(project, "purpose"), **said)

    assert values_of(THINGS["indicator"], indicator) == empty_values(THINGS["indicator"]) | said


def test_each_indicator_and_means_of_a_row_is_a_record_of_its_own(project, save):
    first, second = (
        save("indicator", row=row(project, "purpose"), name=f"Indicador número {number}")
        for number in (1, 2)
    )
    means = [save("means", indicator=second.public_id, source_name=f"Acta {n}") for n in (1, 2)]

    save("indicator", first.public_id, unit="porcentaje")

    assert [each.position for each in (first, second, *means)] == [1, 2, 1, 2]
    assert [each.version for each in records_of(project, "indicator")] == [2, 1]


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("stakeholder", 30),
        ("alternative", 6),
        ("indicator", 5),
        ("assumption", 3),
        ("evaluation", 4),
        ("class_plan", 1),
    ],
)
def test_there_can_be_no_more_than_the_limit(kind, most, project, save):
    place = {"row": row(project, "goal")} if kind in {"indicator", "assumption"} else {}
    for _number in range(most):
        save(kind, **place)

    assert refusal_of(save, kind, **place) == "too_many"
    assert records_of(project, kind).count() == most


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("approach", {"principle": "gender"}),
        ("sdg_link", {"target": "6.1"}),
        ("criterion", {"key": "impact"}),
    ],
)
def test_some_things_are_there_only_once(kind, values, project, save):
    load_goals()
    save(kind, **values)

    assert refusal_of(save, kind, **values) == "twice"


def test_choosing_an_alternative_leaves_the_one_chosen_before(project, save):
    first = save("alternative", name="Rehabilitar las redes", is_selected=True)

    save("alternative", name="Repartir agua en pipas", is_selected=True)

    chosen = StrategyAlternative.objects.filter(is_selected=True)
    assert [each.name for each in chosen] == ["Repartir agua en pipas"]
    first.refresh_from_db()
    assert first.version == 2


def test_scores_are_kept_by_criterion(project, save):
    impact, cost = (save("criterion", key=key, weight=50) for key in ("impact", "cost"))
    said = (
        {"criterion": impact.public_id, "score": 5},
        {"criterion": cost.public_id, "score": 2},
    )

    alternative = save("alternative", name="Rehabilitar las redes", scores=said)

    assert values_of(THINGS["alternative"], alternative, ["scores"]) == {"scores": said}


def test_a_criterion_of_ones_own_gets_a_key(save):
    keys = [save("criterion", name=name).key for name in ("Aceptación", "Plazo")]

    assert keys == ["criterion-1", "criterion-2"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "no_parent"),
        ({"cross_cutting_kind": "mel", "activity": "purpose"}, "no_parent"),
        ({"activity": "purpose"}, "no_parent"),
    ],
)
def test_a_cost_is_of_an_activity_or_of_the_whole(values, code, project, save):
    values = {k: row(project, v) if k == "activity" else v for k, v in values.items()}

    assert refusal_of(save, "budget_line", **values) == code


def test_a_project_ends_after_it_starts_and_within_six_years(project, save):
    save("project", period_start=date(2025, 3, 1))

    for end in (date(2025, 3, 1), date(2024, 1, 1), date(2031, 3, 1)):
        assert refusal_of(save, "project", period_end=end) == "period"
    assert save("project", period_end=date(2031, 2, 1)).period_end == date(2031, 2, 1)


def test_a_plan_does_not_end_before_it_begins(save):
    assert refusal_of(save, "plan", start_year=2027, end_year=2024) == "period"


@pytest.mark.parametrize(
    ("state", "cohort_state", "code"),
    [
        ("submitted", "open", "handed_in"),
        ("approved", "open", "approved"),
        ("draft", "closed", "closed"),
    ],
)
def test_nothing_is_saved_once_handed_in_or_closed(state, cohort_state, code, project, save):
    LogframeProject.objects.filter(pk=project.pk).update(state=state)
    project.cohort.state = cohort_state
    project.cohort.save(update_fields=["state"])

    assert refusal_of(save, "stakeholder", **ACTOR) == code
    assert not Stakeholder.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"level": "component", "narrative": "x" * 1_000_000},
        {"level": "activity", "parent": uuid4()},
        {"level": "activity"},
        {"level": "component", "parent": uuid4()},
        {"level": "summit"},
        {"level": "goal"},
        {"level": "component", "project": 1},
        {"level": "component", "deletion_id": 1},
    ],
)
def test_a_made_up_form_leaves_the_database_as_it_was(values, project, save):
    assert refusal_of(save, "row", **values)

    assert {each.level for each in records_of(project, "row")} == {"goal", "purpose"}
    assert records_of(project, "row").count() == 2
