import pytest

from courses.domain.edition_page import edition_page
from courses.domain.lesson_page import lesson_preview
from courses.models import LessonText
from tests.factories import CourseFactory, EditionFactory, LessonFactory, ModuleFactory

pytestmark = pytest.mark.django_db


def item(edition, code, position=1, **facts):
    module, _is_new = edition.modules.get_or_create(
        code="M1", defaults={"position": 1, "minutes": 60, "title_es": "Uno"}
    )
    return LessonFactory(module=module, code=code, position=position, **facts)


def test_item_names_the_other_courses_that_show_its_text():
    edition = EditionFactory()
    mine = item(edition, "M1.1", origin="public_servants/M1.1")
    alone = item(edition, "M1.2", 2, origin="public_servants/M1.2")
    cso = CourseFactory(slug="cso")
    old, new = (EditionFactory(course=cso, number=number) for number in (1, 2))
    item(old, "M3.1", origin="public_servants/M1.1")
    theirs = item(new, "M3.1", origin="public_servants/M1.1")
    item(EditionFactory(course=edition.course), "M1.1", origin="public_servants/M1.1")

    page = edition_page(edition)

    [module] = page.modules
    assert [list(row.used_in) for row in module.rows] == [[theirs], []]
    assert module.used_in == [new]
    assert lesson_preview(edition, mine).used_in == [theirs]
    assert lesson_preview(edition, alone).used_in == []


def test_items_without_an_origin_share_nothing():
    edition = EditionFactory()
    item(edition, "M1.1")
    item(EditionFactory(course=CourseFactory(slug="cso")), "M1.1")

    [module] = edition_page(edition).modules

    assert list(module.rows[0].used_in) == []


def test_text_is_approved_when_every_language_is():
    edition = EditionFactory()
    lesson = item(edition, "M1.1")
    unwritten = item(edition, "M1.2", 2)
    item(edition, "M1.3", 3, closed_by="quiz")
    for language, is_reviewed in (("es", True), ("en", False)):
        LessonText.objects.create(
            lesson=lesson, language=language, html="<p>x</p>", words=5, is_reviewed=is_reviewed
        )

    [module] = edition_page(edition).modules
    row = module.rows[0]

    assert (row.words, row.is_approved) == (10, False)
    assert (module.written, module.to_write) == (1, 2)
    assert module.rows[1].lesson == unwritten
    LessonText.objects.update(is_reviewed=True)
    assert edition_page(edition).modules[0].rows[0].is_approved


def test_preview_leads_through_the_whole_edition():
    edition = EditionFactory()
    first = item(edition, "M1.1", 1)
    second = LessonFactory(
        module=ModuleFactory(edition=edition, code="M2", position=2), position=2, code="M2.1"
    )

    page = lesson_preview(edition, second)

    assert (page.previous, page.next, page.module.code) == (first, None, "M2")
    assert (page.version, page.view.size) == ("", 0)
