"""What is offered in one tap."""

from courses.domain.enrolment_places import Catalogue, Municipality
from courses.domain.enrolment_reading import PersonEntry
from courses.domain.enrolment_suggestions import names_no_place, suggestions_for

CATALOGUE = Catalogue(
    [
        Municipality(1, "15024", "Cuautitlán", "15", "México"),
        Municipality(2, "15121", "Cuautitlán Izcalli", "15", "México"),
        Municipality(3, "15109", "Tultitlán", "15", "México"),
    ],
    home_state="15",
)


def offered(municipality, *reasons):
    entry = PersonEntry(2, municipality=municipality)
    return [(each.field, each.value) for each in suggestions_for(entry, reasons, CATALOGUE)]


def test_of_a_name_that_begins_another_only_these_two_are_offered():
    reason = "municipality_namesake:Cuautitlán Izcalli"

    assert offered("Cuautitlán", reason) == [
        ("municipality", "Cuautitlán, México"),
        ("municipality", "Cuautitlán Izcalli, México"),
    ]
    assert names_no_place(["email_missing", reason])


def test_an_address_is_offered_where_one_was_meant():
    assert offered("", "email_typo:a@gmail.com", "no_position") == [("email", "a@gmail.com")]
    assert offered("", "email_incomplete") == []
