from pathlib import Path

import pytest
import yaml
from django.conf import settings

from courses.domain.goals import load_goals
from courses.domain.loading import load_course
from courses.domain.publishing import publish_edition
from courses.models import Edition, Goal, LessonText, Target
from lms.lib.errors import RuleViolation
from tests.factories import CohortFactory

pytestmark = pytest.mark.django_db

COURSES = settings.BASE_DIR / "courses" / "content"
PUBLIC_SERVANTS = COURSES / "public_servants"
TEXT = """---
code: M0.1
language: es
kind: L
minutes: 40
title: Uno
goals: [6]
targets: ["6.1"]
reviewed: true
sources:
  - "Naciones Unidas (2015). Transformar nuestro mundo."
---

## Agua

Hola.
"""


def outline():
    def lesson(code, kind, minutes):
        words = {"title": {"es": code}, "objective": {"es": code}}
        return {"code": code, "type": kind, "minutes": minutes} | words

    return {
        "slug": "small",
        "audience": "public_servant",
        "title": {"es": "Curso", "en": "Course"},
        "objective": {"es": "Aprender."},
        "hours": {"online": 1, "in_person": 1},
        "modules": [
            {
                "code": "M0",
                "minutes": 60,
                "title": {"es": "Inicio"},
                "objective": {"es": "Empezar"},
                "lessons": [lesson("M0.1", "L", 40), lesson("M0.2", "F", 20)],
            }
        ],
        "in_person": [
            {
                "code": "S1",
                "minutes": 60,
                "title": {"es": "Apertura"},
                "agenda": [{"minutes": 60, "activity": "Mapa"}],
            }
        ],
    }


@pytest.fixture
def folder(tmp_path) -> Path:
    load_goals()
    write(tmp_path, outline())
    (tmp_path / "M0").mkdir()
    (tmp_path / "M0" / "M0.1.es.md").write_text(TEXT)
    return tmp_path


def write(folder, said):
    (folder / "course.yaml").write_text(yaml.safe_dump(said))


def test_folder_becomes_a_draft_with_its_outline_and_text(folder):
    edition = load_course(folder)

    assert (edition.state, edition.number) == ("draft", 1)
    assert (edition.online_minutes, edition.in_person_minutes) == (60, 60)
    lessons = list(edition.modules.get().lessons.values_list("code", "closed_by", "position"))
    assert lessons == [("M0.1", "finish", 1), ("M0.2", "forum", 2)]
    assert edition.sessions.get().agenda_es == "Mapa (60 min)"
    text = LessonText.objects.get()
    assert text.html == "<h2>Agua</h2>\n<p>Hola.</p>\n"
    assert (text.words, text.is_reviewed) == (2, True)
    assert [goal.number for goal in text.goals.all()] == [6]
    assert text.sources == "Naciones Unidas (2015). Transformar nuestro mundo."


def test_same_folder_again_is_the_same_edition(folder):
    edition = load_course(folder)

    assert load_course(folder) == edition
    publish_edition(edition)
    assert load_course(folder) == edition
    assert Edition.objects.count() == 1


def test_changed_folder_replaces_a_draft_but_never_a_published_edition(folder):
    first = load_course(folder)
    (folder / "M0" / "M0.1.es.md").write_text(TEXT.replace("Hola.", "Adiós."))

    second = load_course(folder)
    assert second == first
    assert LessonText.objects.get().html == "<h2>Agua</h2>\n<p>Adiós.</p>\n"

    publish_edition(second)
    (folder / "M0" / "M0.1.es.md").write_text(TEXT)
    third = load_course(folder)
    assert (third.number, third.state) == (2, "draft")
    assert "Adiós" in LessonText.objects.get(lesson__module__edition=second).html


def test_draft_that_a_cohort_follows_is_left_alone(folder):
    first = load_course(folder)
    CohortFactory(edition=first)
    (folder / "M0" / "M0.1.es.md").write_text(TEXT.replace("Hola.", "Adiós."))

    assert load_course(folder).number == 2


def test_minutes_that_do_not_add_up_name_their_module(folder):
    said = outline()
    said["modules"][0]["lessons"][0]["minutes"] = 45
    write(folder, said)

    with pytest.raises(RuleViolation) as refusal:
        load_course(folder)

    assert refusal.value.code == "minutes"
    assert "M0" in refusal.value.messages[0]
    assert not Edition.objects.exists()


def test_course_at_a_distance_has_no_hours_in_person(folder):
    said = outline() | {"hours": {"online": 1, "in_person": 0}}
    del said["in_person"]
    write(folder, said)

    edition = publish_edition(load_course(folder))

    assert (edition.in_person_minutes, edition.sessions.count()) == (0, 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("code: M0.1", "code: M9.9"),
        ("minutes: 40", "minutes: 41"),
        ("kind: L", "kind: Q"),
        ("goals: [6]", "goals: [18]"),
        ('targets: ["6.1"]', 'targets: ["6.99"]'),
        ("goals: [6]", "goals: [6"),
        ("Hola.", "```question\nx\n```"),
        ("---\ncode", "code"),
    ],
)
def test_text_that_does_not_fit_is_refused_with_its_name_and_nothing_is_kept(folder, old, new):
    (folder / "M0" / "M0.1.es.md").write_text(TEXT.replace(old, new, 1))

    with pytest.raises(RuleViolation) as refusal:
        load_course(folder)

    assert refusal.value.code == "broken_file"
    assert "M0.1.es.md" in refusal.value.messages[0]
    assert not Edition.objects.exists()


@pytest.mark.parametrize("broken", ["slug: [", "slug: x", "- 1", ""])
def test_outline_that_cannot_be_read_is_refused(folder, broken):
    (folder / "course.yaml").write_text(broken)

    with pytest.raises(RuleViolation) as refusal:
        load_course(folder)

    assert refusal.value.code == "broken_file"


def test_folder_without_an_outline_is_refused(tmp_path):
    with pytest.raises(RuleViolation) as refusal:
        load_course(tmp_path)

    assert refusal.value.code == "broken_file"


def test_goals_and_targets_are_loaded_once():
    load_goals()
    load_goals()

    assert (Goal.objects.count(), Target.objects.count()) == (17, 169)
    assert str(Target.objects.get(code="17.17").goal.number) == "17"


@pytest.mark.parametrize(
    ("name", "hours", "items"),
    [
        ("public_servants", (2400, 600), [3, 9, 11, 9, 7, 7]),
        ("cso", (2400, 600), [3, 9, 11, 13, 7]),
        ("academia", (2400, 600), [3, 9, 12, 10, 6, 7]),
        ("private_sector", (2400, 600), [3, 9, 7, 7, 7, 7]),
        ("ilpes_municipalization", (2400, 600), [7, 6, 6, 6, 6]),
        ("tutor_training", (900, 300), [3, 3, 4, 4, 4]),
    ],
)
def test_each_course_has_its_hours_and_every_item_in_both_languages(name, hours, items):
    load_goals()

    edition = publish_edition(load_course(COURSES / name))

    assert (edition.online_minutes, edition.in_person_minutes) == hours
    modules = list(edition.modules.prefetch_related("lessons"))
    assert [len(module.lessons.all()) for module in modules] == items
    things = [thing for module in modules for thing in (module, *module.lessons.all())]
    assert [thing for thing in things if not thing.title_en] == []
    assert [thing for thing in things if not thing.objective_es] == []


def test_every_folder_of_the_site_was_tried():
    assert len(list(COURSES.glob("*/course.yaml"))) == 6


def test_items_that_follow_the_project_or_the_survey_say_so():
    load_goals()

    edition = load_course(PUBLIC_SERVANTS)

    special = edition.modules.get(code="M5").lessons.values_list("code", "closed_by")
    assert dict(special) == {
        "M5.1": "submission",
        "M5.2": "live",
        "M5.3": "review",
        "M5.4": "approval",
        "M5.5": "quiz",
        "M5.6": "survey",
        "M5.7": "plan",
    }
