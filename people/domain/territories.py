"""The catalogue of territories: reading it from a table and bringing the database up to it."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation
from lms.lib.text import clean, fold
from people.models import Territory

# Names and codes are facts of INEGI's public catalogue of geostatistical areas (2,478
# municipalities); ours holds the country, its 32 states, and the municipalities of the first
# three cohorts: México (125), Yucatán (106) and Campeche (13).
OUR_CATALOGUE = Path(__file__).resolve().parent.parent / "data" / "territories.csv"
# The other countries of Latin America and the Caribbean, in which the courses after ILPES are
# taken: two letters of ISO 3166-1, usual Spanish and English names.
OUR_COUNTRIES = OUR_CATALOGUE.with_name("countries.csv")
OUR_COLUMNS = {"code", "name", "kind", "parent_code"}
INEGI_COLUMNS = {"CVEGEO", "CVE_ENT", "NOM_ENT", "CVE_MUN", "NOM_MUN"}
COUNTRY = "MX"
# A territory comes after the one that it is part of.
ORDER = (Territory.Kind.COUNTRY, Territory.Kind.STATE, Territory.Kind.MUNICIPALITY)


@dataclass(frozen=True)
class Place:
    """One territory as the catalogue says it."""

    code: str
    name: str
    kind: str
    parent_code: str


@dataclass(frozen=True)
class Loaded:
    """How many territories were new, got another name, or were there already."""

    added: int
    renamed: int
    unchanged: int


def _refuse(line: int, problem: str) -> RuleViolation:
    return RuleViolation(
        _("Line %(line)s: %(problem)s"),
        code="bad_line",
        params={"line": line, "problem": problem},
    )


def _our_places(row: dict[str, str], line: int) -> Iterator[Place]:
    if row["kind"] not in Territory.Kind.values:
        raise _refuse(line, _("the kind must be country, state or municipality."))
    if not row["code"] or not row["name"]:
        raise _refuse(line, _("the code or the name is missing."))
    if len(row["code"]) > 5 or len(row["name"]) > 120:
        raise _refuse(line, _("the code or the name is too long."))
    if (row["kind"] == Territory.Kind.COUNTRY) != (not row["parent_code"]):
        raise _refuse(line, _("only a country has no parent code."))
    yield Place(row["code"], row["name"], row["kind"], row["parent_code"])


def _inegi_places(row: dict[str, str], line: int) -> Iterator[Place]:
    state, own = row["CVE_ENT"].zfill(2), row["CVE_MUN"].zfill(3)
    code = row["CVEGEO"].zfill(5)  # Spreadsheets drop the zero of 01001.
    if not code.isdecimal() or len(code) != 5 or code != state + own:
        raise _refuse(line, _("CVEGEO must be CVE_ENT followed by CVE_MUN, five digits."))
    if not 0 < len(row["NOM_ENT"]) <= 120 or not 0 < len(row["NOM_MUN"]) <= 120:
        raise _refuse(
            line, _("the name of the state or of the municipality is missing or too long.")
        )
    yield Place(state, row["NOM_ENT"], Territory.Kind.STATE, COUNTRY)
    yield Place(code, row["NOM_MUN"], Territory.Kind.MUNICIPALITY, state)


def read_places(lines: Iterable[str]) -> list[Place]:
    """Read a catalogue with our columns or with INEGI's, each territory once, parents first.

    Raises RuleViolation("columns") for other columns, and ("bad_line"), naming the line, for a
    line that cannot be right or that contradicts an earlier one.
    """
    table = csv.DictReader(lines)
    columns = {clean(name) for name in table.fieldnames or ()}
    if columns >= INEGI_COLUMNS:
        read = _inegi_places
        places = {COUNTRY: Place(COUNTRY, "México", Territory.Kind.COUNTRY, "")}
    elif columns >= OUR_COLUMNS:
        read, places = _our_places, {}
    else:
        raise RuleViolation(
            _("The first line must name these columns: %(ours)s, or these: %(inegi)s."),
            code="columns",
            params={
                "ours": ", ".join(sorted(OUR_COLUMNS)),
                "inegi": ", ".join(sorted(INEGI_COLUMNS)),
            },
        )
    for raw in table:
        line = table.line_num
        if None in raw or None in raw.values():
            raise _refuse(line, _("it has more or fewer cells than the first line."))
        row = {clean(name): clean(value) for name, value in raw.items()}
        for place in read(row, line):
            if places.setdefault(place.code, place) != place:
                raise _refuse(line, _("another line says otherwise about the same code."))
    return sorted(places.values(), key=lambda place: (ORDER.index(place.kind), place.code))


def _check_parents(places: list[Place], known: set[str]) -> None:
    known = known | {place.code for place in places}
    for place in places:
        if place.parent_code and place.parent_code not in known:
            raise RuleViolation(
                _("%(code)s %(name)s is part of %(parent)s, which is not in the catalogue."),
                code="no_parent",
                params={
                    "code": place.code,
                    "name": place.name,
                    "parent": place.parent_code,
                },
            )


@transaction.atomic
def load_territories(places: list[Place]) -> Loaded:
    """Add the territories that are new and rename those that changed; nothing is ever deleted.

    Loading the same catalogue again changes nothing.
    """
    stored = {each.code: each for each in Territory.objects.all()}
    _check_parents(places, set(stored))
    added = [place for place in places if place.code not in stored]
    renamed = [
        place for place in places if place.code in stored and stored[place.code].name != place.name
    ]
    for kind in ORDER:
        keys = dict(Territory.objects.values_list("code", "pk"))
        Territory.objects.bulk_create(
            [
                Territory(
                    code=place.code,
                    name=place.name,
                    folded_name=fold(place.name),  # bulk_create does not call save.
                    kind=place.kind,
                    parent_id=keys[place.parent_code] if place.parent_code else None,
                )
                for place in added + renamed
                if place.kind == kind
            ],
            batch_size=500,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "folded_name"],
        )
    return Loaded(len(added), len(renamed), len(places) - len(added) - len(renamed))


def our_municipalities() -> tuple[list[tuple[Place, Place]], list[Place]]:
    """Return the municipalities that the project brings, each with its state, and all states."""
    with OUR_CATALOGUE.open(encoding="utf-8", newline="") as file:
        places = {place.code: place for place in read_places(file)}
    municipalities = [
        (place, places[place.parent_code])
        for place in places.values()
        if place.kind == Territory.Kind.MUNICIPALITY
    ]
    return municipalities, [
        place for place in places.values() if place.kind == Territory.Kind.STATE
    ]


@lru_cache(maxsize=1)
def other_countries() -> dict[str, tuple[str, str]]:
    """Return code → Spanish and English name of each country but Mexico that we bring."""
    with OUR_COUNTRIES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (row["name"], row["name_en"]) for row in csv.DictReader(file)}


def places_abroad() -> list[Place]:
    """Return those countries as places of a catalogue; no database."""
    return [
        Place(code, name, Territory.Kind.COUNTRY, "")
        for code, (name, _english) in other_countries().items()
    ]


def countries_and_states() -> QuerySet[Territory]:
    """Return the territories that a cohort may be for: Mexico and its states, then the others."""
    places = Territory.objects.exclude(kind=Territory.Kind.MUNICIPALITY)
    return places.order_by(
        Case(When(code=COUNTRY, then=0), When(kind=Territory.Kind.STATE, then=1), default=2),
        "folded_name",
    )
