from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from courses.domain.due import Due, dues_in, item_dues
from courses.models import DueExtension, ItemDue
from tests.factories import EnrolmentFactory, LessonFactory

MONDAY = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], {}),
        ([("M1.8", MONDAY, "")], {"M1.8": Due("M1.8", MONDAY, MONDAY)}),
        (
            [("M1.8", MONDAY, ""), ("M1.8", FRIDAY, "Renata Tun")],
            {"M1.8": Due("M1.8", FRIDAY, MONDAY, "Renata Tun")},
        ),
        # Moving the calendar overtook the extension.
        (
            [("M1.8", MONDAY, "Renata Tun"), ("M1.8", FRIDAY, "")],
            {"M1.8": Due("M1.8", FRIDAY, FRIDAY)},
        ),
        ([("E5", FRIDAY, "Renata Tun")], {"E5": Due("E5", FRIDAY, None, "Renata Tun")}),
    ],
)
def test_later_day_counts(rows, expected):
    assert dues_in(rows) == expected


def test_day_is_extended_when_it_is_not_the_planned_one():
    assert not Due("E5", MONDAY, MONDAY).is_extended
    assert Due("E5", FRIDAY, MONDAY).is_extended
    assert Due("E5", FRIDAY, None).is_extended


@pytest.mark.django_db
def test_items_are_due_when_the_cohort_says_or_later_for_whom_it_was_granted(
    django_assert_num_queries,
):
    enrolment, other = (EnrolmentFactory() for _each in range(2))
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, code="M1.8")
    ItemDue.objects.create(cohort=enrolment.cohort, lesson=lesson, due_at=MONDAY)
    ItemDue.objects.create(cohort=other.cohort, lesson=lesson, due_at=FRIDAY)
    facts = {"what": "M1.8", "reason": "x", "granted_by": enrolment.participant}
    DueExtension.objects.create(enrolment=other, due_at=FRIDAY, **facts)
    taken_back = DueExtension.objects.create(enrolment=enrolment, due_at=FRIDAY, **facts)

    with django_assert_num_queries(1):
        dues = item_dues(enrolment, code="M1.8")
    by = enrolment.participant.full_name
    assert dues == {"M1.8": Due("M1.8", FRIDAY, MONDAY, by)}
    assert item_dues(enrolment, code="M1.9") == {}

    taken_back.withdrawn_at, taken_back.withdrawn_by = timezone.now(), enrolment.participant
    taken_back.save()
    assert item_dues(enrolment) == {"M1.8": Due("M1.8", MONDAY, MONDAY)}
