"""The people of the demonstration and the spreadsheet of the ministry."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from courses.domain.demo_people import CAMPECHE, YUCATAN, demo_people
from courses.domain.enrolment_import import figures_of
from lms.lib.text import fold
from people.domain.territories import OUR_CATALOGUE, load_territories, read_places
from tests.courses.lists import loaded
from tests.factories import CohortFactory, TerritoryFactory


def test_there_are_two_people_from_each_municipality_and_25_of_the_state():
    people = demo_people()

    assert Counter(person.level for person in people) == {"Municipal": 250, "Estatal": 25}
    towns = Counter(person.municipality for person in people if person.municipality)
    assert (len(towns), set(towns.values())) == (125, {2})
    assert len({person.email for person in people}) == 275
    assert all(person.email.endswith(".example") for person in people)
    assert len({fold(f"{p.given_names} {p.surname_1} {p.surname_2}") for p in people}) > 250
    assert any("ꞌ" in person.given_names for person in people)
    assert people == demo_people()


@pytest.mark.parametrize(
    ("state", "municipal", "of_the_state", "towns"), [(YUCATAN, 50, 10, 50), (CAMPECHE, 26, 4, 13)]
)
def test_the_other_cohorts_of_the_practice_have_their_numbers(
    state, municipal, of_the_state, towns
):
    people = demo_people(state)

    assert Counter(one.level for one in people) == {
        "Municipal": municipal,
        "Estatal": of_the_state,
    }
    assert len({one.municipality for one in people if one.municipality}) == towns
    assert not {one.email for one in people} & {one.email for one in demo_people()}


@pytest.mark.django_db
def test_the_spreadsheet_reads_as_275_good_rows_and_6_wrong_ones(tmp_path, capsys):
    with OUR_CATALOGUE.open(encoding="utf-8") as catalogue:
        load_territories(read_places(catalogue))
    file = tmp_path / "lista.xlsx"
    call_command("demo_spreadsheet", file)

    waiting = loaded(
        CohortFactory(territory=TerritoryFactory(code="15")), file.read_bytes(), name="lista.xlsx"
    )

    figures = figures_of(waiting)
    assert (figures.ready, figures.notice, figures.error, figures.duplicate) == (275, 0, 5, 1)
    assert figures.municipalities == 125
    errors = waiting.rows.exclude(verdict="ready").values_list("reasons", flat=True)
    assert sorted(reasons[0].partition(":")[0] for reasons in errors) == [
        "email_incomplete",
        "email_missing",
        "municipality_missing",
        "municipality_not_held",
        "name_missing",
        "repeated",
    ]
    assert "281 rows" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("demo_spreadsheet", tmp_path / "none" / "lista.xlsx")
