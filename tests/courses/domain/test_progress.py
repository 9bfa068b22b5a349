from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from courses.domain.goals import load_goals
from courses.domain.hours import hours_of
from courses.domain.ledger import ledger_of
from courses.domain.loading import load_course
from courses.domain.progress import (
    complete_lesson,
    finish_lesson,
    outline_of,
    remember_visit,
    reply_to_lesson,
    start_lesson,
)
from courses.domain.publishing import publish_edition
from courses.models import HoursEntry, Lesson
from lms.lib.errors import RuleViolation
from tests.factories import CohortFactory, EnrolmentFactory, LessonFactory, ModuleFactory

pytestmark = pytest.mark.django_db

REPLY = "El agua potable es la meta más urgente en mi municipio."


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


def lesson_in(enrolment, **facts):
    return LessonFactory(module__edition=enrolment.cohort.edition, **facts)


def test_completing_every_item_of_the_course_earns_exactly_2400_minutes():
    load_goals()
    edition = publish_edition(
        load_course(settings.BASE_DIR / "courses" / "content" / "public_servants")
    )
    enrolment = EnrolmentFactory(cohort=CohortFactory(edition=edition))

    for lesson in Lesson.objects.of_edition(edition.pk).select_related("module"):
        assert complete_lesson(enrolment, lesson, by=enrolment.participant)
        assert not complete_lesson(enrolment, lesson, by=enrolment.participant)

    assert hours_of(enrolment).online == 2400
    assert ledger_of(enrolment).hours == hours_of(enrolment)
    assert outline_of(enrolment).is_completed


def test_finishing_is_refused_for_items_that_something_else_completes(enrolment):
    for closed_by in ("reply", "quiz", "submission", "approval", "survey"):
        with pytest.raises(RuleViolation) as refusal:
            finish_lesson(
                enrolment, lesson_in(enrolment, closed_by=closed_by), by=enrolment.participant
            )
        assert refusal.value.code == "closed_otherwise"
    assert not HoursEntry.objects.exists()


def test_item_of_another_edition_is_refused(enrolment):
    with pytest.raises(RuleViolation) as refusal:
        complete_lesson(enrolment, LessonFactory(), by=enrolment.participant)

    assert refusal.value.code == "other_edition"


@pytest.mark.parametrize(("state", "status"), [("closed", "active"), ("open", "withdrawn")])
def test_nothing_is_recorded_when_the_cohort_or_the_enrolment_is_not_open(state, status):
    enrolment = EnrolmentFactory(cohort__state=state, status=status)
    lesson = lesson_in(enrolment)

    with pytest.raises(RuleViolation) as refusal:
        finish_lesson(enrolment, lesson, by=enrolment.participant)

    assert refusal.value.code in {"closed", "not_active"}
    assert not HoursEntry.objects.exists()


def test_same_form_twice_is_one_reply_and_one_credit(enrolment):
    lesson, key = lesson_in(enrolment, closed_by="reply"), uuid4()

    for _click in range(2):
        reply_to_lesson(enrolment, lesson, by=enrolment.participant, body=REPLY, key=key)

    assert enrolment.lesson_replies.get().body == REPLY
    assert hours_of(enrolment).online == lesson.minutes


def test_later_reply_replaces_the_text_and_credits_nothing_more(enrolment):
    lesson = lesson_in(enrolment, closed_by="reply")
    for body in (REPLY, REPLY + " Y la más medible."):
        reply_to_lesson(enrolment, lesson, by=enrolment.participant, body=body, key=uuid4())

    assert enrolment.lesson_replies.get().body.endswith("medible.")
    assert hours_of(enrolment).online == lesson.minutes


@pytest.mark.parametrize("body", ["", "   ", "x" * 39, " " * 100 + "x"])
def test_reply_that_says_too_little_is_refused(enrolment, body):
    with pytest.raises(RuleViolation) as refusal:
        reply_to_lesson(
            enrolment,
            lesson_in(enrolment, closed_by="reply"),
            by=enrolment.participant,
            body=body,
            key=uuid4(),
        )

    assert refusal.value.code == "too_short"
    assert not HoursEntry.objects.exists()


def test_key_of_another_reply_is_refused(enrolment):
    key = uuid4()
    first, second = (lesson_in(enrolment, closed_by="reply") for _ in range(2))
    reply_to_lesson(enrolment, first, by=enrolment.participant, body=REPLY, key=key)

    with pytest.raises(RuleViolation) as refusal:
        reply_to_lesson(enrolment, second, by=enrolment.participant, body=REPLY, key=key)

    assert refusal.value.code == "key_used"


def test_outline_leads_to_the_next_item_further_on_and_then_back_to_what_was_left_out(enrolment):
    module = ModuleFactory(edition=enrolment.cohort.edition)
    first, second, third = (LessonFactory(module=module) for _ in range(3))
    complete_lesson(enrolment, second, by=enrolment.participant)

    outline = outline_of(enrolment)

    assert outline.after(first).lesson == third
    assert outline.after(third).lesson == first
    assert outline.before(first) is None
    assert outline.before(third).lesson == second
    assert outline.next_item.lesson == first
    assert outline.find(LessonFactory().public_id) is None


def opened(enrolment, lesson):
    remember_visit(enrolment, lesson=lesson)
    enrolment.refresh_from_db()
    return outline_of(enrolment).resume_item


def test_person_goes_on_with_the_item_opened_last(enrolment):
    module = ModuleFactory(edition=enrolment.cohort.edition)
    first, second, third = (LessonFactory(module=module) for _ in range(3))
    assert outline_of(enrolment).resume_item.lesson == first

    assert opened(enrolment, third).lesson == third
    assert opened(enrolment, second).lesson == second
    complete_lesson(enrolment, second, by=enrolment.participant)
    assert outline_of(enrolment).resume_item.lesson == third


def test_item_that_waits_for_others_is_no_place_to_go_on(enrolment):
    module = ModuleFactory(edition=enrolment.cohort.edition)
    waiting = LessonFactory(module=module, closed_by="approval")
    other = LessonFactory(module=module)

    assert opened(enrolment, waiting).lesson == other
    complete_lesson(enrolment, other, by=enrolment.participant)
    assert opened(enrolment, other).lesson == waiting
    complete_lesson(enrolment, waiting, by=enrolment.participant)
    assert opened(enrolment, waiting) is None


def test_outline_costs_one_query_once_the_process_knows_a_published_edition(
    enrolment, django_assert_num_queries
):
    edition = enrolment.cohort.edition
    edition.content_hash = "abc"
    edition.save()
    for _ in range(3):
        lesson_in(enrolment)
    outline_of(enrolment)

    with django_assert_num_queries(1):
        items = outline_of(enrolment).items

    assert len(items) == 3


def test_outline_of_a_draft_is_read_anew(enrolment):
    edition = enrolment.cohort.edition
    edition.state, edition.content_hash = "draft", "abc"
    edition.save()
    outline_of(enrolment)
    lesson_in(enrolment)

    assert len(outline_of(enrolment).items) == 1


def test_opening_an_item_is_remembered_once_and_not_in_a_closed_cohort(enrolment):
    lesson = lesson_in(enrolment)
    start_lesson(enrolment, lesson)
    start_lesson(enrolment, lesson)
    closed = EnrolmentFactory(cohort__state="closed")
    start_lesson(closed, lesson_in(closed))

    assert enrolment.lesson_progress.count() == 1
    assert closed.lesson_progress.count() == 0


def test_visits_within_five_minutes_are_one(enrolment):
    now = timezone.now()
    for minutes, seen in ((0, 0), (4, 0), (6, 6)):
        remember_visit(enrolment, now=now + timedelta(minutes=minutes))
        enrolment.refresh_from_db()
        assert enrolment.last_seen_at == now + timedelta(minutes=seen)


def test_opening_another_item_is_remembered_at_once(enrolment, django_assert_num_queries):
    first, second = (lesson_in(enrolment) for _ in range(2))
    for lesson in (first, second):
        remember_visit(enrolment, lesson=lesson)
        enrolment.refresh_from_db()
        assert enrolment.last_lesson == lesson

    with django_assert_num_queries(0):
        remember_visit(enrolment, lesson=second)
