import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from assessments.domain.quiz_paper import paper_of
from assessments.domain.quiz_taking import start_attempt
from assessments.models import QuizAttempt, Response
from courses.models import HoursEntry
from tests.assessments.quizzes import (
    EXAMPLES,
    make_quiz,
    quiz_of_every_kind,
    right_answer,
    wrong_answer,
)
from tests.factories import EnrolmentFactory, LessonFactory, QuizAllowanceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(client):
    enrolment = EnrolmentFactory()
    edition = enrolment.cohort.edition
    edition.content_hash = uuid4().hex
    edition.save()
    client.force_login(enrolment.participant)
    return enrolment


@pytest.fixture
def quiz(enrolment):
    return make_quiz(enrolment, items=3)


@pytest.fixture
def attempt(enrolment, quiz):
    return start_attempt(enrolment, quiz, by=enrolment.participant)


def quiz_url(name, enrolment, quiz):
    with translation.override("es-mx"):
        return reverse(f"assessments:{name}", args=[enrolment.cohort.code, quiz.lesson.public_id])


def url(name, attempt, *args):
    with translation.override("es-mx"):
        return reverse(f"assessments:{name}", args=[attempt.public_id, *args])


def fields(asked, given):
    """Return what a browser sends for an answer: places on this person's page."""
    prefix = f"q{asked.number}"
    if given.number is not None:
        return {f"{prefix}-number": str(given.number)}
    marked = {choice.pk for choice in given.choices}
    if asked.parts:
        return {
            f"{prefix}-part-{number}": place
            for number, gap in enumerate(asked.gaps, start=1)
            for place, choice in enumerate(gap.choices, start=1)
            if choice.pk in marked
        }
    places = [place for place, one in enumerate(asked.choices, start=1) if one.pk in marked]
    return {f"{prefix}-choices": places}


def answer(client, attempt, number, *, right=True, **more):
    asked = paper_of(attempt).at(number)
    given = right_answer(asked) if right else wrong_answer(asked)
    return client.post(url("attempt-item", attempt, number), fields(asked, given) | more)


def test_entry_page_says_the_rules_and_begins_by_post(client, enrolment, quiz):
    page = client.get("/en" + quiz_url("quiz", enrolment, quiz)).content.decode()
    assert "3 questions, one a page or all on one page, as you like." in page
    assert "The pass mark is 70 of 100." in page
    assert client.get(quiz_url("quiz-start", enrolment, quiz)).status_code == 405

    begun = [client.post(quiz_url("quiz-start", enrolment, quiz)) for _click in range(2)]

    attempt = QuizAttempt.objects.get()
    assert [one.url for one in begun] == [url("attempt-item", attempt, 1)] * 2


def test_item_without_questions_says_that_they_are_being_written(client, enrolment):
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, kind="Q", closed_by="quiz")
    address = reverse("assessments:quiz", args=[enrolment.cohort.code, lesson.public_id])
    start = reverse("assessments:quiz-start", args=[enrolment.cohort.code, lesson.public_id])

    assert "The questions of this item are being written." in (
        client.get("/en" + address).content.decode()
    )
    assert client.post(start).status_code == 404


def test_form_that_is_sent_again_after_handing_in_leads_to_the_result(client, enrolment, quiz):
    sent = {"key": str(uuid4())}
    client.post(quiz_url("quiz-start", enrolment, quiz), sent)
    attempt = QuizAttempt.objects.get()
    client.post(url("attempt-submit", attempt))

    again = client.post(quiz_url("quiz-start", enrolment, quiz), sent)

    assert again.url == url("attempt-result", attempt)
    assert QuizAttempt.objects.count() == 1


def test_key_that_is_none_begins_nothing(client, enrolment, quiz):
    assert client.post(quiz_url("quiz-start", enrolment, quiz), {"key": "x"}).status_code == 404
    assert not QuizAttempt.objects.exists()


@pytest.mark.parametrize(
    ("cookie", "header"), [("1", None), (None, "on"), (None, "off"), (None, None)]
)
def test_light_version_begins_with_all_questions_on_one_page(
    client, enrolment, quiz, cookie, header
):
    if cookie:
        client.cookies["light"] = cookie
    headers = {"save-data": header} if header else {}

    begun = client.post(quiz_url("quiz-start", enrolment, quiz), headers=headers)

    attempt = QuizAttempt.objects.get()
    is_light = cookie == "1" or header == "on"
    first = url("attempt-sheet", attempt) + "#q1" if is_light else url("attempt-item", attempt, 1)
    assert begun.url == first


def test_each_answer_is_saved_at_once_and_leads_on(client, attempt):
    first = answer(client, attempt, 1)
    last = answer(client, attempt, 3)

    assert first.url == url("attempt-item", attempt, 2)
    assert last.url == url("attempt-review", attempt)
    page = client.get("/en" + url("attempt-item", attempt, 1)).content.decode()
    assert "2 of 3 answered" in page
    assert page.count("checked") == 1
    assert "Saved at" in page


@pytest.mark.parametrize("kind", EXAMPLES)
def test_answer_of_each_kind_is_saved_and_shown_again(client, enrolment, kind):
    quiz = quiz_of_every_kind(enrolment, [kind])
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)

    answer(client, attempt, 1)

    assert paper_of(attempt).at(1).is_right
    marks = {"multiple": 2, "match": 3, "order": 4, "classify": 3, "fix_syntax": 2}.get(kind, 1)
    # The list of questions marks the one that is shown.
    for name, args, shown in (("attempt-item", [1], marks + 1), ("attempt-sheet", [], marks)):
        page = client.get("/en" + url(name, attempt, *args)).content.decode()
        assert "1 of 1 answered" in page
        assert len(re.findall(r" selected| checked|value=\"41\"", page)) == shown


def test_answer_is_saved_also_when_going_back(client, attempt):
    back = answer(client, attempt, 2, ir="1")

    assert back.url == url("attempt-item", attempt, 1)
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "name", "args"),
    [("2", "attempt-item", [2]), ("99", "attempt-review", []), ("x", "attempt-item", [2])],
)
def test_list_of_questions_saves_and_leads_to_the_one_that_is_chosen(
    client, attempt, wanted, name, args
):
    gone = answer(client, attempt, 1, salto=wanted, saltar="1")

    assert gone.url == url(name, attempt, *args)
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "name", "args"), [("2", "attempt-item", [2]), ("99", "attempt-review", [])]
)
def test_list_of_questions_of_the_review_leads_to_the_one_that_is_chosen(
    client, attempt, wanted, name, args
):
    gone = client.get(url("attempt-review", attempt), {"salto": wanted})

    assert gone.url == url(name, attempt, *args)


def test_going_on_without_an_answer_saves_nothing(client, attempt):
    gone = client.post(url("attempt-item", attempt, 1), {})

    assert gone.url == url("attempt-item", attempt, 2)
    assert not Response.objects.exists()


def test_person_returns_to_where_they_were(client, enrolment, quiz, attempt):
    answer(client, attempt, 1, ir="3")

    again = client.post(quiz_url("quiz-start", enrolment, quiz))

    assert again.url == url("attempt-item", attempt, 3)


def test_question_that_is_marked_shows_it_in_the_list_and_on_the_review(client, attempt):
    client.post(url("attempt-item", attempt, 1), {"q1-is_flagged": "on"})

    page = client.get("/en" + url("attempt-item", attempt, 2)).content.decode()
    assert "not answered, marked" in " ".join(page.split())
    review = client.get("/en" + url("attempt-review", attempt)).content.decode()
    assert "You marked these to look at them again:" in review


@pytest.mark.parametrize("choices", [["999999"], ["x"], ["-1"], ["0"], ["4"]])
def test_choice_that_the_question_does_not_have_is_refused(client, attempt, choices):
    refused = client.post(url("attempt-item", attempt, 1), {"q1-choices": choices})

    assert refused.status_code == 422
    assert not Response.objects.exists()


def test_two_choices_where_one_is_asked_come_back_with_the_reason(client, attempt):
    refused = client.post("/en" + url("attempt-item", attempt, 1), {"q1-choices": ["1", "2"]})

    assert refused.status_code == 422
    assert "Choose one answer." in refused.content.decode()


def test_number_that_cannot_be_read_comes_back_as_it_was_typed(client, enrolment):
    quiz = quiz_of_every_kind(enrolment, ["numeric"])
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)

    refused = client.post("/en" + url("attempt-item", attempt, 1), {"q1-number": "many <b>"})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="many &lt;b&gt;"' in page
    assert "<title>Error: " in page
    assert page.count("Question 1: Write a number, for example 1,234.5 or 1234,5.") == 1
    assert not Response.objects.exists()


# All questions on one page


def all_fields(attempt, numbers, *, right=True):
    sent = {}
    for number in numbers:
        asked = paper_of(attempt).at(number)
        sent |= fields(asked, right_answer(asked) if right else wrong_answer(asked))
    return sent


def test_sheet_saves_every_answer_and_stays_where_the_person_is(client, attempt):
    saved = client.post(url("attempt-sheet", attempt), all_fields(attempt, [1, 2]))

    assert saved.url == url("attempt-sheet", attempt) + "#q2"
    assert paper_of(attempt).answered == 2


def test_sheet_leads_on_and_to_the_review(client, attempt):
    sent = all_fields(attempt, [1])

    further = client.post(url("attempt-sheet", attempt), sent | {"ir": "2"})
    review = client.post(url("attempt-sheet", attempt), sent | {"ir": "0"})

    assert further.url == url("attempt-sheet", attempt) + "#q2"
    assert review.url == url("attempt-review", attempt)


def test_answers_beside_one_that_cannot_be_read_are_saved(client, enrolment):
    quiz = quiz_of_every_kind(enrolment, ["numeric", "single", "order"])
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    number = next(one.number for one in paper_of(attempt).asked if one.item.kind == "numeric")
    sent = all_fields(attempt, {1, 2, 3} - {number}) | {f"q{number}-number": "x"}

    refused = client.post(url("attempt-sheet", attempt), sent)

    assert refused.status_code == 422
    assert paper_of(attempt).answered == 2


def test_person_who_answers_on_the_sheet_returns_to_it(client, enrolment, quiz, attempt):
    client.post(url("attempt-sheet", attempt), all_fields(attempt, [2]))

    again = client.post(quiz_url("quiz-start", enrolment, quiz))
    assert again.url == url("attempt-sheet", attempt) + "#q2"

    answer(client, attempt, 1)
    again = client.post(quiz_url("quiz-start", enrolment, quiz))
    assert again.url == url("attempt-item", attempt, 2)


@pytest.mark.parametrize(("name", "args"), [("attempt-item", [1]), ("attempt-sheet", [])])
def test_page_that_saves_by_itself_gets_only_what_has_changed(client, attempt, name, args):
    htmx = {"HX-Request": "true"}

    saved = client.post(
        "/en" + url(name, attempt, *args), all_fields(attempt, [1]), headers=htmx, follow=True
    )

    piece = saved.content.decode()
    assert "<html" not in piece
    assert "Saved at" in piece
    assert 'id="paper-rail"' in piece
    assert "1 of 3 answered" in piece
    assert "HX-Request" in saved.headers["Vary"]


def test_page_that_saves_by_itself_says_what_cannot_be_read(client, enrolment):
    quiz = quiz_of_every_kind(enrolment, ["numeric"])
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)

    piece = client.post(
        "/en" + url("attempt-item", attempt, 1),
        {"q1-number": "x"},
        headers={"HX-Request": "true"},
    )

    assert piece.status_code == 422
    assert "Write a number" in piece.content.decode()
    assert "Saved at" not in piece.content.decode()


# Time


@pytest.fixture
def timed(enrolment):
    quiz = make_quiz(enrolment, items=3, time_limit=30)
    return start_attempt(enrolment, quiz, by=enrolment.participant)


def began(attempt, minutes):
    QuizAttempt.objects.filter(pk=attempt.pk).update(
        started_at=timezone.now() - timedelta(minutes=minutes)
    )


def test_time_that_is_left_is_said_in_words_with_what_was_granted(client, timed, enrolment):
    began(timed, 10.5)
    page = client.get("/en" + url("attempt-item", timed, 1)).content.decode()
    assert "19 minutes left: until" in page

    QuizAllowanceFactory(quiz=timed.quiz, enrolment=enrolment, extra_minutes=15)
    page = client.get("/en" + url("attempt-item", timed, 1)).content.decode()
    assert "34 minutes left: until" in page
    entry = client.get("/en" + quiz_url("quiz", enrolment, timed.quiz)).content.decode()
    assert "You have 45 minutes from the moment you begin." in entry


def test_answer_that_comes_too_late_is_refused_and_what_was_saved_can_be_handed_in(client, timed):
    answer(client, timed, 1)
    began(timed, 40)

    late = answer(client, timed, 2)

    assert late.status_code == 422
    review = client.get("/en" + url("attempt-review", timed)).content.decode()
    assert "The time ended at" in review
    assert client.post(url("attempt-submit", timed)).status_code == 302
    timed.refresh_from_db()
    assert round(timed.score) == 33


def test_attempt_without_a_limit_says_so(client, attempt):
    page = client.get("/en" + url("attempt-item", attempt, 1)).content.decode()

    assert "No time limit." in page
    assert "left: until" not in page


@pytest.mark.parametrize(("name", "args"), [("attempt-item", [1]), ("attempt-sheet", [])])
def test_page_of_questions_does_not_give_the_answer_away(client, attempt, name, args):
    page = client.get(url(name, attempt, *args)).content.decode()

    assert "Por esto" not in page
    assert "correct" not in page.lower()


def test_names_of_fields_do_not_tell_the_order_of_the_steps(client, enrolment):
    quiz = quiz_of_every_kind(enrolment, ["order"])
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    gaps = paper_of(attempt).at(1).gaps

    answer(client, attempt, 1)

    # Field 1 is the step shown first, whichever its place is.
    sent = [gap.chosen[0].text for gap in paper_of(attempt).at(1).gaps]
    assert sent == [str(gap.part.position) for gap in gaps] != ["1", "2", "3", "4"]


def test_review_links_what_is_not_answered(client, attempt):
    answer(client, attempt, 1)

    page = client.get("/en" + url("attempt-review", attempt)).content.decode()

    assert "2 questions have no answer." in page
    assert f'href="/en{url("attempt-item", attempt, 2)}"' in page


def test_handing_in_twice_is_one_result_and_one_credit(client, attempt):
    answer(client, attempt, 1)
    answer(client, attempt, 2, right=False)

    answers = [client.post(url("attempt-submit", attempt)) for _click in range(2)]

    assert [one.url for one in answers] == [url("attempt-result", attempt)] * 2
    assert HoursEntry.objects.count() == 1
    page = client.get("/en" + url("attempt-result", attempt)).content.decode()
    assert '<span class="big num">33.3</span>' in page
    assert page.count("Por esto sí.") == 1
    assert page.count("Por esto no.") == 1


def test_right_answers_are_shown_only_when_no_attempt_is_left(client, enrolment, quiz):
    for shown in (False, True):
        attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
        client.post(url("attempt-submit", attempt))
        page = client.get("/en" + url("attempt-result", attempt)).content.decode()
        assert ("It was right:" in page) is shown


def test_tests_never_show_right_answers(client, enrolment):
    quiz = make_quiz(enrolment, kind="pre", attempts_allowed=1)
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    client.post(url("attempt-submit", attempt))

    page = client.get("/en" + url("attempt-result", attempt)).content.decode()

    assert "Any score is valid." in page
    assert "It was right:" not in page


def test_no_attempt_left_is_refused_with_the_reason(client, enrolment):
    quiz = make_quiz(enrolment, attempts_allowed=1)
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    client.post(url("attempt-submit", attempt))

    answer = client.post(quiz_url("quiz-start", enrolment, quiz))

    assert answer.status_code == 422
    assert QuizAttempt.objects.count() == 1


def test_pages_of_an_attempt_lead_to_where_it_stands(client, attempt):
    assert client.get(url("attempt-result", attempt)).url == url("attempt-review", attempt)
    client.post(url("attempt-submit", attempt))

    for name, args in (("attempt-item", [1]), ("attempt-review", []), ("attempt-sheet", [])):
        assert client.get(url(name, attempt, *args)).url == url("attempt-result", attempt)
    assert answer(client, attempt, 1).status_code == 422


def test_question_that_the_attempt_does_not_have_does_not_exist(client, attempt):
    for number in (0, 4, 99999):
        assert client.get(url("attempt-item", attempt, number)).status_code == 404


@pytest.mark.parametrize(
    ("name", "args", "method"),
    [
        ("attempt-item", [1], "get"),
        ("attempt-item", [1], "post"),
        ("attempt-sheet", [], "get"),
        ("attempt-sheet", [], "post"),
        ("attempt-review", [], "get"),
        ("attempt-submit", [], "post"),
        ("attempt-result", [], "get"),
    ],
)
def test_attempt_of_somebody_else_does_not_exist(client, enrolment, attempt, name, args, method):
    client.force_login(EnrolmentFactory(cohort=enrolment.cohort).participant)

    assert getattr(client, method)(url(name, attempt, *args)).status_code == 404


def test_quiz_of_another_edition_does_not_exist(client, enrolment):
    foreign = make_quiz(EnrolmentFactory())

    assert client.get(quiz_url("quiz", enrolment, foreign)).status_code == 404
    assert client.post(quiz_url("quiz-start", enrolment, foreign)).status_code == 404


def test_closed_cohort_takes_no_answers(client, enrolment, attempt):
    cohort = enrolment.cohort
    cohort.state = "closed"
    cohort.save()

    assert client.post(url("attempt-submit", attempt)).status_code == 422
    assert answer(client, attempt, 1).status_code == 422
    assert client.post(quiz_url("quiz-start", enrolment, attempt.quiz)).status_code == 422


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("right", [True, False])
def test_result_gives_the_reason_for_each_kind_of_answer(client, enrolment, kind, right):
    quiz = quiz_of_every_kind(enrolment, [kind], attempts_allowed=1)
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    answer(client, attempt, 1, right=right)
    client.post(url("attempt-submit", attempt))

    page = client.get("/en" + url("attempt-result", attempt)).content.decode()

    assert (">Right<" in page) is right
    assert (">Wrong<" in page) is not right
    # No attempt is left, so that what was missed is shown with its reason.
    assert ("It was right:" in page) is not right
    assert "Feedback" not in page


@pytest.mark.parametrize("items", [1, 12])
def test_pages_cost_the_same_for_any_number_of_questions(
    client, enrolment, django_assert_num_queries, items
):
    quiz = make_quiz(enrolment, items=items)
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    client.post(url("attempt-sheet", attempt), all_fields(attempt, range(1, items + 1)))
    client.get(url("attempt-review", attempt))

    for name, args, queries in (
        ("attempt-item", [1], 8),
        ("attempt-sheet", [], 8),
        ("attempt-review", [], 8),
    ):
        with django_assert_num_queries(queries):
            client.get(url(name, attempt, *args))
    with django_assert_num_queries(7):
        client.get(quiz_url("quiz", enrolment, quiz))
    client.post(url("attempt-submit", attempt))
    client.get(url("attempt-result", attempt))
    with django_assert_num_queries(10):
        client.get(url("attempt-result", attempt))
