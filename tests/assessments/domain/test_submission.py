from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from assessments.domain import submission as submission_module
from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.facts import facts_of
from assessments.domain.grading.reading import approved_submission
from assessments.domain.grading.verdicts import send_verdict
from assessments.domain.matrix import add_row, matrix_of, save_cell
from assessments.domain.project import due_at_of, project_of
from assessments.domain.snapshots import fingerprint, thaw
from assessments.domain.submission import (
    open_submission,
    submit_project,
    withdraw_submission,
)
from assessments.models import Submission
from assessments.signals import project_submitted
from courses.models import HoursEntry
from lms.lib.errors import RuleViolation
from people.models import Message
from tests.assessments.grades import approving, returning
from tests.assessments.projects import complete_project, submitted_project
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    LessonFactory,
    ProjectMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MEXICO = ZoneInfo("America/Mexico_City")


def submit(enrolment, project, **more):
    more = {"key": uuid4(), "by": enrolment.participant} | more
    return submit_project(project, enrolment, **more)


def test_handing_in_freezes_the_project_with_folio_and_fingerprint():
    enrolment, project = complete_project(cohort=CohortFactory(code="edomex1"))

    submission = submit(enrolment, project)

    project.refresh_from_db()
    submission.refresh_from_db()
    signs = submission.folio.removeprefix("EDOMEX1-E5-1-")
    assert len(signs) == 4
    assert set(signs) <= set(submission_module.FOLIO_SIGNS)
    assert submission.sha256 == fingerprint(submission.snapshot)
    assert thaw(submission.snapshot).matrix == matrix_of(project)
    assert read_project(submission.snapshot["project"]) == facts_of(project)
    assert (submission.number, submission.state, submission.is_late) == (1, "waiting", False)
    assert project.state == "submitted"


def test_the_snapshot_stays_when_the_project_changes():
    tutor = UserFactory()
    submission = submitted_project(tutor=tutor)
    before = dict(submission.snapshot)
    send_verdict(submission, by=tutor, **returning(submission))
    row = matrix_of(submission.project).rows[0]
    save_cell(
        submission.project,
        row.id,
        "narrative",
        by=submission.enrolment.participant,
        values={"narrative": "Otro Fin, muy distinto del anterior."},
    )

    submission.refresh_from_db()

    assert submission.snapshot == before
    assert submission.sha256 == fingerprint(before)


def test_the_same_key_again_returns_the_first_submission():
    enrolment, project = complete_project()
    key = uuid4()

    first = submit(enrolment, project, key=key)

    assert submit(enrolment, project, key=key) == first
    assert project.submissions.count() == 1


def test_a_key_of_another_project_is_refused():
    key = uuid4()
    submit(*complete_project(), key=key)

    with pytest.raises(RuleViolation) as refusal:
        submit(*complete_project(), key=key)

    assert refusal.value.code == "key"


def test_a_second_submission_is_refused_while_the_first_waits():
    enrolment, project = complete_project()
    submit(enrolment, project)

    with pytest.raises(RuleViolation) as refusal:
        submit(enrolment, project)

    assert refusal.value.code == "handed_in"


def test_gaps_keep_the_project_from_being_handed_in():
    enrolment = EnrolmentFactory()

    with pytest.raises(RuleViolation) as refusal:
        submit(enrolment, project_of(enrolment))

    assert refusal.value.code == "gaps"
    assert refusal.value.params == {"count": 17}
    assert not Submission.objects.exists()


def test_an_empty_row_added_later_is_a_gap_again():
    enrolment, project = complete_project()
    add_row(project, "component", by=enrolment.participant)

    with pytest.raises(RuleViolation) as refusal:
        submit(enrolment, project)

    assert refusal.value.params == {"count": 5}


@pytest.mark.parametrize(
    ("cohort", "status", "code"),
    [("closed", "active", "closed"), ("open", "withdrawn", "not_active")],
)
def test_closed_cohorts_and_ended_enrolments_hand_nothing_in(cohort, status, code):
    enrolment, project = complete_project()
    enrolment.cohort.state = cohort
    enrolment.cohort.save(update_fields=["state"])
    enrolment.status = status
    enrolment.save(update_fields=["status"])

    with pytest.raises(RuleViolation) as refusal:
        submit(enrolment, project)

    assert refusal.value.code == code


def test_only_members_hand_in():
    _enrolment, project = complete_project()
    stranger = EnrolmentFactory(cohort=project.cohort)

    with pytest.raises(RuleViolation) as refusal:
        submit(stranger, project)

    assert refusal.value.code == "not_a_member"


@pytest.mark.parametrize(("seconds", "is_late"), [(-0.1, False), (0, False), (0.1, True)])
def test_lateness_follows_from_the_clock_of_the_server(seconds, is_late):
    due = datetime(2026, 11, 30, 23, 59, 59, tzinfo=MEXICO)
    enrolment, project = complete_project(cohort=CohortFactory(project_due_at=due))

    submission = submit(enrolment, project, now=due + timedelta(seconds=seconds))

    assert (submission.is_late, submission.due_at) == (is_late, due)


def test_a_date_moved_later_does_not_make_a_submission_late():
    due = timezone.now() + timedelta(days=1)
    enrolment, project = complete_project(cohort=CohortFactory(project_due_at=due))
    submission = submit(enrolment, project)

    project.cohort.project_due_at = due - timedelta(days=10)
    project.cohort.save(update_fields=["project_due_at"])
    submission.refresh_from_db()

    assert not submission.is_late


def test_after_a_return_it_is_due_at_the_end_of_the_day_the_tutor_said():
    tutor = UserFactory()
    submission = submitted_project(tutor=tutor)
    day = timezone.localdate() + timedelta(days=10)
    send_verdict(submission, by=tutor, **returning(submission, resubmit_by=day))

    again = submit(submission.enrolment, submission.project)

    assert due_at_of(submission.project).astimezone(MEXICO).date() == day
    assert (again.number, again.folio.split("-")[2], again.is_late) == (2, "2", False)


def test_a_taken_folio_is_drawn_again(monkeypatch):
    cohort = CohortFactory(code="edomex1")
    submit(*complete_project(cohort=cohort))
    taken = Submission.objects.get().folio[-4:]
    signs = iter([*taken, *"9999"])
    monkeypatch.setattr(submission_module.secrets, "choice", lambda _signs: next(signs))

    second = submit(*complete_project(cohort=cohort))

    assert second.folio == "EDOMEX1-E5-1-9999"


def test_handing_in_completes_its_items_for_every_member_once():
    enrolment, project = complete_project()
    mate = ProjectMemberFactory(
        project=project, is_owner=False, enrolment__cohort=project.cohort
    ).enrolment
    edition = project.cohort.edition
    for _number in range(2):
        LessonFactory(module__edition=edition, kind="P", closed_by="submission", minutes=60)
    LessonFactory(module__edition=edition, kind="P", closed_by="approval", minutes=600)

    key = uuid4()
    for _click in range(2):
        submit(enrolment, project, key=key)

    entries = HoursEntry.objects.values_list("enrolment", "minutes")
    assert sorted(entries) == sorted([(enrolment.pk, 60), (mate.pk, 60)] * 2)


def test_handing_in_announces_and_writes_one_receipt_to_each_member(
    heard, django_capture_on_commit_callbacks
):
    announcements = heard(project_submitted)
    enrolment, project = complete_project(participant__language="en")
    mate = ProjectMemberFactory(project=project, is_owner=False).enrolment.participant

    with django_capture_on_commit_callbacks(execute=True):
        submission = submit(enrolment, project)

    assert announcements == [{"submission": submission}]
    mine = Message.objects.get(key=f"submission-{submission.public_id}")
    assert mine.person == enrolment.participant
    assert submission.folio in mine.subject
    assert set(
        Message.objects.filter(key__startswith="submission-").values_list("person", flat=True)
    ) == {enrolment.participant.pk, mate.pk}


def test_a_submission_can_be_taken_back_until_the_tutor_opens_it():
    submission = submitted_project()

    taken = withdraw_submission(submission, by=submission.enrolment.participant)
    withdraw_submission(submission, by=submission.enrolment.participant)

    taken.project.refresh_from_db()
    assert (taken.state, taken.project.state) == ("withdrawn", "draft")
    again = submit(submission.enrolment, submission.project)
    assert again.number == 2


def test_a_submission_that_the_tutor_opened_stays():
    submission, tutor = submitted_project(), UserFactory()
    open_submission(submission, by=tutor)
    open_submission(Submission.objects.get(), by=UserFactory())

    with pytest.raises(RuleViolation) as refusal:
        withdraw_submission(submission, by=submission.enrolment.participant)

    submission.refresh_from_db()
    assert refusal.value.code == "opened"
    assert submission.opened_by == tutor


def test_taking_back_a_second_submission_leaves_the_project_returned():
    tutor = UserFactory()
    first = submitted_project(tutor=tutor)
    send_verdict(first, by=tutor, **returning(first))
    second = submit(first.enrolment, first.project)

    withdraw_submission(second, by=first.enrolment.participant)

    first.project.refresh_from_db()
    assert first.project.state == "returned"


def test_approved_submission_is_that_of_the_project_the_person_works_on():
    tutor = UserFactory()
    submission = submitted_project(tutor=tutor)
    mate = ProjectMemberFactory(project=submission.project, is_owner=False)
    former = ProjectMemberFactory(project=submission.project, left_at=timezone.now())
    assert approved_submission(submission.enrolment) is None

    send_verdict(submission, by=tutor, **approving(submission))

    assert approved_submission(submission.enrolment) == submission
    assert approved_submission(mate.enrolment) == submission
    assert approved_submission(former.enrolment) is None
    assert approved_submission(EnrolmentFactory()) is None
