from datetime import UTC, date, datetime, timedelta

import pytest

from assessments.domain.calendar import DaysRefused, day_in, due_works_of, set_due_days
from assessments.domain.due import planned_dues
from assessments.models import CohortDeliverable
from courses.models import DueExtension, ItemDue
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import CohortFactory, EnrolmentFactory, LessonFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)
WEEK = timedelta(days=7)


@pytest.fixture
def cohort():
    cohort = CohortFactory(
        starts_on=MONDAY, ends_on=MONDAY + 8 * WEEK, edition__course__slug="public_servants"
    )
    for position, (code, kind, closed_by) in enumerate(
        [
            ("M1.1", "L", "finish"),
            ("M1.8", "H", "homework"),
            ("M2.4", "L", "finish"),
            ("M2.9", "Q", "quiz"),
        ]
    ):
        LessonFactory(
            module__edition=cohort.edition,
            code=code,
            kind=kind,
            closed_by=closed_by,
            position=position,
        )
    return cohort


def set_days(cohort, days, **facts):
    return set_due_days(cohort, days, **{"by": UserFactory(), "today": MONDAY + WEEK} | facts)


def test_list_has_what_is_handed_in_with_the_days_that_would_suit(
    cohort, django_assert_num_queries
):
    ItemDue.objects.create(
        cohort=cohort,
        lesson=LessonFactory(module__edition=cohort.edition, code="M3.1", position=9),
        due_at=datetime(2026, 11, 10, 5, 59, tzinfo=UTC),
    )

    with django_assert_num_queries(3):
        works = {work.code: work for work in due_works_of(cohort)}

    assert list(works) == ["M1.8", "M2.9", "M3.1", "E1", "E2", "E3", "E4", "E5"]
    assert works["M3.1"].due_on == MONDAY + WEEK  # 23:59 where the cohort is.
    assert works["M1.8"].suggested_on == MONDAY + 4 * WEEK - timedelta(days=1)
    # M2.4 teaches the problem tree, the last step of the first deliverable.
    assert works["E1"].suggested_on == MONDAY + 6 * WEEK - timedelta(days=1)
    assert works["E2"].suggested_on is None


def test_days_are_set_to_their_end_where_the_cohort_is_and_taken_away(cohort):
    by = UserFactory()
    days = {"M1.8": MONDAY + WEEK, "E1": MONDAY + 2 * WEEK, "E5": MONDAY + 3 * WEEK, "E2": None}

    assert set_days(cohort, days, by=by) == 3
    assert set_days(cohort, days, by=by) == 0

    cohort.refresh_from_db()
    dues = planned_dues(cohort)
    assert {code: day_in(cohort, due) for code, due in dues.items()} == {
        code: day for code, day in days.items() if day
    }
    assert dues["M1.8"] == datetime(2026, 11, 10, 5, 59, tzinfo=UTC)
    said = AccessRecord.objects.get(action="set due days", person=by).reason
    assert said == "M1.8 2026-11-09; E1 2026-11-16; E5 2026-11-23"

    assert set_days(cohort, {"M1.8": None, "E1": None, "E5": None}) == 3
    cohort.refresh_from_db()
    assert planned_dues(cohort) == {}


@pytest.mark.parametrize(
    ("days", "refused"),
    [
        ({"M1.8": MONDAY}, {"M1.8": "past"}),
        (
            {"M1.8": MONDAY + 9 * WEEK, "M2.9": MONDAY + WEEK},
            {"M1.8": "outside"},
        ),
        ({"E1": MONDAY + 4 * WEEK}, {"E1": "order"}),
        ({"E2": MONDAY + 2 * WEEK, "E3": MONDAY + WEEK}, {"E3": "order"}),
        ({"E4": MONDAY + 4 * WEEK}, {"E4": "opens_later"}),
    ],
)
def test_one_wrong_day_changes_none_and_each_says_why(cohort, days, refused):
    CohortDeliverable.objects.create(
        cohort=cohort, deliverable="E2", due_at=datetime(2026, 11, 24, 5, 59, tzinfo=UTC)
    )
    CohortDeliverable.objects.create(
        cohort=cohort, deliverable="E4", opens_at=datetime(2026, 12, 5, tzinfo=UTC)
    )
    before = planned_dues(cohort)

    with pytest.raises(DaysRefused) as refusal:
        set_days(cohort, days)

    assert {code: why.code for code, why in refusal.value.by_code.items()} == refused
    assert planned_dues(cohort) == before


@pytest.mark.parametrize(
    ("state", "code", "refusal"), [("closed", "M1.8", "closed"), ("open", "M9.9", "unknown")]
)
def test_nothing_is_set_in_a_closed_cohort_or_for_another_course(cohort, state, code, refusal):
    cohort.state = state
    cohort.save()

    with pytest.raises(RuleViolation) as why:
        set_days(cohort, {code: MONDAY + WEEK})

    assert why.value.code == refusal


def test_list_counts_the_people_with_more_time(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    for _each in range(2):
        DueExtension.objects.create(
            enrolment=enrolment,
            what="M1.8",
            due_at=datetime(2026, 11, 24, tzinfo=UTC),
            reason="x",
            granted_by=enrolment.participant,
        )

    works = {work.code: work.with_more_time for work in due_works_of(cohort)}

    assert works["M1.8"] == 1
    assert works["M2.9"] == 0
