import pytest

from lms.lib.errors import RuleViolation
from lms.lib.plain_files import MOST_BYTES, read_plain_file


def read(folder, content, name="file.yaml"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_plain_file(path)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (
            "a: 6.10\nb: 2025-03\nc: no\nd: '~'\n",
            {"a": "6.10", "b": "2025-03", "c": "no", "d": "~"},
        ),
        ("- ~\n-\n- null\n", [None, None, None]),
        ("{a: [1, 2]}", {"a": ["1", "2"]}),
        ('{"a": 1.50, "b": [NaN, true, null]}', {"a": "1.50", "b": ["NaN", True, None]}),
        ("\ufeffa: Ñandú", {"a": "Ñandú"}),
        ("a: 1\n---\nb: 2\n", [{"a": "1"}, {"b": "2"}]),
        ("", []),
        ("solo texto", "solo texto"),
        ("a: &x [1]\nb: *x\n", {"a": ["1"], "b": ["1"]}),
        ("a: *nothing", {"a": None}),
        ("a: &a [*a]", {"a": [None]}),
        ("a: !!python/object/apply:os.system [true]", {"a": ["true"]}),
        ("? [1, 2]\n: b\n", {"": "b"}),
        ('a: "x\x00\x1by"', {"a": "xy"}),
        ('{"a": ' + "9" * 5000 + "}", {"a": "9" * 5000}),
    ],
)
def test_a_file_is_mappings_lists_and_texts(tmp_path, content, value):
    assert read(tmp_path, content) == value


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00", "el archivo no es texto en UTF-8."),
        ("a: 1\nb: c: d\n", "la línea 2 no es YAML ni JSON."),
        ("a:\n\t- b", "la línea 2 no es YAML ni JSON."),
        ("[" * 100_000, "el archivo tiene demasiados niveles."),
        ("- " * 100_000, "el archivo tiene demasiados niveles."),
        ('{"a":' * 100_000, "el archivo tiene demasiados niveles."),
        (BOMB, "el archivo tiene demasiados valores, o los repite."),
        ("x" * (MOST_BYTES + 1), "el archivo pesa más de 5 MB."),
    ],
    ids=["bytes", "colons", "tab", "flow", "block", "json", "bomb", "large"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, content, sentence):
    with pytest.raises(RuleViolation) as refusal:
        read(tmp_path, content)

    assert refusal.value.messages == [f"file.yaml: {sentence}"]


def test_what_is_no_file_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nothing.yaml"):
        with pytest.raises(RuleViolation) as refusal:
            read_plain_file(path)
        assert refusal.value.messages == [f"{path.name}: no existe ese archivo."]


def test_aliases_count_as_often_as_they_are_written(tmp_path):
    thousand = "a: &a [" + "1, " * 1000 + "]\nb: ["

    assert len(read(tmp_path, thousand + "*a, " * 100 + "]")["b"]) == 100
    with pytest.raises(RuleViolation):
        read(tmp_path, thousand + "*a, " * 400 + "]")
