import pytest
import yaml
from django.conf import settings

from assessments.domain.quiz_bank import load_quizzes
from assessments.models import Quiz, QuizItem
from courses.domain.goals import load_goals
from courses.domain.loading import load_course
from lms.lib.errors import RuleViolation

pytestmark = pytest.mark.django_db

PUBLIC_SERVANTS = settings.BASE_DIR / "courses" / "content" / "public_servants"


def item(number, **changes):
    return {
        "code": f"Q{number}",
        "kind": "single",
        "objective": "Contar",
        "stem": "¿Cuántos ODS hay?",
        "choices": [
            {"text": "17", "correct": True, "feedback": "Sí, 17."},
            {"text": 8, "feedback": "Esos eran los ODM."},
        ],
    } | changes


@pytest.fixture
def folder(tmp_path):
    lessons = [
        {"code": "M0.1", "type": "S", "minutes": 30, "test": "pre"},
        {"code": "M0.2", "type": "Q", "minutes": 30},
    ]
    words = {"title": {"es": "t"}, "objective": {"es": "o"}}
    lessons = [lesson | words for lesson in lessons]
    (tmp_path / "course.yaml").write_text(
        yaml.safe_dump(
            {
                "slug": "small",
                "audience": "cso",
                **words,
                "hours": {"online": 1, "in_person": 0},
                "quizzes": {"pass_mark": 60, "attempts": {"module": 2, "pre": 1}},
                "modules": [
                    {
                        "code": "M0",
                        "minutes": 60,
                        **words,
                        "lessons": [one | words for one in lessons],
                    }
                ],
            }
        )
    )
    (tmp_path / "M0").mkdir()
    write(tmp_path, [item(number) for number in range(10)])
    return tmp_path


def write(folder, items):
    (folder / "M0" / "M0.1.items.yaml").write_text(yaml.safe_dump({"items": items}))


def test_bank_becomes_a_quiz_with_the_rules_of_the_course(folder):
    edition = load_course(folder)

    missing = load_quizzes(edition, folder)

    quiz = Quiz.objects.get()
    assert (quiz.kind, quiz.pass_mark, quiz.attempts_allowed) == ("pre", 60, 1)
    assert quiz.items.count() == 10
    choices = quiz.items.first().choices.values_list("position", "text", "is_correct", "feedback")
    assert list(choices) == [(1, "17", True, "Sí, 17."), (2, "8", False, "Esos eran los ODM.")]
    assert missing == ["M0.2"]


def test_loading_again_changes_nothing(folder):
    edition = load_course(folder)
    load_quizzes(edition, folder)

    load_quizzes(edition, folder)

    assert (Quiz.objects.count(), QuizItem.objects.count()) == (1, 10)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "essay"},
        {"choices": [{"text": "17", "correct": True}]},
        {"choices": [{"text": "17"}, {"text": "8"}]},
        {"choices": [{"text": "17", "correct": True}, {"text": "8", "correct": True}]},
        {"choices": None},
        {"stem": None},
    ],
)
def test_item_that_is_not_written_as_agreed_is_refused_and_nothing_is_kept(folder, wrong):
    write(folder, [*(item(number) for number in range(10)), item(10) | wrong])

    with pytest.raises(RuleViolation) as refusal:
        load_quizzes(load_course(folder), folder)

    assert refusal.value.code == "broken_file"
    assert "M0.1.items.yaml" in refusal.value.messages[0]
    assert not Quiz.objects.exists()


def test_bank_with_fewer_than_ten_items_is_refused(folder):
    write(folder, [item(number) for number in range(9)])

    with pytest.raises(RuleViolation) as refusal:
        load_quizzes(load_course(folder), folder)

    assert refusal.value.code == "broken_file"


def test_banks_of_the_course_for_public_servants_load():
    load_goals()
    edition = load_course(PUBLIC_SERVANTS)

    missing = load_quizzes(edition, PUBLIC_SERVANTS)

    written = dict(Quiz.objects.values_list("lesson__code", "kind"))
    assert {*written, *missing} == {"M0.2", "M1.9", "M2.11", "M3.9", "M4.7", "M5.5"}
    assert written.get("M0.2", "pre") == "pre"
    assert written.get("M5.5", "post") == "post"


def test_items_in_parts_keep_their_parts_and_choices(folder):
    rows = [
        {"text": f"Enunciado {level}", "level": level, "feedback": "Por esto."} for level in "FCA"
    ]
    classify = {"code": "C1", "kind": "classify", "stem": "¿De qué nivel es?", "rows": rows}
    write(folder, [*(item(number) for number in range(9)), classify])

    load_quizzes(load_course(folder), folder)

    parts = QuizItem.objects.get(kind="classify").parts.all()
    assert [(part.text, part.feedback) for part in parts] == [
        (f"Enunciado {level}", "Por esto.") for level in "FCA"
    ]
    names = ["Fin", "Propósito", "Componente", "Actividad"]
    assert [list(part.choices.values_list("text", flat=True)) for part in parts] == [names] * 3
    assert [part.choices.get(is_correct=True).text for part in parts] == [
        "Fin",
        "Componente",
        "Actividad",
    ]


def test_context_becomes_safe_html(folder):
    write(folder, [item(number, context="**Datos** <script>") for number in range(10)])

    load_quizzes(load_course(folder), folder)

    html = QuizItem.objects.first().context_html.strip()
    assert html == "<p><strong>Datos</strong> &lt;script&gt;</p>"


def test_context_that_cannot_be_read_names_its_item(folder):
    write(folder, [item(number, context="```question\n- 1\n```") for number in range(10)])

    with pytest.raises(RuleViolation) as refusal:
        load_quizzes(load_course(folder), folder)

    assert "M0.1.items.yaml: Q0" in refusal.value.messages[0]
