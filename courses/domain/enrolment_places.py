"""Municipalities by the name that somebody wrote: official, everyday, longer, shorter. Pure."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from lms.lib.text import fold

OF_A_TOWN_HALL = re.compile(
    r"^(h(onorable)? )?((ayuntamiento|gobierno(?! (del )?(estado|federal))|presidencia"
    r"|administracion)( constitucional)?( municipal)?|municipio|mpio) (constitucional )?del? "
)
ABBREVIATIONS = {
    "ayto": "ayuntamiento",
    "sto": "santo",
    "sta": "santa",
    "sn": "san",
    "dgo": "domingo",
    "gral": "general",
    "cd": "ciudad",
    "fco": "francisco",
    "ma": "maria",
    "pto": "puerto",
}
# How states are written for short; any beginning of a name is understood without being here.
STATE_NICKNAMES = {
    "edomex": "mexico", "edo mex": "mexico", "estado de mexico": "mexico",
    "edo de mexico": "mexico", "edo de mex": "mexico", "cdmx": "ciudad de mexico",
    "df": "ciudad de mexico", "d f": "ciudad de mexico", "distrito federal": "ciudad de mexico",
    "nl": "nuevo leon", "n l": "nuevo leon", "slp": "san luis potosi", "s l p": "san luis potosi",
    "qroo": "quintana roo", "q roo": "quintana roo", "qro": "queretaro", "gto": "guanajuato",
    "gro": "guerrero", "hgo": "hidalgo", "domingo": "durango", "ags": "aguascalientes",
    "bc": "baja california", "b c": "baja california", "bcs": "baja california sur",
    "tamps": "tamaulipas",
}  # fmt: skip
# Everyday name → INEGI's code, where the official name does not begin with it alone, or where
# everybody says the short one.
EVERYDAY_NAMES = {
    "neza": "15058", "ciudad neza": "15058", "naucalpan": "15057", "ecatepec": "15033",
    "san cristobal ecatepec": "15033", "tlalnepantla": "15104", "coacalco": "15020",
    "izcalli": "15121", "valle de chalco": "15122", "acambay": "15001", "soyaniquilpan": "15079",
    "los reyes la paz": "15070", "los reyes acaquilpan": "15070", "villa nicolas romero": "15060",
    "santiago tianguistenco": "15101", "san juan teotihuacan": "15092",
    "san salvador atenco": "15011", "santa maria rayon": "15072",
}  # fmt: skip
OF = {"de", "del"}
SHORTEST_BEGINNING = 4  # Letters: "El" says nothing.


@dataclass(frozen=True)
class Municipality:
    pk: int
    code: str
    name: str
    state_code: str
    state: str

    @property
    def label(self) -> str:
        """The name that leads back to this municipality in a list of any state."""
        return f"{self.name}, {self.state}"


@dataclass(frozen=True)
class Found:
    """The municipality that is meant or why none is, and perhaps a notice ("code:value")."""

    municipality: Municipality | None = None
    problem: str = ""
    notice: str = ""


def place_key(text: str) -> str:
    """Return the form in which places are compared: no accents, nothing abbreviated."""
    words = re.sub(r"[^\w ]+", " ", fold(text)).split()
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


class Catalogue:
    """The municipalities, asked by the name that somebody wrote.

    ``states``: code → name of every state there is, of which only some may be held.
    """

    def __init__(
        self,
        municipalities: Iterable[Municipality],
        *,
        home_state: str = "",
        states: Mapping[str, str] | None = None,
    ) -> None:
        self.home_state = home_state
        self._by_code = {each.code: each for each in municipalities}
        self._by_pk = {each.pk: each for each in self._by_code.values()}
        self._by_key: dict[str, list[Municipality]] = {}
        for each in self._by_code.values():
            self._by_key.setdefault(place_key(each.name), []).append(each)
        self._held = {each.state_code: each.state for each in self._by_code.values()}
        self._states = dict(states or {}) | self._held
        self._state_keys = {place_key(name): code for code, name in self._states.items()}
        self._answers: dict[str, Found] = {}

    @property
    def municipalities(self) -> Collection[Municipality]:
        return self._by_code.values()

    def by_pk(self, pk: int) -> Municipality:
        return self._by_pk[pk]

    def at_home_in(self, state: str) -> Self:
        """Return the same catalogue for a list of another state."""
        return type(self)(self.municipalities, home_state=state, states=self._states)

    def find(self, text: str) -> Found:
        """Return the one that is meant, or why none is; the state of the cohort goes first."""
        if text not in self._answers:
            self._answers[text] = self._find(text)
        return self._answers[text]

    def _find(self, text: str) -> Found:
        digits = text.strip().zfill(5)
        if digits.isdecimal() and digits in self._by_code:
            return Found(self._by_code[digits])
        name, states = self._parts(text)
        if states and not states & set(self._held):
            return self._not_held(states)
        exact = self._exact(name, states)
        found = self._at_home(exact)
        if len(found) == 1:
            return Found(found[0], notice="" if states else self._namesake(name, found[0]))
        if found:
            return Found(problem="municipality_ambiguous")
        everyday = self._by_code.get(EVERYDAY_NAMES.get(name, ""))
        region = self._region(states)
        if everyday and (not region or everyday.state_code in region):
            return Found(everyday)
        return self._by_part(name, states)

    def candidates(self, text: str) -> list[Municipality]:
        """Return the one that is meant, else all that have the name, in whatever state."""
        found = self.find(text).municipality
        return [found] if found else self._exact(*self._parts(text))

    def near(self, text: str, *, how_many: int = 3) -> list[Municipality]:
        """Return those whose names are most like ``text``, the beginning of a name first."""
        name, states = self._parts(text)
        if not name:
            return []
        region = self._region(states)
        pool = {
            key: each
            for key, group in self._by_key.items()
            for each in group
            if not region or each.state_code in region
        }
        keys = [key for key in pool if key.startswith(f"{name} ")]
        keys += difflib.get_close_matches(name, pool, n=how_many, cutoff=0.6)
        named_alike = self._by_key.get(name, [])
        nearest = [*named_alike, *(pool[key] for key in keys)]
        return list(dict.fromkeys(nearest))[:how_many]

    # Names

    def _region(self, states: Collection[str]) -> Collection[str]:
        """Return the states to look in: those that were told, else the one at home, else all."""
        return states or ({self.home_state} if self.home_state else ())

    def _exact(self, name: str, states: Collection[str]) -> list[Municipality]:
        """Return all that have this very name, "Ciudad del Carmen" also without its first word."""
        bare = re.sub(r"^(ciudad|puerto)( del?)? ", "", name)
        group = self._by_key.get(name) or self._by_key.get(bare, [])
        return [each for each in group if not states or each.state_code in states]

    def _at_home(self, found: list[Municipality]) -> list[Municipality]:
        return [each for each in found if each.state_code == self.home_state] or found

    def _namesake(self, name: str, found: Municipality) -> str:
        """Return the notice that a longer name of the same state begins with this one."""
        longer = self._beginning_with(name, {found.state_code})
        return f"municipality_namesake:{longer[0].name}" if longer else ""

    def _by_part(self, name: str, states: Collection[str]) -> Found:
        """Find a name that goes on ("Jalatlaco …") or that has something added ("Toluca de …")."""
        region = [code for code in self._region(states) if code in self._held] or self._held
        longer = self._beginning_with(name, region) if len(name) >= SHORTEST_BEGINNING else []
        if not longer and not self._is_misspelt(name, region):
            longer = self._within(name, region)
        if len(longer) == 1:
            return Found(longer[0], notice=f"municipality_part:{longer[0].name}")
        if longer:
            return Found(problem="municipality_several")
        if self.home_state and not states and self.home_state not in self._held:
            return self._not_held({self.home_state})
        if not states and len(self._held) < len(self._states):
            return Found(problem=f"municipality_not_held:{', '.join(sorted(self._held.values()))}")
        return Found(problem="municipality_unknown")

    def _beginning_with(self, name: str, states: Collection[str]) -> list[Municipality]:
        return [
            each
            for key, group in self._by_key.items()
            if key.startswith(f"{name} ")
            for each in group
            if each.state_code in states
        ]

    def _is_misspelt(self, name: str, states: Collection[str]) -> bool:
        """Say whether a whole name is nearly this: "Atizapán de Zaragosa" is not Atizapán."""
        keys = [
            key
            for key, group in self._by_key.items()
            if any(each.state_code in states for each in group)
        ]
        return bool(difflib.get_close_matches(name, keys, n=1, cutoff=0.85))

    def _within(self, name: str, states: Collection[str]) -> list[Municipality]:
        """Return the one whose name comes before "de" or "del" in ``name``, the longest such."""
        words = name.split()
        for at in range(len(words) - 1, 0, -1):
            group = self._by_key.get(" ".join(words[:at]), []) if words[at] in OF else []
            found = [each for each in group if each.state_code in states]
            if found:
                return found
        return []

    def _not_held(self, states: Collection[str]) -> Found:
        name = self._states.get(min(states), "")
        return Found(problem=f"municipality_elsewhere:{name}")

    # States

    def _parts(self, text: str) -> tuple[str, set[str]]:
        """Return the key of the name, and the codes of the states that may be meant, if any."""
        name, *rest = re.split(r"[,;/(]| [-–—] ", text, maxsplit=1)
        key = OF_A_TOWN_HALL.sub("", place_key(name))
        states = self._states_called(place_key(rest[0])) if rest else set()
        if not rest and not self._exact(key, ()):
            key, states = self._without_state(key)
        if states == {"15"} and not self._exact(key, states) and self._exact(key, ()):
            states = set()  # "Mérida, México" is the country.
        return key, states

    def _without_state(self, key: str) -> tuple[str, set[str]]:
        """Take a state off the end of a name that no municipality has: "Toluca Edo. Méx."."""
        words = key.split()
        for at in range(1, len(words)):
            said = " ".join(words[at:])
            code = self._state_keys.get(STATE_NICKNAMES.get(said, said))
            if code and self._exact(" ".join(words[:at]), ()):
                return " ".join(words[:at]), {code}
        return key, set()

    def _states_called(self, said: str) -> set[str]:
        """Return the states whose name begins so; none for what names no state."""
        whole = STATE_NICKNAMES.get(said, said)
        if whole in self._state_keys:
            return {self._state_keys[whole]}
        keys = self._state_keys.items() if whole else ()
        return {code for key, code in keys if key.startswith(whole)}
