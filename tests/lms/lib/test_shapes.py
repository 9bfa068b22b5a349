import pytest

from lms.lib.shapes import any_of, flag, many, mapping, number, one_of, record, text

SHAPE = record(
    {"code": text(longest=3), "minutes": number(1, 90)},
    {"kind": one_of("L", "Q"), "parts": many(record({"code": text(longest=5)}), least=1)},
)


def problems(said):
    return list(SHAPE(said, ""))


def test_value_of_the_agreed_shape_has_no_problem():
    assert problems({"code": "A", "minutes": 5, "kind": "Q", "parts": [{"code": "x"}]}) == []


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"minutes": 5}, "code"),
        ({"code": "A", "minutes": 0}, "minutes"),
        ({"code": "A", "minutes": True}, "minutes"),
        ({"code": "A", "minutes": 5.5}, "minutes"),
        ({"code": "A", "minutes": "5"}, "minutes"),
        ({"code": "ABCD", "minutes": 5}, "code"),
        ({"code": "  ", "minutes": 5}, "code"),
        ({"code": "A", "minutes": 5, "kind": ["L"]}, "kind"),
        ({"code": "A", "minutes": 5, "kind": "X"}, "kind"),
        ({"code": "A", "minutes": 5, "sort": "L"}, "sort"),
        ({"code": "A", "minutes": 5, "parts": []}, "parts"),
        ({"code": "A", "minutes": 5, "parts": {"code": "x"}}, "parts"),
        ({"code": "A", "minutes": 5, "parts": ["x"]}, "parts › 1"),
        ({"code": "A", "minutes": 5, "parts": [{"code": "larger"}]}, "parts › larger › code"),
        ([], ""),
        (None, ""),
    ],
)
def test_each_mistake_is_one_sentence_that_says_where(said, named):
    [sentence] = problems(said)

    assert named in sentence
    assert sentence.endswith(".")


def test_every_mistake_is_named():
    assert len(problems({"code": 1, "minutes": 100, "sort": 1})) == 3


def test_yes_and_no_are_not_numbers():
    assert list(flag()(True, "x")) == []
    assert len(list(flag()(1, "x"))) == 1


def test_names_of_a_mapping_have_a_shape_too():
    shape = mapping(text(longest=2), number(1, 9))

    assert list(shape({"a": 1, "b": 2}, "x")) == []
    assert len(list(shape({"abc": 1, "b": 0, 3: 1}, "x"))) == 3
    assert len(list(shape([1], "x"))) == 1


def test_value_of_one_of_several_shapes():
    shape = any_of(text(longest=4), number(1, 9))

    assert [list(shape(said, "x")) for said in ("abc", 5)] == [[], []]
    assert len(list(shape(10, "x"))) == 1
