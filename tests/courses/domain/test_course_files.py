"""Files of a course may come from anybody."""

import pytest

from courses.domain.course_files import read_text, read_yaml
from lms.lib.errors import RuleViolation

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]"
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    "hostile",
    [
        BOMB,
        "a: &a [*a]",
        "!!python/object/apply:os.system ['true']",
        "a: 1\na: 2",
        "a: [",
        "\tx: 1",
        "? [a]\n: 1",
        "[" * 100_000,
        "x: 2020-99-99",
        "x: \x00",
    ],
)
def test_file_that_is_not_plain_data_is_refused_with_its_name(tmp_path, hostile):
    (tmp_path / "course.yaml").write_text(hostile)

    with pytest.raises(RuleViolation) as refusal:
        read_yaml(tmp_path / "course.yaml")

    assert refusal.value.code == "broken_file"
    assert refusal.value.messages[0].startswith("course.yaml")


def test_file_that_an_other_program_wrote_with_aliases_is_read(tmp_path):
    (tmp_path / "course.yaml").write_text("a: &x {es: Uno}\nb: *x\n")

    assert read_yaml(tmp_path / "course.yaml") == {"a": {"es": "Uno"}, "b": {"es": "Uno"}}


def test_link_to_another_place_is_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("x: 1")
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "course.yaml").symlink_to(secret)

    with pytest.raises(RuleViolation):
        read_yaml(tmp_path / "course" / "course.yaml")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 1_000_001])
def test_file_that_is_no_text_or_too_large_is_refused(tmp_path, content):
    (tmp_path / "M1.1.es.md").write_bytes(content)

    with pytest.raises(RuleViolation):
        read_text(tmp_path / "M1.1.es.md")


def test_folder_in_the_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "course.yaml").mkdir()

    with pytest.raises(RuleViolation):
        read_yaml(tmp_path / "course.yaml")
