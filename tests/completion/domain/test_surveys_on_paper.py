from uuid import UUID, uuid4

import pytest

from completion.domain.surveys import invite, moment_that_says_nothing, respond
from completion.domain.surveys_on_paper import (
    collect_sheet,
    copy_sheet,
    give_sheet_back,
    sheets_left,
    survey_of_person,
)
from completion.models import SurveyAnswer, SurveyInvitation, SurveyResponse
from courses.models import HoursEntry
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.completion.domain.test_surveys import answers
from tests.completion.world import make_cohort
from tests.factories import EnrolmentFactory, LessonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    cohort = make_cohort()
    LessonFactory(module__edition=cohort.edition, closed_by="survey", minutes=10)
    return cohort


@pytest.fixture
def enrolment(cohort):
    return EnrolmentFactory(cohort=cohort)


def standing(enrolment):
    found = survey_of_person(enrolment)
    return found.is_answered, found.is_on_paper


def minutes(enrolment):
    return [line.minutes for line in enrolment.hours_entries.order_by("pk")]


def test_collecting_credits_the_item_once_and_says_nothing_of_when(enrolment):
    by = UserFactory()

    for _click in range(2):
        collect_sheet(enrolment, by=by)

    line = HoursEntry.objects.get()
    moment = moment_that_says_nothing(enrolment.cohort)
    assert (line.minutes, line.evidence, line.entered_by) == (10, "handbook", by)
    assert (line.earned_on, line.entered_at) == (enrolment.cohort.starts_on, moment)
    assert standing(enrolment) == (True, True)
    assert sheets_left(enrolment.cohort.feedback_survey) == 1
    assert not AccessRecord.objects.exists()


def test_a_copied_sheet_is_like_an_answer_from_the_platform(enrolment):
    collect_sheet(enrolment, by=UserFactory())
    other = EnrolmentFactory(cohort=enrolment.cohort)
    invite(other)
    survey = enrolment.cohort.feedback_survey
    respond(other, survey, answers(), by=other.participant)

    for _click in range(2):
        copy_sheet(survey, answers(), key=UUID(int=1))

    first, second = SurveyResponse.objects.all()
    assert [set(each.answers.values_list("question", "value", "text")) for each in (first,)] == [
        set(second.answers.values_list("question", "value", "text"))
    ]
    assert sheets_left(survey) == 0


def test_no_more_sheets_are_copied_than_were_handed_in(enrolment):
    collect_sheet(enrolment, by=UserFactory())
    survey = enrolment.cohort.feedback_survey
    copy_sheet(survey, answers(), key=uuid4())

    with pytest.raises(RuleViolation) as refusal:
        copy_sheet(survey, answers(), key=uuid4())

    assert refusal.value.code == "no_sheet_left"
    assert SurveyResponse.objects.count() == 1


def test_a_sheet_with_a_mark_that_does_not_exist_is_not_kept(enrolment):
    collect_sheet(enrolment, by=UserFactory())

    with pytest.raises(RuleViolation):
        copy_sheet(enrolment.cohort.feedback_survey, answers(value=6), key=uuid4())

    assert not SurveyAnswer.objects.exists()


def test_a_sheet_of_somebody_else_is_given_back_and_can_be_collected_anew(enrolment):
    by = UserFactory()
    collect_sheet(enrolment, by=by)

    for _click in range(2):
        give_sheet_back(enrolment, by=by)
    assert standing(enrolment) == (False, False)
    collect_sheet(enrolment, by=by)

    assert minutes(enrolment) == [10, -10, 10]
    assert SurveyInvitation.objects.get().answered


def test_once_every_sheet_is_copied_none_is_given_back(enrolment):
    collect_sheet(enrolment, by=UserFactory())
    copy_sheet(enrolment.cohort.feedback_survey, answers(), key=uuid4())

    with pytest.raises(RuleViolation) as refusal:
        give_sheet_back(enrolment, by=UserFactory())

    assert refusal.value.code == "copied"
    assert standing(enrolment) == (True, True)


def test_an_answer_from_the_platform_is_not_given_back(enrolment):
    collect_sheet(EnrolmentFactory(cohort=enrolment.cohort), by=UserFactory())
    invite(enrolment)
    survey = enrolment.cohort.feedback_survey
    respond(enrolment, survey, answers(), by=enrolment.participant)

    give_sheet_back(enrolment, by=UserFactory())

    assert standing(enrolment) == (True, False)
    assert minutes(enrolment) == [10]


def test_nobody_collects_their_own_sheet(enrolment):
    with pytest.raises(RuleViolation) as refusal:
        collect_sheet(enrolment, by=enrolment.participant)

    assert refusal.value.code == "own"


def test_a_course_without_a_survey_has_no_sheets():
    enrolment = EnrolmentFactory()

    with pytest.raises(RuleViolation) as refusal:
        collect_sheet(enrolment, by=UserFactory())

    assert refusal.value.code == "no_survey"
    assert survey_of_person(enrolment) is None
