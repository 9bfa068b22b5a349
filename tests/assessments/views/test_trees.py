"""Problem tree and objectives tree as outlines, with their drawing."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from assessments.domain.exercise.outline import outline_of
from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.store import records_of

pytestmark = pytest.mark.django_db


def at(name, enrolment, *args):
    return reverse(f"assessments:{name}", args=[enrolment.cohort.code, *args])


def node(project, kind, text, under=None, **values):
    place = {"kind": kind, "parent": under.public_id if under else None}
    return save_record(project, "problem", None, {**place, "text": text, **values}, by=None)


def causes_of(project):
    return [(each.number, each.node.text) for each in outline_of(project).all_causes]


def test_a_tree_grows_from_its_central_problem(signed_in, enrolment, project):
    page = at("step", enrolment, "arbol-problemas")
    add = at("record-add", enrolment, "problema")
    assert f"{add}?kind=central" in signed_in.get(page).content.decode()

    form = signed_in.get(f"{add}?kind=central").context["form"]
    signed_in.post(add, {"kind": form["kind"].value(), "text": "Poca agua en las agencias"})
    central = outline_of(project).central.node
    form = signed_in.get(f"{add}?kind=cause&parent={central.public_id}").context["form"]
    sent = {"kind": form["kind"].value(), "parent": form["parent"].value()}
    signed_in.post(add, sent | {"text": "Los pozos están fuera de operación"})

    assert causes_of(project) == [("1", "Los pozos están fuera de operación")]
    assert "Los pozos están fuera de operación" in signed_in.get(page).content.decode()


def test_nodes_move_up_down_in_and_out(signed_in, enrolment, project):
    central = node(project, "central", "Centro")
    node(project, "cause", "A", central)
    second = node(project, "cause", "B", central)
    address = at("record-move", enrolment, "problema", second.public_id)

    orders = []
    for where in ("up", "down", "in", "out"):
        answer = signed_in.post(address, {"where": where})
        orders.append(causes_of(project))

    assert answer.url == f"{at('step', enrolment, 'arbol-problemas')}#{second.public_id}"
    assert orders == [
        [("1", "B"), ("2", "A")],
        [("1", "A"), ("2", "B")],
        [("1", "A"), ("1.1", "B")],
        [("1", "A"), ("2", "B")],
    ]


def test_a_crafted_move_changes_nothing(signed_in, enrolment, project):
    central = node(project, "central", "Centro")
    cause = node(project, "cause", "A", central)

    for where in ("", "sideways", "in", "out"):
        address = at("record-move", enrolment, "problema", cause.public_id)
        assert signed_in.post(address, {"where": where}).status_code == 302

    assert causes_of(project) == [("1", "A")]


def test_deleting_names_the_branch_and_the_objectives_that_go_along(signed_in, enrolment, project):
    central = node(project, "central", "Centro")
    cause = node(project, "cause", "La causa", central)
    node(project, "cause", "Lo de abajo", cause)
    for problem, text in ((central, "El objetivo central"), (cause, "El medio")):
        values = {"problem_node": problem.public_id, "text": text}
        save_record(project, "objective", None, values, by=None)
    address = at("record-delete", enrolment, "problema", cause.public_id)

    page = signed_in.get(address)
    signed_in.post(address)

    assert sorted(page.context["lost"]) == ["El medio", "Lo de abajo"]
    assert causes_of(project) == []
    assert [each.text for each in records_of(project, "objective")] == ["El objetivo central"]


def test_each_problem_has_its_objective_beside_it(signed_in, enrolment, project):
    central = node(project, "central", "Poca agua en las agencias")
    reason = {"is_out_of_scope": True, "out_of_scope_reason": "Depende de toda la cuenca"}
    node(project, "cause", "El clima cambia", central, **reason)
    add = at("record-add", enrolment, "objetivo")

    page = signed_in.get(at("step", enrolment, "arbol-objetivos")).content.decode()
    write = f"{add}?problem_node={central.public_id}"
    assert (write in page, page.count(add), "Depende de toda la cuenca" in page) == (True, 1, True)
    form = signed_in.get(write)
    assert "Poca agua en las agencias" in form.content.decode()
    signed_in.post(
        add,
        {"problem_node": form.context["form"]["problem_node"].value(), "text": "Agua diaria"},
    )

    assert outline_of(project).central.objective.text == "Agua diaria"
    page = signed_in.get(at("step", enrolment, "arbol-objetivos")).content.decode()
    assert "Agua diaria" in page


def test_an_objective_waits_for_the_one_above_it(signed_in, enrolment, project):
    central = node(project, "central", "Centro")
    cause = node(project, "cause", "A", central)

    answer = signed_in.post(
        at("record-add", enrolment, "objetivo"),
        {"problem_node": cause.public_id, "text": "Mi objetivo"},
    )

    assert answer.status_code == 422
    assert "Mi objetivo" in answer.content.decode()


def test_the_drawing_says_every_text_and_runs_nothing(signed_in, enrolment, project):
    address = at("tree-drawing", enrolment, "arbol-problemas")
    assert signed_in.get(address).status_code == 404
    central = node(project, "central", "<script>alert(1)</script>")
    effect = node(project, "effect", "Los hogares gastan en garrafones y pipas", central)
    node(project, "effect", "Menos dinero", effect)
    node(project, "cause", "Pozos fuera de operación", central)

    answer = signed_in.get(address)

    drawing = answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml"
    assert "<script" not in drawing
    for line in ("Los hogares gastan en", "garrafones y pipas", "Menos dinero", "Pozos fuera de"):
        assert f">{line}</text>" in drawing
    with override("es-mx"):
        assert 'role="img"' in drawing
    assert "<script>alert" not in signed_in.get(
        at("step", enrolment, "arbol-problemas")
    ).content.decode()  # fmt: skip


def test_other_steps_have_no_drawing(signed_in, enrolment, project):
    assert signed_in.get(at("tree-drawing", enrolment, "involucrados")).status_code == 404


@pytest.mark.parametrize("step", ["arbol-problemas", "arbol-objetivos"])
def test_a_tree_costs_the_same_for_one_cause_and_for_three(
    signed_in, enrolment, project, step, django_assert_max_num_queries, django_assert_num_queries
):
    central = node(project, "central", "Centro")
    cause = node(project, "cause", "A", central)
    signed_in.get(at("step", enrolment, step))

    with django_assert_max_num_queries(12) as one:
        signed_in.get(at("step", enrolment, step))
    node(project, "cause", "B", cause)
    node(project, "effect", "C", central)
    with django_assert_num_queries(len(one)):
        signed_in.get(at("step", enrolment, step))
