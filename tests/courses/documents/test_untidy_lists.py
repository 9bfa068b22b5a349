"""Each untidy list is read to the same people with the same verdicts, and as many as went in."""

from dataclasses import replace

import pytest
from django.core.management import call_command

from courses.documents.untidy_lists import UNTIDY_LISTS
from courses.domain.demo_people import demo_people
from courses.domain.enrolment_places import Catalogue, Municipality
from courses.domain.enrolment_reading import entries_of, read_list
from courses.domain.enrolment_verdicts import judge
from lms.lib.text import fold
from people.domain.territories import our_municipalities

PLACES, STATES = our_municipalities()
CATALOGUE = Catalogue(
    [
        Municipality(int(place.code), place.code, place.name, state.code, state.name)
        for place, state in PLACES
    ],
    home_state="15",
    states={state.code: state.name for state in STATES},
)
GOOD = [*demo_people()[10:18], *demo_people()[-2:]]
SLIP = replace(GOOD[0], given_names="Rosa Elena", email="rosa@gmial.com")
WRONG = [
    replace(GOOD[1], given_names="Andrés", email=""),
    replace(GOOD[2], given_names="Lucía", email="lucia@x.example", municipality="Ecatepc"),
    replace(GOOD[3], given_names="Leonel", email="leonel@sinlugar"),
    GOOD[4],
]
PEOPLE = [*GOOD[:8], SLIP, *WRONG, *GOOD[8:]]
VERDICTS = ["ready"] * 8 + ["notice", "error", "error", "error", "duplicate", "ready", "ready"]


def known_as(given_names, surnames, email, position):
    return fold(given_names), fold(surnames), email, position


@pytest.mark.parametrize("untidy", UNTIDY_LISTS, ids=lambda untidy: untidy.name)
def test_every_row_comes_out_with_its_verdict_whatever_the_mess(untidy):
    reading = read_list(untidy.write(PEOPLE), name=untidy.name)

    entries = entries_of(reading.rows, reading.columns, is_order_sure=reading.is_order_sure)
    verdicts = judge(entries, catalogue=CATALOGUE, known={})
    assert [each.verdict for each in verdicts] == VERDICTS
    assert [
        known_as(
            one.given_names, f"{one.surname_1} {one.surname_2}".strip(), one.email, one.position
        )
        for one in (each.entry for each in verdicts)
    ] == [
        known_as(one.given_names, f"{one.surname_1} {one.surname_2}", one.email, one.position)
        for one in PEOPLE
    ]
    assert [each.territory for each in verdicts if each.verdict == "ready"] == [
        CATALOGUE.find(one.municipality).municipality.pk if one.municipality else None
        for one in GOOD
    ]


def test_the_command_writes_them_all_and_says_what_is_wrong_with_each(tmp_path, capsys):
    call_command("demo_spreadsheet", untidy=tmp_path / "listas")

    printed = capsys.readouterr().out
    assert len(list((tmp_path / "listas").iterdir())) == len(UNTIDY_LISTS) == 15
    assert all(untidy.mess in printed for untidy in UNTIDY_LISTS)
