from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from courses.domain.hours import hours_of
from courses.domain.progress import finish_lesson, outline_of
from courses.domain.study import hand_in_sheet, sheet_of, sheet_to_undo, undo_sheet
from courses.models import LessonText, StudySheet
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    LessonFactory,
    ModuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MEXICO = ZoneInfo("America/Mexico_City")
QUESTION = """```question
stem: ¿Cuántos ODS hay?
options:
  - {text: Quince, reason: Son más.}
  - {text: Diecisiete, reason: Así es., correct: true}
```
"""


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def module(enrolment):
    return ModuleFactory(edition=enrolment.cohort.edition, code="M1")


@pytest.fixture
def lessons(module):
    """One lesson that asks something, one that asks nothing, and a forum."""
    asking = LessonFactory(module=module, code="M1.1", minutes=25, position=1)
    LessonText.objects.create(lesson=asking, language="es", markdown=QUESTION, html="x")
    plain = LessonFactory(module=module, code="M1.2", minutes=40, position=2)
    forum = LessonFactory(module=module, code="M1.3", kind="F", closed_by="reply", position=3)
    return asking, plain, forum


def hand_in(enrolment, *ticked, **facts):
    return hand_in_sheet(
        enrolment,
        "M1",
        **{
            "lessons": [lesson.public_id for lesson in ticked],
            "studied_on": timezone.localdate(),
            "by": enrolment.participant,
            "key": uuid4(),
            "answers": {"M1.1": ["A"]},
        }
        | facts,
    )


def refusal_of(*arguments, **facts):
    with pytest.raises(RuleViolation) as refusal:
        hand_in(*arguments, **facts)
    return refusal.value.code


def test_sheet_lists_what_is_read_with_its_questions_and_what_is_done_otherwise(enrolment, lessons):
    asking, plain, forum = lessons
    finish_lesson(enrolment, plain, by=enrolment.participant)

    sheet = sheet_of(enrolment, "M1")

    assert [
        (line.item.lesson, line.item.is_completed, [asked.question.stem for asked in line.asked])
        for line in sheet.lines
    ] == [(asking, False, ["¿Cuántos ODS hay?"]), (plain, True, [])]
    assert [item.lesson for item in sheet.others] == [forum]
    assert sheet.minutes_left == 25
    assert sheet_of(enrolment, "M9") is None


def test_one_sheet_credits_every_ticked_lesson_once_on_its_real_day(enrolment, lessons):
    asking, plain, _forum = lessons
    day = enrolment.cohort.starts_on + timedelta(days=2)
    key = uuid4()

    for _again in range(2):
        hand_in(enrolment, asking, plain, studied_on=day, key=key)

    assert [
        (entry.minutes, entry.evidence, entry.earned_on, entry.entered_by)
        for entry in enrolment.hours_entries.order_by("pk")
    ] == [
        (25, "handbook", day, enrolment.participant),
        (40, "handbook", day, enrolment.participant),
    ]
    assert StudySheet.objects.count() == 1
    assert hours_of(enrolment).online == 65


def test_lesson_that_was_done_before_is_not_credited_again(enrolment, lessons):
    asking, plain, _forum = lessons
    finish_lesson(enrolment, plain, by=enrolment.participant)

    sheet = hand_in(enrolment, asking, plain)

    assert sheet.lessons == ["M1.1"]
    assert hours_of(enrolment).online == 65


def test_answers_are_kept_and_shown_and_a_wrong_one_counts_too(enrolment, lessons):
    hand_in(enrolment, lessons[0], answers={"M1.1": ["A"], "M9.9": ["B"]})

    [asked] = sheet_of(enrolment, "M1").lines[0].asked
    assert (asked.marked.letter, asked.marked.is_correct) == ("A", False)
    assert StudySheet.objects.get().answers == {"M1.1": ["A"]}


@pytest.mark.parametrize("answers", [{}, {"M1.1": []}, {"M1.1": [""]}, {"M1.1": ["Z"]}])
def test_participant_answers_the_questions_of_what_they_tick(enrolment, lessons, answers):
    assert refusal_of(enrolment, lessons[0], answers=answers) == "unanswered"
    assert not enrolment.hours_entries.exists()


def test_whoever_enters_it_for_somebody_has_the_answers_on_paper(enrolment, lessons):
    facilitator = UserFactory()

    hand_in(enrolment, lessons[0], by=facilitator, answers={}, evidence="on_site")

    entry = enrolment.hours_entries.get()
    assert (entry.evidence, entry.entered_by) == ("on_site", facilitator)
    assert AccessRecord.objects.filter(person=facilitator, action="enter study sheet").exists()


@pytest.mark.parametrize(("days", "code"), [(1, "future"), (-8, "too_early")])
def test_day_is_neither_to_come_nor_before_the_cohort(enrolment, lessons, days, code):
    day = timezone.localdate() + timedelta(days=days)

    assert refusal_of(enrolment, lessons[0], studied_on=day) == code


def test_day_is_the_one_of_the_place_of_the_cohort(enrolment, lessons):
    late_in_mexico = datetime.combine(timezone.localdate(), datetime.min.time(), MEXICO)
    late_in_mexico += timedelta(hours=23)

    code = refusal_of(
        enrolment,
        lessons[0],
        studied_on=late_in_mexico.date() + timedelta(days=1),
        now=late_in_mexico,  # In UTC the next day has begun.
    )

    assert code == "future"


def test_nothing_new_and_what_is_not_read_are_refused(enrolment, lessons):
    asking, _plain, forum = lessons
    hand_in(enrolment, asking)

    assert refusal_of(enrolment, asking) == "nothing"
    assert refusal_of(enrolment) == "nothing"
    assert refusal_of(enrolment, forum) == "other_edition"
    assert refusal_of(enrolment, LessonFactory()) == "other_edition"


def test_closed_cohort_and_a_key_of_another_sheet_are_refused(enrolment, lessons):
    key = hand_in(enrolment, lessons[0]).key
    other = EnrolmentFactory(cohort=enrolment.cohort)
    closed = EnrolmentFactory(
        cohort=CohortFactory(edition=enrolment.cohort.edition, state="closed")
    )

    assert refusal_of(other, lessons[0], key=key) == "key_used"
    assert refusal_of(closed, lessons[0]) == "closed"


def test_sheet_is_undone_within_an_hour_by_who_entered_it_and_can_be_entered_again(
    enrolment, lessons
):
    asking, plain, _forum = lessons
    facilitator = UserFactory()
    finish_lesson(enrolment, plain, by=enrolment.participant)
    sheet = hand_in(enrolment, asking, by=facilitator)
    now = timezone.now()

    for person, moment in (
        (enrolment.participant, now),
        (facilitator, now + timedelta(minutes=61)),
    ):
        with pytest.raises(RuleViolation) as refusal:
            undo_sheet(sheet, by=person, now=moment)
        assert refusal.value.code == "too_late"
    assert sheet_to_undo(enrolment, by=facilitator) == sheet
    assert sheet_to_undo(enrolment, by=enrolment.participant) is None
    assert undo_sheet(sheet, by=facilitator) == 1
    assert undo_sheet(sheet, by=facilitator) == 0

    assert hours_of(enrolment).online == 40
    assert not outline_of(enrolment).find(asking.public_id).is_completed
    hand_in(enrolment, asking, by=facilitator)
    assert hours_of(enrolment).online == 65


def test_sheet_costs_the_same_for_any_number_of_lessons(
    enrolment, lessons, django_assert_num_queries
):
    with django_assert_num_queries(5):  # Two of them are the structure of an unfrozen edition.
        sheet_of(enrolment, "M1")
    for _more in range(3):
        LessonFactory(module=lessons[0].module)
    with django_assert_num_queries(5):
        sheet_of(enrolment, "M1")
