import pytest

from assessments.domain.paper import PaperOption, paper_item, paper_quizzes
from assessments.domain.quiz_bank import _add_item
from assessments.domain.quiz_file import _item
from assessments.models import Quiz, QuizItem
from tests.assessments.domain.test_quiz_file import EXAMPLES
from tests.factories import LessonFactory, QuizFactory, QuizItemFactory

pytestmark = pytest.mark.django_db


def paper(kind):
    """The example of this kind in the document about banks, as it is printed."""
    _add_item(QuizFactory(), 1, _item(EXAMPLES[kind]))
    return paper_item(QuizItem.objects.get(), 1)


def test_options_of_a_single_answer_keep_their_order_and_their_reasons():
    item = paper("single")

    assert [option.letter for option in item.options] == ["A", "B"]
    assert item.key == "B"
    assert [reason.text.partition(":")[0] for reason in item.reasons] == ["No", "Sí"]


def test_several_answers_are_all_in_the_key():
    assert paper("multiple").key == "A, B"


def test_answers_to_match_are_printed_once_and_not_in_the_order_of_the_rows():
    item = paper("match")

    answers = {option.letter: option.text for option in item.options}
    rows = [row.text for row in item.rows]
    key = dict(pair.split(": ") for pair in item.key.split(", "))
    assert len(answers) == 4
    assert [answers[key[str(place)]] for place in (1, 2, 3)] == [
        "Indicador",
        "Medio de verificación",
        "Supuesto",
    ]
    assert rows[0].startswith("Porcentaje")
    assert list(answers.values())[:3] != ["Indicador", "Medio de verificación", "Supuesto"]


def test_steps_are_not_printed_in_their_right_order_and_the_key_gives_the_places():
    item = paper("order")

    key = dict(pair.split(": ") for pair in item.key.split(", "))
    steps = {int(key[row.label]): row.text for row in item.rows}
    assert [row.label for row in item.rows] == ["A", "B", "C", "D"]
    assert [steps[place].split()[0] for place in (1, 2, 3, 4)] == [
        "Redactar",
        "Dibujar",
        "Convertir",
        "Elegir",
    ]
    assert [int(key[row.label]) for row in item.rows] != [1, 2, 3, 4]


def test_levels_to_classify_are_the_options():
    item = paper("classify")

    assert [option.text for option in item.options] == [
        "Fin",
        "Propósito",
        "Componente",
        "Actividad",
    ]
    assert item.key == "1: A, 2: C, 3: D"


def test_gaps_of_a_sentence_are_numbered_between_the_text_that_stays():
    item = paper("fix_syntax")

    assert [(row.label, row.text) for row in item.rows] == [
        ("1", ""),
        ("2", ""),
        ("", "en las ocho localidades."),
    ]
    assert item.rows[0].options[0] == PaperOption(
        "A", "Los hogares rurales", True, "Sí: el Propósito comienza con la población."
    )
    assert item.key == "1: A, 2: A"


def test_a_number_has_its_unit_beside_the_line_and_its_formula_in_the_key():
    item = paper("numeric")

    assert item.asks_for_a_number
    assert (item.unit, item.options, item.rows) == ("%", (), ())
    assert "<table>" in item.context
    assert item.key == "41 %"
    assert item.reasons[1].text == "2,132 / 5,200 × 100 = 41 %"


def test_pre_and_post_tests_are_not_for_paper():
    lesson = LessonFactory(code="M1.9", kind="Q", closed_by="quiz")
    QuizItemFactory(quiz=QuizFactory(lesson=lesson))
    before = LessonFactory(module=lesson.module, code="M1.0", kind="S", closed_by="quiz")
    QuizItemFactory(quiz=QuizFactory(lesson=before, kind=Quiz.Kind.PRE))

    assert [quiz.code for quiz in paper_quizzes(lesson.module.edition)] == ["M1.9"]


def test_printing_costs_the_same_queries_for_one_item_as_for_three(django_assert_num_queries):
    quiz = QuizFactory()
    edition = quiz.lesson.module.edition
    for _number in range(3):
        QuizItemFactory(quiz=quiz)

    with django_assert_num_queries(4):
        paper_quizzes(edition)
