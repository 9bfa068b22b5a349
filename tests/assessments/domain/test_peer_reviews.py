from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.domain.peer_reviews import (
    Answers,
    open_review,
    review_standing,
    reviews_about,
    save_review,
    send_review,
)
from assessments.models import PeerReview
from courses.domain.progress import complete_lesson
from courses.models import LessonReply
from lms.lib.errors import RuleViolation
from tests.factories import (
    EnrolmentFactory,
    LessonFactory,
    PeerReviewFactory,
    ProjectMemberFactory,
    SentReviewFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
ANSWERS = Answers(
    strong="El indicador del Propósito dice cuánto y para cuándo.",
    doubtful="La fuente del Componente 1 no dice quién la publica.",
    suggestion="Nombre el registro y la dirección que lo guarda.",
)


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def lesson(enrolment):
    return LessonFactory(
        module__edition=enrolment.cohort.edition, kind="P", closed_by="review", minutes=60
    )


@pytest.fixture
def reviews(enrolment, lesson):
    """The two projects that the person is given."""
    return [
        PeerReviewFactory(
            reviewer=enrolment, position=position, submission__project__cohort=enrolment.cohort
        )
        for position in (1, 2)
    ]


def send(review, answers=ANSWERS):
    return send_review(review, answers, by=review.reviewer.participant)


def test_the_second_review_completes_the_item_and_its_minutes_count_once(enrolment, reviews):
    first, second = reviews

    send(first)
    assert not enrolment.hours_entries.exists()
    send(second)
    send(second)

    assert [entry.minutes for entry in enrolment.hours_entries.all()] == [60]
    assert enrolment.lesson_progress.get().completed_at


def test_what_was_sent_does_not_change(reviews):
    sent = send(reviews[0])
    sent_at = sent.sent_at

    again = send(reviews[0], Answers(*["Otra cosa, que llegó después por la red lenta."] * 3))

    assert (again.strong, again.sent_at) == (ANSWERS.strong, sent_at)
    with pytest.raises(RuleViolation) as refusal:
        save_review(reviews[0], ANSWERS, by=reviews[0].reviewer.participant)
    assert refusal.value.code == "sent"


def test_a_draft_may_be_short_and_counts_nothing(enrolment, reviews):
    save_review(reviews[0], Answers(strong="  El Fin\x00  "), by=enrolment.participant)

    reviews[0].refresh_from_db()
    assert (reviews[0].strong, reviews[0].is_begun) == ("El Fin", True)
    assert not enrolment.hours_entries.exists()


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (Answers("Bien.", ANSWERS.doubtful, ANSWERS.suggestion), "too_short"),
        (Answers(ANSWERS.strong, ANSWERS.doubtful, " " * 60), "too_short"),
        (Answers("a" * 1501, ANSWERS.doubtful, ANSWERS.suggestion), "too_long"),
    ],
)
def test_each_answer_is_a_sentence_and_no_essay(reviews, answers, code):
    with pytest.raises(RuleViolation) as refusal:
        send(reviews[0], answers)

    assert refusal.value.code == code
    assert not PeerReview.objects.sent().exists()


def test_closed_cohorts_take_no_review(reviews):
    cohort = reviews[0].reviewer.cohort
    cohort.state = "closed"
    cohort.save()

    with pytest.raises(RuleViolation) as refusal:
        send(reviews[0])

    assert refusal.value.code == "closed"


def test_a_review_that_went_to_somebody_else_is_refused_and_not_opened(reviews):
    review = reviews[0]
    PeerReview.objects.filter(pk=review.pk).delete()

    assert open_review(review) is None
    with pytest.raises(RuleViolation) as refusal:
        send(review)
    assert refusal.value.code == "gone"


def test_only_the_first_time_it_is_opened_is_remembered(reviews):
    opened_at = timezone.now() - timedelta(hours=1)

    open_review(reviews[0], now=opened_at)

    assert open_review(reviews[0]).opened_at == opened_at


def test_who_has_not_handed_in_is_not_waiting(enrolment, lesson):
    for _ in range(2):
        EnrolmentFactory(cohort=enrolment.cohort)
    withdrawn = SubmissionFactory(
        project__cohort=enrolment.cohort, enrolment=enrolment, state="withdrawn"
    )
    ProjectMemberFactory(project=withdrawn.project, enrolment=enrolment)

    standing = review_standing(enrolment, lesson)

    assert (standing.has_handed_in, standing.is_waiting, standing.is_alone) == (False, False, False)


def test_small_cohorts_are_told_so_and_teams_count_once(enrolment, lesson):
    mine = SubmissionFactory(project__cohort=enrolment.cohort, enrolment=enrolment)
    ProjectMemberFactory(project=mine.project, enrolment=enrolment)
    ProjectMemberFactory(project=mine.project, is_owner=False)
    other = ProjectMemberFactory(project__cohort=enrolment.cohort)
    ProjectMemberFactory(project=other.project, is_owner=False)
    EnrolmentFactory(cohort=enrolment.cohort, status="withdrawn")

    standing = review_standing(enrolment, lesson)
    assert (standing.is_waiting, standing.others, standing.is_alone) == (True, 1, True)

    EnrolmentFactory(cohort=enrolment.cohort)
    assert not review_standing(enrolment, lesson).is_alone


def test_who_completed_it_by_a_reply_before_still_reads_it(enrolment, lesson):
    reply = LessonReply.objects.create(enrolment=enrolment, lesson=lesson, body="Revisé dos.")
    complete_lesson(enrolment, lesson, by=enrolment.participant)

    standing = review_standing(enrolment, lesson)

    assert (standing.is_completed, standing.is_waiting, standing.reply) == (True, False, reply)


def test_what_is_about_a_person_is_what_they_wrote_and_what_they_got(enrolment, lesson):
    mine = SubmissionFactory(project__cohort=enrolment.cohort, enrolment=enrolment)
    ProjectMemberFactory(project=mine.project, enrolment=enrolment)
    wrote = SentReviewFactory(reviewer=enrolment, submission__project__cohort=enrolment.cohort)
    got = SentReviewFactory(submission=mine)
    PeerReviewFactory(submission=mine)
    SentReviewFactory(submission__project__cohort=enrolment.cohort)

    assert set(reviews_about(enrolment)) == {wrote, got}
