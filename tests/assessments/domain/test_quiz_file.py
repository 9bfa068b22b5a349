import re
from decimal import Decimal

import pytest
import yaml
from django.conf import settings
from django.utils import translation

from assessments.domain.quiz_file import read_bank
from assessments.models import QuizItem
from lms.lib.errors import RuleViolation

DOCUMENT = settings.BASE_DIR / "docs" / "item-banks.md"
EXAMPLES = {
    item["kind"]: item
    for block in re.findall(r"```yaml\n(.+?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    for item in yaml.safe_load(block)
}


def read(folder, *items, **header):
    """Read a bank that has ``items`` and, so that there are ten, some dull ones."""
    dull = [EXAMPLES["single"] | {"code": f"dull-{number}"} for number in range(10)]
    path = folder / "M0.1.items.yaml"
    path.write_text(yaml.safe_dump({"items": [*items, *dull], **header}))
    return read_bank(path)


def refused(folder, *items, **header):
    with translation.override("en"), pytest.raises(RuleViolation) as refusal:
        read(folder, *items, **header)
    assert refusal.value.code == "broken_file"
    return refusal.value.messages[0]


def without(kind, field):
    return {name: said for name, said in EXAMPLES[kind].items() if name != field}


def right_choices(part):
    return [choice.text for choice in part.choices if choice.is_correct]


def test_document_has_an_example_of_each_kind():
    assert set(EXAMPLES) == set(QuizItem.Kind.values)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_example_of_the_document_is_read(tmp_path, kind):
    item = read(tmp_path, EXAMPLES[kind]).items[0]

    assert (item.kind, item.code) == (kind, EXAMPLES[kind]["code"])


def test_rows_to_match_all_offer_every_answer_and_know_their_own(tmp_path):
    parts = read(tmp_path, EXAMPLES["match"]).items[0].parts

    answers = ["Indicador", "Medio de verificación", "Supuesto"]
    assert [right_choices(part) for part in parts] == [[answer] for answer in answers]
    assert {tuple(choice.text for choice in part.choices) for part in parts} == {
        (*answers, "Resumen narrativo")
    }


def test_steps_know_their_place(tmp_path):
    parts = read(tmp_path, EXAMPLES["order"]).items[0].parts

    assert [right_choices(part) for part in parts] == [["1"], ["2"], ["3"], ["4"]]


def test_statements_know_their_level(tmp_path):
    parts = read(tmp_path, EXAMPLES["classify"]).items[0].parts

    assert [right_choices(part) for part in parts] == [["F"], ["C"], ["A"]]
    assert len(parts[0].choices) == 4


def test_sentence_has_gaps_and_text_between_them(tmp_path):
    item = read(tmp_path, EXAMPLES["fix_syntax"]).items[0]

    assert [(part.text, right_choices(part)) for part in item.parts] == [
        ("", ["Los hogares rurales"]),
        ("", ["reciben agua todos los días"]),
        ("en las ocho localidades.", []),
    ]


def test_number_comes_with_the_wrong_ones_that_are_foreseen(tmp_path):
    item = read(tmp_path, EXAMPLES["numeric"]).items[0]

    assert (item.unit, item.tolerance) == ("%", Decimal("0.5"))
    assert [(choice.value, choice.text, choice.is_correct) for choice in item.choices] == [
        (Decimal(41), "41 %", True),
        (Decimal("0.41"), "0.41 %", False),
        (Decimal("243.9"), "243.9 %", False),
    ]


def test_bank_says_how_long_an_attempt_takes_and_how_many_it_asks(tmp_path):
    bank = read(tmp_path, time_limit=40, asks=10)

    assert (bank.time_limit, bank.asks) == (40, 10)
    assert (read(tmp_path).time_limit, read(tmp_path).asks) == (None, None)


@pytest.mark.parametrize("minutes", [0, 301, "40", True, 2.5])
def test_time_limit_that_is_no_number_of_minutes_is_refused(tmp_path, minutes):
    assert "time_limit" in refused(tmp_path, time_limit=minutes)


@pytest.mark.parametrize("asks", [9, 11, "10"])
def test_bank_asks_ten_items_at_least_and_no_more_than_it_has(tmp_path, asks):
    assert "«asks» is a whole number from 10 to 10." in refused(tmp_path, asks=asks)


@pytest.mark.parametrize("said", ["[]", "items: none", "a: 1", "", "items: [1]", "items: []"])
def test_file_that_is_no_bank_is_refused(tmp_path, said):
    path = tmp_path / "M0.1.items.yaml"
    path.write_text(said)

    with pytest.raises(RuleViolation) as refusal:
        read_bank(path)

    assert refusal.value.code == "broken_file"


CHOICES = EXAMPLES["single"]["choices"]
ROWS = EXAMPLES["match"]["rows"]
LEVELS = EXAMPLES["classify"]["rows"]
FEEDBACK = EXAMPLES["numeric"]["feedback"]


@pytest.mark.parametrize(
    ("kind", "changes", "reason"),
    [
        ("single", {"kind": "essay"}, "kind is none of"),
        ("single", {"stem": " "}, "«stem» is missing"),
        ("single", {"stem": ["a"]}, "«stem» is missing"),
        ("single", {"code": "x" * 17}, "longer than 16"),
        ("single", {"code": "dull-1"}, "«code» is there twice: dull-1"),
        ("single", {"difficulty": 4}, "«difficulty» is 1, 2 or 3"),
        ("single", {"stemm": "?"}, "has no «stemm»"),
        ("single", {"rows": []}, "has no «rows»"),
        ("single", {"choices": CHOICES[:1]}, "list of 2 to 10"),
        ("single", {"choices": "both"}, "list of 2 to 10"),
        ("single", {"choices": [CHOICES[0], CHOICES[0]]}, "«text» is there twice"),
        ("single", {"choices": [{**one, "correct": True} for one in CHOICES]}, "number of choices"),
        ("single", {"choices": [{**one, "correct": 1} for one in CHOICES]}, "number of choices"),
        ("single", {"choices": [{**one, "feedback": ""} for one in CHOICES]}, "«feedback»"),
        ("multiple", {"choices": [{**one, "correct": True} for one in CHOICES]}, "number of"),
        ("match", {"rows": ROWS[:2]}, "list of 3 to 8"),
        ("match", {"rows": [{**row, "answer": ""} for row in ROWS]}, "«answer» is missing"),
        ("match", {"rows": [{**row, "feedback": ""} for row in ROWS]}, "«feedback» is missing"),
        ("match", {"rows": [{**row, "text": "x"} for row in ROWS]}, "«text» is there twice"),
        ("match", {"extra_answers": ["Indicador"]}, "«extra_answers» is there twice"),
        ("match", {"extra_answers": "Indicador"}, "«extra_answers» is missing"),
        (
            "match",
            {"rows": [{**row, "answer": "x"} for row in ROWS], "extra_answers": []},
            "all rows have the same answer",
        ),
        ("order", {"rows": EXAMPLES["order"]["rows"] * 3}, "list of 3 to 8"),
        ("classify", {"rows": [{**row, "level": "Fin"} for row in LEVELS]}, "«Fin» is no level"),
        ("fix_syntax", {"parts": ["one", "two"]}, "no part of the sentence has choices"),
        ("fix_syntax", {"parts": [{"choices": CHOICES[:1]}]}, "list of 2 to 10"),
        ("numeric", {"answer": "many"}, "«answer» is no number"),
        ("numeric", {"answer": True}, "«answer» is no number"),
        ("numeric", {"answer": ".inf"}, "«answer» is no number"),
        ("numeric", {"tolerance": -1, "common_errors": []}, "«tolerance» is no number"),
        ("numeric", {"feedback": {"right": "Sí."}}, "«wrong» is missing"),
        ("numeric", {"feedback": "Sí."}, "«right» is missing"),
        ("numeric", {"common_errors": [{"value": 41.5, "feedback": "x"}]}, "as good as the answer"),
        ("numeric", {"common_errors": ["x"]}, "«value» is missing"),
    ],
)
def test_item_that_is_not_written_as_agreed_is_refused_with_the_reason(
    tmp_path, kind, changes, reason
):
    assert reason in refused(tmp_path, EXAMPLES[kind] | changes)


@pytest.mark.parametrize(
    ("kind", "field"),
    [("fix_syntax", "sentence"), ("numeric", "formula"), ("numeric", "answer"), ("order", "rows")],
)
def test_item_that_lacks_a_field_is_refused_with_its_name(tmp_path, kind, field):
    reason = refused(tmp_path, without(kind, field))

    assert reason.startswith(f"M0.1.items.yaml: item {EXAMPLES[kind]['code']}: «{field}»")


def test_pair_is_used_once_in_a_bank(tmp_path):
    pair = {"pair": "agenda-1"}

    reason = refused(tmp_path, EXAMPLES["single"] | pair, EXAMPLES["order"] | pair)

    assert "«pair» is there twice: agenda-1" in reason
