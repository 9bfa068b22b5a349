import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import PeerReview, ReviewReport
from tests.assessments.projects import submitted_project
from tests.factories import (
    EnrolmentFactory,
    LessonFactory,
    PeerReviewFactory,
    ProjectMemberFactory,
    ReviewReportFactory,
    SentReviewFactory,
    SubmissionFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TEXT = {
    "strong": "El indicador del Propósito dice cuánto y para cuándo.",
    "doubtful": "La fuente del Componente 1 no dice quién la publica.",
    "suggestion": "Nombre el registro y la dirección que lo guarda.",
}


@pytest.fixture
def submission():
    """A project of somebody else, whose name must not be read."""
    return submitted_project(participant__surname_1="Quetzalcóatl")


@pytest.fixture
def review(submission):
    return PeerReviewFactory(submission=submission, reviewer__cohort=submission.project.cohort)


@pytest.fixture
def lesson(submission):
    edition = submission.project.cohort.edition
    return LessonFactory(module__edition=edition, code="M5.3", kind="P", closed_by="review")


def item_page(enrolment, lesson):
    return reverse("assessments:peer-reviews", args=[enrolment.cohort.code, lesson.public_id])


def test_reviewer_reads_the_matrix_without_names_saves_and_sends(client, review, lesson):
    client.force_login(review.reviewer.participant)

    page = client.get(review.get_absolute_url()).content.decode()
    draft = client.post(review.get_absolute_url(), {"strong": "El Fin", "action": "draft"})
    kept = client.get(review.get_absolute_url()).content.decode()
    sent = client.post(review.get_absolute_url(), TEXT | {"action": "send"})
    after = client.get(review.get_absolute_url()).content.decode()

    assert "Tasa de enfermedades diarreicas en menores de cinco años" in page
    for words in (page, kept, after):
        assert "Quetzalcóatl" not in words
        assert review.submission.folio not in words
    assert (draft.status_code, draft.url) == (302, review.get_absolute_url())
    assert ">\nEl Fin</textarea>" in kept
    assert (sent.status_code, sent.url) == (302, item_page(review.reviewer, lesson))
    assert TEXT["suggestion"] in after
    assert "<textarea" not in after


def test_a_short_review_comes_back_with_what_was_typed(client, review, lesson):
    client.force_login(review.reviewer.participant)

    response = client.post(review.get_absolute_url(), TEXT | {"strong": "Bien."})

    assert response.status_code == 422
    assert TEXT["doubtful"] in response.content.decode()
    assert not PeerReview.objects.sent().exists()


def test_opening_it_fixes_the_version_that_is_read(client, review, lesson):
    client.force_login(review.reviewer.participant)

    client.get(review.get_absolute_url())

    review.refresh_from_db()
    assert review.opened_at


def test_closed_cohort_shows_what_was_written_and_takes_nothing(client, review, lesson):
    cohort = review.reviewer.cohort
    cohort.state = "closed"
    cohort.save()
    client.force_login(review.reviewer.participant)

    page = client.get(review.get_absolute_url()).content.decode()
    refused = client.post(review.get_absolute_url(), TEXT)

    assert "<textarea" not in page
    assert refused.status_code == 422


@pytest.mark.parametrize("name", ["peer-review", "peer-review-report"])
def test_others_of_the_cohort_find_nothing(client, review, name):
    address = reverse(f"assessments:{name}", args=[review.public_id])
    neighbour = EnrolmentFactory(cohort=review.reviewer.cohort).participant

    for person in (neighbour, review.submission.enrolment.participant, UserFactory()):
        client.force_login(person)
        assert client.get(address).status_code == 404


def test_item_page_says_what_is_missing(client, lesson, submission):
    cohort = submission.project.cohort
    enrolment = EnrolmentFactory(cohort=cohort)
    client.force_login(enrolment.participant)
    address = item_page(enrolment, lesson)

    def page():
        return client.get("/en" + address).content.decode()

    first = page()
    mine = SubmissionFactory(project__cohort=cohort, enrolment=enrolment)
    ProjectMemberFactory(project=mine.project, enrolment=enrolment)
    alone = page()
    EnrolmentFactory(cohort=cohort)
    waiting = page()
    PeerReviewFactory(reviewer=enrolment, submission=submission)
    one = page()

    assert "First hand in your own project." in first
    assert "Your cohort is too small" in alone
    assert f"/reposiciones/{lesson.code}/" in alone
    assert "There are no projects for you yet" in waiting
    assert "One project is still missing" in one
    assert "Review it" in one


@pytest.mark.parametrize("count", [1, 2])
def test_item_page_costs_the_same_for_one_and_two(
    client, lesson, submission, django_assert_num_queries, count
):
    enrolment = EnrolmentFactory(cohort=submission.project.cohort)
    for position in range(1, count + 1):
        PeerReviewFactory(
            reviewer=enrolment, position=position, submission__project__cohort=enrolment.cohort
        )
    client.force_login(enrolment.participant)

    with django_assert_num_queries(9):
        client.get(item_page(enrolment, lesson))


def received(submission):
    return reverse("assessments:peer-reviews-received", args=[submission.project.cohort.code])


def test_authors_find_it_on_the_page_of_their_project_and_report_it(client, submission):
    review = SentReviewFactory(submission=submission, reviewer__participant__surname_1="Xochitl")
    PeerReviewFactory(submission=submission)
    client.force_login(submission.enrolment.participant)
    project = reverse("assessments:project", args=[submission.project.cohort.code])
    report = reverse("assessments:peer-review-report", args=[review.public_id])

    way = client.get("/en" + project).content.decode()
    page = client.get(received(submission))
    form = client.get(report).content.decode()
    empty = client.post(report, {"reason": ""})
    sent = client.post(report, {"reason": "Se burla."})

    assert "One person of your cohort reviewed this project." in way
    assert list(page.context["reviews"]) == [review]
    assert review.doubtful in page.content.decode()
    assert "Xochitl" not in page.content.decode() + form + way
    assert empty.status_code == 422
    assert (sent.status_code, sent.url) == (302, received(submission))
    assert ReviewReport.objects.get().reason == "Se burla."


def test_tutor_sees_both_names_and_takes_it_down(client, submission):
    review = SentReviewFactory(submission=submission, reviewer__participant__surname_1="Xochitl")
    ReviewReportFactory(review=review)
    tutor = TutorAssignmentFactory(enrolment=submission.enrolment).tutor
    client.force_login(tutor)
    decide = reverse("assessments:peer-review-decide", args=[review.public_id])

    queue = client.get(reverse("assessments:peer-review-reports"))
    grading = client.get(reverse("assessments:grade", args=[submission.public_id]))
    work = client.get(reverse("assessments:person-work", args=[submission.enrolment.public_id]))
    no_reason = client.post(decide, {"decision": "hide"})
    unknown = client.post(decide, {"decision": "burn"})
    taken_down = client.post(f"{decide}?de=entrega", {"decision": "hide", "why": "Se burla."})
    after = client.get(reverse("assessments:peer-review-reports"))

    assert list(queue.context["page"].object_list) == [review]
    for page in (queue, grading, work):
        assert "Xochitl" in page.content.decode()
        assert "Quetzalcóatl" in page.content.decode()
    assert (no_reason.status_code, unknown.status_code) == (302, 404)
    assert taken_down.url.endswith(f"{submission.public_id}/#revisiones")
    assert list(after.context["page"].object_list) == []
    client.force_login(submission.enrolment.participant)
    assert list(client.get(received(submission)).context["reviews"]) == []
    project = client.get(reverse("assessments:project", args=[submission.project.cohort.code]))
    assert project.context["review_count"] == 0
    client.force_login(tutor)
    assert 'value="restore"' in client.get(taken_down.url).content.decode()
    client.post(f"{decide}?de=entrega", {"decision": "restore"})
    client.force_login(submission.enrolment.participant)
    assert list(client.get(received(submission)).context["reviews"]) == [review]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_any_number(client, django_assert_num_queries, count):
    tutor = UserFactory()
    for _ in range(count):
        review = ReviewReportFactory(review__sent_at=timezone.now()).review
        TutorAssignmentFactory(enrolment=review.reviewer, tutor=tutor)
    client.force_login(tutor)

    with django_assert_num_queries(6):
        client.get(reverse("assessments:peer-review-reports"))


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_what_others_say_costs_the_same_for_any_number(
    client, submission, django_assert_num_queries, count
):
    for _ in range(count):
        SentReviewFactory(submission=submission)
    client.force_login(submission.enrolment.participant)

    with django_assert_num_queries(6):
        client.get(received(submission))
