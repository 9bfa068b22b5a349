"""DUP-05: a likeness to somebody else's work is shown to the tutor who grades, and nowhere else."""

import json
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.review import review_of
from assessments.domain.grading.verdicts import send_verdict
from assessments.domain.similarity import similar_projects
from assessments.domain.submission import submit_project
from people.models import Message
from tests.assessments.grades import approving, returning
from tests.assessments.projects import complete_project, submitted_project, written_project
from tests.factories import CohortFactory, EnrolmentFactory, TutorAssignmentFactory

pytestmark = pytest.mark.django_db
WORDS = ("se parece mucho", "very much like that of the project", "DUP-05", "Muy parecido")


def twins(cohort=None):
    """Two people of one cohort hand in the same narratives; return the second submission."""
    cohort = cohort or CohortFactory()
    submitted_project(cohort=cohort, deliverable="E3")
    enrolment, project = complete_project(cohort=cohort)
    return submit_project(
        project, enrolment, by=enrolment.participant, key=uuid4(), deliverable="E3"
    )


def test_the_same_narratives_in_another_project_are_found_once_a_project():
    second = twins()

    found = similar_projects(second)

    others = {place.key for finding in found for place in finding.also}
    first = second.project.cohort.projects.exclude(pk=second.project_id).get()
    assert str(first.public_id) in others
    assert {finding.id for finding in found} == {"DUP-05"}


def test_other_versions_of_the_same_project_and_other_texts_are_not_alike():
    cohort = CohortFactory()
    _enrolment, other = written_project(cohort=cohort)
    first = submitted_project(cohort=cohort, deliverable="E3")
    send_verdict(first, by=EnrolmentFactory().participant, **returning(first))
    again = submit_project(
        first.project,
        first.enrolment,
        by=first.enrolment.participant,
        key=uuid4(),
        deliverable="E3",
    )

    keys = {place.key for finding in similar_projects(again) for place in finding.also}

    assert keys.isdisjoint({str(first.project.public_id), str(other.public_id)})


def test_comparing_costs_one_query(django_assert_num_queries):
    second = twins()

    with django_assert_num_queries(1):
        similar_projects(second)


def test_the_tutor_sees_it_where_they_grade(client):
    second = twins()
    client.force_login(TutorAssignmentFactory(enrolment=second.enrolment).tutor)

    page = client.get(reverse("assessments:grade", args=[second.public_id])).content.decode()

    assert "Muy parecido a otro proyecto" in page


def test_no_page_mail_or_file_of_a_participant_shows_it(client, django_capture_on_commit_callbacks):
    cohort = CohortFactory()
    with django_capture_on_commit_callbacks(execute=True):
        second = twins(cohort)
    enrolment, project = second.enrolment, second.project
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    with django_capture_on_commit_callbacks(execute=True):
        send_verdict(second, by=tutor, **approving(second))
    client.force_login(enrolment.participant)
    code = cohort.code
    addresses = [
        reverse("assessments:project", args=[code]),
        reverse("assessments:matrix", args=[code]),
        reverse("assessments:review", args=[code]),
        reverse("assessments:submission-new", args=[code]),
        *(reverse("assessments:deliverable-submit", args=[code, f"E{n}"]) for n in range(1, 6)),
        reverse("assessments:project-files", args=[project.public_id]),
        reverse("assessments:project-versions", args=[project.public_id]),
        reverse("assessments:project-data", args=[project.public_id]),
        second.get_absolute_url(),
    ]

    seen = {address: client.get(address) for address in addresses}

    assert {answer.status_code for answer in seen.values()} == {200}
    texts = [b"".join(answer) if answer.streaming else answer.content for answer in seen.values()]
    said = [text.decode() for text in texts]
    said += [f"{each.subject} {each.body} {each.alternatives}" for each in mail.outbox]
    said += [json.dumps(list(Message.objects.values()), default=str)]
    said += [json.dumps(second.snapshot)]
    said += [note.finding.message for note in review_of(project).notes]
    assert mail.outbox or Message.objects.exists()
    assert not [word for text in said for word in WORDS if word in text]


def test_the_command_that_checks_files_does_not_compare(tmp_path, capsys):
    _enrolment, project = complete_project()
    path = tmp_path / "project.json"
    said = {"projects": [{"title": facts_of(project).title}] * 2}
    path.write_text(json.dumps(said), encoding="utf-8")

    call_command("check_logframe", str(path))

    assert "DUP-05" not in capsys.readouterr().out
