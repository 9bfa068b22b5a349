"""A new cohort like an earlier one: what comes along, and what does not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from assessments.domain.adaptation import Adaptation, adaptation_of, save_adaptation, usual_criteria
from assessments.domain.cohort_copies import SETTINGS, copy_cohort, days_of_copy
from assessments.domain.rubrics import load_rubric
from assessments.models import CohortDeliverable
from courses.models import ItemDue
from lms.lib.errors import RuleViolation
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    LessonFactory,
    UserFactory,
)
from tutoring.models import CohortTutor

pytestmark = pytest.mark.django_db
LATER = timedelta(days=28)


@pytest.fixture
def source():
    load_rubric("public_servant")
    cohort = CohortFactory(
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 11, 30),
        project_due_at=datetime(2026, 11, 21, 5, 59, tzinfo=UTC),
        signatories="A | B | C",
        exercise_note="Agua",
    )
    lesson = LessonFactory(module__edition=cohort.edition, kind="H", closed_by="homework")
    ItemDue.objects.create(
        cohort=cohort, lesson=lesson, due_at=datetime(2026, 10, 2, 5, 59, tzinfo=UTC)
    )
    CohortDeliverable.objects.create(
        cohort=cohort, deliverable="E1", due_at=datetime(2026, 10, 9, 5, 59, tzinfo=UTC)
    )
    return cohort


def copied(source, **facts):
    return copy_cohort(
        source,
        by=UserFactory(),
        **{
            "code": "mex27a",
            "name": "México 2027-A",
            "starts_on": source.starts_on + LATER,
            "today": date(2026, 9, 1),
        }
        | facts,
    )


def test_settings_come_along_and_every_day_moves_with_the_start(source):
    cohort = copied(source)

    same = (*SETTINGS, "signatories", "exercise_note")
    assert {name: getattr(cohort, name) for name in same} == {
        name: getattr(source, name) for name in same
    }
    assert cohort.state == "planned"
    assert cohort.ends_on == source.ends_on + LATER
    assert cohort.project_due_at == source.project_due_at + LATER
    for rows in ("item_dues", "deliverables"):
        [old], [new] = getattr(source, rows).all(), getattr(cohort, rows).all()
        assert new.due_at == old.due_at + LATER


def test_people_and_tutors_stay_where_they_are(source):
    EnrolmentFactory(cohort=source)
    CohortTutorFactory(cohort=source)

    cohort = copied(source)

    assert not cohort.enrolments.exists()
    assert not CohortTutor.objects.filter(cohort=cohort).exists()


def test_an_adapted_exercise_comes_along_with_its_weights(source):
    weights = {each.code: each.weight for each in usual_criteria(source)}
    said = Adaptation(emphasis="Agua", instructions="Con el plan estatal", weights=weights)
    save_adaptation(source, said, by=UserFactory())
    source.refresh_from_db()

    told = adaptation_of(copied(source))

    assert (told.emphasis, told.instructions) == ("Agua", "Con el plan estatal")
    assert dict(told.weights) == weights


def test_a_code_that_exists_makes_no_half_cohort(source):
    with pytest.raises(RuleViolation) as refusal:
        copied(source, code=source.code)

    assert refusal.value.code == "code_taken"
    assert ItemDue.objects.count() == 1


def test_the_new_days_are_shown_before(source):
    shown = days_of_copy(source, source.starts_on + LATER)

    assert [(work.code, day) for work, day in shown] == [
        (source.item_dues.get().lesson.code, date(2026, 10, 29)),
        ("E1", date(2026, 11, 5)),
        ("E5", date(2026, 12, 18)),
    ]
    assert timezone.is_aware(source.project_due_at)
