"""The first page of the team: what it says, in which order, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from completion.domain.requirements import load_requirements
from courses.domain.enrolment_job import confirm_list
from courses.models import EnrolmentList
from lms.dashboards.staff import staff_home
from tests.courses.lists import cohort_in_mexico, csv_of, loaded
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    HostFactory,
    InPersonSessionFactory,
    LogframeProjectFactory,
    MembershipFactory,
    ProjectMemberFactory,
    QuestionFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def staff():
    return MembershipFactory(organisation=HostFactory(name="PNUD"))


def busy_cohort(staff):
    """Return a cohort with one of everything that needs somebody."""
    cohort = cohort_in_mexico(host=staff.organisation)
    load_requirements(cohort.edition)
    enrolment = EnrolmentFactory(cohort=cohort)
    QuestionFactory(enrolment=enrolment, asked_at=timezone.now() - WEEK)
    QuestionFactory(enrolment=enrolment)
    project = LogframeProjectFactory(cohort=cohort, state="submitted")
    SubmissionFactory(project=project, enrolment=enrolment, submitted_at=timezone.now() - WEEK)
    done = ProjectMemberFactory(project__cohort=cohort, project__state="approved")
    assert done.enrolment.cohort == cohort
    InPersonSessionFactory(cohort=cohort)
    loaded(cohort, csv_of(1, more="Eva,Sol,,eva@x,Toluca,Jefa\n"))
    return cohort


def test_alerts_come_in_the_order_of_their_urgency(staff):
    cohort = busy_cohort(staff)
    empty = CohortFactory(host=staff.organisation)

    home = staff_home(staff.person)

    assert [(alert.kind, alert.cohort, alert.number) for alert in home.alerts] == [
        ("questions", cohort, 1),
        ("list", cohort, 2),
        ("attendance", cohort, 1),
        ("submissions", cohort, 1),
        ("empty", empty, 300),
    ]
    assert (home.questions_waiting, home.questions_overdue, home.submissions_waiting) == (2, 1, 1)
    assert home.people == 2


def test_names_of_a_partner_wait_for_the_team_and_are_no_work_under_way(staff):
    cohort = cohort_in_mexico(host=staff.organisation)
    named = loaded(cohort, csv_of(1, 2))
    EnrolmentList.objects.update(state="nominated", nominated_at=timezone.now())

    home = staff_home(staff.person)

    [alert] = home.alerts
    assert (alert.kind, alert.number, alert.enrolment_list) == ("named", 2, named)
    assert home.jobs == []


def test_people_who_fulfil_everything_are_announced_where_staff_releases(staff):
    for release in ("held", "at_once"):
        cohort = CohortFactory(host=staff.organisation, release=release)
        cohort.edition.completion_requirements.create(kind="project", position=1)
        for state in ("approved", "approved", "submitted"):
            member = ProjectMemberFactory(project__cohort=cohort, project__state=state)
            if state == "approved":
                SubmissionFactory(
                    project=member.project, enrolment=member.enrolment, state="approved"
                )

    home = staff_home(staff.person)

    assert [(alert.kind, alert.cohort.release, alert.number) for alert in home.alerts] == [
        ("certificates", "held", 2)
    ]


def test_another_hosts_cohorts_alert_nobody_here(staff):
    busy_cohort(MembershipFactory())

    home = staff_home(staff.person)

    assert (home.cohorts, home.alerts, home.jobs) == ([], [], [])


def test_jobs_show_those_at_work_and_those_just_finished(staff, django_capture_on_commit_callbacks):
    waiting = loaded(cohort_in_mexico(host=staff.organisation), csv_of(1, 2))
    with django_capture_on_commit_callbacks(execute=True):
        confirm_list(waiting, by=staff.person)

    [job] = staff_home(staff.person).jobs

    assert (job, job.state, job.done, job.total) == (waiting, "done", 2, 2)


def test_the_page_is_for_the_team_only(client, staff):
    for person, status in (
        (UserFactory(), 403),
        (EnrolmentFactory().participant, 403),
        (staff.person, 200),
    ):
        client.force_login(person)
        assert client.get(reverse("staff-home")).status_code == status


def test_the_page_costs_the_same_for_one_and_for_three_cohorts(client, staff):
    client.force_login(staff.person)
    costs = []
    for number in (1, 2):
        for _ in range(number):
            busy_cohort(staff)
        client.get(reverse("staff-home"))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse("staff-home"))
        assert response.status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12
