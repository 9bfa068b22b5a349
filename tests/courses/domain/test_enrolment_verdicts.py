"""Verdicts: a table of rows and what is said of them."""

import pytest
from django.utils.translation import override

from courses.domain.enrolment_places import Catalogue, Municipality
from courses.domain.enrolment_reading import PersonEntry
from courses.domain.enrolment_verdicts import (
    REASONS,
    KnownPerson,
    identity,
    judge,
    said,
)

CATALOGUE = Catalogue(
    [
        Municipality(1, "15106", "Toluca", "15", "México"),
        Municipality(2, "15033", "Ecatepec de Morelos", "15", "México"),
        Municipality(3, "15013", "Atizapán de Zaragoza", "15", "México"),
        Municipality(4, "15012", "Atizapán", "15", "México"),
        Municipality(5, "15096", "Tequixquiac", "15", "México"),
        Municipality(6, "32032", "Morelos", "32", "Zacatecas"),
        Municipality(7, "31102", "Valladolid", "31", "Yucatán"),
        Municipality(8, "05020", "Morelos", "05", "Coahuila de Zaragoza"),
        Municipality(9, "15089", "Santo Tomás", "15", "México"),
    ],
    home_state="15",
    states={"14": "Jalisco", "15": "México"},
)
GOOD = {
    "given_names": "Ana",
    "surname_1": "Peña",
    "email": "ana@toluca.gob.mx",
    "municipality": "Toluca",
    "position": "Regidora",
}


def verdict_of(known=None, *, is_government=True, **facts):
    [verdict] = judge(
        [PersonEntry(7, **(GOOD | facts))],
        catalogue=CATALOGUE,
        known=known or {},
        is_government=is_government,
    )
    return verdict


@pytest.mark.parametrize(
    ("facts", "verdict", "reasons"),
    [
        ({}, "ready", ()),
        ({"given_names": ""}, "error", ("name_missing",)),
        ({"given_names": "1234"}, "error", ("name_missing",)),
        ({"surname_1": ""}, "notice", ("one_name",)),
        ({"email": ""}, "error", ("email_missing",)),
        ({"email": "itzel.pech@valladolid"}, "error", ("email_incomplete",)),
        ({"email": "itzel.pech"}, "error", ("email_incomplete",)),
        ({"email": "itzel pech@x.mx"}, "error", ("email_wrong",)),
        ({"email": "peña@x.mx"}, "error", ("email_wrong:pena@x.mx",)),
        ({"email": "ana@hotmial.com"}, "notice", ("email_typo:ana@hotmail.com",)),
        ({"email": "ana@gmail.com"}, "notice", ("personal_mail",)),
        ({"email": "ana@yahoo.com.mx"}, "notice", ("personal_mail",)),
        ({"municipality": "Tolca, Edomex"}, "error", ("municipality_unknown",)),
        (
            {"municipality": "Tolca"},
            "error",
            ("municipality_not_held:Coahuila de Zaragoza, México, Yucatán, Zacatecas",),
        ),
        ({"municipality": "Ecatepec"}, "ready", ()),
        ({"municipality": "Atizapán"}, "notice", ("municipality_namesake:Atizapán de Zaragoza",)),
        ({"municipality": "Atizapán, México"}, "ready", ()),
        ({"municipality": "Toluca de Lerdo"}, "notice", ("municipality_part:Toluca",)),
        ({"municipality": "Zapopan, Jal."}, "error", ("municipality_elsewhere:Jalisco",)),
        (
            {"municipality": "Zapopan, Jal.", "organisation": "Salud"},
            "notice",
            ("municipality_left_out:Jalisco",),
        ),
        ({"municipality": "Morelos"}, "error", ("municipality_ambiguous",)),
        ({"municipality": "Morelos, Zacatecas"}, "notice", ("other_state",)),
        ({"municipality": ""}, "error", ("place_missing",)),
        ({"municipality": "", "level": "municipal"}, "error", ("municipality_missing",)),
        ({"municipality": "", "level": "state"}, "error", ("organisation_missing",)),
        ({"municipality": "", "level": "state", "organisation": "Salud"}, "ready", ()),
        ({"municipality": "", "organisation": "Salud"}, "ready", ()),
        ({"municipality": "", "organisation": "H. Ayuntamiento de Toluca"}, "ready", ()),
        ({"municipality": "Secretaría de Salud", "level": "state"}, "ready", ()),
        ({"position": ""}, "notice", ("no_position",)),
        ({"given_names": "x" * 100}, "error", ("too_long:given_names",)),
    ],
)
def test_each_row_gets_the_verdict_that_its_facts_deserve(facts, verdict, reasons):
    found = verdict_of(**facts)

    assert (found.verdict, found.reasons) == (verdict, reasons)


def test_the_second_row_with_an_address_names_the_first():
    entries = [
        PersonEntry(5, **GOOD),
        PersonEntry(9, **(GOOD | {"email": " ANA@Toluca.gob.mx. "})),
    ]

    verdicts = judge(entries, catalogue=CATALOGUE, known={})

    assert [each.reasons for each in verdicts] == [(), ("repeated:5",)]


def test_two_people_with_one_mailbox_are_named_as_such_with_the_way_out():
    entries = [
        PersonEntry(5, **GOOD),
        PersonEntry(9, **(GOOD | {"given_names": "Itzel", "surname_1": "Pech"})),
    ]

    verdicts = judge(entries, catalogue=CATALOGUE, known={})

    assert [each.reasons for each in verdicts] == [(), ("shared_mailbox:5",)]
    with override("en"):
        sentence = said("shared_mailbox:5")[1]
    assert sentence.startswith("Row 5 has this e-mail for another person.")
    assert "enrol this person without e-mail" in sentence


def test_the_same_name_in_the_same_place_with_another_address_is_asked_about():
    other = GOOD | {"email": "ana.pena@toluca.example", "given_names": "ANA"}
    elsewhere = GOOD | {"email": "ana@lerma.example", "municipality": "Ecatepec de Morelos"}
    entries = [PersonEntry(5, **GOOD), PersonEntry(9, **other), PersonEntry(10, **elsewhere)]

    verdicts = judge(entries, catalogue=CATALOGUE, known={})
    again = judge(entries, catalogue=CATALOGUE, known={}, others={9})

    assert [(each.verdict, each.reasons) for each in verdicts] == [
        ("ready", ()),
        ("duplicate", ("same_person:5",)),
        ("ready", ()),
    ]
    assert [each.verdict for each in again] == ["ready", "ready", "ready"]


def test_somebody_enrolled_with_another_address_is_asked_about():
    [clean] = judge([PersonEntry(5, **GOOD)], catalogue=CATALOGUE, known={})
    who = identity(clean.entry.full_name, clean.territory, clean.entry.organisation)

    [verdict] = judge(
        [PersonEntry(5, **GOOD)], catalogue=CATALOGUE, known={}, seated={who: "ana@gmail.com"}
    )

    assert verdict.reasons == ("same_person_enrolled:ana@gmail.com",)


@pytest.mark.parametrize(
    ("person", "reasons"),
    [
        (KnownPerson(True, "ana pena", False), ("has_account",)),
        (KnownPerson(False, "ana pena", False), ()),
        (KnownPerson(True, "otra persona", False), ("name_differs", "has_account")),
        (KnownPerson(True, "otra persona", True), ("already_enrolled",)),
    ],
)
def test_what_is_known_of_an_address_is_said(person, reasons):
    assert verdict_of({"ana@toluca.gob.mx": person}).reasons == reasons


def test_a_list_that_names_both_places_leaves_no_doubt_about_the_shorter_name():
    other = GOOD | {"email": "eva@x.mx", "municipality": "Atizapán de Zaragoza"}
    entries = [
        PersonEntry(5, **(GOOD | {"municipality": "Atizapán"})),
        PersonEntry(6, **other),
    ]

    verdicts = judge(entries, catalogue=CATALOGUE, known={})

    assert [(each.territory, each.reasons) for each in verdicts] == [(4, ()), (3, ())]


def test_an_address_that_somebody_enters_with_is_no_slip():
    known = {"ana@hotmial.com": KnownPerson(True, "ana pena", False)}

    assert verdict_of(known, email="ana@hotmial.com").reasons == ("has_account",)


def test_outside_government_the_organisation_is_needed_and_the_municipality_is_not():
    assert verdict_of(is_government=False, municipality="").reasons == ("organisation_missing",)
    assert (
        verdict_of(
            is_government=False, municipality="", organisation="Fundación", email="a@gmail.com"
        ).reasons
        == ()
    )


def test_every_reason_has_its_words_in_both_languages():
    for language in ("es-mx", "en"):
        with override(language):
            for code in REASONS:
                needs_one = {"repeated", "shared_mailbox", "same_person", "same_person_enrolled"}
                needs_one |= {"email_typo"} | {each for each in REASONS if "municipality_" in each}
                value = ":email" if code == "too_long" else ":7" if code in needs_one else ""
                reason, sentence = said(code + value)
                assert str(reason.tag)
                assert "%" not in sentence
