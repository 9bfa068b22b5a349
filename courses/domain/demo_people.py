"""The made-up people of the demonstration: of three states, 250 of them from the 125 of México.

Names are put together from lists of common ones, always in the same way; addresses end in
``.example``, which belongs to nobody.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lms.lib.text import fold
from people.domain.territories import OUR_CATALOGUE, read_places

MEXICO, CAMPECHE, YUCATAN = "15", "04", "31"
WOMEN = (
    "Leticia", "María Guadalupe", "Araceli", "Itzel", "Ana Laura", "Hortensia", "Nꞌyeni",
    "Verónica", "Citlali", "Rosa Elena", "Xóchitl", "Martha", "Sofía", "Begoña", "Yolanda",
    "María del Carmen", "Ángela", "Inés", "Fernanda", "Lucía",
)  # fmt: skip
MEN = (
    "José Ángel", "Gabino", "Isidro", "Raúl", "Joaquín", "Efraín", "Tomás", "Däni", "Eusebio",
    "Leonel", "Martín", "Óscar", "Juan Carlos", "Agustín", "Héctor", "Andrés", "Noé", "Ramón",
    "Víctor Hugo", "Ulises", "Mꞌothe",
)  # fmt: skip
SURNAMES = (
    "Colín", "Contreras", "Nava", "Gómez", "Lara", "Vilchis", "Garduño", "Mondragón", "Peña",
    "Quiroz", "Bernal", "Piña", "Hernández", "Martínez", "de la Cruz", "Ramírez", "Sántiz",
    "Núñez", "Güemes", "Ortega", "del Río", "Salazar", "Zepeda", "Ibáñez", "Muñoz", "Rojas",
    "Yáñez", "Castañeda", "Fuentes", "Alanís", "Ugalde",
)  # fmt: skip
PENINSULAR = (
    "Pech", "Canul", "Uc", "Góngora", "Ek", "Dzul", "Poot", "Sosa", "Chi", "May", "Cauich", "Balam",
    "Tun", "Novelo", "Cob", "Peniche", "Ku", "Cetina", "Chan", "Medina", "Euán", "Herrera", "Puc",
)  # fmt: skip
TOWN_POSTS = (
    ("Directora de Planeación", "Director de Planeación", "Planeación"),
    ("Tesorera", "Tesorero", "Tesorería"),
    ("Regidora", "Regidor", "Cabildo"),
    ("Enlace de la Agenda 2030", "Enlace de la Agenda 2030", "UIPPE"),
    ("Directora de Desarrollo Social", "Director de Desarrollo Social", "Desarrollo Social"),
    ("Contralora interna", "Contralor interno", "Contraloría"),
    ("Directora de Obras Públicas", "Director de Obras Públicas", "Obras Públicas"),
)
MINISTRIES = (
    "Secretaría de Finanzas",
    "Secretaría de Bienestar",
    "Secretaría del Campo",
    "Secretaría de Salud",
    "Secretaría del Medio Ambiente",
)
STATE_POSTS = (
    ("Jefa de Departamento", "Jefe de Departamento", "Evaluación"),
    ("Analista de Programas", "Analista de Programas", "Planeación"),
    ("Subdirectora", "Subdirector", "Presupuesto"),
)


@dataclass(frozen=True)
class DemoPerson:
    """One made-up person as a ministry's list names them; ``sex`` is not in the list."""

    given_names: str
    surname_1: str
    surname_2: str
    email: str
    level: str
    municipality: str
    organisation: str
    position: str
    area: str
    sex: str


@dataclass(frozen=True)
class Crowd:
    """Whom a state sends: how many, the surnames of the region, and what its addresses end in."""

    municipal: int
    of_the_state: int
    surnames: tuple[str, ...]
    domain: str
    first: int = 0  # Where the lists of names are entered, so that no two states sound alike.


# The three cohorts of the practice.
CROWDS = {
    MEXICO: Crowd(250, 25, SURNAMES, "example"),
    YUCATAN: Crowd(50, 10, PENINSULAR, "yuc.example", first=100),
    CAMPECHE: Crowd(26, 4, PENINSULAR, "camp.example", first=200),
}


def municipalities(state: str = MEXICO) -> list[str]:
    """Return the municipalities of a state, in INEGI's order: 125 of the State of Mexico."""
    with OUR_CATALOGUE.open(encoding="utf-8", newline="") as lines:
        return [place.name for place in read_places(lines) if place.parent_code == state]


def demo_people(state: str = MEXICO) -> list[DemoPerson]:
    """Return the people of a state, municipal ones first; always the same.

    Where there are more seats than municipalities each sends as many, else every so many send one.
    """
    crowd, places = CROWDS[state], municipalities(state)
    each = max(1, crowd.municipal // len(places))
    sending = places[:: max(1, len(places) * each // crowd.municipal)]
    people = [
        _person(number, sending[number // each], crowd)
        for number in range(min(crowd.municipal, len(sending) * each))
    ]
    after = range(len(people), len(people) + crowd.of_the_state)
    people += [_person(number, "", crowd) for number in after]
    return list(_with_own_addresses(people))


def _person(number: int, municipality: str, crowd: Crowd) -> DemoPerson:
    number += crowd.first
    # Steps that share no factor with the length of each list meet every name in turn.
    is_woman = number % 2 == 0
    names = WOMEN if is_woman else MEN
    given = names[(number // 2 * 7) % len(names)]
    surnames = crowd.surnames
    first = surnames[(number * 11) % len(surnames)]
    second = surnames[(number * 5 + number // len(surnames) + 3) % len(surnames)]
    posts = TOWN_POSTS if municipality else STATE_POSTS
    post = posts[(number * 3 + number // 7) % len(posts)]
    ministry = "" if municipality else MINISTRIES[number % len(MINISTRIES)]
    domain = _plain(municipality or ministry.removeprefix("Secretaría "))
    return DemoPerson(
        given_names=given,
        surname_1=first,
        surname_2=second,
        email=f"{_plain(given.split()[0])}.{_plain(first)}@{domain}.{crowd.domain}",
        level="Municipal" if municipality else "Estatal",
        municipality=municipality,
        organisation=ministry,
        position=post[0] if is_woman else post[1],
        area=post[2],
        sex="woman" if is_woman else "man",
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", fold(text))


def _with_own_addresses(people: list[DemoPerson]) -> Iterator[DemoPerson]:
    seen: Counter[str] = Counter()
    for person in people:
        seen[person.email] += 1
        if seen[person.email] > 1:
            local, _at, domain = person.email.partition("@")
            person = replace(person, email=f"{local}{seen[person.email]}@{domain}")  # noqa: PLW2901 -- the same person
        yield person


# The list as the ministry sends it

TITLES = (
    "GOBIERNO DEL ESTADO DE MÉXICO · DEMOSTRACIÓN",
    "Relación de personas propuestas para el curso «La Agenda 2030 en la gestión pública local»",
    "Datos inventados: ninguna persona, correo o teléfono es real",
)
HEADERS = (
    "No.",
    "Nombre(s)",
    "Primer apellido",
    "Segundo apellido",
    "Correo electrónico",
    "Orden de gobierno",
    "Municipio",
    "Dependencia",
    "Cargo/Puesto",
    "Área",
)
# Where each wrong row stands among the good ones.
WRONG_AT = (12, 36, 51, 120, 199, 240)


def demo_rows() -> list[tuple[object, ...]]:
    """Return the rows below the headers: 275 good, 6 wrong in six ways, and a total."""
    people = demo_people()
    model = people[20]
    wrong = (
        replace(model, given_names="Itzel", email="itzel.pech@texcoco"),
        replace(model, email="jruiz@ecatepec.example", municipality="Ecatepc de Morelos"),
        replace(
            model, given_names="", surname_1="", surname_2="", email="tesoreria@apaxco.example"
        ),
        replace(people[40]),
        replace(model, email="", municipality="Toluca", given_names="Marisol"),
        replace(model, email="lmartinez@sinlugar.example", municipality="", organisation=""),
    )
    listed = list(people)
    for place, row in zip(reversed(WRONG_AT), reversed(wrong), strict=True):
        listed.insert(place, row)
    rows: list[tuple[object, ...]] = [
        (
            number,
            person.given_names,
            person.surname_1,
            person.surname_2,
            person.email,
            person.level,
            person.municipality,
            person.organisation,
            person.position,
            person.area,
        )
        for number, person in enumerate(listed, 1)
    ]
    return [*rows, ("Total", len(rows))]
