import io

import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from completion.documents.completion_report import completion_report, headline_rows
from completion.domain.reports import (
    Contents,
    Reading,
    figures_for,
    people_of,
    person_rows,
    shown_to,
)
from tests.factories import (
    AffiliationFactory,
    CohortFactory,
    EnrolmentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    TerritoryFactory,
    UserFactory,
)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def cohort(db):
    cohort = CohortFactory(territory=TerritoryFactory())
    for number in range(6):
        person = UserFactory(sex="woman" if number % 2 else "man", given_names="=1+1")
        EnrolmentFactory(
            cohort=cohort,
            participant=person,
            status="graduated" if number > 3 else "active",
            affiliation=AffiliationFactory(
                person=person,
                position="@SUM(A1)",
                organisation=OrganisationFactory(
                    level="municipal", territory=MunicipalityFactory()
                ),
            ),
        )
    return cohort


def read(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_file_has_the_numbers_of_the_screen(cohort):
    reading = Reading(cohort, None, None, is_host=True)
    figures = figures_for(cohort)

    sheets = read(completion_report(Contents(reading, figures, None)))

    rows = [row[:2] for row in sheets["Summary"]]
    assert [list(row) for row in headline_rows(figures)] == [
        row for row in rows if row in [list(line) for line in headline_rows(figures)]
    ]
    towns = [row[1:5] for row in sheets["Municipalities"] if row[0].startswith("15")]
    assert towns == [
        [place.label, place.nominated, place.enrolled, place.graduated]
        for place in figures.by_municipality
    ]
    assert list(sheets) == ["Summary", "Municipalities"]


def test_what_the_screen_leaves_out_is_not_in_the_file(cohort):
    reading = Reading(cohort, cohort.partner, cohort.partner, is_observer=True)
    figures = shown_to(reading, figures_for(cohort, cohort.partner))

    sheets = read(completion_report(Contents(reading, figures, None)))

    text = str(sheets)
    assert "Groups of fewer than 5 people are not shown" in text
    assert "Women" not in text
    assert not [row for row in sheets["Municipalities"] if row[0].startswith("15")]


def test_names_are_written_as_text_and_never_run(cohort):
    reading = Reading(cohort, None, None, is_host=True)
    people = tuple(person_rows(list(people_of(reading))))

    content = completion_report(Contents(reading, figures_for(cohort), people))

    rows = list(read(content).values())[2]
    assert sum(str(row[0]).startswith("=1+1") for row in rows) == 6
    assert sum(row[3] == "@SUM(A1)" for row in rows) == 6
