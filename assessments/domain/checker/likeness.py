"""Which of many texts are like each other, without comparing every two of them.

Two sets can only share a part t of all their members if they share one of the first few, in any
order that is the same for both (the prefix filter of similarity joins). Rare members come first,
so few candidates are left to compare.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from assessments.domain.checker.words import jaccard

Stems = frozenset[str]
EPSILON = 1e-9


class Likeness:
    """An index of texts, by their stems, that answers which ones are alike by ``least``."""

    def __init__(self, texts: Iterable[Stems], least: float) -> None:
        self._texts = list(texts)
        self._least = least
        self._counts = Counter(stem for stems in self._texts for stem in stems)
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for place, stems in enumerate(self._texts):
            for stem in self._rarest(stems):
                self._by_stem[stem].append(place)

    def _rarest(self, stems: Stems) -> list[str]:
        """Return as many members as two alike texts cannot differ in, the rarest first."""
        few = len(stems) - math.ceil(self._least * len(stems) - EPSILON) + 1
        return sorted(stems, key=lambda stem: (self._counts[stem], stem))[:few]

    def like(self, stems: Stems) -> list[int]:
        """Return the places of the texts that are alike, in order."""
        candidates = {
            place for stem in self._rarest(stems) for place in self._by_stem.get(stem, ())
        }
        return sorted(
            place for place in candidates if jaccard(stems, self._texts[place]) >= self._least
        )

    def groups(self) -> list[list[int]]:
        """Return the texts that are alike, directly or through others: places of two or more."""
        leader = list(range(len(self._texts)))

        def lead(place: int) -> int:
            while leader[place] != place:
                leader[place] = place = leader[leader[place]]
            return place

        seen: dict[Stems, int] = {}
        for place, stems in enumerate(self._texts):
            if stems in seen:
                leader[lead(place)] = lead(seen[stems])
                continue
            seen[stems] = place
            for other in self.like(stems):
                leader[lead(other)] = lead(place)
        found: dict[int, list[int]] = defaultdict(list)
        for place, stems in enumerate(self._texts):
            if stems:
                found[lead(place)].append(place)
        return [group for group in found.values() if len(group) > 1]
