from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.domain.corrections import adjust_hours, correct_line
from courses.domain.hours import credit, hours_of
from courses.domain.progress import finish_lesson, outline_of
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import CohortFactory, EnrolmentFactory, LessonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def staff():
    return UserFactory()


def adjust(enrolment, minutes=30, **facts):
    adjust_hours(
        enrolment,
        **{
            "modality": "online",
            "minutes": minutes,
            "reason": "La lección se leyó en el taller",
            "by": enrolment.participant,
            "key": uuid4(),
        }
        | facts,
    )


def in_person(enrolment, source_kind, evidence="on_site"):
    credit(
        enrolment,
        modality="in_person",
        minutes=60,
        source_kind=source_kind,
        source_id=1,
        label="S1",
        earned_on=timezone.localdate(),
        by=enrolment.participant,
        evidence=evidence,
    )
    return enrolment.hours_entries.get()


def test_corrected_item_is_open_again_and_counts_once_more_when_it_is_done(enrolment, staff):
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, minutes=25)
    finish_lesson(enrolment, lesson, by=enrolment.participant)

    for _again in range(2):
        correct_line(
            enrolment.hours_entries.order_by("pk").first(), by=staff, reason="Era otra persona"
        )

    assert hours_of(enrolment).online == 0
    assert not outline_of(enrolment).items[0].is_completed
    correction = enrolment.hours_entries.get(source_kind="correction")
    assert (correction.minutes, correction.reason, correction.entered_by) == (
        -25,
        "Era otra persona",
        staff,
    )
    assert AccessRecord.objects.filter(action="correct hours", person=staff).exists()

    finish_lesson(enrolment, lesson, by=enrolment.participant)
    assert hours_of(enrolment).online == 25


@pytest.mark.parametrize(
    ("source_kind", "evidence", "code"),
    [
        ("attendance", "on_site", "attendance"),
        ("make_up", "make_up", "make_up"),
        ("lesson", "make_up", "make_up"),
        ("correction", "on_site", "correction"),
        ("lesson", "platform", "closed_otherwise"),
    ],
)
def test_lines_that_something_else_explains_are_corrected_there(
    enrolment, staff, source_kind, evidence, code
):
    entry = in_person(enrolment, source_kind, evidence)

    with pytest.raises(RuleViolation) as refusal:
        correct_line(entry, by=staff, reason="x")

    assert refusal.value.code == code
    assert hours_of(enrolment).in_person == 60


def test_adjustment_is_a_line_with_its_reason_and_the_same_form_twice_is_one(enrolment, staff):
    key = uuid4()
    day = enrolment.cohort.starts_on

    for _again in range(2):
        adjust(enrolment, 45, by=staff, key=key, earned_on=day, evidence="handbook")

    entry = enrolment.hours_entries.get()
    assert (entry.minutes, entry.earned_on, entry.evidence, entry.reason, entry.entered_by) == (
        45,
        day,
        "handbook",
        "La lección se leyó en el taller",
        staff,
    )


def test_adjustment_is_undone_by_a_counter_entry(enrolment, staff):
    adjust(enrolment, 45)

    correct_line(enrolment.hours_entries.get(), by=staff, reason="No hacía falta")

    assert [entry.minutes for entry in enrolment.hours_entries.order_by("pk")] == [45, -45]


@pytest.mark.parametrize("minutes", [-1, 2401])
def test_sum_stays_between_nothing_and_what_is_planned(enrolment, minutes):
    with pytest.raises(RuleViolation) as refusal:
        adjust(enrolment, minutes)

    assert refusal.value.code == "out_of_bounds"
    assert not enrolment.hours_entries.exists()


@pytest.mark.parametrize("days", [-8, 1])
def test_day_of_an_adjustment_lies_between_the_beginning_and_today(enrolment, days):
    with pytest.raises(RuleViolation) as refusal:
        adjust(enrolment, earned_on=timezone.localdate() + timedelta(days=days))

    assert refusal.value.code == "day"


@pytest.mark.parametrize(
    ("facts", "code"), [({"minutes": 0}, "nothing"), ({"reason": " \u200b "}, "no_reason")]
)
def test_adjustment_needs_minutes_and_a_reason(enrolment, facts, code):
    with pytest.raises(RuleViolation) as refusal:
        adjust(enrolment, **facts)

    assert refusal.value.code == code


def test_closed_cohort_takes_no_corrections(staff):
    enrolment = EnrolmentFactory(cohort=CohortFactory(state="closed"))

    with pytest.raises(RuleViolation) as refusal:
        adjust(enrolment)

    assert refusal.value.code == "closed"
