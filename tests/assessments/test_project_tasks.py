from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.domain.grading.verdicts import send_verdict
from assessments.domain.project import project_of
from assessments.domain.teams import join_team, open_team, put_in_team, take_out_of_team
from assessments.models import Grade, ProjectMember, Submission
from assessments.tasks import send_receipt, tell_about_grade, tell_about_grades, tell_about_teams
from people.models import Message
from tests.assessments.grades import approving, returning
from tests.assessments.projects import submitted_project
from tests.factories import CohortFactory, EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tutor():
    return UserFactory(given_names="Renata", surname_1="Tun")


def keys():
    return set(Message.objects.values_list("key", flat=True))


def test_a_receipt_sent_twice_is_one_message_in_the_zone_of_its_reader():
    submission = submitted_project(participant__time_zone="America/Tijuana")
    Submission.objects.update(
        submitted_at=timezone.datetime(2026, 12, 1, 5, 59, tzinfo=timezone.get_fixed_timezone(0))
    )

    send_receipt(submission.pk)
    send_receipt(submission.pk)

    message = Message.objects.get()
    assert message.key == f"submission-{submission.public_id}"
    assert submission.folio in message.text
    assert submission.sha256 in message.text
    assert "21:59" in message.text
    assert submission.get_absolute_url() in message.text


def test_a_reader_in_english_gets_english_words_and_an_english_address(tutor):
    submission = submitted_project(participant__language="en", tutor=tutor)
    grade = send_verdict(submission, by=tutor, **approving(submission, 3))

    tell_about_grade(grade.pk)

    message = Message.objects.get(key=f"grade-{grade.public_id}")
    assert (
        message.subject
        == "Your project was approved: Agua segura para las localidades rurales de Valle de Encinos"
    )
    assert "80 of 100 points" in message.text
    assert "/en/curso/" in message.text


def test_a_verdict_is_told_once_and_a_draft_never(tutor):
    submission = submitted_project(tutor=tutor)
    draft = Grade.objects.create(
        submission=submission,
        rubric=send_verdict(other := submitted_project(), by=tutor, **approving(other)).rubric,
        tutor=tutor,
    )

    tell_about_grade(draft.pk)
    assert keys() == set()

    draft.delete()
    grade = send_verdict(submission, by=tutor, **returning(submission))
    tell_about_grade(grade.pk)
    tell_about_grade(grade.pk)
    assert keys() == {f"grade-{grade.public_id}"}


def test_the_sweep_finds_what_a_lost_bell_left(tutor):
    submission, old = submitted_project(tutor=tutor), submitted_project(tutor=tutor)
    Submission.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=9))
    grade = send_verdict(submission, by=tutor, **returning(submission))

    tell_about_grades()
    tell_about_grades()

    assert keys() == {f"grade-{grade.public_id}", f"submission-{submission.public_id}"}


def test_people_without_an_address_are_not_written_to(tutor):
    submission = submitted_project(participant__email=None, tutor=tutor)
    grade = send_verdict(submission, by=tutor, **returning(submission))

    tell_about_grades()

    grade.refresh_from_db()
    assert keys() == set()
    assert grade.participant_told_at is not None


def test_who_is_moved_reads_the_reason_and_both_teams_hear_of_it_once(
    mailoutbox, django_capture_on_commit_callbacks
):
    cohort, tutor = CohortFactory(), UserFactory(given_names="Renata", surname_1="Tun")
    people = [
        EnrolmentFactory(cohort=cohort, participant__email=f"{name}@example.mx")
        for name in ("leaves", "stays", "leads")
    ]
    leaves, stays, leads = people
    code = open_team(project_of(stays), by=stays.participant)
    join_team(leaves, code=code, by=leaves.participant)

    with django_capture_on_commit_callbacks(execute=True):
        put_in_team(leaves, project_of(leads), by=tutor, reason="Misma oficina")
    tell_about_teams()

    reasons = {mail.to[0]: "Misma oficina" in mail.body for mail in mailoutbox}
    assert reasons == {
        "leaves@example.mx": True,
        "stays@example.mx": False,
        "leads@example.mx": False,
    }
    assert len(mailoutbox) == 3


def test_a_lost_bell_about_a_team_is_rung_again_for_three_days():
    cohort, tutor = CohortFactory(), UserFactory()
    friend, owner = EnrolmentFactory.create_batch(2, cohort=cohort)
    join_team(friend, code=open_team(project_of(owner), by=tutor), by=tutor)
    take_out_of_team(friend, by=tutor, reason="Se mudó")

    tell_about_teams()
    tell_about_teams()

    assert Message.objects.filter(key__startswith="team-").count() == 2

    ProjectMember.objects.update(told_at=None, left_at=timezone.now() - timedelta(days=4))
    Message.objects.all().delete()
    tell_about_teams()
    assert not Message.objects.exists()
