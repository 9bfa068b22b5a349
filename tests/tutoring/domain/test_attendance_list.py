import pytest

from courses.domain.enrolment_reading import limits
from lms.lib.errors import RuleViolation
from lms.lib.tables import read_text
from tests.factories import EnrolmentFactory, InPersonSessionFactory
from tutoring.domain.attendance_list import (
    counts,
    hours_text,
    judge,
    minutes_in,
    read_attendance,
)
from tutoring.models import Attendance


def pasted(text):
    return read_attendance([read_text(text, limits=limits())])


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("3", 180), ("3.5", 210), ("3,25 h", 195), ("3:20", 200), ("tres", None), ("", None)],
)
def test_hours_are_read_as_people_write_them(text, minutes):
    assert minutes_in(text) == minutes


def test_hours_written_are_read_as_the_same_minutes():
    assert [minutes_in(hours_text(minutes)) for minutes in range(600)] == list(range(600))


@pytest.mark.django_db
def test_every_row_gets_its_verdict_and_rows_in_are_rows_out():
    session = InPersonSessionFactory(minutes=240)

    def person(given, surname, **facts):
        names = {"participant__given_names": given, "participant__surname_1": surname}
        return EnrolmentFactory(cohort=session.cohort, **names, **facts)

    ana, luz = person("Ana", "López"), person("Luz", "Pérez", participant__email="luz@x.mx")
    ines, left = person("Inés", "Ruiz"), person("Eva", "Gil", status="withdrawn")
    person("Ana María", "Paz")
    person("Ana María", "Paz")
    recorded = Attendance(enrolment=ines, status="absent", minutes=0)
    read = pasted(
        "Nombre completo\tCorreo\tAsistencia\tHoras\n"
        "López Ana\t\tPresente\t\n"
        "L. Pérez\tLUZ@x.mx\tretardo\t3,5\n"
        "Inés Ruiz\t\tP\t\n"
        "ana lopez\t\tfalta\t\n"
        "Ana María Paz\t\tP\t\n"
        "Rutilio Gaspar\t\tP\t\n"
        "Eva Gil\t\tP\t\n"
    )

    rows = judge(read, session, [ana, luz, ines, left], {ines.pk: recorded})
    twins = judge(read, session, session.cohort.enrolments.select_related("participant"), {})

    assert [(row.line, row.verdict, row.status, row.hours) for row in rows] == [
        (2, "ready", "present", ""),
        (3, "ready", "late", "3.5"),
        (4, "warning", "present", ""),
        (5, "duplicate", "", ""),
        (6, "walk_in", "", ""),
        (7, "walk_in", "", ""),
        (8, "walk_in", "", ""),
    ]
    assert twins[4].verdict == "fix"
    assert sum(counts(rows).values()) == len(read.rows) == 7


@pytest.mark.django_db
def test_a_signed_list_says_present_and_a_column_of_attendance_must_be_understood():
    session = InPersonSessionFactory(minutes=240)
    ana = EnrolmentFactory(
        cohort=session.cohort, participant__given_names="Ana", participant__surname_1="López"
    )

    def verdict(text):
        [row] = judge(pasted(text), session, [ana], {})
        return row.verdict, row.status

    assert verdict("Nombre completo\tMunicipio\nAna López\tToluca") == ("ready", "present")
    assert verdict("Nombre completo\tAsistencia\nAna López\tquizá") == ("fix", "")
    assert verdict("Nombre completo\tHoras\nAna López\t9") == ("fix", "")


def test_titles_totals_and_numbers_are_no_people_and_names_alone_are():
    text = "Taller de diseño\n\nNo.\tNombre\tFirma\n1\tAna López\t\n2\t\t\n\tTotal\t"
    read = pasted(text)
    alone = pasted("Ana López\nEva Gil")

    assert [(row.line, row.cells[1]) for row in read.rows] == [(4, "Ana López")]
    assert [row.cells[0] for row in alone.rows] == ["Ana López", "Eva Gil"]
    with pytest.raises(RuleViolation):
        pasted("1\t2\n3\t4")
