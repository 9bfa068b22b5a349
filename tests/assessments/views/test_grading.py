from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.domain.grading.comments import comment_on_cell
from assessments.domain.grading.drafts import save_draft
from assessments.domain.grading.reading import grade_in_force
from assessments.domain.grading.verdicts import amend_grade, send_verdict
from assessments.domain.rubrics import load_rubric
from assessments.models import CellComment, Criterion, Grade, Rubric, Submission
from assessments.tasks import tell_about_grade
from people.models import Message
from tests.assessments.grades import approving, returning
from tests.assessments.projects import submitted_project
from tests.factories import (
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
QUEUE = reverse("assessments:grading-queue")
COMMENT = "Le falta una explicación más larga."


@pytest.fixture
def tutor():
    return UserFactory(given_names="Renata")


@pytest.fixture
def submission(tutor):
    return submitted_project(tutor=tutor)


@pytest.fixture
def signed_in(client, tutor):
    client.force_login(tutor)
    return client


def at(name, thing):
    return reverse(f"assessments:{name}", args=[thing.public_id])


def rubric(level, **more):
    typed = {f"level-R{n}": str(level) for n in range(1, 11)}
    typed |= {f"comment-R{n}": COMMENT for n in range(1, 11)}
    return typed | more


def cell_of(submission, place=0, column="means"):
    return f"{submission.snapshot['rows'][place]['id']}.{column}"


# Who


def test_a_submission_is_graded_by_the_tutor_it_is_allocated_to(client, submission, tutor):
    cohort = submission.project.cohort
    other_tutor = TutorAssignmentFactory(enrolment=EnrolmentFactory(cohort=cohort)).tutor
    former = TutorAssignmentFactory(enrolment=submission.enrolment, until=timezone.now()).tutor
    statuses = {
        tutor: 200,
        other_tutor: 404,
        former: 404,
        submission.enrolment.participant: 403,
        MembershipFactory(organisation=cohort.host).person: 403,
        MembershipFactory(organisation=cohort.partner, role="coordinator").person: 404,
        UserFactory(): 404,
    }

    for person, status in statuses.items():
        client.force_login(person)
        assert client.get(at("grade", submission)).status_code == status
        if status != 200:
            assert client.post(at("grade", submission), rubric(4)).status_code == status
            assert client.post(at("comment-add", submission)).status_code == status
    assert not Grade.objects.exists()


def test_a_tutor_who_becomes_tutor_of_themselves_grades_nothing(client, tutor):
    submission = submitted_project(participant=tutor, tutor=tutor)
    client.force_login(tutor)

    assert client.get(at("grade", submission)).status_code == 403
    assert submission.folio not in client.get(QUEUE).content.decode()


def test_a_superuser_cannot_grade_a_project_of_their_own(client):
    person = UserFactory(is_superuser=True)
    submission = submitted_project(participant=person)
    client.force_login(person)

    response = client.post(at("grade", submission), rubric(4, action="send", verdict="approve"))

    assert response.status_code == 422
    assert not Grade.objects.exists()


def test_comments_are_removed_only_by_their_author(client, signed_in, submission, tutor):
    comment = comment_on_cell(
        submission, by=tutor, cell_id=cell_of(submission), body="¿Quién?", key=uuid4()
    )
    client.force_login(UserFactory())
    assert client.post(at("comment-delete", comment)).status_code == 404

    client.force_login(tutor)
    client.post(at("comment-delete", comment))
    assert not CellComment.objects.exists()


# The queue


def test_the_queue_shows_the_oldest_first_and_only_ones_own(signed_in, tutor, submission):
    second = submitted_project(tutor=tutor)
    Submission.objects.filter(pk=second.pk).update(submitted_at=timezone.now() - timedelta(days=9))
    foreign = submitted_project(tutor=UserFactory())

    page = signed_in.get(QUEUE)

    lines = page.context["page"].object_list
    assert [line.submission for line in lines] == [second, submission]
    assert [line.is_slow for line in lines] == [True, False]
    assert str(foreign.public_id) not in page.content.decode()


def test_the_queue_can_be_narrowed_to_a_cohort_and_has_a_history(signed_in, tutor, submission):
    other = submitted_project(tutor=tutor)
    send_verdict(other, by=tutor, **approving(other))
    third = submitted_project(tutor=tutor)

    narrowed = signed_in.get(QUEUE, {"cohorte": third.project.cohort.code})
    history = signed_in.get(QUEUE, {"ver": "historial", "pagina": "x"})

    assert [line.submission for line in narrowed.context["page"].object_list] == [third]
    assert [line.submission for line in history.context["page"].object_list] == [other]


def test_the_queue_costs_the_same_for_one_and_for_three(
    signed_in, tutor, submission, django_assert_max_num_queries, django_assert_num_queries
):
    signed_in.get(QUEUE)
    with django_assert_max_num_queries(12) as one:
        signed_in.get(QUEUE)
    submitted_project(tutor=tutor)
    submitted_project(tutor=tutor)

    with django_assert_num_queries(len(one)):
        signed_in.get(QUEUE)


# The page


def test_opening_the_page_marks_the_submission_as_opened_once(signed_in, submission, tutor):
    signed_in.get(at("grade", submission))
    submission.refresh_from_db()
    first = submission.opened_at

    signed_in.get(at("grade", submission))

    submission.refresh_from_db()
    assert (submission.opened_by, submission.opened_at) == (tutor, first)


def test_the_page_costs_twelve_queries_at_most(
    signed_in, submission, tutor, django_assert_max_num_queries
):
    load_rubric("public_servant")
    with django_assert_max_num_queries(12):
        signed_in.get(at("grade", submission))
    save_draft(submission, by=tutor, **approving(submission))
    for place in range(3):
        comment_on_cell(
            submission, by=tutor, cell_id=cell_of(submission, place), body="Sí", key=uuid4()
        )

    with django_assert_max_num_queries(12):
        signed_in.get(at("grade", submission))


def test_another_tutor_who_has_it_open_is_named(client, submission, tutor):
    client.force_login(UserFactory(is_superuser=True))
    client.get(at("grade", submission))
    client.force_login(tutor)

    page = client.get(at("grade", submission))

    assert page.context["other_tutor"].is_superuser


def test_a_newer_rubric_is_mentioned_and_the_draft_keeps_its_own(signed_in, submission, tutor):
    draft = save_draft(submission, by=tutor, **approving(submission))
    newer = Rubric.objects.create(audience=draft.rubric.audience, version=2)
    Criterion.objects.create(
        rubric=newer, code="R1", position=1, weight=100, name_es="Todo", name_en="All"
    )

    page = signed_in.get(at("grade", submission))

    assert (page.context["newer_rubric"], page.context["rubric"]) == (newer.version, draft.rubric)


# Drafts


def test_a_draft_is_kept_with_its_total_and_shown_again(signed_in, submission):
    signed_in.post(
        at("grade", submission),
        {"level-R4": "2.5", "comment-R4": "Va bien", "message": "A medias", "version": 0},
    )

    page = signed_in.get(at("grade", submission)).content.decode()
    assert str(grade_in_force(submission).total) == "10.50"
    assert "10.5" in page
    assert [words in page for words in ("Va bien", "A medias")] == [True, True]
    assert 'name="level-R4" value="2.5" checked' in page


def test_the_draft_is_saved_before_commenting_without_scripts(signed_in, submission):
    cell = cell_of(submission)

    response = signed_in.post(
        at("grade", submission), {"level-R1": "3", "version": 0, "comment_on": cell}
    )

    assert response.url == f"{at('grade', submission)}?celda={cell}#comentar"
    assert signed_in.get(response.url).context["selected"] == cell
    assert grade_in_force(submission) is not None


def test_a_comment_keeps_the_rubric_that_came_along(signed_in, submission):
    sent = {
        "cell": cell_of(submission, 2),
        "body": "¿Qué área lo guarda?",
        "key": uuid4(),
        "level-R1": "3",
        "version": 0,
    }

    signed_in.post(at("comment-add", submission), sent)

    comment = CellComment.objects.get()
    assert (comment.row_code, comment.column, comment.body) == ("C1", "means", sent["body"])
    assert str(grade_in_force(submission).total) == "6.40"


@pytest.mark.parametrize(
    "wrong", [{"cell": "x.y"}, {"body": ""}, {"body": "x" * 1001}, {"level-R1": "5"}]
)
def test_a_comment_that_cannot_be_kept_leaves_everything_in_the_form(signed_in, submission, wrong):
    sent = {
        "cell": cell_of(submission), "body": "Hola", "key": uuid4(),
        "message": "Lo que llevo escrito", "version": 0,
    }  # fmt: skip

    response = signed_in.post(at("comment-add", submission), sent | wrong)

    assert response.status_code == 422
    assert "Lo que llevo escrito" in response.content.decode()
    assert not CellComment.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"level-R1": "9"},
        {"level-R1": "x"},
        {"comment-R1": "Sin nivel"},
        {"verdict": "maybe"},
        {"resubmit_by": "mañana"},
        {"message": "x" * 4001},
    ],
)
def test_a_malformed_draft_is_refused(signed_in, submission, wrong):
    response = signed_in.post(at("grade", submission), {"version": 0} | wrong)

    assert response.status_code == 422
    assert not Grade.objects.exists()


# Sending


def test_sending_opens_the_next_submission_that_waits(signed_in, submission, tutor):
    following = submitted_project(tutor=tutor)
    sent = rubric(3, action="send", verdict="approve", message="Bien", version=0)

    first = signed_in.post(at("grade", submission), sent)
    last = signed_in.post(at("grade", following), sent)

    submission.refresh_from_db()
    assert submission.state == "approved"
    assert (first.url, last.url) == (at("grade", following), QUEUE)


def test_a_second_click_changes_nothing(signed_in, submission):
    sent = rubric(3, action="send", verdict="approve", version=0)

    for _click in range(2):
        assert signed_in.post(at("grade", submission), sent).status_code == 302

    assert Grade.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"verdict": "approve", "level-R4": "1.5"}, "R4"),
        ({"verdict": "approve", "level-R9": "0"}, "R9"),
        ({"verdict": "approve", "level-R3": "2", "comment-R3": "corto"}, "R3"),
        ({"verdict": "approve", "level-R8": ""}, "R8"),
        ({"verdict": "return", "message": "Cambie"}, "Cambie"),
    ],
)
def test_a_refusal_says_which_and_keeps_what_was_typed(signed_in, submission, changes, word):
    sent = rubric(3, action="send", version=0) | {"comment-R1": "Lo que escribí para R1"} | changes
    if not sent.get("level-R8"):
        del sent["comment-R8"]

    response = signed_in.post(at("grade", submission), sent)

    page = response.content.decode()
    submission.refresh_from_db()
    assert (response.status_code, submission.state) == (422, "waiting")
    assert word in str(response.context["form"].non_field_errors()) + page
    assert "Lo que escribí para R1" in page


def test_a_corrected_verdict_keeps_the_first(signed_in, submission, tutor):
    send_verdict(submission, by=tutor, **returning(submission))
    page = signed_in.get(at("grade", submission), {"corregir": "1"})
    assert page.context["is_amending"]

    signed_in.post(
        at("grade", submission) + "?corregir=1", rubric(4, action="amend", verdict="approve")
    )

    submission.refresh_from_db()
    assert (submission.state, Grade.objects.count()) == ("approved", 2)


def test_hostile_text_is_text_on_the_page_and_in_the_mail(signed_in, submission, tutor):
    hostile = "<script>alert(1)</script>"
    submission.snapshot["title"] = hostile
    for row in submission.snapshot["rows"]:
        row["narrative"] = hostile
        row["indicators"][0]["name"] = hostile
    submission.save(update_fields=["snapshot"])
    comment_on_cell(submission, by=tutor, cell_id=cell_of(submission), body=hostile, key=uuid4())

    for address in (at("grade", submission), QUEUE):
        page = signed_in.get(address).content.decode()
        assert "&lt;script&gt;" in page
        assert hostile not in page
    grade = send_verdict(submission, by=tutor, **returning(submission) | {"message": hostile})
    tell_about_grade(grade.pk)
    tell_about_grade(grade.pk)
    mail = Message.objects.get(key=f"grade-{grade.public_id}")
    assert hostile not in mail.html
    assert "&lt;script&gt;" in mail.html
    assert "\n" not in mail.subject


def test_an_amended_grade_is_the_one_the_participant_sees(client, submission, tutor):
    send_verdict(submission, by=tutor, **returning(submission) | {"message": "El primero"})
    amend_grade(submission, by=tutor, **approving(submission) | {"message": "El segundo"})
    client.force_login(submission.enrolment.participant)

    page = client.get(submission.get_absolute_url()).content.decode()

    assert "El segundo" in page
    assert "El primero" not in page
