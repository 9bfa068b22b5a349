"""Several records in a cell, as pages and as drawers of the matrix."""

from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.domain.exercise.records import save_record
from assessments.domain.matrix import add_row, matrix_of, save_part
from assessments.domain.project import project_of
from assessments.models import Indicator
from tests.assessments.projects import written_project
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def at(name, enrolment, *args):
    return reverse(f"assessments:{name}", args=[enrolment.cohort.code, *args])


def cell(enrolment, project, column, part=""):
    address = at("cell", enrolment, matrix_of(project).rows[0].id, column)
    return f"{address}?parte={part}" if part else address


def made(project, column, **values):
    row = matrix_of(project).rows[0].id
    return save_part(project, row, column, None, by=None, values={"row": row, **values})


def sheet(**typed):
    return {
        "name": "Porcentaje de hogares con agua",
        "method_kind": "percentage",
        "formula": "(A/B)*100",
        "variables-0-symbol": "A",
        "variables-0-name": "Hogares con agua",
        "variables-1-symbol": "B",
        "variables-1-name": "Hogares",
        "disaggregations": ["sex", "locality"],
        "cremaa-0-criterion": "clarity",
        "cremaa-0-is_met": "True",
        "green_min": "85",
        "amber_min": "60",
        "over_max": "130",
        "go": "matrix",
        **typed,
    }


def test_the_whole_sheet_of_an_indicator_is_kept(signed_in, enrolment, project):
    signed_in.post(cell(enrolment, project, "indicator"), sheet(key=uuid4()))

    stored = Indicator.objects.get()
    assert [(each.symbol, each.name) for each in stored.variables.all()] == [
        ("A", "Hogares con agua"),
        ("B", "Hogares"),
    ]
    assert [each.kind for each in stored.disaggregations.all()] == ["sex", "locality"]
    assert [(each.criterion, each.is_met) for each in stored.cremaa_answers.all()] == [
        ("clarity", True)
    ]
    assert (stored.green_min, stored.amber_min) == (85, 60)


def test_a_new_sheet_begins_with_the_usual_traffic_light(signed_in, enrolment, project):
    form = signed_in.get(cell(enrolment, project, "indicator")).context["form"]

    assert [form[name].value() for name in ("green_min", "is_cumulative")] == [90, True]


def test_sending_a_new_record_twice_makes_one(signed_in, enrolment, project):
    sent = {"text": "Las asambleas autorizan el acceso", "key": uuid4(), "go": "matrix"}

    for _click in range(2):
        signed_in.post(cell(enrolment, project, "assumption", "nueva"), sent)

    assert len(matrix_of(project).rows[0].assumptions) == 1


def test_add_another_opens_an_empty_form_and_keeps_the_first(signed_in, enrolment, project):
    address = cell(enrolment, project, "assumption")
    answer = signed_in.post(address, {"text": "Uno que se cumple", "go": "another"})
    assert answer.url == f"{address}?parte=nueva"

    page = signed_in.get(answer.url)
    signed_in.post(answer.url, {"text": "Otro que se cumple", "go": "matrix"})

    assert page.context["form"]["text"].value() == ""
    texts = [each.text for each in matrix_of(project).rows[0].assumptions]
    assert texts == ["Uno que se cumple", "Otro que se cumple"]


def test_a_full_cell_takes_no_more(signed_in, enrolment, project):
    for number in range(3):
        made(project, "assumption", text=f"Supuesto {number}")

    page = signed_in.get(cell(enrolment, project, "assumption")).content.decode()
    refused = signed_in.post(
        cell(enrolment, project, "assumption", "nueva"), {"text": "Uno más que no cabe"}
    )

    assert "parte=nueva" not in page
    assert refused.status_code == 422
    assert "Uno más que no cabe" in refused.content.decode()


def test_new_means_say_which_indicator_they_verify(signed_in, enrolment, project):
    first = made(project, "indicator", name="Porcentaje de hogares")
    second = made(project, "indicator", name="Días con agua")
    address = cell(enrolment, project, "means", "nueva")
    form = signed_in.get(address).context["form"]
    choices = form.fields["indicator"].choices
    chosen = form["indicator"].value()

    signed_in.post(address, {"source_name": "Bitácora", "indicator": second.public_id})

    assert [label for _value, label in choices] == [
        "Elija",
        "F-I1 · Porcentaje de hogares",
        "F-I2 · Días con agua",
    ]
    assert [each.code for each in matrix_of(project).rows[0].means] == ["F-I2-M1"]
    # The first one that has no means yet.
    assert chosen == str(first.public_id)


def test_an_indicator_is_offered_what_its_level_may_be(signed_in, enrolment, project):
    form = signed_in.get(cell(enrolment, project, "indicator")).context["form"]

    offered = {
        name: [value for value, _label in form.fields[name].choices]
        for name in ("indicator_type", "dimension")
    }
    assert offered == {"indicator_type": ["", "strategic"], "dimension": ["", "effectiveness"]}


def test_records_of_a_cell_are_reordered_and_renumbered(signed_in, enrolment, project):
    made(project, "indicator", name="Primero")
    second = made(project, "indicator", name="Segundo")

    answer = signed_in.post(
        at("record-move", enrolment, "ficha", second.public_id), {"where": "up"}
    )

    goal = matrix_of(project).rows[0]
    assert [(each.code, each.name) for each in goal.indicators] == [
        ("F-I1", "Segundo"),
        ("F-I2", "Primero"),
    ]
    assert answer.url == f"{cell(enrolment, project, 'indicator')}#{second.public_id}"


def test_a_deleted_indicator_comes_back_from_the_bin_with_its_means(signed_in, enrolment, project):
    indicator = made(project, "indicator", name="Porcentaje de hogares")
    save_record(
        project,
        "means",
        None,
        {"indicator": indicator.public_id, "source_name": "Censo"},
        by=None,
    )

    signed_in.post(at("record-delete", enrolment, "ficha", indicator.public_id))
    assert matrix_of(project).rows[0].means == ()
    deletion = project.deletions.get()
    signed_in.post(at("record-restore", enrolment, deletion.public_id))

    assert [each.code for each in matrix_of(project).rows[0].means] == ["F-I1-M1"]


def test_records_of_somebody_else_are_not_found(signed_in, enrolment, project):
    other = project_of(EnrolmentFactory(cohort=enrolment.cohort))
    foreign = made(other, "assumption", text="Ajeno")

    for address in (
        cell(enrolment, project, "assumption", foreign.public_id),
        cell(enrolment, project, "assumption", "x"),
        at("record-delete", enrolment, "supuesto", foreign.public_id),
        at("record-edit", enrolment, "supuesto", foreign.public_id),
    ):
        assert signed_in.get(address).status_code == 404


# The drawer


def test_the_drawer_is_the_form_alone(signed_in, enrolment, project):
    answer = signed_in.get(cell(enrolment, project, "indicator"), headers=HTMX)

    page = answer.content.decode()
    assert "<html" not in page
    assert 'id="cell-form"' in page
    assert (answer["HX-Retarget"], answer["Vary"].count("HX-Request")) == ("#cell-form", 1)


def test_saving_in_the_drawer_returns_to_the_matrix_which_opens_the_next(
    signed_in, enrolment, project
):
    sent = {"narrative": "Contribuir a que haya agua, mediante redes.", "version": 0}

    answer = signed_in.post(cell(enrolment, project, "narrative"), sent, headers=HTMX)

    page = signed_in.get(answer.url).content.decode()
    assert answer.url.startswith(at("matrix", enrolment))
    assert f'data-opens="{cell(enrolment, project, "indicator")}"' in page


def test_a_refusal_and_a_conflict_stay_in_the_drawer(signed_in, enrolment, project):
    row = matrix_of(project).rows[0].id
    address = cell(enrolment, project, "narrative")
    refused = signed_in.post(address, {"narrative": "x" * 301}, headers=HTMX)
    save_part(project, row, "narrative", row, by=UserFactory(), values={"narrative": "El suyo"})

    conflict = signed_in.post(address, {"narrative": "El mío", "version": 0}, headers=HTMX)

    pages = [refused.content.decode(), conflict.content.decode()]
    assert (refused.status_code, conflict.status_code) == (422, 409)
    assert ["<html" in page for page in pages] == [False, False]
    assert [text in pages[1] for text in ("El suyo", "El mío")] == [True, True]


# Moving a row


def test_an_activity_moves_to_another_component_and_says_its_new_code(
    signed_in, enrolment, project
):
    person = enrolment.participant
    first, second = (add_row(project, "component", by=person) for _each in range(2))
    activity = add_row(project, "activity", by=person, parent=first.public_id)
    address = at("record-place", enrolment, "fila", activity.public_id)
    offered = [
        value for value, _label in signed_in.get(address).context["form"]["parent"].field.choices
    ]

    signed_in.post(address, {"parent": second.public_id})

    assert offered == [str(second.public_id)]
    assert [row.code for row in matrix_of(project).rows] == ["F", "P", "C1", "C2", "A2.1"]


# Cost


@pytest.mark.parametrize("column", ["narrative", "indicator", "means", "assumption"])
def test_a_cell_costs_the_same_with_one_record_and_with_three(
    client, column, django_assert_max_num_queries, django_assert_num_queries
):
    enrolment, project = written_project()
    client.force_login(enrolment.participant)
    address = cell(enrolment, project, column)
    client.get(address)
    with django_assert_max_num_queries(12) as one:
        client.get(address)

    for number in range(2):
        indicator = made(project, "indicator", name=f"Indicador {number}")
        made(project, "assumption", text=f"Supuesto {number}")
        values = {"indicator": indicator.public_id, "source_name": "Censo"}
        save_record(project, "means", None, values, by=None)

    with django_assert_num_queries(len(one)):
        client.get(address)


def test_going_on_stops_at_a_cell_whose_text_is_long_enough_and_lacks_something_else(
    signed_in, enrolment, project
):
    component = add_row(project, "component", by=None)
    row = component.public_id
    save_part(
        project, row, "narrative", row, by=None, values={"narrative": "Redes rehabilitadas en uso"}
    )
    before = matrix_of(project).rows[1]  # The purpose: its assumption is the cell before.
    address = at("cell", enrolment, before.id, "assumption")

    saved = signed_in.post(address, {"text": "Llueve", "key": uuid4(), "go": "next"}, follow=True)

    assert saved.redirect_chain == [(at("cell", enrolment, row, "narrative"), 302)]


def test_a_saved_cell_says_what_it_still_needs(signed_in, enrolment, project):
    row = add_row(project, "component", by=None).public_id
    typed = {"narrative": "Redes rehabilitadas en uso", "version": 1, "go": "matrix"}

    saved = signed_in.post(at("cell", enrolment, row, "narrative"), typed, follow=True)

    assert [str(each) for each in saved.context["messages"]] == [
        "Guardado: Componente 1 · Resumen narrativo. Para entregarla todavía falta: Se entrega a."
    ]
