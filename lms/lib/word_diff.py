"""Two texts beside each other, word by word: what stayed, what went, what came."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"
MOST_WORDS = 2000  # Above this, comparing costs more than it shows.
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """Some words that share a fate: "same", "gone" or "new"."""

    fate: str
    text: str


def pieces_of(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts in reading order; the words that went stand first.

    Without the new ones they are the first text, without those that went the second.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [piece for piece in (Piece(GONE, before), Piece(NEW, after)) if piece.text]
    pieces = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for fate, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if fate == "equal":
            pieces.append(Piece(SAME, "".join(old[old_from:old_to])))
            continue
        pieces.append(Piece(GONE, "".join(old[old_from:old_to])))
        pieces.append(Piece(NEW, "".join(new[new_from:new_to])))
    return [piece for piece in pieces if piece.text]
