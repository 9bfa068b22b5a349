"""Items that several courses share are written once."""

import pytest
import yaml
from django.conf import settings

from courses.domain.goals import load_goals
from courses.domain.loading import load_course
from courses.domain.outline_file import read_course
from courses.domain.sharing import adapted
from courses.domain.text_files import banks_of, content_hash, read_texts
from courses.models import LessonText
from lms.lib.errors import RuleViolation

TEXT = """---
code: M1.1
language: es
kind: L
minutes: 60
---

Vea M1.1 y siga.

::: audience public_servant
Su ayuntamiento.
:::
::: audience cso academia
Su organización, M3.1.
:::
"""
WORDS = {"title": {"es": "Uno", "en": "One"}, "objective": {"es": "Leer"}}


def course(slug, audience, module, lessons):
    minutes = sum(lesson.get("minutes", 60) for lesson in lessons)
    return {
        "slug": slug,
        "audience": audience,
        "title": {"es": slug},
        "objective": {"es": "Aprender."},
        "hours": {"online": minutes / 60, "in_person": 0},
        "modules": [
            {"code": module, "minutes": minutes, "lessons": lessons} | WORDS,
        ],
    }


@pytest.fixture
def courses(tmp_path):
    """Two courses beside each other; the second one shares the only item of the first."""
    write(
        tmp_path / "first",
        course(
            "first",
            "public_servant",
            "M1",
            [{"code": "M1.1", "type": "L", "minutes": 60} | WORDS],
        ),
    )
    write(
        tmp_path / "second", course("second", "cso", "M3", [{"code": "M3.1", "from": "first/M1.1"}])
    )
    (tmp_path / "first" / "M1").mkdir()
    (tmp_path / "first" / "M1" / "M1.1.es.md").write_text(TEXT)
    return tmp_path


def write(folder, said):
    folder.mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(yaml.safe_dump(said))


def text_in(folder):
    return next(read_texts(folder, read_course(folder))).markdown


def dead_codes_in(folder):
    return next(read_texts(folder, read_course(folder))).dead_codes


def test_shared_item_is_as_it_is_there_with_the_code_of_this_course(courses):
    lesson = read_course(courses / "second").lessons[0]

    assert (lesson.code, lesson.kind, lesson.minutes) == ("M3.1", "L", 60)
    assert (lesson.title.en, lesson.closed_by) == ("One", "finish")


def test_what_an_item_says_itself_wins(courses):
    own = {"code": "M3.1", "from": "first/M1.1", "minutes": 45, "title": {"es": "Otro"}}
    write(courses / "second", course("second", "cso", "M3", [own]))

    lesson = read_course(courses / "second").lessons[0]

    assert (lesson.minutes, lesson.title.es, lesson.title.en) == (45, "Otro", "")
    assert "Vea M3.1" in text_in(courses / "second")


def test_each_audience_reads_its_blocks_and_its_codes(courses):
    assert text_in(courses / "first") == "Vea M1.1 y siga.\n\nSu ayuntamiento.\n"
    assert text_in(courses / "second") == "Vea M3.1 y siga.\n\nSu organización, M3.1.\n"


def test_text_of_the_course_itself_comes_before_the_shared_one(courses):
    (courses / "second" / "M3").mkdir()
    own = TEXT.replace("code: M1.1", "code: M3.1").replace("Vea M1.1", "Lea M3.1")
    (courses / "second" / "M3" / "M3.1.es.md").write_text(own)

    assert "Lea M3.1" in text_in(courses / "second")


def test_codes_of_items_that_are_not_shared_lead_nowhere(courses):
    path = courses / "first" / "M1" / "M1.1.es.md"
    path.write_text(TEXT.replace("Vea M1.1", "Vea M1.2").replace("M3.1", "M3.9"))

    assert dead_codes_in(courses / "first") == ("M1.2",)
    assert dead_codes_in(courses / "second") == ("M1.2", "M3.9")


def test_in_a_text_about_trees_only_what_is_called_a_lesson_is_an_item(courses):
    path = courses / "first" / "M1" / "M1.1.es.md"
    text = TEXT.replace("Vea M1.1", "El medio M1.1, en la lección M1.1: vea M9.9")
    path.write_text(text.replace("code: M1.1", "code: M1.1\ntree_codes: true"))

    assert "El medio M1.1, en la lección M3.1: vea M9.9" in text_in(courses / "second")
    assert dead_codes_in(courses / "second") == ()


def test_outline_may_say_what_stands_in_the_place_of_an_item(courses):
    path = courses / "first" / "M1" / "M1.1.es.md"
    path.write_text(TEXT.replace("Vea M1.1", "Vea M1.2"))
    said = course("second", "cso", "M3", [{"code": "M3.1", "from": "first/M1.1"}])
    write(courses / "second", said | {"counterparts": {"first": {"M1.2": "M3.1"}}})

    assert "Vea M3.1" in text_in(courses / "second")
    assert dead_codes_in(courses / "second") == ()


def test_module_in_words_becomes_the_one_of_this_course():
    made = adapted(
        "En el módulo 1, y en el Módulo 2.",
        audience="cso",
        codes={"M1": "M3", "M1.1": "M3.1"},
        name="M1.1.es.md",
    )

    assert made == ("En el módulo 3, y en el Módulo 2.\n", {"M2"})


@pytest.mark.parametrize(
    "reference",
    ["first/M9.9", "third/M1.1", "../first/M1.1", "/etc/passwd", "first", "first/M1.1/x"],
)
def test_reference_to_nothing_is_refused(courses, reference):
    said = course("second", "cso", "M3", [{"code": "M3.1", "from": reference}])
    write(courses / "second", said)

    with pytest.raises(RuleViolation) as refusal:
        read_course(courses / "second")

    assert refusal.value.code == "broken_file"


def test_reference_to_an_item_that_is_shared_itself_is_refused(courses):
    third = course("third", "academia", "M2", [{"code": "M2.1", "from": "second/M3.1"}])
    write(courses / "third", third)

    with pytest.raises(RuleViolation):
        read_course(courses / "third")


@pytest.mark.parametrize(
    "markdown",
    [
        "::: audience cso\nUno",
        ":::",
        "::: audience cso\n::: audience cso\n:::\n",
        "::: audience dragons\n:::",
        "::: note\n:::",
        "::: audience\n:::",
    ],
)
def test_block_that_is_not_written_as_agreed_is_refused(markdown):
    with pytest.raises(RuleViolation) as refusal:
        adapted(markdown, audience="cso", codes=None, name="M1.1.es.md")

    assert refusal.value.code == "broken_file"


def test_block_may_hold_other_blocks():
    markdown = "::: audience cso\n```chain\n- {title: A}\n- {title: B}\n```\n:::\n"

    made, _lost = adapted(markdown, audience="cso", codes=None, name="M1.1.es.md")

    assert made == "```chain\n- {title: A}\n- {title: B}\n```\n"


def test_course_changes_with_what_it_shares(courses):
    second = courses / "second"
    before = content_hash(second, read_course(second))
    path = courses / "first" / "M1" / "M1.1.es.md"

    path.write_text(TEXT.replace("siga", "continúe"))
    after = content_hash(second, read_course(second))

    assert before != after
    path.write_text(TEXT)
    assert content_hash(second, read_course(second)) == before


def test_questions_are_shared_but_never_those_of_a_test(courses):
    (courses / "first" / "M1" / "M1.1.items.yaml").write_text("items: []")
    second = courses / "second"
    assert set(banks_of(second, read_course(second))) == {"M3.1"}

    tested = {"code": "M3.1", "from": "first/M1.1", "test": "pre"}
    write(second, course("second", "cso", "M3", [tested]))

    assert banks_of(second, read_course(second)) == {}


@pytest.mark.django_db
def test_edition_keeps_the_text_of_its_own_audience(courses):
    load_goals()

    load_course(courses / "second")

    assert LessonText.objects.get().html == (
        "<p>Vea M3.1 y siga.</p>\n<p>Su organización, M3.1.</p>\n"
    )


@pytest.mark.parametrize("name", ["cso", "academia"])
def test_courses_of_the_site_share_the_texts_of_the_public_servants(name):
    folder = settings.BASE_DIR / "courses" / "content" / name

    texts = {text.lesson_code: text.markdown for text in read_texts(folder, read_course(folder))}

    assert {"M0.1", "M0.3", "M1.1", "M1.2", "M1.3", "M1.5"} <= set(texts)
    assert "gobiernos municipales y estatales" not in texts["M0.1"]
    assert ":::" not in "".join(texts.values())
