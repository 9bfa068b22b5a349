"""A42: the same file, uploaded and confirmed by two people in the same second."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from courses.domain.enrolment_import import figures_of
from courses.domain.enrolment_job import confirm_list, enrol_list
from courses.models import Cohort, EnrolmentList
from courses.receivers import queue_enrolment
from courses.signals import list_confirmed
from people.models import Affiliation, Invitation, Organisation, User
from tests.courses.lists import cohort_in_mexico, csv_of, loaded
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer."),
]


@pytest.fixture(autouse=True)
def _no_bell():
    # The threads below are the workers.
    list_confirmed.disconnect(queue_enrolment)
    yield
    list_confirmed.connect(queue_enrolment)


def at_once(*jobs):
    """Run the jobs in threads that begin together; re-raise what one of them raised."""
    start, broken = Barrier(len(jobs)), []

    def run(job):
        start.wait()
        try:
            job()
        except BaseException as error:  # noqa: BLE001 -- shown by the main thread
            broken.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []


def test_a42_two_people_with_the_same_file_make_one_set_of_people():
    cohort = cohort_in_mexico()
    lists = [loaded(cohort, csv_of(*range(30)), by=UserFactory()) for _ in range(2)]
    for each in lists:
        confirm_list(each, by=each.uploaded_by)
    told = []

    at_once(*[lambda pk=each.pk: enrol_list(pk, tell=told.extend) for each in lists])

    counts = [figures_of(each) for each in lists]
    assert sum(each.enrolled for each in counts) == 30
    assert sum(each.already for each in counts) == 30
    assert all(each.state == "done" for each in EnrolmentList.objects.all())
    assert User.objects.filter(email__startswith="ana").count() == 30
    assert cohort.enrolments.count() == Affiliation.objects.count() == len(told) == 30
    assert Organisation.objects.filter(kind="municipality").count() == 1


def test_two_workers_on_one_list_enrol_each_row_once(monkeypatch):
    monkeypatch.setattr("courses.domain.enrolment_job.CHUNK", 3)
    waiting = loaded(cohort_in_mexico(), csv_of(*range(20)))
    confirm_list(waiting, by=waiting.uploaded_by)
    told = []

    at_once(*[lambda: enrol_list(waiting.pk, tell=told.extend)] * 3)
    enrol_list(waiting.pk, tell=told.extend)

    assert len(told) == Invitation.objects.count() == 20
    assert figures_of(waiting).enrolled == 20


def test_the_same_new_people_in_two_cohorts_are_one_account_each():
    cohorts = [cohort_in_mexico(), cohort_in_mexico()]
    contents = [csv_of(*range(30)), csv_of(*reversed(range(30)))]
    lists = [loaded(each, text) for each, text in zip(cohorts, contents, strict=True)]
    for each in lists:
        confirm_list(each, by=each.uploaded_by)

    at_once(*[lambda pk=each.pk: enrol_list(pk, tell=id) for each in lists])

    assert User.objects.filter(email__startswith="ana").count() == 30
    assert [each.enrolments.count() for each in Cohort.objects.all()] == [30, 30]
    assert Invitation.objects.open().count() == 30
