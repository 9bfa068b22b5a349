"""Races that only PostgreSQL shows: two people, or two tabs, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from assessments.domain.exercise.records import RecordChanged
from assessments.domain.grading.verdicts import send_verdict
from assessments.domain.matrix import add_row, matrix_of, save_cell
from assessments.domain.project import project_of
from assessments.domain.snapshots import thaw
from assessments.domain.submission import submit_project
from assessments.domain.teams import join_team, open_team
from assessments.models import Grade, LogframeProject, Submission
from lms.lib.errors import RuleViolation
from tests.assessments.grades import approving, returning
from tests.assessments.projects import complete_project, submitted_project
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs row locks"),
]


def at_once(*calls):
    """Run the calls at the same moment; return what each returned or how it was refused."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=10)
            return call()
        except RuleViolation as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_people_who_save_the_same_cell_lose_no_text():
    project, people = project_of(EnrolmentFactory()), [UserFactory(), UserFactory()]
    row = matrix_of(project).rows[0].id

    def save(person, text):
        return lambda: save_cell(
            project, row, "narrative", by=person, values={"narrative": text}, version=0
        )

    results = at_once(save(people[0], "El texto uno"), save(people[1], "El texto dos"))

    (conflict,) = [result for result in results if isinstance(result, RecordChanged)]
    assert conflict.stored["narrative"] == matrix_of(project).rows[0].narrative
    assert {conflict.stored["narrative"]} < {"El texto uno", "El texto dos"}


def test_the_same_form_sent_twice_makes_one_submission():
    enrolment, project = complete_project()
    key = uuid4()

    results = at_once(
        *[
            lambda: submit_project(project, enrolment, by=enrolment.participant, key=key)
            for _click in range(3)
        ]
    )

    assert {result.pk for result in results} == {Submission.objects.get().pk}


def test_two_tabs_that_hand_in_make_one_submission():
    enrolment, project = complete_project()

    results = at_once(
        *[
            lambda: submit_project(project, enrolment, by=enrolment.participant, key=uuid4())
            for _tab in range(3)
        ]
    )

    refused = [result.code for result in results if isinstance(result, RuleViolation)]
    assert refused == ["handed_in", "handed_in"]
    assert Submission.objects.count() == 1


def test_a_cell_saved_while_handing_in_is_either_in_the_snapshot_or_refused():
    enrolment, project = complete_project()
    row = matrix_of(project).rows[0].id
    text = "Un texto nuevo, escrito en el último momento."

    saved, submission = at_once(
        lambda: save_cell(
            project, row, "narrative", by=enrolment.participant, values={"narrative": text}
        ),
        lambda: submit_project(project, enrolment, by=enrolment.participant, key=uuid4()),
    )

    frozen = thaw(submission.snapshot).matrix
    assert (frozen.rows[0].narrative == text) is not isinstance(saved, RuleViolation)
    assert frozen == matrix_of(project)


def test_two_tabs_that_open_the_project_first_make_one():
    enrolment = EnrolmentFactory()

    at_once(*[lambda: project_of(enrolment)] * 3)

    project = LogframeProject.objects.get()
    assert project.rows.count() == 2


def test_a_double_click_on_the_last_component_stays_within_the_limit():
    project, person = project_of(EnrolmentFactory()), UserFactory()
    for _row in range(9):
        add_row(project, "component", by=person)

    at_once(*[lambda: add_row(project, "component", by=person)] * 3)

    assert len(matrix_of(project).components) == 10


def test_two_verdicts_at_once_send_one():
    tutor = UserFactory()
    submission = submitted_project(tutor=tutor)
    approval, refusal = approving(submission), returning(submission)

    results = at_once(
        lambda: send_verdict(submission, by=tutor, **approval),
        lambda: send_verdict(submission, by=tutor, **refusal),
    )

    (refused,) = [result for result in results if isinstance(result, RuleViolation)]
    assert refused.code == "sent"
    grade = Grade.objects.get()
    submission.refresh_from_db()
    assert (grade.verdict == "approve") == (submission.state == "approved")


def test_two_people_do_not_take_the_last_place_of_a_team():
    owner = EnrolmentFactory()
    code = open_team(project_of(owner), by=owner.participant)
    people = [EnrolmentFactory(cohort=owner.cohort) for _each in range(5)]
    for each in people[:3]:
        join_team(each, code=code, by=each.participant)
    for each in people[3:]:
        project_of(each)

    results = at_once(
        *(
            lambda each=each: join_team(each, code=code, by=each.participant).pk
            for each in people[3:]
        )
    )

    # The other one was refused, and hears why.
    assert [each.code for each in results if isinstance(each, RuleViolation)] == ["full"]
    assert project_of(owner).members.working().count() == 5
