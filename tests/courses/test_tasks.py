"""The enrolment job and its sweep, with the letters that people get."""

import pytest
from django.core.cache import cache

from courses.domain.enrolment_import import figures_of
from courses.domain.enrolment_job import confirm_list
from courses.tasks import resume_lists
from lms.tasks import worker_is_alive
from people.models import Message
from tests.courses.lists import cohort_in_mexico, csv_of, loaded
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_confirming_rings_the_worker_which_enrols_and_writes(django_capture_on_commit_callbacks):
    waiting = loaded(cohort_in_mexico(), csv_of(1, 2))

    with django_capture_on_commit_callbacks(execute=True):
        confirm_list(waiting, by=UserFactory())

    assert figures_of(waiting).enrolled == 2
    invited = Message.objects.filter(key__startswith="invitation-")
    assert set(invited.values_list("to", flat=True)) == {
        "ana1@toluca.example",
        "ana2@toluca.example",
    }


def test_the_sweep_finds_a_list_whose_bell_was_lost(django_capture_on_commit_callbacks):
    waiting = loaded(cohort_in_mexico(), csv_of(1))
    confirm_list(waiting, by=UserFactory())
    assert figures_of(waiting).pending == 1

    resume_lists()
    resume_lists()

    assert figures_of(waiting).enrolled == 1
    assert Message.objects.filter(key__startswith="invitation-").count() == 1


def test_a_worker_leaves_a_sign_of_life():
    assert cache.get("worker_is_alive") is None

    worker_is_alive()

    assert cache.get("worker_is_alive") is True
