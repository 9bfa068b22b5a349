"""Which of many texts are like each other, compared as sets of bits."""

from collections import defaultdict
from collections.abc import Iterable
from math import ceil

Stems = frozenset[str]
EPSILON = 1e-9


class Likeness:
    """Texts, by their stems, that answers which ones are alike by ``least`` (Jaccard).

    Two texts that are alike share so many stems that at least one of the few rarest is among
    them: only those that have one are compared. A set of stems is a number with one bit a stem,
    so that comparing two takes an instant.
    """

    def __init__(self, texts: Iterable[Stems], least: float) -> None:
        self._texts = list(texts)
        self._bits: dict[str, int] = {}
        for stems in self._texts:
            for stem in stems:
                self._bits.setdefault(stem, 1 << len(self._bits))
        self._own = {stems: self._as_bits(stems) for stems in self._texts}
        self._sets = [(self._own[stems], len(stems)) for stems in self._texts]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, stems in enumerate(self._texts):
            for stem in stems:
                self._places[stem].append(place)
        self._least = least
        # shared / (one + other - shared) >= least, without a division.
        self._share = least / (1 + least)

    def _as_bits(self, stems: Stems) -> int:
        return sum(self._bits.get(stem, 0) for stem in stems)

    def like(self, stems: Stems) -> list[int]:
        """Return the places of the texts that are alike, in order; nothing is like nothing."""
        if not stems:
            return []
        bits = self._own.get(stems) or self._as_bits(stems)
        size, share = len(stems), self._share
        found = []
        for place in self._near(stems):
            other, length = self._sets[place]
            if (bits & other).bit_count() >= share * (size + length) - EPSILON:
                found.append(place)
        return found

    def _near(self, stems: Stems) -> list[int]:
        """Return the places of the texts that may be alike, in order."""
        having = sorted((self._places.get(stem, ()) for stem in stems), key=len)
        shared = ceil(self._least * len(stems) - EPSILON)
        return sorted(set().union(*having[: len(stems) - shared + 1]))

    def groups(self) -> list[list[int]]:
        """Return the texts that are alike, directly or through others: places of two or more."""
        leader = list(range(len(self._texts)))

        def lead(place: int) -> int:
            while leader[place] != place:
                leader[place] = place = leader[leader[place]]
            return place

        for stems in set(self._texts):
            first, *others = self.like(stems) or [0]
            for place in others:
                leader[lead(place)] = lead(first)
        found: dict[int, list[int]] = defaultdict(list)
        for place, stems in enumerate(self._texts):
            if stems:
                found[lead(place)].append(place)
        return [group for group in found.values() if len(group) > 1]
