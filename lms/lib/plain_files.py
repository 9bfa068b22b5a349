"""Reading YAML and JSON files that strangers wrote, as nothing but mappings, lists and texts.

Every value stays the text that stands in the file ("6.10", "2025-03", "no"), so that whoever reads
it decides what it means. No tag makes an object; neither depth, size nor aliases that multiply
(a "YAML bomb") cost more than their limits.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from lms.lib.errors import RuleViolation

MOST_BYTES = 5 * 1024 * 1024
MOST_VALUES = 400_000  # With what aliases repeat, counted each time.
DEEPEST = 60
# What YAML does not take: control signs, halves of signs.
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EMPTY = {"", "~", "null", "Null", "NULL"}


def unreadable(name: str, why: str) -> RuleViolation:
    return RuleViolation(
        _("%(file)s: %(why)s"), code="unreadable_file", params={"file": name, "why": why}
    )


def read_plain_file(path: Path) -> Any:
    """Return what a YAML or JSON file says; several YAML documents are a list.

    RuleViolation with a sentence when it is missing, too large, or neither YAML nor JSON.
    """
    try:
        content = _bytes_of(path)
    except OSError as broken:
        raise unreadable(path.name, _("the file cannot be opened.")) from broken
    return read_plain(content, name=path.name)


def read_plain(content: bytes, *, name: str) -> Any:
    """Return what the YAML or JSON of a file says; ``name`` is what refusals call it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise unreadable(name, _("the file is not text in UTF-8.")) from broken
    if text.lstrip()[:1] in {"{", "["}:
        try:
            return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
        except RecursionError as broken:
            raise unreadable(name, _("the file is nested too deeply.")) from broken
        except ValueError:
            pass  # YAML has mappings in braces too, without the quotes.
    return _read_yaml(name, text)


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        raise unreadable(path.name, _("there is no such file."))
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        megabytes = MOST_BYTES // 1024 // 1024
        why = _("the file is larger than %(megabytes)s MB.") % {"megabytes": megabytes}
        raise unreadable(path.name, why)
    return content


def _read_yaml(name: str, text: str) -> Any:
    try:
        documents = _Builder(name).documents(
            yaml.parse(_UNPRINTABLE.sub("", text), Loader=yaml.CSafeLoader)
        )
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        why = _("line %(line)s is neither YAML nor JSON.") % {"line": line}
        raise unreadable(name, why) from broken
    return documents[0] if len(documents) == 1 else documents


class _Builder:
    """Puts values together from the events of the parser, without recursion."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._documents: list[Any] = []
        # What is open: a list, or a mapping with the key whose value comes next.
        self._open: list[tuple[Any, list[Any], str | None, int]] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._count = 0

    def documents(self, events: Iterator[yaml.Event]) -> list[Any]:
        for event in events:
            match event:
                case yaml.ScalarEvent():
                    self._put(self._scalar(event), event.anchor, size=1)
                case yaml.MappingStartEvent():
                    self._begin({}, event.anchor)
                case yaml.SequenceStartEvent():
                    self._begin([], event.anchor)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._end()
                case yaml.AliasEvent():
                    value, size = self._anchors.get(event.anchor, (None, 1))
                    self._put(value, None, size=size)
        return self._documents

    @staticmethod
    def _scalar(event: yaml.ScalarEvent) -> str | None:
        is_plain = event.style is None or event.style == ""
        return None if is_plain and event.value in _EMPTY else event.value

    def _begin(self, value: Any, anchor: str | None) -> None:
        if len(self._open) == DEEPEST:
            raise unreadable(self._name, _("the file is nested too deeply."))
        self._open.append((value, [], anchor, self._count))

    def _end(self) -> None:
        value, _key, anchor, before = self._open.pop()
        self._put(value, anchor, size=1 + self._count - before, counted=self._count - before)

    def _put(self, value: Any, anchor: str | None, *, size: int, counted: int = 0) -> None:
        """Put a value where it belongs. ``size`` is how many values it holds, itself included."""
        self._count += size - counted
        if self._count > MOST_VALUES:
            raise unreadable(self._name, _("the file holds too many values, or repeats them."))
        if anchor:
            self._anchors[anchor] = (value, size)
        if not self._open:
            self._documents.append(value)
            return
        there, key, *_rest = self._open[-1]
        if isinstance(there, list):
            there.append(value)
        elif not key:
            key.append(value if isinstance(value, str) else "")
        else:
            there[key.pop()] = value
