"""Confirming a large change, stopping the job, undoing a list within a day (A43, A51)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.domain import enrolment_job
from courses.domain.enrolment import activate
from courses.domain.enrolment_correcting import Tapped, correct_rows
from courses.domain.enrolment_import import figures_of
from courses.domain.enrolment_job import confirm_list, enrol_list, number_to_type
from courses.domain.enrolment_undo import Undone, may_be_undone, stop_list, undo_list
from courses.models import Enrolment
from courses.notifications import invitations_to_course
from lms.lib.errors import RuleViolation
from people.models import AccessRecord, Message
from tests.courses.lists import cohort_in_mexico, csv_of, loaded
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def enrolled(cohort, *numbers, typed=""):
    waiting = loaded(cohort, csv_of(*numbers))
    confirm_list(waiting, by=UserFactory(), typed=typed)
    enrol_list(waiting.pk, tell=invitations_to_course)
    waiting.refresh_from_db()
    return waiting


def outcomes(enrolment_list):
    return dict(enrolment_list.rows.values_list("email", "outcome"))


# Confirming


@pytest.mark.parametrize(("seated", "asked"), [(0, 0), (9, 1), (10, 0)])
def test_more_than_a_tenth_of_a_running_cohort_must_be_typed(seated, asked):
    cohort = cohort_in_mexico(seats=50)
    EnrolmentFactory.create_batch(seated, cohort=cohort)
    waiting = loaded(cohort, csv_of(1))

    assert number_to_type(cohort, figures_of(waiting).to_enrol) == asked


def test_a_cohort_that_has_not_begun_needs_a_click_only():
    tomorrow = timezone.localdate() + timedelta(days=1)
    cohort = cohort_in_mexico(starts_on=tomorrow, ends_on=tomorrow + timedelta(days=70))
    EnrolmentFactory(cohort=cohort)
    waiting = loaded(cohort, csv_of(1, 2, 3))

    assert number_to_type(cohort, figures_of(waiting).to_enrol) == 0


def test_the_wrong_number_changes_nothing_and_the_right_one_confirms():
    cohort = cohort_in_mexico()
    EnrolmentFactory(cohort=cohort)
    waiting = loaded(cohort, csv_of(1, 2))

    with pytest.raises(RuleViolation) as refusal:
        confirm_list(waiting, by=UserFactory(), typed="20")
    waiting.refresh_from_db()
    assert (refusal.value.code, waiting.state) == ("typed", "review")

    confirm_list(waiting, by=UserFactory(), typed=" 2 ")
    waiting.refresh_from_db()
    assert waiting.state == "queued"


def test_a_row_that_looks_like_another_person_goes_in_once_somebody_says_so():
    cohort = cohort_in_mexico()
    alike = "Ana,Peña1,Ruiz,otra.ana@toluca.example,Toluca,Jefa\n"
    waiting = loaded(cohort, csv_of(1, more=alike))
    assert figures_of(waiting).to_enrol == 1

    correct_rows(waiting, {}, Tapped(another=3))

    assert figures_of(waiting).to_enrol == 2


# Stopping


def test_a43_a_stopped_list_keeps_whom_it_enrolled_and_says_so_of_the_rest(monkeypatch):
    monkeypatch.setattr(enrolment_job, "CHUNK", 2)
    waiting = loaded(cohort_in_mexico(), csv_of(1, 2, 3, 4, 5))
    by = UserFactory()
    confirm_list(waiting, by=by)
    enrolment_job._enrol_chunk(waiting.pk, tell=invitations_to_course, today=None)

    stop_list(waiting, by=by)
    enrol_list(waiting.pk, tell=invitations_to_course)

    figures = figures_of(waiting)
    assert (figures.enrolled, figures.refused, figures.pending) == (2, 3, 0)
    assert set(waiting.rows.filter(outcome="refused").values_list("refusal", flat=True)) == {
        "stopped"
    }


# Undoing


def test_a51_undoing_frees_the_seats_but_of_those_who_have_begun():
    cohort = cohort_in_mexico(seats=5)
    done = enrolled(cohort, 1, 2, 3)
    activate(Enrolment.objects.get(participant__email="ana2@toluca.example"))
    by = UserFactory()

    undone = undo_list(done, by=by, now=done.finished_at + timedelta(hours=23))

    assert undone == Undone(undone=2, staying=1)
    assert outcomes(done) == {
        "ana1@toluca.example": "undone",
        "ana2@toluca.example": "enrolled",
        "ana3@toluca.example": "undone",
    }
    assert cohort.enrolments.holding_a_seat().count() == 1
    assert AccessRecord.objects.filter(action="undo list", person=by).count() == 1


def test_undoing_stops_the_letters_that_wait_and_the_links():
    done = enrolled(cohort_in_mexico(), 1, 2)
    Message.objects.filter(to="ana1@toluca.example").update(state="sent")

    undo_list(done, by=UserFactory())

    assert dict(Message.objects.values_list("to", "state")) == {
        "ana1@toluca.example": "sent",
        "ana2@toluca.example": "stopped",
    }
    assert all(each.invitation.replaced_at for each in Enrolment.objects.all())


def test_after_a_day_a_list_cannot_be_undone():
    done = enrolled(cohort_in_mexico(), 1)
    late = done.finished_at + timedelta(hours=24)

    with pytest.raises(RuleViolation) as refusal:
        undo_list(done, by=UserFactory(), now=late)

    assert (refusal.value.code, may_be_undone(done, now=late)) == ("too_late", False)
    assert Enrolment.objects.get().status == "invited"


def test_undoing_twice_changes_nothing_more():
    done = enrolled(cohort_in_mexico(), 1)

    assert undo_list(done, by=UserFactory()) == undo_list(done, by=UserFactory())
    assert AccessRecord.objects.filter(action="undo list").count() == 1


def test_people_of_an_undone_list_can_be_enrolled_again():
    cohort = cohort_in_mexico()
    undo_list(enrolled(cohort, 1, 2), by=UserFactory())

    again = enrolled(cohort, 1, 2)

    assert figures_of(again).enrolled == 2
    assert set(cohort.enrolments.values_list("status", flat=True)) == {"invited"}
