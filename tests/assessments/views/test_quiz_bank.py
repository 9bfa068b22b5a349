from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from assessments.domain.quiz_taking import start_attempt, submit_attempt
from assessments.models import KeyCorrection, QuizAttempt, QuizItem
from courses.models import EditionRole
from people.models import Message
from tests.assessments.quizzes import EXAMPLES, answer, make_quiz, quiz_of_every_kind
from tests.factories import (
    CohortTutorFactory,
    EnrolmentFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

REASON = "La segunda opción también es correcta."


@pytest.fixture
def author(client, enrolment):
    author = UserFactory()
    EditionRole.objects.create(edition=enrolment.cohort.edition, person=author, role="author")
    client.force_login(author)
    return author


@pytest.fixture
def quiz(enrolment):
    return make_quiz(enrolment, items=2)


@pytest.fixture
def item(quiz):
    return quiz.items.first()


def items_url(quiz):
    with translation.override("es-mx"):
        return reverse("assessments:quiz-items", args=[quiz.lesson.public_id])


def key_url(item):
    with translation.override("es-mx"):
        return reverse("assessments:item-key", args=[item.public_id])


def take(cohort, quiz, *, right):
    enrolment = EnrolmentFactory(cohort=cohort)
    attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
    answer(attempt, right=right)
    return submit_attempt(attempt, by=enrolment.participant)


def sent(item, *positions, **changes):
    right = [str(one.pk) for one in item.choices.all() if one.position in positions]
    return {"key": str(uuid4()), "right": right, "reason": REASON} | changes


def seen_in(page):
    """Return what the button that confirms sends along."""
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_figures_are_shown_from_ten_people_on(client, author, enrolment, quiz):
    for number in range(10):
        page = client.get("/en" + items_url(quiz)).content.decode()
        assert "too few for figures" in page
        take(enrolment.cohort, quiz, right=number % 3)

    page = client.get("/en" + items_url(quiz)).content.decode()
    assert "too few for figures" not in page
    assert "10 people handed in a first attempt" in page
    assert page.count("Facility ") == 2
    assert page.count("Discrimination ") == 2


def test_key_is_corrected_after_the_numbers_were_seen(client, author, enrolment, quiz, item):
    take(enrolment.cohort, quiz, right=0)
    take(enrolment.cohort, quiz, right=2)
    form = sent(item, 2, 3)

    page = client.post("/en" + key_url(item), form).content.decode()
    assert "2 attempts handed in are scored again." in page
    assert "1 score rises." in page
    assert "1 person is told by mail, with your reason." in page
    assert "1 attempt would have less and keeps its score." in page
    assert not KeyCorrection.objects.exists()
    confirmed = form | {"seen": seen_in(page)}

    answers = [client.post(key_url(item), confirmed) for _click in range(2)]

    assert [one.url for one in answers] == [items_url(quiz)] * 2
    correction = KeyCorrection.objects.get()
    assert (correction.corrected_by, correction.reason) == (author, REASON)
    page = client.get("/en" + items_url(quiz)).content.decode()
    assert REASON in page


def test_other_key_than_the_one_that_was_seen_is_shown_again(client, author, item):
    page = client.post("/en" + key_url(item), sent(item, 2)).content.decode()

    again = client.post(key_url(item), sent(item, 3, seen=seen_in(page)))

    assert again.status_code == 200
    assert not KeyCorrection.objects.exists()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_form_begins_with_the_key_of_each_kind_and_refuses_the_same(
    client, author, enrolment, kind
):
    item = quiz_of_every_kind(enrolment, [kind]).items.get()
    form = client.get(key_url(item)).context["form"]
    same = {
        name: field.initial for name, field in form.fields.items() if field.initial is not None
    } | {"key": str(uuid4()), "reason": REASON}

    refused = client.post("/en" + key_url(item), same)

    assert refused.status_code == 422
    assert "This is the key that the question has already." in refused.content.decode()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"reason": ""}, "Write the reason."),
        ({"right": []}, "Say what is right."),
        ({"right": ["0"]}, "valid choice"),
    ],
)
def test_refusal_says_why(client, author, item, changes, reason):
    refused = client.post("/en" + key_url(item), sent(item, 2) | changes)

    assert refused.status_code == 422
    assert reason in refused.content.decode()


def test_number_that_cannot_be_read_is_refused(client, author, enrolment):
    item = quiz_of_every_kind(enrolment, ["numeric"]).items.get()
    form = {"value": "x", "tolerance": "0.5", "formula": "A", "key": str(uuid4()), "reason": REASON}

    refused = client.post("/en" + key_url(item), form)

    assert refused.status_code == 422
    assert "Write a number" in refused.content.decode()


def test_people_whose_score_rose_are_told(
    client, author, enrolment, quiz, item, django_capture_on_commit_callbacks
):
    attempt = take(enrolment.cohort, quiz, right=0)
    form = sent(item, 2, 3)
    seen = seen_in(client.post(key_url(item), form).content.decode())

    with django_capture_on_commit_callbacks(execute=True):
        client.post(key_url(item), form | {"seen": seen})

    assert QuizAttempt.objects.get(pk=attempt.pk).score == 50
    message = Message.objects.get()
    assert message.person == attempt.enrolment.participant
    assert message.subject.startswith("Su puntaje subió en ")


def test_participant_reads_that_the_key_was_corrected(client, author, enrolment, quiz, item):
    attempt = take(enrolment.cohort, quiz, right=0)
    form = sent(item, 2, 3)
    seen = seen_in(client.post(key_url(item), form).content.decode())
    client.post(key_url(item), form | {"seen": seen})
    client.force_login(attempt.enrolment.participant)

    address = reverse("assessments:attempt-result", args=[attempt.public_id])
    page = client.get(address, headers={"accept-language": "en"}).content.decode()

    assert page.count(REASON) == 1


@pytest.mark.parametrize("role", ["author", "staff", "reviewer", "stranger"])
def test_authors_and_the_team_of_the_cohorts_correct_and_nobody_else(
    client, enrolment, quiz, item, role
):
    person = UserFactory()
    if role == "staff":
        MembershipFactory(person=person, organisation=enrolment.cohort.host, role="staff")
    elif role == "stranger":
        MembershipFactory(person=person, role="staff")  # Of another host.
    else:
        EditionRole.objects.create(edition=enrolment.cohort.edition, person=person, role=role)
    client.force_login(person)

    expected = 200 if role in {"author", "staff"} else 404
    assert client.get(items_url(quiz)).status_code == expected
    assert client.get(key_url(item)).status_code == expected


@pytest.mark.parametrize("items", [1, 6])
def test_pages_cost_the_same_for_any_number_of_items(
    client, author, enrolment, items, django_assert_num_queries
):
    quiz = make_quiz(enrolment, items=items)
    for right in range(items):
        take(enrolment.cohort, quiz, right=right)
    client.get(items_url(quiz))

    with django_assert_num_queries(10):
        client.get(items_url(quiz))
    item = QuizItem.objects.filter(quiz=quiz).first()
    with django_assert_num_queries(5):
        client.get(key_url(item))


def gain_url(cohort):
    with translation.override("es-mx"):
        return reverse("assessments:cohort-gain", args=[cohort.code])


def take_both_tests(cohort, people):
    first = EnrolmentFactory(cohort=cohort)
    pre, post = (make_quiz(first, items=4, kind=kind) for kind in ("pre", "post"))
    for number in range(people):
        enrolment = first if number == 0 else EnrolmentFactory(cohort=cohort)
        for quiz, right in ((pre, 1), (post, 3)):
            attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
            answer(attempt, right=right)
            submit_attempt(attempt, by=enrolment.participant)


@pytest.mark.parametrize("people", [4, 5])
def test_what_a_cohort_learnt_is_said_of_five_people_on(client, author, enrolment, people):
    take_both_tests(enrolment.cohort, people)

    html = client.get("/en" + gain_url(enrolment.cohort)).content.decode()

    assert ("went from 25.0 to 75.0 points" in html) == (people == 5)
    assert ("they learnt 66 %" in html) == (people == 5)
    assert ("25.0" in html) == (people == 5)
    assert ("1 without one of them" in html) == (people == 5)
    assert ("Fewer than 5 people" in html) == (people == 4)


def test_gain_is_for_authors_tutors_and_the_team(client, enrolment):
    tutor = CohortTutorFactory(cohort=enrolment.cohort).tutor
    staff = MembershipFactory(organisation=enrolment.cohort.host, role="staff").person
    stranger = MembershipFactory(role="staff").person
    found = {}

    for name, person in (
        ("tutor", tutor),
        ("staff", staff),
        ("other staff", stranger),
        ("participant", enrolment.participant),
    ):
        client.force_login(person)
        found[name] = client.get(gain_url(enrolment.cohort)).status_code

    assert found == {"tutor": 200, "staff": 200, "other staff": 404, "participant": 403}


def test_an_author_finds_questions_and_gain_from_the_edition(client, author, enrolment, quiz):
    edition = enrolment.cohort.edition
    here = [edition.course.slug, edition.number]
    pages = [
        reverse("courses:edition-detail", args=here),
        reverse("courses:lesson-preview", args=[*here, quiz.lesson.public_id]),
    ]

    outline, preview = (client.get(page).content.decode() for page in pages)

    assert items_url(quiz) in outline
    assert items_url(quiz) in preview
    assert gain_url(enrolment.cohort) in outline
