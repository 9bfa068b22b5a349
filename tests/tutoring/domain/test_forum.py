from uuid import uuid4

import pytest
from django.utils import timezone, translation

from lms.lib.errors import RuleViolation
from people.models import Message
from tests.factories import EnrolmentFactory, ForumPostFactory, LessonFactory, UserFactory
from tutoring.domain.conduct import accept_conduct, conduct
from tutoring.domain.forum import POSTS_AN_HOUR, thread_of, write_post
from tutoring.domain.moderation import decide, report_post, reported
from tutoring.models import ForumPost
from tutoring.tasks import tell_authors

pytestmark = pytest.mark.django_db
TEXT = "En mi municipio la meta más urgente es la 6.1, por el agua."


@pytest.fixture
def lesson():
    return LessonFactory(kind="F", closed_by="forum", minutes=30)


@pytest.fixture
def cohort(lesson):
    return EnrolmentFactory(cohort__edition=lesson.module.edition).cohort


def joins(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    accept_conduct(enrolment.participant)
    return enrolment


def write(enrolment, lesson, **facts):
    facts = {"body": TEXT, "key": uuid4()} | facts
    return write_post(
        enrolment.cohort, lesson, by=enrolment.participant, enrolment=enrolment, **facts
    )


def minutes_of(enrolment):
    return [entry.minutes for entry in enrolment.hours_entries.all()]


def test_who_writes_first_has_taken_part_and_counts_once(cohort, lesson):
    first = joins(cohort)

    write(first, lesson)
    write(first, lesson)

    assert minutes_of(first) == [30]


def test_whoever_comes_later_also_answers_somebody(cohort, lesson):
    opening = write(joins(cohort), lesson)
    second = joins(cohort)

    mine = write(second, lesson)
    write(second, lesson, parent=mine)
    assert minutes_of(second) == []
    write(second, lesson, parent=opening)

    assert minutes_of(second) == [30]


def test_an_answer_alone_is_not_a_post(cohort, lesson):
    opening = write(joins(cohort), lesson)
    second = joins(cohort)

    write(second, lesson, parent=opening)

    assert minutes_of(second) == []


def test_a_tutor_who_opens_the_thread_makes_nobody_wait(cohort, lesson):
    tutor = UserFactory()
    accept_conduct(tutor)
    write_post(cohort, lesson, by=tutor, body=TEXT, key=uuid4())
    first = joins(cohort)

    write(first, lesson)

    assert minutes_of(first) == [30]


def test_the_same_form_writes_once_and_another_text_is_not_lost(cohort, lesson):
    person, key = joins(cohort), uuid4()

    posts = {write(person, lesson, key=key).pk for _ in range(2)}

    assert len(posts) == ForumPost.objects.count() == 1
    with pytest.raises(RuleViolation) as refusal:
        write(person, lesson, key=key, body=TEXT + " Y la 11.2.")
    assert refusal.value.code == "key_used"


def test_an_answer_to_an_answer_joins_the_same_post(cohort, lesson):
    opening = write(joins(cohort), lesson)
    answer = write(joins(cohort), lesson, parent=opening)

    assert write(joins(cohort), lesson, parent=answer).parent == opening


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda facts: facts.update(body="Sí."), "too_short"),
        (lambda facts: facts.update(lesson=LessonFactory(closed_by="forum")), "closed_otherwise"),
        (lambda facts: facts.update(parent=ForumPostFactory()), "parent_gone"),
        (lambda facts: facts["person"].participant.conduct_acceptances.all().delete(), "conduct"),
        (lambda facts: setattr(facts["person"].cohort, "state", "closed"), "closed"),
        (
            lambda facts: ForumPostFactory.create_batch(
                POSTS_AN_HOUR, author=facts["person"].participant
            ),
            "too_many",
        ),
    ],
)
def test_writing_is_refused(cohort, lesson, prepare, code):
    facts = {"person": joins(cohort), "lesson": lesson}
    prepare(facts)
    person = facts.pop("person")

    with pytest.raises(RuleViolation) as refusal:
        write(person, facts.pop("lesson"), **facts)

    assert refusal.value.code == code


def test_a_tutor_does_not_write_in_a_closed_cohort(cohort, lesson):
    cohort.state = "closed"

    with pytest.raises(RuleViolation) as refusal:
        write_post(cohort, lesson, by=UserFactory(), body=TEXT, key=uuid4())

    assert refusal.value.code == "closed"


def test_a_hidden_post_leaves_an_empty_place_only_while_it_was_answered(cohort, lesson):
    lonely, answered = write(joins(cohort), lesson), write(joins(cohort), lesson)
    answer = write(joins(cohort), lesson, parent=answered)
    for post in (lonely, answered):
        decide(post, "hide", by=UserFactory(), reason="Trae un teléfono")

    seen = list(thread_of(cohort, lesson, with_hidden=False))

    assert [(post, post.answers) for post in seen] == [(answered, [answer])]
    assert set(thread_of(cohort, lesson, with_hidden=True)) == {lonely, answered}


def test_pinned_posts_come_first(cohort, lesson):
    first, second = write(joins(cohort), lesson), write(joins(cohort), lesson)
    decide(second, "pin", by=UserFactory())
    assert list(thread_of(cohort, lesson, with_hidden=False)) == [second, first]

    decide(second, "unpin", by=UserFactory())

    assert list(thread_of(cohort, lesson, with_hidden=False)) == [first, second]


def test_a_report_waits_once_until_somebody_decides(cohort, lesson):
    post, reader = write(joins(cohort), lesson), UserFactory()
    for _ in range(2):
        report_post(post, by=reader, reason="Publica un teléfono")

    (waiting,) = reported(ForumPost.objects.all())
    assert [report.reason for report in waiting.open_reports] == ["Publica un teléfono"]
    decide(post, "keep", by=UserFactory())

    assert not reported(ForumPost.objects.all()).exists()
    for by, reason, code in ((reader, " ", "no_reason"), (post.author, "Mío", "own")):
        with pytest.raises(RuleViolation) as refusal:
            report_post(post, by=by, reason=reason)
        assert refusal.value.code == code


def test_the_author_is_told_once_and_keeps_the_hours(cohort, lesson):
    person = joins(cohort)
    post = write(person, lesson)
    with pytest.raises(RuleViolation) as refusal:
        decide(post, "hide", by=UserFactory(), reason=" ")
    assert refusal.value.code == "no_reason"

    answers = [decide(post, "hide", by=UserFactory(), reason="Trae un teléfono") for _ in "12"]
    decide(post, "pin", by=UserFactory())
    for _ in range(2):
        tell_authors()

    assert answers == [True, False]
    message = Message.objects.get()
    assert message.person == person.participant
    assert "Trae un teléfono" in message.text
    assert minutes_of(person) == [30]
    decide(post, "restore", by=UserFactory(), now=timezone.now())
    tell_authors()
    assert Message.objects.count() == 2


def test_rules_exist_in_both_languages_with_the_same_number():
    with translation.override("es-mx"):
        spanish = conduct()
    with translation.override("en"):
        english = conduct()

    assert spanish != english
    assert len(spanish) == len(english) == 7
