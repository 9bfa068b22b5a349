from uuid import uuid4

import pytest
from django.urls import reverse

from completion.domain.surveys import invite, items
from completion.models import SurveyAnswer, SurveyResponse
from courses.models import Enrolment
from people.models import AccessRecord
from tests.completion.world import make_cohort
from tests.factories import (
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)


@pytest.fixture
def enrolment(db):
    enrolment = EnrolmentFactory(cohort=make_cohort())
    invite(enrolment)
    return enrolment


def address(enrolment):
    return reverse("completion:survey", args=[enrolment.cohort.feedback_survey.public_id])


def typed(**more):
    return {item["code"]: "4" if item["kind"] == "likert5" else "" for item in items()} | more


def test_it_says_that_it_is_anonymous_before_the_first_question(client, enrolment):
    client.force_login(enrolment.participant)

    html = client.get(address(enrolment)).content.decode()

    assert html.index('class="note sm"') < html.index("<fieldset")
    assert html.count("<fieldset") == 10
    assert html.count('type="radio"') == 60


def test_answers_are_kept_once_and_the_second_tab_is_told(client, enrolment):
    client.force_login(enrolment.participant)

    first = client.post(address(enrolment), typed(**{"X1.02": "none", "X1.OPEN": "Más tiempo."}))
    second = client.post(address(enrolment), typed())

    assert (first.status_code, second.status_code) == (302, 422)
    assert second.context["is_answered"]
    assert SurveyResponse.objects.count() == 1
    assert sorted(
        SurveyAnswer.objects.exclude(value=4).values_list("question__code", "value", "text")
    ) == [("X1.02", None, ""), ("X1.OPEN", None, "Más tiempo.")]


def test_a_missing_answer_is_named_and_the_others_are_kept(client, enrolment):
    client.force_login(enrolment.participant)
    sent = typed(**{"X1.OPEN": "Mi texto"})
    del sent["X1.03"]

    answer = client.post(address(enrolment), sent)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["X1.03"]
    assert 'href="#id_X1.03_0"' in html
    assert 'id="id_X1.03_0"' in html
    assert html.count(" checked") == 9
    assert "Mi texto" in html
    assert not SurveyResponse.objects.exists()


@pytest.mark.parametrize("value", ["6", "0", "-1", "4.5", "x"])
def test_a_value_outside_the_scale_is_refused(client, enrolment, value):
    client.force_login(enrolment.participant)

    assert client.post(address(enrolment), typed(**{"X1.01": value})).status_code == 422
    assert not SurveyResponse.objects.exists()


def test_visiting_and_answering_leave_no_moment_behind(client, enrolment):
    client.force_login(enrolment.participant)

    client.get(address(enrolment))
    client.post(address(enrolment), typed())

    assert Enrolment.objects.get().last_seen_at is None
    assert not AccessRecord.objects.exists()


def test_a_classmate_who_was_not_invited_and_a_stranger_find_nothing(client, enrolment):
    classmate = EnrolmentFactory(cohort=enrolment.cohort)
    for person in (classmate.participant, UserFactory(), EnrolmentFactory().participant):
        client.force_login(person)
        assert client.get(address(enrolment)).status_code == 404


def test_staff_may_look_at_results_and_not_answer(client, enrolment):
    client.force_login(MembershipFactory(organisation=enrolment.cohort.host).person)

    assert client.get(address(enrolment)).status_code == 403


def test_the_page_stays_within_twelve_queries(client, enrolment, django_assert_max_num_queries):
    client.force_login(enrolment.participant)

    with django_assert_max_num_queries(12):
        client.get(address(enrolment))


def test_a_sheet_is_collected_by_one_and_copied_by_another(client, enrolment):
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    client.force_login(tutor)
    collect = reverse("completion:survey-collect", args=[enrolment.public_id])
    sheets = reverse("completion:survey-sheets", args=[enrolment.cohort.feedback_survey.public_id])

    collected = client.post(collect)
    closed = client.get(sheets)
    staff = MembershipFactory(organisation=enrolment.cohort.host, role="staff").person
    client.force_login(staff)
    form = client.get(sheets).context["form"]
    answers = [client.post(sheets, typed(key=str(form["key"].value()))) for _click in range(2)]

    assert collected.url == reverse("person-paper", args=[enrolment.public_id])
    assert closed.status_code == 404
    assert [answer.status_code for answer in answers] == [302, 302]
    assert SurveyResponse.objects.count() == 1
    assert client.get(sheets).context["left"] == 0
    assert not AccessRecord.objects.exists()


def test_a_sheet_without_a_mark_says_so(client, enrolment):
    staff = MembershipFactory(organisation=enrolment.cohort.host, role="staff").person
    client.force_login(staff)
    client.post(reverse("completion:survey-collect", args=[enrolment.public_id]))
    sent = typed(key=str(uuid4()))
    del sent["X1.03"]

    page = client.post(
        reverse("completion:survey-sheets", args=[enrolment.cohort.feedback_survey.public_id]),
        sent,
    )

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["X1.03"]
