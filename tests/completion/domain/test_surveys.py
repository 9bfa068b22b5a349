import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from completion.domain.requirements import what_is_missing
from completion.domain.surveys import (
    due_for_survey,
    invite,
    items,
    mix,
    moment_that_says_nothing,
    open_survey,
    respond,
    results_of,
)
from completion.models import SurveyAnswer, SurveyInvitation, SurveyResponse
from courses.models import Enrolment, HoursEntry, LessonProgress
from lms.lib.errors import RuleViolation
from tests.completion.world import complete, make_cohort
from tests.factories import EnrolmentFactory, LessonFactory

SOON, LATER = timedelta(days=5), timedelta(days=40)


@pytest.fixture
def cohort(db):
    return make_cohort()


def answers(value=4, **more):
    return {item["code"]: value if item["kind"] == "likert5" else "" for item in items()} | more


def answer(enrolment, **more):
    invite(enrolment)
    survey = enrolment.cohort.feedback_survey
    respond(enrolment, survey, answers(**more), by=enrolment.participant)
    return survey


def test_the_ten_items_and_one_open_text_are_asked_in_both_languages(cohort):
    questions = list(open_survey(cohort).questions.all())

    assert open_survey(cohort).questions.count() == 11
    assert [question.code for question in questions[:10]] == [
        f"X1.{number:02}" for number in range(1, 11)
    ]
    assert [question.kind for question in questions[10:]] == ["text"]
    assert all(question.text_es and question.text_en for question in questions)


def test_answers_have_no_column_that_leads_to_a_person_or_a_moment():
    """By schema: follow every foreign key from an answer; no person, no date, no counter."""
    seen, todo = set(), [SurveyResponse, SurveyAnswer]
    while todo:
        model = todo.pop()
        seen.add(model)
        for field in model._meta.get_fields():
            if model in {SurveyResponse, SurveyAnswer}:
                assert not isinstance(field, models.DateField | models.TimeField | models.AutoField)
            if field.many_to_one and model._meta.app_label == "completion":
                todo += [field.related_model] if field.related_model not in seen else []
    names = {model._meta.label for model in seen}

    assert names == {
        "completion.SurveyResponse",
        "completion.SurveyAnswer",
        "completion.SurveyQuestion",
        "completion.FeedbackSurvey",
    }
    assert not [
        field
        for field in SurveyInvitation._meta.get_fields()
        if isinstance(field, models.DateField | models.TimeField)
    ]
    assert not {apps.get_model("people.User"), Enrolment} & seen


def test_answering_keeps_the_answers_and_completes_the_item_at_a_moment_that_says_nothing(cohort):
    lesson = LessonFactory(
        module=cohort.edition.modules.get(), code="X1", closed_by="survey", minutes=20, position=99
    )
    enrolment = EnrolmentFactory(cohort=cohort)
    LessonProgress.objects.create(enrolment=enrolment, lesson=lesson)  # Opened its page today.

    survey = answer(enrolment, **{"X1.02": None})

    moment = moment_that_says_nothing(cohort)
    progress = LessonProgress.objects.get(enrolment=enrolment)
    entry = HoursEntry.objects.get(enrolment=enrolment)
    assert (progress.started_at, progress.completed_at) == (moment, moment)
    assert (entry.earned_on, entry.entered_at, entry.minutes) == (cohort.starts_on, moment, 20)
    assert Enrolment.objects.get(pk=enrolment.pk).last_seen_at is None
    assert sorted(
        SurveyAnswer.objects.filter(question__kind="likert5")
        .exclude(value=4)
        .values_list("question__code", "value")
    ) == [("X1.02", None)]
    assert survey.responses.count() == 1


def test_a103_a_second_answer_is_refused(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    answer(enrolment)

    with pytest.raises(RuleViolation) as refusal:
        answer(enrolment)

    assert refusal.value.code == "answered"
    assert SurveyResponse.objects.count() == 1


def test_somebody_of_another_cohort_cannot_answer(cohort):
    survey = open_survey(cohort)
    stranger = EnrolmentFactory()

    with pytest.raises(RuleViolation) as refusal:
        respond(stranger, survey, answers(), by=stranger.participant)

    assert refusal.value.code == "not_invited"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"X1.03": 6}, "unanswered"),
        ({"X1.03": 0}, "unanswered"),
        ({"X1.03": "4"}, "unanswered"),
        ({"X1.OPEN": "x" * 1001}, "too_long"),
    ],
)
def test_answers_outside_the_scale_are_refused_and_nothing_is_kept(cohort, change, code):
    enrolment = EnrolmentFactory(cohort=cohort)

    with pytest.raises(RuleViolation) as refusal:
        answer(enrolment, **change)

    assert refusal.value.code == code
    assert not SurveyResponse.objects.exists()
    assert not SurveyInvitation.objects.filter(answered=True).exists()


def test_a_closed_cohort_takes_no_answers(cohort):
    LessonFactory(module=cohort.edition.modules.get(), code="X1", closed_by="survey", position=99)
    enrolment = EnrolmentFactory(cohort=cohort)
    invite(enrolment)
    cohort.state = "closed"
    cohort.save()
    enrolment.cohort = cohort

    with pytest.raises(RuleViolation) as refusal:
        answer(enrolment)

    assert refusal.value.code == "closed"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row locks")
def test_a103_two_tabs_at_once_leave_one_answer():
    enrolment = EnrolmentFactory(cohort=make_cohort())
    invite(enrolment)
    start, outcomes = threading.Barrier(2), []

    def send():
        try:
            start.wait()
            answer(Enrolment.objects.select_related("cohort", "participant").get(pk=enrolment.pk))
            outcomes.append("kept")
        except RuleViolation as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["answered", "kept"]
    assert SurveyResponse.objects.count() == 1


@pytest.mark.django_db
def test_everybody_is_asked_in_the_last_14_days_and_before_only_who_has_done_the_rest():
    today = timezone.localdate()
    cohort = make_cohort(ends_on=today + LATER)
    LessonFactory(module=cohort.edition.modules.get(), code="X1", closed_by="survey", position=99)
    begun = EnrolmentFactory(cohort=cohort)
    done = complete(EnrolmentFactory(cohort=cohort))
    SurveyInvitation.objects.all().delete()
    for lesson in cohort.edition.modules.get().lessons.exclude(closed_by="survey"):
        LessonProgress.objects.create(enrolment=done, lesson=lesson, completed_at=timezone.now())

    assert due_for_survey(cohort) == [done]
    assert set(due_for_survey(cohort, today=today + LATER - SOON)) == {begun, done}


def test_answering_fulfils_the_requirement(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    answer(enrolment)

    assert "survey" in {item.kind for item in what_is_missing(enrolment).met}


def test_of_four_answers_nothing_is_shown_and_of_five_the_figures(cohort):
    for number in range(4):
        survey = answer(EnrolmentFactory(cohort=cohort), value=number + 1)
    assert (results_of(survey).is_shown, results_of(survey).questions) == (False, ())

    answer(EnrolmentFactory(cohort=cohort), **{"X1.01": None, "X1.OPEN": "Más ejemplos."})

    results = results_of(survey)
    first, second = results.questions[:2]
    assert (results.invited, results.answered) == (5, 5)
    assert first.counts is None  # Four people answered it.
    assert (second.counts, second.mean) == ((1, 1, 1, 2, 0), 2.8)
    assert results.texts == ("Más ejemplos.",)


def test_mixing_keeps_every_answer_and_no_key_or_order(cohort):
    for number in range(6):
        survey = answer(EnrolmentFactory(cohort=cohort), value=number % 5 + 1)
    keys = set(SurveyResponse.objects.values_list("pk", flat=True))
    before = results_of(survey)

    mix(survey)

    assert results_of(survey) == before
    assert SurveyResponse.objects.count() == 6
    assert not keys & set(SurveyResponse.objects.values_list("pk", flat=True))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="xmin is PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_after_mixing_the_database_itself_cannot_pair_people_and_answers():
    cohort = make_cohort()
    for _n in range(3):
        survey = answer(EnrolmentFactory(cohort=cohort))

    def transactions(table):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT DISTINCT xmin::text FROM {table}")  # noqa: S608
            return {row[0] for row in cursor.fetchall()}

    assert len(transactions("completion_surveyresponse")) == 3
    mix(survey)

    assert len(transactions("completion_surveyresponse")) == 1
    assert transactions("completion_surveyresponse") == transactions("completion_surveyinvitation")
