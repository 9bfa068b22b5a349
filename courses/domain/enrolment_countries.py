"""Places in other countries, for the courses that are not Mexico's alone. Pure.

"Rosario, Argentina" is somebody in Argentina: of other countries we hold the name, and no town.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from courses.domain.enrolment_places import Catalogue, Found, Municipality, place_key

# What only Mexico's catalogue can say of a name; here the place may be anywhere.
UNKNOWN = ("municipality_unknown", "municipality_not_held", "municipality_elsewhere")
PARTS = re.compile(r"[,;/(]| [-–—] ")


@dataclass(frozen=True)
class Country(Municipality):
    """A country in the place of a municipality; ``english`` is how people write it as well."""

    english: str = ""

    @property
    def label(self) -> str:
        return self.name


def town_of(text: str) -> str:
    """Return what stands before the country: "Rosario" of "Rosario, Argentina", else nothing."""
    *before, _last = PARTS.split(text)
    return before[0].strip() if before else ""


class WorldCatalogue(Catalogue):
    """The municipalities of Mexico, and countries in which people of a course work too."""

    def __init__(
        self,
        municipalities: Iterable[Municipality],
        *,
        countries: Iterable[Country] = (),
        **facts: Any,
    ) -> None:
        super().__init__(municipalities, **facts)
        self.countries = list(countries)
        self._by_pk |= {each.pk: each for each in self.countries}
        self._countries = {place_key(each.english): each for each in self.countries}
        self._countries |= {place_key(each.name): each for each in self.countries}

    def _find(self, text: str) -> Found:
        country = self._countries.get(place_key(PARTS.split(text)[-1]))
        if country:
            return Found(country)
        found = super()._find(text)
        return Found(problem="place_unknown") if found.problem.startswith(UNKNOWN) else found

    def near(self, text: str, *, how_many: int = 3) -> list[Municipality]:
        last = place_key(PARTS.split(text)[-1])
        alike = difflib.get_close_matches(last, self._countries, n=1, cutoff=0.75)
        countries = [self._countries[key] for key in alike]
        return [*countries, *super().near(text, how_many=how_many)][:how_many]
