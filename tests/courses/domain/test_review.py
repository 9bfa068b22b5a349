import pytest

from courses.domain.goals import load_goals
from courses.domain.lesson_page import version_of
from courses.domain.loading import load_course
from courses.domain.publishing import publish_edition
from courses.domain.reading import text_of
from courses.domain.review import approve_text, take_approval_back
from courses.models import LessonText
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.courses.outlines import lesson, outline, write_course
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(tmp_path):
    load_goals()
    write_course(tmp_path / "small", outline(lesson("M1.1")))
    publish_edition(load_course(tmp_path / "small"))
    return LessonText.objects.select_related("lesson__module__edition").get()


def approve(text, by, **facts):
    return approve_text(
        text.lesson, **{"language": "es", "version": version_of(text), "by": by} | facts
    )


def shown(text):
    edition = text.lesson.module.edition
    edition.refresh_from_db()
    return text_of(text.lesson, edition)


def test_approval_is_shown_at_once_with_who_and_when(text):
    expert = UserFactory()
    assert not shown(text).is_reviewed

    approve(text, expert)

    assert shown(text).is_reviewed
    assert shown(text).reviewed_by == expert
    assert shown(text).reviewed_at is not None
    records = AccessRecord.objects.filter(action="approve text")
    assert [(record.person, record.reason) for record in records] == [(expert, "es")]


def test_second_approval_leaves_the_first_as_it_was(text):
    first, second = UserFactory(), UserFactory()

    approve(text, first)
    approve(text, second)

    assert shown(text).reviewed_by == first
    assert AccessRecord.objects.filter(action="approve text").count() == 1


def test_approval_may_be_taken_back(text):
    expert = UserFactory()
    approve(text, expert)

    for _click in range(2):
        take_approval_back(text.lesson, language="es", by=expert)

    assert (shown(text).is_reviewed, shown(text).reviewed_by) == (False, None)
    assert AccessRecord.objects.filter(action="take approval back").count() == 1


@pytest.mark.parametrize(
    ("facts", "code"), [({"version": "other"}, "changed"), ({"language": "en"}, "gone")]
)
def test_words_that_nobody_read_are_not_approved(text, facts, code):
    with pytest.raises(RuleViolation) as refusal:
        approve(text, UserFactory(), **facts)

    assert refusal.value.code == code
    assert not shown(text).is_reviewed


def test_same_words_stay_approved_in_the_next_edition(text, tmp_path):
    expert = UserFactory()
    approve(text, expert)
    folder = write_course(tmp_path / "small", outline(lesson("M1.1"), lesson("M1.2")))

    edition = load_course(folder)

    texts = LessonText.objects.filter(lesson__module__edition=edition).order_by("lesson__code")
    # M1.2 has the very same words, M1.1 had them before.
    assert [each.reviewed_by for each in texts] == [expert, expert]
    (folder / "M1" / "M1.1.es.md").write_text(
        (folder / "M1" / "M1.1.es.md").read_text().replace("Hola.", "Adiós.")
    )
    changed = load_course(folder)
    texts = LessonText.objects.filter(lesson__module__edition=changed).order_by("lesson__code")
    assert [each.is_reviewed for each in texts] == [False, True]
