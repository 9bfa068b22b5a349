"""Findings on the pages: the next three, the rest folded, why, and hints that do not apply."""

from collections import defaultdict
from dataclasses import replace
from urllib.parse import urlencode

import pytest
import yaml
from django.urls import reverse

from assessments.domain.checker.check import check
from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.records import save_record
from assessments.domain.exercise.review import (
    MATRIX_STEPS,
    Note,
    Review,
    name_of,
    review_of,
)
from assessments.domain.exercise.steps import SECTIONS
from assessments.domain.exercise.store import records_of
from assessments.domain.exercise.writing import write_facts
from assessments.domain.matrix import add_row, matrix_of
from assessments.domain.project import project_of
from assessments.models import HintDismissal
from assessments.views.findings import MATRIX, address_of, findings_of_matrix, panel_of
from courses.domain.goals import load_goals
from courses.models import Lesson
from tests.assessments.projects import written_project
from tests.factories import CohortFactory, EnrolmentFactory, LessonFactory

pytestmark = pytest.mark.django_db
REASON = "La frase nombra a la población en otro lugar."


@pytest.fixture
def enrolment():
    enrolment = EnrolmentFactory(cohort__edition__course__slug="public_servants")
    LessonFactory(module__edition=enrolment.cohort.edition, code="M2.7", title_es="La matriz")
    written_project(enrolment=enrolment)
    return enrolment


@pytest.fixture
def project(enrolment):
    return enrolment.project_memberships.get().project


def at(name, enrolment, *args, **asked):
    address = reverse(f"assessments:{name}", args=[enrolment.cohort.code, *args])
    return f"{address}?{urlencode(asked)}" if asked else address


def test_a_page_shows_the_next_three_and_folds_the_rest_with_a_count(signed_in, enrolment, project):
    page = signed_in.get(at("matrix", enrolment))

    panel = page.context["findings"]
    assert [shown.finding.level for shown in panel.next] == ["E", "E", "E"]
    assert panel.folded == panel.errors + panel.warnings + panel.advice - 3
    text = page.content.decode()
    assert f"{panel.folded} más" in text
    assert panel.next[0].why in text
    assert panel.next[0].address in text


def test_a_finding_links_to_the_lesson_that_teaches_it(signed_in, enrolment, project):
    page = signed_in.get(at("matrix", enrolment)).content.decode()

    lesson = Lesson.objects.get(code="M2.7")
    assert reverse("courses:lesson", args=[enrolment.cohort.code, lesson.public_id]) in page


def test_a_cell_shows_its_own_findings(signed_in, enrolment, project):
    row = matrix_of(project).rows[0]

    panel = signed_in.get(at("cell", enrolment, row.id, "narrative")).context["findings"]

    found = (*panel.next, *panel.rest)
    assert {shown.finding.place.row for shown in found} == {str(row.id)}


def test_the_review_shows_every_step_that_has_findings(signed_in, enrolment, project):
    parts = signed_in.get(at("review", enrolment)).context["parts"]

    shown = sum(p.errors + p.warnings + p.advice for _name, _slug, p in parts)
    assert shown == len(review_of(project).notes)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", ["review", "matrix", "step"])
def test_pages_with_findings_stay_within_twelve_queries(
    signed_in, enrolment, project, django_assert_max_num_queries, page, rows
):
    for _row in range(rows):
        add_row(project, "component", by=enrolment.participant)
    args = ["enfoques"] if page == "step" else []

    with django_assert_max_num_queries(12):
        signed_in.get(at(page, enrolment, *args))


# Hints that do not apply


def dismissing(enrolment, project, rule="SYN-01", **more):
    place = next(n for n in review_of(project).notes if n.finding.id == rule).finding.place
    return at("hint-dismiss", enrolment, regla=rule, lugar=name_of(place), **more)


def test_a_hint_is_dismissed_with_a_reason_and_shown_again(signed_in, enrolment, project):
    address = dismissing(enrolment, project, donde="matriz")
    assert signed_in.get(address).status_code == 200

    done = signed_in.post(address, {"reason": REASON})

    assert done.url == f"{at('matrix', enrolment)}#hallazgos"
    assert REASON in signed_in.get(at("matrix", enrolment)).content.decode()
    dismissal = HintDismissal.objects.get()
    back = at("hint-return", enrolment, dismissal.public_id)
    assert signed_in.post(back, {"donde": "matriz"}).url == done.url
    assert REASON not in signed_in.get(at("matrix", enrolment)).content.decode()


def test_a_short_reason_is_refused_and_kept(signed_in, enrolment, project):
    refused = signed_in.post(dismissing(enrolment, project), {"reason": "no"})

    assert refused.status_code == 422
    assert ">no</textarea>" in refused.content.decode().replace("\n", "")
    assert not HintDismissal.objects.exists()


def test_an_error_cannot_be_dismissed(signed_in, enrolment, project):
    refused = signed_in.post(dismissing(enrolment, project, "IND-03"), {"reason": REASON})

    assert refused.status_code == 422
    assert not HintDismissal.objects.exists()


# Links


def test_every_finding_of_a_flawed_project_leads_somewhere(settings):
    said = read_flawed(settings)

    addresses = [address_of(finding, "c1") for finding in check(said)]

    assert len(addresses) > 60
    assert all(address.startswith("/curso/c1/proyecto/") for address in addresses)


def read_flawed(settings):
    path = settings.BASE_DIR / "assessments" / "data" / "flawed_logframe.yaml"
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read_project(said["projects"][0] if "projects" in said else said)


def test_the_matrix_reads_only_what_its_rules_need_and_finds_the_same(settings):
    enrolment = EnrolmentFactory()
    project = project_of(enrolment)
    write_facts(project, replace(read_flawed(settings), primary_goal=None), by=None)
    whole = review_of(project).of_steps(MATRIX_STEPS)

    panel = findings_of_matrix(project, enrolment.cohort)

    assert whole.notes
    assert panel == panel_of(whole, enrolment.cohort, where=MATRIX)


def test_a_long_list_is_cut_with_a_count_and_leads_to_the_whole_review(settings):
    facts = read_flawed(settings)
    review, cohort = Review(facts, tuple(map(Note, check(facts)))), CohortFactory()

    panel = panel_of(review, cohort, where=MATRIX)

    assert (len(panel.next), len(panel.rest)) == (3, 12)
    assert panel.more == len(review.notes) - 15
    assert panel.review_address == reverse("assessments:review", args=[cohort.code])
    assert panel_of(review, cohort, is_whole=True).review_address == ""


# Forms of single records


@pytest.fixture
def flawed(settings, enrolment, project):
    """A project with something to mend on the form of every kind that rules know."""
    load_goals()
    facts = read_flawed(settings)
    write_facts(project, facts, by=enrolment.participant)
    return project


def forms_of(enrolment, project):
    """Return the section and the address of each form of a record, the profile's first."""
    yield SECTIONS["perfil"][1], at("profile-edit", enrolment)
    for slug, (_step, section) in SECTIONS.items():
        for record in () if slug == "perfil" else records_of(project, section.kind):
            yield section, at("record-edit", enrolment, slug, record.public_id)


def test_a_form_shows_what_leads_to_it_and_links_to_its_controls(signed_in, enrolment, flawed):
    leading = defaultdict(set)
    for note in review_of(flawed).notes:
        page, _hash, control = address_of(note.finding, enrolment.cohort.code).partition("#")
        leading[page].add((note.finding.message, f"#{control}"))
    found = set()

    for section, page in forms_of(enrolment, flawed):
        answer = signed_in.get(page)
        panel, text = answer.context["findings"], answer.content.decode()
        shown = {(e.message, e.address) for e in (*panel.next, *panel.rest)} if panel else set()
        controls = [address[1:] for _message, address in shown if address.startswith("#")]
        assert leading[page] <= shown
        assert [name for name in controls if f'id="{name}"' not in text] == []
        found |= {section.slug} if shown else set()

    assert found == {
        "perfil", "actor", "problema", "objetivo", "alternativa", "renglon", "meta", "plan",
        "grupo", "enfoque",
    }  # fmt: skip


def test_the_form_of_a_measurement_says_that_nobody_measures(signed_in, enrolment, project):
    indicator = project.rows.get(level="purpose").indicators.get()
    place = {"indicator": indicator.public_id}
    entry = save_record(project, "monitoring", None, place, by=None)

    page = signed_in.get(at("record-edit", enrolment, "indicador", entry.public_id))

    panel = page.context["findings"]
    assert [(e.finding.id, e.address) for e in panel.next] == [("MON-01", "#id_responsible")]


def test_a_hint_that_is_dismissed_from_a_form_leads_back_to_it(signed_in, enrolment, flawed):
    form = next(page for section, page in forms_of(enrolment, flawed) if section.slug == "problema")
    panel = signed_in.get(form).context["findings"]
    hint = next(each for each in panel.next if each.dismiss_address)

    done = signed_in.post(hint.dismiss_address, {"reason": REASON})

    assert done.url == f"{form}#hallazgos"
    assert REASON in signed_in.get(form).content.decode()


def test_forms_with_findings_cost_little_and_the_same_for_one_record_and_for_three(
    signed_in, enrolment, flawed, django_assert_max_num_queries, django_assert_num_queries
):
    for _section, page in forms_of(enrolment, flawed):
        with django_assert_max_num_queries(12):
            signed_in.get(page)
    flawed.stakeholders.exclude(position=1).delete()
    actor = next(page for section, page in forms_of(enrolment, flawed) if section.slug == "actor")
    with django_assert_max_num_queries(12) as one:
        signed_in.get(actor)

    for name in ("Comités", "Ejido"):
        save_record(flawed, "stakeholder", None, {"name": name}, by=None)

    with django_assert_num_queries(len(one)):
        signed_in.get(actor)
