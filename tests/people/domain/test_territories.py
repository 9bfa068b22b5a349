"""The catalogue: ours, the whole one, twice, and what bad lines get."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lms.lib.errors import RuleViolation
from people.domain.territories import (
    OUR_CATALOGUE,
    Loaded,
    load_territories,
    places_abroad,
    read_places,
)
from people.models import Territory

INEGI = "CVEGEO,CVE_ENT,NOM_ENT,CVE_MUN,NOM_MUN\n"
OURS = "code,name,kind,parent_code\n"


def places(text):
    return read_places(StringIO(text, newline=""))


def test_our_catalogue_holds_32_states_and_the_municipalities_of_three():
    found = read_places(StringIO(OUR_CATALOGUE.read_text(encoding="utf-8")))

    assert Counter(place.kind for place in found) == {
        "country": 1,
        "state": 32,
        "municipality": 244,
    }
    assert Counter(place.parent_code for place in found if place.kind == "municipality") == {
        "15": 125,
        "31": 106,
        "04": 13,
    }
    assert all(
        len(place.code) == 5 and place.code.startswith(place.parent_code)
        for place in found
        if place.kind == "municipality"
    )


def test_the_other_countries_are_the_32_of_latin_america_and_the_caribbean_without_mexico():
    found = places_abroad()

    assert (len(found), len({place.code for place in found})) == (32, 32)
    assert all(len(place.code) == 2 and place.code.isupper() for place in found)
    # The countries of the distance course after which ours is made.
    seed = "AR BO BR CL CO CR CU EC SV GT HT HN NI PA PY PE DO UY VE"
    assert {place.code for place in found} >= set(seed.split())


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    call_command("load_territories", stdout=StringIO())
    before = list(Territory.objects.values_list("pk", "code", "name", "parent__code"))

    out = StringIO()
    call_command("load_territories", stdout=out)

    assert out.getvalue() == "0 territories added, 0 renamed, 309 unchanged.\n"
    assert list(Territory.objects.values_list("pk", "code", "name", "parent__code")) == before


@pytest.mark.django_db
def test_the_whole_catalogue_adds_states_and_municipalities_and_renames():
    load_territories(places(OURS + "MX,México,country,\n15,Mexico,state,MX\n"))

    loaded = load_territories(
        places(INEGI + "15106,15,México,106,Toluca\n1001,1,Aguascalientes,1,Aguascalientes\n")
    )

    assert loaded == Loaded(added=3, renamed=1, unchanged=1)
    facts = Territory.objects.values_list("code", "name", "folded_name", "kind", "parent__code")
    assert list(facts) == [
        ("01", "Aguascalientes", "aguascalientes", "state", "MX"),
        ("01001", "Aguascalientes", "aguascalientes", "municipality", "01"),
        ("15", "México", "mexico", "state", "MX"),
        ("15106", "Toluca", "toluca", "municipality", "15"),
        ("MX", "México", "mexico", "country", None),
    ]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a,b\n1,2\n", "columns", "CVEGEO"),
        (INEGI + "15106,15,México,107,Toluca\n", "bad_line", "Line 2"),
        (INEGI + "15106,15,México,106,\n", "bad_line", "Line 2"),
        (INEGI + "15106,15,México,106,Toluca\n15106,15,México,106,Lerma\n", "bad_line", "Line 3"),
        (INEGI + "15106,15,México\n", "bad_line", "Line 2"),
        (OURS + "15,México,province,MX\n", "bad_line", "Line 2"),
        (OURS + "15,México,state,\n", "bad_line", "Line 2"),
        (OURS + f"15,{'x' * 121},state,MX\n", "bad_line", "Line 2"),
    ],
)
def test_a_bad_catalogue_is_refused_with_its_line(text, code, words):
    with pytest.raises(RuleViolation) as refusal:
        places(text)

    assert refusal.value.code == code
    assert words.lower() in refusal.value.messages[0].lower().replace("línea", "line")


@pytest.mark.django_db
def test_a_territory_without_its_parent_is_refused_and_nothing_is_stored():
    with pytest.raises(RuleViolation) as refusal:
        load_territories(places(OURS + "MX,México,country,\n15106,Toluca,municipality,15\n"))

    assert refusal.value.code == "no_parent"
    assert not Territory.objects.exists()


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_with_a_file(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_territories", tmp_path / "none.csv")
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="CVEGEO"):
        call_command("load_territories", bad)


@pytest.mark.django_db
def test_a_file_in_windows_1252_keeps_its_accents(tmp_path):
    file = tmp_path / "ageeml.csv"
    file.write_bytes((INEGI + "15106,15,México,106,Peñón\n").encode("cp1252"))

    call_command("load_territories", file, stdout=StringIO())

    assert Territory.objects.get(code="15106").name == "Peñón"
