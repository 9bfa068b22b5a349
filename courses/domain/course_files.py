"""Reading the files of a course folder, whoever wrote them: text only, small, and no links."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from lms.lib.errors import RuleViolation

LARGEST = 1_000_000  # Bytes; the longest lesson has 15,000.
DEEPEST = 20  # Values inside values; an outline has 9.
MOST_VALUES = 50_000  # In one file of YAML; the longest outline has 700.


def broken(name: str, why: str) -> RuleViolation:
    return RuleViolation(
        _("%(file)s: %(why)s"), code="broken_file", params={"file": name, "why": why}
    )


def read_text(path: Path) -> str:
    """Return the text of a file; one that is missing, too large or not text is refused."""
    if path.is_symlink() or path.parent.is_symlink():
        raise broken(path.name, _("links to other places are not followed."))
    try:
        if path.stat().st_size > LARGEST:
            raise broken(path.name, _("it is too large."))
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise broken(path.name, _("there is no such file.")) from missing
    except (OSError, ValueError) as unreadable:
        raise broken(path.name, _("it cannot be read as text.")) from unreadable


class _Loader(yaml.CSafeLoader):
    """YAML without objects, and without a name that is given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:  # noqa: FBT001, FBT002 -- PyYAML's signature
        seen: set[Any] = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable) or key in seen:
                raise yaml.MarkedYAMLError(problem="key", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def parse_yaml(text: str, *, name: str, first_line: int = 1) -> Any:
    """Return what YAML says; what cannot be read is refused with its file and line."""
    try:
        _check_depth(text)
        said = yaml.load(text, Loader=_Loader)  # noqa: S506 -- a loader without objects
    except (yaml.YAMLError, ValueError) as unreadable:
        mark = getattr(unreadable, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        raise broken(name, _("line %(line)s cannot be read.") % {"line": line}) from unreadable
    if _holds_too_much(said):
        raise broken(name, _("it is too large."))
    return said


def _check_depth(text: str) -> None:
    """Refuse values inside values without end: the loader would bring the process down."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem="depth", problem_mark=event.start_mark)


def _holds_too_much(said: Any) -> bool:
    """Say whether a few aliases stand for more values than anybody would write, or for ever."""
    waiting, values = [said], 0
    while waiting and values <= MOST_VALUES:
        value = waiting.pop()
        parts = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict | list):
            values += len(value)
            waiting += parts
    return values > MOST_VALUES


def read_yaml(path: Path) -> Any:
    """Return what a YAML file says; see ``read_text`` and ``parse_yaml`` for what is refused."""
    return parse_yaml(read_text(path), name=path.name)
