"""Findings on the pages: the next three, the rest folded, why, and hints that do not apply."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
import yaml
from django.urls import reverse

from assessments.domain.checker.check import check
from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.review import (
    MATRIX_STEPS,
    Note,
    Review,
    name_of,
    review_of,
)
from assessments.domain.exercise.writing import write_facts
from assessments.domain.matrix import add_row, matrix_of
from assessments.domain.project import project_of
from assessments.models import HintDismissal
from assessments.views.findings import MATRIX, address_of, findings_of_matrix, panel_of
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


@pytest.fixture
def signed_in(client, enrolment):
    client.force_login(enrolment.participant)
    return client


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


@pytest.mark.parametrize("where", ["matriz", "perfil", "otra-cosa", "x.y"])
def test_the_findings_of_a_place_come_alone_to_htmx(signed_in, enrolment, project, where):
    piece = signed_in.get(at("review", enrolment, donde=where), headers={"HX-Request": "true"})

    assert piece.content.decode().lstrip().startswith('<section class="panel" id="hallazgos"')
    assert "HX-Request" in piece.headers["Vary"]


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


def test_a_long_list_is_cut_with_a_count(settings):
    facts = read_flawed(settings)
    notes = tuple(Note(finding) for finding in check(facts))

    panel = panel_of(Review(facts, notes), CohortFactory(), where="")

    assert len(panel.next) + len(panel.rest) + panel.more == len(notes)
    assert len(panel.rest) <= 40
