"""Crafted and pasted content in a project: odd trees, huge cells, markup that stays text."""

from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.outline import outline_of
from assessments.domain.exercise.records import save_record
from assessments.domain.matrix import matrix_of
from assessments.domain.project import project_of
from tests.assessments.projects import written_project
from tests.factories import EnrolmentFactory, TutorAssignmentFactory

pytestmark = pytest.mark.django_db

FROM_WORD = (
    "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->"
    '<p class="MsoNormal" style="mso-margin-top-alt:auto">Los hogares<o:p></o:p> reciben agua</p>'
)
MUTATING = [
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<a href="javascript:alert(1)" target="_blank">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<p style="background:url(//evil.example/?leak)">x</p>',
    "</textarea><script>alert(1)</script>",
]
OF_THE_CELL = {
    "narrative": "narrative", "indicator": "name", "means": "source_name", "assumption": "text",
}  # fmt: skip


class Elements(HTMLParser):
    """Everything in a page that could run, load or lead away."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if said.get("rel") == "icon":  # Ours, drawn in the address.
            return
        leads = (said.get("href") or said.get("src") or "").split(":")[0].lower()
        runs = [name for name in said if name.startswith("on") or name in {"style", "srcdoc"}]
        if runs or leads in {"javascript", "data"} or tag in {"math", "noscript", "iframe"}:
            self.found.append((tag, said))
        if tag == "script" and "src" not in said and said.get("type") != "application/json":
            self.found.append((tag, said))


def at(name, enrolment, *args):
    return reverse(f"assessments:{name}", args=[enrolment.cohort.code, *args])


def cell(enrolment, project, column="narrative"):
    return at("cell", enrolment, matrix_of(project).rows[0].id, column)


def node(project, kind, text, under=None):
    place = {"kind": kind, "parent": under.public_id if under else None}
    return save_record(project, "problem", None, {**place, "text": text}, by=None)


# Trees


@pytest.fixture
def branch(project):
    """Return the central problem and four causes, each under the one before: the deepest tree."""
    nodes = [node(project, "central", "Poca agua en las agencias")]
    for level in range(1, 5):
        nodes.append(node(project, "cause", f"Causa de nivel {level}", nodes[-1]))
    return nodes


def test_a_tree_takes_no_orphan_no_stranger_and_no_fifth_level(
    signed_in, enrolment, project, branch
):
    theirs = node(
        project_of(EnrolmentFactory(cohort=enrolment.cohort)), "central", "De otro equipo"
    )
    before = facts_of(project)
    parents = [uuid4(), "x", "1 OR 1=1", branch[0].pk, theirs.public_id, branch[-1].public_id]

    statuses = [
        signed_in.post(
            at("record-add", enrolment, "problema"),
            {"kind": "cause", "parent": parent, "text": "Los pozos están fuera de operación"},
        ).status_code
        for parent in parents
    ]

    assert statuses == [422] * len(parents)
    assert facts_of(project) == before


def test_a_tree_takes_no_circle(signed_in, enrolment, project, branch):
    _central, first, second, *_deeper = branch
    theirs = node(
        project_of(EnrolmentFactory(cohort=enrolment.cohort)), "central", "De otro equipo"
    )
    before = facts_of(project)
    address = at("record-place", enrolment, "problema", first.public_id)

    statuses = [
        signed_in.post(address, {"parent": parent}).status_code
        for parent in (first.public_id, second.public_id, theirs.public_id, uuid4(), "")
    ]

    assert statuses == [422] * 5
    assert facts_of(project) == before


def test_editing_a_node_cannot_smuggle_it_elsewhere(signed_in, enrolment, project, branch):
    _central, first, second, *_deeper = branch
    sent = {
        "text": "Los pozos están fuera de operación",
        "parent": second.public_id,
        "kind": "effect",
        "project": uuid4(),
        "deletion": "1",
        "version": first.version,
    }

    signed_in.post(at("record-edit", enrolment, "problema", first.public_id), sent)

    assert [(each.number, each.node.text) for each in outline_of(project).all_causes][:2] == [
        ("1", "Los pozos están fuera de operación"),
        ("1.1", "Causa de nivel 2"),
    ]


# Sizes


def test_a_form_larger_than_any_cell_is_turned_away(signed_in, enrolment, project):
    before = facts_of(project)

    answers = [
        signed_in.post(cell(enrolment, project), {"narrative": "a" * 7_000_000}),
        signed_in.post(at("profile-edit", enrolment), {f"x{n}": "1" for n in range(6001)}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert facts_of(project) == before


def test_a_list_of_two_thousand_lines_is_refused(signed_in, enrolment, project):
    before = facts_of(project)
    lines = {f"activities-{n}-text": "Leer los datos del agua" for n in range(2000)}
    places = "\n".join(f"Municipio {n}" for n in range(2000))

    answers = [
        signed_in.post(at("profile-edit", enrolment), {"municipalities": places, "version": 0}),
        signed_in.post(at("record-add", enrolment, "plan-de-clase"), {"subject": "Agua"} | lines),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert facts_of(project) == before


# Pasted markup


def test_what_a_word_processor_leaves_is_text_and_has_to_fit(signed_in, enrolment, project):
    address = cell(enrolment, project)
    image = f'<img src="data:image/png;base64,{"A" * 4000}">'

    kept = signed_in.post(address, {"narrative": FROM_WORD, "version": 0, "go": "matrix"})
    refused = signed_in.post(address, {"narrative": image, "version": 1})
    page = signed_in.get(at("matrix", enrolment)).content.decode()

    assert (kept.status_code, refused.status_code) == (302, 422)
    assert matrix_of(project).rows[0].narrative == FROM_WORD
    assert "&lt;!--[if gte mso 9]&gt;" in page
    assert Elements(page).found == Elements(refused.content.decode()).found == []


def test_markup_in_any_cell_never_becomes_an_element(client):
    enrolment, project = written_project()
    for place, row in enumerate(matrix_of(project).rows):
        for column, name in OF_THE_CELL.items():
            text = MUTATING[(place + list(OF_THE_CELL).index(column)) % len(MUTATING)]
            client.force_login(enrolment.participant)
            client.post(
                at("cell", enrolment, row.id, column), {name: text, "go": "matrix", "version": ""}
            )
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    row = matrix_of(project).rows[0].id
    addresses = [
        (enrolment.participant, at("matrix", enrolment)),
        (enrolment.participant, at("review", enrolment)),
        *((enrolment.participant, at("cell", enrolment, row, column)) for column in OF_THE_CELL),
        (tutor, reverse("assessments:project-read", args=[project.public_id, "perfil"])),
    ]

    found = {}
    for person, address in addresses:
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == 200
        found[address] = Elements(answer.content.decode()).found

    stored = {text for row in matrix_of(project).rows for text in (row.narrative,)}
    assert stored & set(MUTATING)
    assert found == {address: [] for _person, address in addresses}


# Lost sessions


def test_a_cell_sent_after_the_session_ended_is_saved_once_signed_in_again(
    client, enrolment, project
):
    address, sent = cell(enrolment, project), {"narrative": "Contribuir al agua segura"}

    lost = client.post(address, sent, headers={"Referer": f"http://testserver{address}"})
    empty = matrix_of(project).rows[0].narrative
    client.force_login(enrolment.participant)
    client.post(address, sent | {"version": 0})

    assert (lost.url, empty) == (f"/entrar/?next={address}", "")
    assert matrix_of(project).rows[0].narrative == "Contribuir al agua segura"
