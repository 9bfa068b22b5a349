"""Answers to a quiz survive a server that dies and a connection that is lost."""

from uuid import uuid4

import pytest
from django.utils.translation import gettext, gettext_lazy

from assessments.domain.quiz_paper import paper_of
from assessments.models import QuizAttempt, Response
from tests.assessments.quizzes import make_quiz, right_answer
from tests.factories import EnrolmentFactory
from tests.live import Site, Visitor, wait_for

ITEMS = 4
GO_ON = gettext_lazy("Save and go on")

pytestmark = pytest.mark.fault


def a_quiz():
    enrolment = EnrolmentFactory()
    edition = enrolment.cohort.edition
    edition.content_hash = uuid4().hex
    edition.save()
    return enrolment, make_quiz(enrolment, items=ITEMS)


def begin(visitor: Visitor, enrolment, quiz) -> QuizAttempt:
    visitor.enter_as(enrolment.participant)
    visitor.open(f"/curso/{enrolment.cohort.code}/evaluacion/{quiz.lesson.public_id}/")
    visitor.press(gettext("Begin"), exact=True)
    return QuizAttempt.objects.get()


def choose_right(visitor: Visitor, attempt: QuizAttempt, number: int) -> None:
    asked = paper_of(attempt).at(number)
    place = asked.choices.index(right_answer(asked).choices[0])
    visitor.page.locator(f"[name=q{number}-choices]").nth(place).check()


def answered(attempt: QuizAttempt) -> list[int]:
    return [asked.number for asked in paper_of(attempt).asked if asked.is_answered]


def restart(site: Site) -> None:
    site.kill_web()
    site.start_web()


def test_every_answer_is_there_when_the_server_dies_after_each(site, chromium):
    enrolment, quiz = a_quiz()
    visitor = Visitor(chromium, site, scripts=False)
    attempt = begin(visitor, enrolment, quiz)
    entry = f"/curso/{enrolment.cohort.code}/evaluacion/{quiz.lesson.public_id}/"

    for number in range(1, ITEMS):
        choose_right(visitor, attempt, number)
        visitor.press(str(GO_ON))
        restart(site)
        assert answered(attempt) == list(range(1, number + 1))
    # The server dies before the last answer arrives: the browser shows its own error.
    choose_right(visitor, attempt, ITEMS)
    site.kill_web()
    visitor.page.get_by_role("button", name=gettext("Save and review")).click()
    visitor.page.wait_for_url("chrome-error://**")
    site.start_web()
    visitor.open(entry)
    visitor.press(gettext("Go on where I was"))
    assert visitor.page.url.endswith(f"/intento/{attempt.public_id}/{ITEMS}/")
    for _again in range(2):
        visitor.open(f"/intento/{attempt.public_id}/{ITEMS}/")
        choose_right(visitor, attempt, ITEMS)
        visitor.press(gettext("Save and review"))
    visitor.press(gettext("Hand in my answers"))

    attempt.refresh_from_db()
    assert attempt.score == 100
    assert Response.objects.count() == ITEMS
    visitor.leave()


def test_answer_given_without_connection_arrives_once_it_is_back(site, chromium):
    enrolment, quiz = a_quiz()
    visitor = Visitor(chromium, site)
    attempt = begin(visitor, enrolment, quiz)
    note = visitor.page.locator("[data-kept-note]")

    visitor.context.set_offline(True)
    choose_right(visitor, attempt, 1)
    note.wait_for(state="visible")
    visitor.page.get_by_role("button", name=str(GO_ON)).click()
    assert visitor.page.url.endswith("/1/"), "leaving would have lost the page"
    restart(site)
    visitor.context.set_offline(False)
    visitor.page.wait_for_url("**/2/")

    assert answered(attempt) == [1]
    # What the browser and htmx write about a lost connection, and nothing else.
    lost = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")
    others = [each for each in visitor.troubles if not any(word in each for word in lost)]
    assert others == []
    visitor.troubles.clear()
    visitor.leave()


def test_answer_of_a_page_that_was_closed_arrives_from_the_next_page(site, chromium):
    enrolment, quiz = a_quiz()
    visitor = Visitor(chromium, site)
    attempt = begin(visitor, enrolment, quiz)

    site.kill_web()
    choose_right(visitor, attempt, 1)
    visitor.page.locator("[data-kept-note]").wait_for(state="visible")
    visitor.page.goto("about:blank")
    site.start_web()
    visitor.open(f"/curso/{enrolment.cohort.code}/")
    wait_for(lambda: answered(attempt) == [1], what="the answer")

    assert Response.objects.count() == 1
    visitor.leave(is_content=False)
