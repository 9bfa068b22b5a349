"""The pages of the steps: forms made from the catalogue, conflicts, deleting and the bin."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.domain.exercise.records import find_record, save_record
from assessments.domain.exercise.steps import SECTIONS, STEPS
from assessments.domain.exercise.store import records_of
from assessments.domain.matrix import add_row
from assessments.domain.project import project_of
from courses.models import Goal, Target
from tests.assessments.projects import written_project
from tests.factories import (
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ACTOR = {"name": "Comités de agua", "group": "civil_society", "influence": "4"}


@pytest.fixture
def target():
    goal = Goal.objects.create(number=6, name_es="Agua limpia", name_en="Clean water")
    return Target.objects.create(code="6.1", goal=goal, position=1, label_es="M", label_en="T")


def at(name, enrolment, *args):
    return reverse(f"assessments:{name}", args=[enrolment.cohort.code, *args])


def actor_of(project, **values):
    return save_record(project, "stakeholder", None, {"name": "Comités"} | values, by=None)


# Who may open what


@pytest.mark.parametrize(
    ("page", "args"),
    [
        ("step", ["involucrados"]),
        ("record-add", ["actor"]),
        ("profile-edit", []),
        ("project-bin", []),
    ],
)
def test_pages_of_the_steps_are_for_those_who_study_in_the_cohort(client, enrolment, page, args):
    outsiders = [
        EnrolmentFactory().participant,
        EnrolmentFactory(cohort=enrolment.cohort, status="withdrawn").participant,
        MembershipFactory(organisation=enrolment.cohort.host).person,
        UserFactory(is_superuser=True),
    ]
    for person in outsiders:
        client.force_login(person)
        assert client.get(at(page, enrolment, *args)).status_code == 404

    client.force_login(enrolment.participant)
    assert client.get(at(page, enrolment, *args)).status_code == 200


def test_tutor_and_team_read_and_nobody_else(client, enrolment, project):
    actor_of(project, interest="Que el servicio siga con tarifas justas")
    address = reverse("assessments:project-read", args=[project.public_id, "involucrados"])
    mate = EnrolmentFactory(cohort=enrolment.cohort)
    people = {
        "member": enrolment.participant,
        "tutor": TutorAssignmentFactory(enrolment=enrolment).tutor,
        "team": MembershipFactory(organisation=enrolment.cohort.host).person,
        "mate": mate.participant,
        "tutor of the mate": TutorAssignmentFactory(enrolment=mate).tutor,
    }

    answers = {}
    for name, person in people.items():
        client.force_login(person)
        answers[name] = client.get(address)

    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert statuses == {
        "member": 200, "tutor": 200, "team": 200, "mate": 404, "tutor of the mate": 404,
    }  # fmt: skip
    page = answers["tutor"].content.decode()
    assert "Que el servicio siga con tarifas justas" in page
    assert "eliminar" not in page


def test_records_of_another_project_do_not_exist_here(signed_in, enrolment, project):
    hers = actor_of(project_of(EnrolmentFactory(cohort=enrolment.cohort)))

    answers = [
        signed_in.get(at(page, enrolment, "actor", hers.public_id)).status_code
        for page in ("record-edit", "record-delete")
    ]
    answers += [
        signed_in.post(at(page, enrolment, "actor", hers.public_id), ACTOR).status_code
        for page in ("record-edit", "record-delete", "record-move")
    ]

    assert answers == [404] * 5


@pytest.mark.parametrize("address", ["step", "record-add"])
def test_an_unknown_word_is_not_found(signed_in, enrolment, address):
    assert signed_in.get(at(address, enrolment, "nada")).status_code == 404


# Every kind


@pytest.mark.parametrize("step", [step.slug for step in STEPS])
def test_every_step_opens_empty(signed_in, enrolment, project, step):
    assert signed_in.get(at("step", enrolment, step)).status_code == 200


@pytest.mark.parametrize("section", sorted(SECTIONS.keys() - {"perfil"}))
def test_every_kind_has_a_form(signed_in, enrolment, project, target, section):
    page = signed_in.get(at("record-add", enrolment, section))

    _step, about = SECTIONS[section]
    shown = set(page.context["form"].fields) - {"key", "version"}
    expected = {field.name for field in (*about.thing.place, *about.thing.fields)}
    assert (page.status_code, shown) == (200, expected - set(about.without))


def test_a_record_is_made_once_however_often_it_is_sent(signed_in, enrolment, project):
    sent = ACTOR | {"key": uuid4()}

    answers = [signed_in.post(at("record-add", enrolment, "actor"), sent) for _click in range(2)]

    actor = records_of(project, "stakeholder").get()
    assert (actor.name, actor.group, actor.influence) == ("Comités de agua", "civil_society", 4)
    assert {answer.url for answer in answers} == {
        f"{at('step', enrolment, 'involucrados')}#{actor.public_id}"
    }


def test_one_may_go_on_with_another(signed_in, enrolment, project):
    answer = signed_in.post(at("record-add", enrolment, "actor"), ACTOR | {"go": "another"})

    assert answer.url == at("record-add", enrolment, "actor")


def test_the_profile_keeps_numbers_months_and_municipalities(signed_in, enrolment, project):
    sent = {
        "title": "Agua segura",
        "municipalities": "Tlacolula\n\n Mitla ",
        "population_reference": "9,800",
        "period_start": "2027-01",
        "period_end": "12/2028",
        "currency": "MXN",
        "started_from": "blank",
        "version": 0,
    }

    answer = signed_in.post(at("profile-edit", enrolment), sent)

    project.refresh_from_db()
    assert answer.status_code == 302
    assert (project.population_reference, project.period_start, project.period_end) == (
        9800, date(2027, 1, 1), date(2028, 12, 1),
    )  # fmt: skip
    assert [each.name for each in project.municipalities.all()] == ["Tlacolula", "Mitla"]
    form = signed_in.get(at("profile-edit", enrolment)).context["form"]
    assert form["municipalities"].value() == "Tlacolula\nMitla"
    assert form["period_start"].value() == "2027-01"


def test_a_target_is_linked_to_rows_of_the_matrix(signed_in, enrolment, project, target):
    row = add_row(project, "component", by=enrolment.participant)

    signed_in.post(
        at("record-add", enrolment, "meta"),
        {"target": "6.1", "contribution_type": "direct", "rows": [row.public_id]},
    )

    link = records_of(project, "sdg_link").get()
    page = signed_in.get(at("step", enrolment, "agenda-2030")).content.decode()
    assert (link.target, list(link.rows.all())) == (target, [row])
    assert ("6.1 M" in page, "C1" in page) == (True, True)


def test_a_list_of_lines_is_kept_in_order(signed_in, enrolment, project, target):
    sent = {
        "subject": "Estadística",
        "sdg_targets": ["6.1"],
        "activities-0-text": "Leer los datos",
        "activities-0-minutes": "20",
        "activities-1-text": "",
        "activities-1-minutes": "",
        "activities-2-text": "Proponer",
        "activities-2-minutes": "",
    }

    signed_in.post(at("record-add", enrolment, "plan-de-clase"), sent)

    plan = records_of(project, "class_plan").get()
    assert [(line.text, line.minutes) for line in plan.activities.order_by("position")] == [
        ("Leer los datos", 20), ("Proponer", None),
    ]  # fmt: skip
    form = signed_in.get(at("record-edit", enrolment, "plan-de-clase", plan.public_id)).content
    assert b"Leer los datos" in form


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "x" * 121},
        {"influence": "9"},
        {"group": "nadie"},
    ],
)
def test_what_cannot_be_kept_is_refused_and_stays_in_the_form(signed_in, enrolment, project, wrong):
    sent = ACTOR | {"interest": "Mi texto"} | wrong

    answer = signed_in.post(at("record-add", enrolment, "actor"), sent)

    assert answer.status_code == 422
    assert "Mi texto" in answer.content.decode()
    assert not records_of(project, "stakeholder")


def test_a_period_that_ends_before_it_begins_is_refused_with_its_reason(
    signed_in, enrolment, project
):
    sent = {"title": "Agua", "period_start": "2028-01", "period_end": "2027-01", "version": 0}

    answer = signed_in.post(at("profile-edit", enrolment), sent)

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors().data[0].code == "period"


def test_typed_text_survives_a_project_that_was_handed_in_meanwhile(signed_in, enrolment, project):
    project.state = "submitted"
    project.save()

    answer = signed_in.post(at("record-add", enrolment, "actor"), ACTOR)

    assert answer.status_code == 422
    assert "Comités de agua" in answer.content.decode()


# Two people at once


def test_a_conflict_shows_both_texts_and_who_wrote_the_other(signed_in, enrolment, project):
    actor = actor_of(project)
    other = UserFactory(given_names="Xóchitl")
    save_record(project, "stakeholder", actor.public_id, {"name": "El de ella"}, by=other)

    answer = signed_in.post(
        at("record-edit", enrolment, "actor", actor.public_id),
        {"name": "El mío", "version": actor.version},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert [text in page for text in ("El mío", "El de ella", "Xóchitl")] == [True] * 3
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize(
    ("keep", "stored"),
    [("mine", "El mío"), ("theirs", "El de ella"), ("both", "El mío / El de ella")],
)
def test_a_conflict_is_settled_by_choice(signed_in, enrolment, project, keep, stored):
    actor = actor_of(project)
    save_record(project, "stakeholder", actor.public_id, {"name": "El de ella"}, by=None)

    signed_in.post(
        at("record-edit", enrolment, "actor", actor.public_id),
        {"name": "El mío", "version": 2, "keep": keep},
    )

    assert find_record(project, "stakeholder", actor.public_id).name == stored


# Order, deleting and the bin


def test_records_change_places(signed_in, enrolment, project):
    first, second = actor_of(project, name="Uno"), actor_of(project, name="Dos")

    signed_in.post(at("record-move", enrolment, "actor", second.public_id), {"where": "up"})

    assert [each.name for each in records_of(project, "stakeholder")] == ["Dos", "Uno"]
    signed_in.post(at("record-move", enrolment, "actor", second.public_id), {"where": "down"})
    assert list(records_of(project, "stakeholder")) == [first, second]


def test_deleting_asks_first_and_can_be_undone(signed_in, enrolment, project):
    actor = actor_of(project, interest="Que el servicio siga")
    address = at("record-delete", enrolment, "actor", actor.public_id)

    assert "Que el servicio siga" in signed_in.get(address).content.decode()
    signed_in.post(address)
    assert not records_of(project, "stakeholder")

    page = signed_in.get(at("project-bin", enrolment))
    deletion = page.context["deletions"][0]
    assert "Comités" in page.content.decode()
    answer = signed_in.post(at("record-restore", enrolment, deletion.public_id))
    assert answer.url == at("step", enrolment, "involucrados")
    assert list(records_of(project, "stakeholder")) == [actor]


def test_what_has_no_room_any_more_stays_in_the_bin(signed_in, enrolment, project):
    plan = save_record(project, "class_plan", None, {"subject": "Uno"}, by=None)
    signed_in.post(at("record-delete", enrolment, "plan-de-clase", plan.public_id))
    save_record(project, "class_plan", None, {"subject": "Dos"}, by=None)
    deletion = signed_in.get(at("project-bin", enrolment)).context["deletions"][0]

    answer = signed_in.post(at("record-restore", enrolment, deletion.public_id))

    assert answer.url == at("project-bin", enrolment)
    assert [each.subject for each in records_of(project, "class_plan")] == ["Dos"]


def test_a_full_kind_offers_no_more(signed_in, enrolment, project):
    address = at("record-add", enrolment, "plan-de-clase")
    step = at("step", enrolment, "plan-de-clase")
    assert address in signed_in.get(step).content.decode()

    save_record(project, "class_plan", None, {"subject": "Uno"}, by=None)

    assert address not in signed_in.get(step).content.decode()


# Texts, and what a page costs


def test_hostile_text_is_shown_as_text(signed_in, enrolment, project):
    hostile = "<script>alert(1)</script>"
    actor = actor_of(project, name=hostile, interest=hostile)
    pages = [
        at("step", enrolment, "involucrados"),
        at("record-edit", enrolment, "actor", actor.public_id),
        at("record-delete", enrolment, "actor", actor.public_id),
    ]

    assert not any(hostile in signed_in.get(page).content.decode() for page in pages)


FULL = {
    "involucrados": ("stakeholder", [{"name": f"Actor {n}"} for n in range(3)]),
    "alternativas": ("alternative", [{"name": f"Alternativa {n}"} for n in range(3)]),
    "nadie-atras": (
        "left_behind",
        [{"group": f"Grupo {n}", "factors": ("discrimination",)} for n in range(3)],
    ),
    "enfoques": (
        "approach",
        [{"principle": each} for each in ("gender", "territory", "human_rights")],
    ),
    "seguimiento": ("evaluation", [{"kind": "impact"}] * 3),
}


@pytest.mark.parametrize("step", FULL)
def test_a_step_costs_the_same_for_one_record_and_for_three(
    client, step, django_assert_max_num_queries, django_assert_num_queries
):
    enrolment, project = written_project()
    client.force_login(enrolment.participant)
    kind, records = FULL[step]
    save_record(project, kind, None, records[0], by=None)
    address = at("step", enrolment, step)
    client.get(address)

    with django_assert_max_num_queries(12) as one:
        client.get(address)
    for record in records[1:]:
        save_record(project, kind, None, record, by=None)
    with django_assert_num_queries(len(one)):
        client.get(address)


@pytest.mark.parametrize("section", sorted(SECTIONS.keys() - {"perfil"}))
def test_a_form_costs_little(client, section, target, django_assert_max_num_queries):
    enrolment, _project = written_project()
    client.force_login(enrolment.participant)
    client.get(at("record-add", enrolment, section))

    with django_assert_max_num_queries(12):
        client.get(at("record-add", enrolment, section))
