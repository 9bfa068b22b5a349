from datetime import date

import pytest

from courses.domain.hours import credit, credit_all, hours_of, minutes_of, take_back
from courses.models import HoursEntry
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


def earn(enrolment, source_id=1, minutes=60, **facts):
    credit(
        enrolment,
        **{
            "modality": "online",
            "minutes": minutes,
            "source_kind": "lesson",
            "source_id": source_id,
            "label": "M1.1 De los ODM a la Agenda 2030",
            "earned_on": date(2026, 10, 1),
            "by": enrolment.participant,
        }
        | facts,
    )


def minutes(enrolment):
    return list(enrolment.hours_entries.order_by("pk").values_list("minutes", flat=True))


def test_same_source_earns_once(enrolment):
    earn(enrolment)
    earn(enrolment, minutes=90)

    assert minutes(enrolment) == [60]


def test_what_was_taken_back_can_be_earned_again_and_the_history_stays(enrolment):
    earn(enrolment)
    take_back(enrolment.hours_entries.all(), by=enrolment.participant, reason="Otra persona")
    take_back(enrolment.hours_entries.in_force(), by=enrolment.participant, reason="Otra vez")
    earn(enrolment)
    earn(enrolment)

    assert minutes(enrolment) == [60, -60, 60]
    assert hours_of(enrolment).online == 60
    assert [entry.occasion for entry in enrolment.hours_entries.in_force()] == [1]


def test_line_is_taken_back_once(enrolment):
    earn(enrolment)
    entries = list(enrolment.hours_entries.all())

    for _again in range(2):
        take_back(entries, by=enrolment.participant, reason="Se capturó a quien no era")

    assert minutes(enrolment) == [60, -60]


def test_many_lines_cost_two_queries(enrolment, django_assert_num_queries):
    lines = [
        HoursEntry(
            enrolment=enrolment,
            modality="online",
            minutes=60,
            source_kind="lesson",
            source_id=number,
            label="x",
            earned_on=date(2026, 10, 1),
            entered_by=enrolment.participant,
        )
        for number in range(9)
    ]

    with django_assert_num_queries(2):
        credit_all(lines)

    assert minutes_of([enrolment.pk]) == {(enrolment.pk, "online"): 540}
