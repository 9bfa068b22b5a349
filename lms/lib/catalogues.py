"""Message catalogues: finding every message in the code, keeping PO files, compiling them.

Babel does it, so no machine needs gettext installed.
"""

import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

# Which argument of a function is what: plain, plural, and with a context.
KEYWORDS = {
    name + lazy: arguments
    for name, arguments in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for lazy in ("", "_lazy")
} | {"gettext_noop": None, "_": None}
COMMENT = "Translators:"
TEMPLATES = {".html", ".txt", ".xml"}

Id = tuple[str, str]  # Context ("" for none) and singular.


@dataclass
class Found:
    """A message in the code: its plural if it has one, the files it is in, and notes."""

    plural: str = ""
    files: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)


def find_messages(files: Iterable[Path], *, root: Path) -> dict[Id, Found]:
    """Return every message that the Python files and templates among ``files`` mark."""
    found: dict[Id, Found] = {}
    for file in files:
        for context, singular, plural, comments in _messages_of(file):
            message = found.setdefault((context, singular), Found())
            message.plural = message.plural or plural
            message.files.add(file.relative_to(root).as_posix())
            message.comments += [note for note in comments if note not in message.comments]
    return found


def _messages_of(file: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    source = file.read_text(encoding="utf-8")
    if file.suffix in TEMPLATES:
        # Indentation means nothing in a template and everything to a reader of Python.
        lines = templatize(source, origin=str(file)).splitlines()
        source = "\n".join(line.strip() for line in lines)
    elif file.suffix != ".py":
        return
    stream = io.BytesIO(source.encode())
    for _line, ids, comments, context in extract(
        "python", stream, keywords=KEYWORDS, comment_tags=[COMMENT]
    ):
        singular, plural = ids if isinstance(ids, tuple) else (ids, "")
        yield context or "", singular, plural, list(comments)


def read_catalogue(file: Path) -> Catalog:
    """Read a PO file, with or without a header; a missing one is an empty catalogue."""
    locale = file.parent.parent.name if file.parent.name == "LC_MESSAGES" else "es_MX"
    if not file.exists():
        return Catalog(locale=locale, fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=locale, abort_invalid=True)


def translations(catalogue: Catalog) -> dict[Id, Message]:
    """Return the translated messages of a catalogue; fuzzy ones are no translations."""
    return {
        message_id(message): message
        for message in catalogue
        if message.id and is_translated(message)
    }


def message_id(message: Message) -> Id:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", singular


def is_translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else message.string
    return bool(strings) and all(strings) and not message.fuzzy


def updated(
    catalogue: Catalog, found: dict[Id, Found], *, by: Iterable[Catalog] = ()
) -> tuple[Catalog, list[str]]:
    """Return ``catalogue`` with exactly the messages in ``found``, and which of ``by`` disagree.

    A translation in ``by`` wins over the one that was there; of two in ``by``, the first.
    """
    given: dict[Id, Message] = {}
    disagreements = []
    for fragment in by:
        for key, message in translations(fragment).items():
            first = given.setdefault(key, message)
            if first.string != message.string:
                disagreements.append(f"{key[1]!r}: {first.string!r}, {message.string!r}")
    known = translations(catalogue) | given
    fresh = Catalog(
        locale=catalogue.locale,
        header_comment="# Written by `make messages`; the translations are ours.",
        project="Aula ODS",
        version="1",
        msgid_bugs_address="",
        creation_date=catalogue.creation_date,
        revision_date=catalogue.revision_date,
        language_team="Aula ODS",
        last_translator="Aula ODS",
        charset="utf-8",
        fuzzy=False,
    )
    for (context, singular), message in sorted(found.items(), key=lambda pair: pair[0][::-1]):
        translation = known.get((context, singular))
        fresh.add(
            (singular, message.plural) if message.plural else singular,
            _string_for(message, translation),
            locations=[(file, 0) for file in sorted(message.files)],
            auto_comments=message.comments,
            context=context or None,
        )
    return fresh, disagreements


def _string_for(found: Found, translation: Message | None) -> str | tuple[str, ...]:
    """Return what is known, in the shape asked for: one string, or one a plural form."""
    if translation is None:
        return ("", "") if found.plural else ""
    string = translation.string
    if found.plural:
        return tuple(string) if isinstance(string, (tuple, list)) else (string, string)
    return string if isinstance(string, str) else string[0]


def write_catalogue(catalogue: Catalog, file: Path) -> None:
    """Write a PO file without line numbers, which would change with every edit of the code."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=96, include_lineno=False, sort_output=False)
    _replace(file, stream.getvalue())


def compile_catalogue(file: Path) -> bool:
    """Write the MO file beside a PO file, unless a newer one is there; say whether it did."""
    compiled = file.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime > file.stat().st_mtime:
        return False
    stream = io.BytesIO()
    write_mo(stream, read_catalogue(file))
    _replace(compiled, stream.getvalue())
    return True


def _replace(file: Path, content: bytes) -> None:
    """Write ``file`` whole or not at all: another process may be reading it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
        part.write(content)
    os.chmod(part.name, 0o644)  # noqa: PTH101 -- a temporary file is closed to others
    Path(part.name).replace(file)
