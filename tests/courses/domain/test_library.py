"""The glossary and the resources of a course, from their files to their pages."""

import pytest
import yaml
from django.utils import translation

from courses.domain.course_check import check_course
from courses.domain.goals import load_goals
from courses.domain.library import glossary_page, resources_page
from courses.domain.library_files import read_glossary, read_resources
from courses.domain.loading import load_course
from courses.domain.outline_file import read_course
from courses.domain.text_files import content_hash
from courses.models import GlossaryTerm, Resource
from lms.lib.errors import RuleViolation
from tests.courses.outlines import lesson, outline, write_course

WORK = {"kind": "guide", "title": "Guía", "author": "CONEVAL", "year": 2013}


def term(name, *modules, **facts):
    said = {"term": {"es": name, "en": f"{name} en"}, "definition": {"es": f"Qué es {name}."}}
    return said | ({"modules": list(modules)} if modules else {}) | facts


def write(folder, name, said):
    (folder / name).write_text(yaml.safe_dump(said, allow_unicode=True))


@pytest.fixture
def folder(tmp_path):
    made = write_course(tmp_path / "first", outline(lesson("M1.1"), slug="first"))
    write(
        made,
        "glossary.yaml",
        {"terms": [term("Ñame"), term("Meta ODS", "M1"), term("Ética"), term("Nota")]},
    )
    write(made, "resources.yaml", {"resources": [WORK | {"modules": ["M1"]}, WORK]})
    return made


@pytest.fixture
def second(folder):
    """A course that shares the only item of the first one, as M2.1."""
    said = outline(lesson("M2.1"), slug="second", audience="cso")
    said["modules"][0]["code"] = "M2"
    said["modules"][0]["lessons"] = [{"code": "M2.1", "from": "first/M1.1"}]
    return write_course(folder.parent / "second", said)


def test_terms_stand_in_the_order_of_the_alphabet(folder):
    terms = read_glossary(folder, read_course(folder))

    assert [each.term.es for each in terms] == ["Ética", "Meta ODS", "Ñame", "Nota"]
    assert [each.modules for each in terms] == [(), ("M1",), (), ()]


def test_terms_of_another_course_come_with_the_modules_of_this_one(folder, second):
    write(folder, "glossary.yaml", {"terms": [term("Uno", "M1"), term("Dos", "M9"), term("Tres")]})
    said = outline(lesson("M1.1"), slug="first")
    said["modules"].append(said["modules"][0] | {"code": "M9", "lessons": [lesson("M9.1")]})
    said["hours"]["online"] = 1
    write_course(folder, said)
    write(second, "glossary.yaml", {"from": "first", "terms": [term("Cuatro", "M2")]})
    write(second, "resources.yaml", {"from": "first", "resources": []})

    plan = read_course(second)

    assert [(each.term.es, each.modules) for each in read_glossary(second, plan)] == [
        ("Cuatro", ("M2",)),
        ("Tres", ()),
        ("Uno", ("M2",)),
    ]
    assert [each.modules for each in read_resources(second, plan)] == [("M2",), ()]


def test_course_changes_with_the_terms_it_shares(folder, second):
    write(second, "glossary.yaml", {"from": "first", "terms": []})
    before = content_hash(second, read_course(second))

    write(folder, "glossary.yaml", {"terms": [term("Otra")]})

    assert content_hash(second, read_course(second)) != before


@pytest.mark.parametrize(
    "said",
    [
        {"terms": [term("Uno"), term("Uno")]},
        {"terms": [term("Uno", "M9")]},
        {"terms": [{"term": {"es": "Uno"}}]},
        {"terms": "x"},
        {"from": "nowhere", "terms": []},
        {"from": "../first", "terms": []},
        [],
    ],
)
def test_glossary_that_is_not_written_as_agreed_is_refused_and_named(folder, said):
    write(folder, "glossary.yaml", said)

    with pytest.raises(RuleViolation):
        read_glossary(folder, read_course(folder))
    [problem] = check_course(folder).problems
    assert "glossary.yaml" in problem


@pytest.mark.parametrize(
    "facts",
    [
        {"address": "javascript:alert(1)"},
        {"address": "http://x.mx/ onclick=a"},
        {"kind": "song"},
        {"size": -1},
        {"modules": ["M9"]},
        {"author": ""},
    ],
)
def test_resource_that_is_not_written_as_agreed_is_refused(folder, facts):
    write(folder, "resources.yaml", {"resources": [WORK | facts]})

    with pytest.raises(RuleViolation) as refusal:
        read_resources(folder, read_course(folder))

    assert "resources.yaml" in refusal.value.messages[0]


@pytest.mark.django_db
def test_edition_keeps_its_library_and_a_draft_is_replaced_with_it(folder):
    load_goals()
    edition = load_course(folder)

    page = glossary_page(edition)
    assert [letter for letter, _terms in page.letters] == ["E", "M", "N"]
    assert (page.count, [module.code for module in page.modules]) == (4, ["M1"])
    of_module = glossary_page(edition, module="M1")
    assert [each.term_es for _letter, terms in of_module.letters for each in terms] == ["Meta ODS"]
    assert glossary_page(edition, module="M9").count == 4
    parts = resources_page(edition).parts
    assert [(module and module.code, len(works)) for module, works in parts] == [
        ("M1", 1),
        (None, 1),
    ]

    write(folder, "glossary.yaml", {"terms": [term("Uno")]})
    write(folder, "resources.yaml", {"resources": []})
    assert load_course(folder) == edition
    assert (GlossaryTerm.objects.count(), Resource.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_english_page_sorts_the_english_terms(folder):
    load_goals()
    zeta, alfa = term("Alfa"), term("Zeta")
    zeta["term"]["en"], alfa["term"]["en"] = "Zed", "Able"
    write(folder, "glossary.yaml", {"terms": [zeta, alfa]})
    edition = load_course(folder)

    with translation.override("en"):
        page = glossary_page(edition)

    assert [letter for letter, _terms in page.letters] == ["A", "Z"]
