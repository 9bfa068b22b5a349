"""Comparing alternatives, mirroring the tree and taking its objectives to the matrix, as pages."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.mirroring import propose_matrix
from assessments.domain.exercise.outline import outline_of
from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.strategy import add_usual_criteria, comparison_of, save_scores
from assessments.domain.exercise.writing import write_facts
from assessments.domain.matrix import matrix_of
from courses.domain.goals import load_goals
from tests.assessments.domain.checker.projects import demo
from tests.factories import TutorAssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def at(name, enrolment, *args):
    return reverse(f"assessments:{name}", args=[enrolment.cohort.code, *args])


def alternatives(enrolment):
    return at("step", enrolment, "alternativas")


def planted(project):
    """Write the trees and alternatives of the worked example, and no row but goal and purpose."""
    load_goals()
    facts = read_project(demo())
    emptied = ("budget_lines", "monitoring", "sdg_links", "left_behind", "approaches")
    rows = tuple(
        replace(row, narrative="", indicators=(), assumptions=())
        for row in facts.rows
        if row.level in {"goal", "purpose"}
    )
    write_facts(project, replace(facts, rows=rows, **dict.fromkeys(emptied, ())), by=None)


@pytest.fixture
def pair(project):
    """Two alternatives to be compared."""
    add_usual_criteria(project, by=None)
    return [
        save_record(project, "alternative", None, {"name": name}, by=None)
        for name in ("Pozos", "Pipas")
    ]


def form_on(page, **typed):
    """Return what the browser sends of the table of scores, with what was typed into it."""
    form = page.context["scores"]
    sent = {"version": form["version"].value()}
    for name, control in ((name, form[name]) for name in form.controls):
        sent |= {name: control.value() or "", control.html_initial_name: control.value() or ""}
    return sent | typed


def scores_for(page, place, score):
    """Return the scores that a person gives to the alternative at a place."""
    rows = page.context["scores"].rows
    return {line[place][1].html_name: score for _criterion, line in rows}


def test_the_table_of_scores_is_filled_in_at_once(signed_in, enrolment, project):
    for name in ("Pozos", "Pipas"):
        save_record(project, "alternative", None, {"name": name}, by=None)
    assert at("criteria-add", enrolment) in signed_in.get(alternatives(enrolment)).content.decode()
    signed_in.post(at("criteria-add", enrolment))
    page = signed_in.get(alternatives(enrolment))
    second = page.context["comparison"].options[1].record.public_id
    typed = scores_for(page, 0, "4") | scores_for(page, 1, "4")

    signed_in.post(
        at("scores-save", enrolment),
        form_on(page, **typed, chosen=second, reason="Conviene más."),
    )

    options = comparison_of(project).options
    assert [(each.total, each.record.is_selected) for each in options] == [(80, False), (80, True)]
    page = signed_in.get(alternatives(enrolment)).content.decode()
    assert "Conviene más." in page


def test_a_score_that_is_none_is_refused_and_the_others_stay_typed(
    signed_in, enrolment, project, pair
):
    page = signed_in.get(alternatives(enrolment))
    first, second, *_others = scores_for(page, 0, "")

    answer = signed_in.post(
        at("scores-save", enrolment), form_on(page, **{first: "9", second: "3"})
    )

    assert answer.status_code == 422
    form = answer.context["scores"]
    assert (form[second].value(), set(form.seen.values())) == ("3", {None, ""})
    assert comparison_of(project).options[0].total is None


# Two people at once, and lines that break


def test_a57_scores_are_kept_on_the_device_with_a_version_that_follows_them(
    signed_in, enrolment, project, pair
):
    before = signed_in.get(alternatives(enrolment))
    assert f'action="{at("scores-save", enrolment)}" data-keep' in before.content.decode()

    signed_in.post(at("scores-save", enrolment), form_on(before, reason="Dura más."))

    versions = [
        page.context["scores"]["version"].value()
        for page in (before, *(signed_in.get(alternatives(enrolment)) for _look in range(2)))
    ]
    assert versions[0] != versions[1] == versions[2]


def test_a57_two_windows_score_at_once_and_each_keeps_what_it_said(
    signed_in, enrolment, project, pair
):
    page = signed_in.get(alternatives(enrolment))
    windows = [form_on(page, **scores_for(page, place, "5")) for place in range(2)]

    answers = [signed_in.post(at("scores-save", enrolment), window) for window in windows]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [each.total for each in comparison_of(project).options] == [100, 100]


@pytest.fixture
def conflict(signed_in, enrolment, project, pair):
    """The answer to a window whose scores and reason meet those of Xóchitl."""
    page = signed_in.get(alternatives(enrolment))
    seen = page.context["scores"].comparison.answers | {"reason": ""}
    hers = {name: 5 for name in seen if name[0] == pair[0].public_id}
    hers |= {"chosen": pair[0].public_id, "reason": "La razón de ella."}
    save_scores(project, hers, by=UserFactory(given_names="Xóchitl"), seen=seen)
    typed = scores_for(page, 0, "1") | scores_for(page, 1, "3")
    first = next(iter(typed))
    window = form_on(page, **typed | {first: ""}, reason="La mía.")
    return signed_in.post(at("scores-save", enrolment), window)


def test_a57_a_conflict_of_scores_shows_both_and_who_gave_the_other(conflict):
    shown = {
        side: [(value.field.label, value.said) for value in conflict.context[side]]
        for side in ("mine", "theirs")
    }

    assert conflict.status_code == 409
    assert "Xóchitl" in conflict.content.decode()
    assert [said for _label, said in shown["mine"]] == [1, 1, 1, 1, "La mía."]
    assert [said for _label, said in shown["theirs"]] == [5, 5, 5, 5, "La razón de ella."]


@pytest.mark.parametrize(
    ("keep", "total", "reason"),
    [
        ("mine", 44, "La mía."),
        ("theirs", 100, "La razón de ella."),
        ("both", 44, "La mía. / La razón de ella."),
    ],
)
def test_a57_a_conflict_of_scores_is_settled_by_choice_and_the_rest_is_saved(
    signed_in, enrolment, project, conflict, keep, total, reason
):
    sent = {}
    for name, value in conflict.context["sent"]:
        sent.setdefault(name, []).append(value)

    signed_in.post(at("scores-save", enrolment), sent | {"keep": keep})

    project.refresh_from_db()
    options = comparison_of(project).options
    assert project.selection_rationale == reason
    assert [(each.total, each.record.is_selected) for each in options] == [
        (total, True),
        (60, False),
    ]


def test_a57_scores_survive_a_project_that_was_handed_in_meanwhile(
    signed_in, enrolment, project, pair
):
    window = form_on(signed_in.get(alternatives(enrolment)), reason="Lo que escribí.")
    project.state = "submitted"
    project.save()

    answer = signed_in.post(at("scores-save", enrolment), window)

    assert answer.status_code == 422
    assert "Lo que escribí." in answer.content.decode()


def test_a_table_of_scores_costs_the_same_for_one_alternative_and_for_three(
    signed_in, enrolment, project, django_assert_max_num_queries, django_assert_num_queries
):
    add_usual_criteria(project, by=None)
    save_record(project, "alternative", None, {"name": "Pozos"}, by=None)
    signed_in.get(alternatives(enrolment))
    with django_assert_max_num_queries(12) as one:
        signed_in.get(alternatives(enrolment))

    for name in ("Pipas", "Captación"):
        save_record(project, "alternative", None, {"name": name}, by=None)

    with django_assert_num_queries(len(one)):
        signed_in.get(alternatives(enrolment))


def test_the_mirror_button_prepares_what_is_missing_and_then_goes_away(
    signed_in, enrolment, project
):
    planted(project)
    central = outline_of(project).central.node
    save_record(
        project,
        "problem",
        None,
        {"kind": "cause", "parent": central.public_id, "text": "Otra causa"},
        by=None,
    )
    page, mirror = at("step", enrolment, "arbol-objetivos"), at("tree-mirror", enrolment)
    assert signed_in.get(page).context["without_objective"] == 1

    signed_in.post(mirror)

    assert mirror not in signed_in.get(page).content.decode()
    assert outline_of(project).all_causes[-1].objective.text == ""
    # Where it can be ticked it is known by its problem.
    form = signed_in.get(at("record-add", enrolment, "alternativa")).content.decode()
    assert "El objetivo todavía no está escrito. Otra causa" in form


def test_some_proposals_are_taken_and_written_words_stay(signed_in, enrolment, project):
    planted(project)
    purpose = project.rows.get(level="purpose")
    save_record(project, "row", purpose.public_id, {"narrative": "Lo que escribí."}, by=None)
    proposals = propose_matrix(project)
    first = next(each for each in proposals if each.level == "component")
    page = signed_in.get(at("proposals", enrolment))
    assert [offer.may_be_taken for offer in page.context["offers"]] == [
        False,
        *[True] * (len(proposals) - 1),
    ]

    answer = signed_in.post(
        at("proposals", enrolment),
        {"objective": [proposals[0].objective, first.objective, "x", uuid4()]},
    )

    rows = matrix_of(project).rows
    assert answer.url == at("matrix", enrolment)
    assert [(row.code, row.narrative) for row in rows] == [
        ("F", ""),
        ("P", "Lo que escribí."),
        ("C1", first.text),
    ]


def test_the_tutor_sees_drawing_and_scores_of_a_project(client, enrolment, project):
    planted(project)
    client.force_login(TutorAssignmentFactory(enrolment=enrolment).tutor)

    pages = {
        step: client.get(reverse("assessments:project-read", args=[project.public_id, step]))
        for step in ("arbol-problemas", "arbol-objetivos", "alternativas")
    }

    texts = {step: page.content.decode() for step, page in pages.items()}
    assert ['role="img"' in texts[step] for step in texts] == [True, True, False]
    assert 'id="comparacion"' in texts["alternativas"]
    mains = [text.split("<main")[1].split("</main>")[0] for text in texts.values()]
    assert not any("<form" in main or "<select" in main for main in mains)


def test_a_cause_moves_under_another_one_by_choice(signed_in, enrolment, project):
    planted(project)
    first, second = outline_of(project).causes[:2]
    address = at("record-place", enrolment, "problema", second.node.public_id)
    below = {str(each.node.public_id) for each in second}
    choices = signed_in.get(address).context["form"].fields["parent"].choices
    assert not below & {value for value, _label in choices}

    signed_in.post(address, {"parent": first.node.public_id})
    refused = signed_in.post(address, {"parent": second.node.public_id})

    moved = next(e for e in outline_of(project).all_causes if e.node.pk == second.node.pk)
    assert moved.number == f"1.{len(first.branches) + 1}"
    assert refused.status_code == 422
