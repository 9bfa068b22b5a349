"""Requests for a place: asked by anybody, answered by the team, forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.domain.access_requests import (
    Asked,
    accept_requests,
    ask_for_a_place,
    decline_requests,
    forget_requests,
    problems_of,
    with_remarks,
)
from courses.domain.enrolment import withdraw
from courses.domain.enrolment_job import enrol_list
from courses.models import AccessRequest, Enrolment
from courses.notifications import invitations_to_course, request_accepted, request_declined
from lms.lib.errors import RuleViolation
from people.models import Message, User
from tests.courses.lists import cohort_in_mexico
from tests.factories import AccessRequestFactory, EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db
EVA = Asked(
    "Eva", "Sol", "", "eva@toluca.example", "toluca", "", "Regidora", "Para el plan", "es-mx"
)


def open_cohort(**facts):
    return cohort_in_mexico(takes_requests=True, **facts)


def refusal_of(call, *args, **facts):
    with pytest.raises(RuleViolation) as caught:
        call(*args, **facts)
    return caught.value.code


def accepted(cohort, *requests):
    made = accept_requests(cohort, requests, by=UserFactory(), tell=request_accepted)
    enrol_list(made.pk, tell=invitations_to_course)
    return made


def test_asking_makes_no_person_and_tells_the_address_without_what_was_typed(
    django_capture_on_commit_callbacks,
):
    cohort = open_cohort()

    with django_capture_on_commit_callbacks(execute=True):
        ask_for_a_place(cohort, EVA)
        ask_for_a_place(cohort, EVA)

    request = AccessRequest.objects.get()
    assert (request.full_name, request.state) == ("Eva Sol", "pending")
    assert not User.objects.filter(email=EVA.email).exists()
    receipt = Message.objects.get()
    assert receipt.to == "eva@toluca.example"
    assert "Eva" not in receipt.text + receipt.html + receipt.subject


def test_a_cohort_takes_requests_only_where_it_was_said_and_until_its_last_day():
    closed = cohort_in_mexico()
    over = open_cohort()

    assert refusal_of(ask_for_a_place, closed, EVA) == "closed"
    day_after = timezone.now() + (over.ends_on - timezone.localdate()) + timedelta(days=1)
    assert refusal_of(ask_for_a_place, over, EVA, now=day_after) == "closed"


def test_what_cannot_be_right_is_named_by_what_was_written_alone():
    cohort = open_cohort()
    EnrolmentFactory(cohort=cohort, participant__email=EVA.email)
    wrong = Asked("", "", "", "eva@x", "Tolca", "", "", "", "es-mx")

    assert problems_of(EVA, cohort) == []
    assert [field for field, _said in problems_of(wrong, cohort)] == [
        "given_names",
        "email",
        "municipality",
        "municipality",
    ]
    assert "Toluca, México" in problems_of(wrong, cohort)[-1][1]
    assert refusal_of(ask_for_a_place, cohort, wrong) == "wrong"


def test_the_team_hears_who_is_enrolled_already():
    cohort = open_cohort()
    EnrolmentFactory(cohort=cohort, participant__email="known@example.org")
    known = AccessRequestFactory(cohort=cohort, email="known@example.org")

    [waiting] = with_remarks([known], cohort)

    assert len(waiting.remarks) == 1


def test_who_is_accepted_is_invited_by_the_host_and_who_finds_no_seat_waits_for_it(
    django_capture_on_commit_callbacks,
):
    cohort = open_cohort(seats=1)
    first, second = (AccessRequestFactory(cohort=cohort) for _n in range(2))

    made = accepted(cohort, first, second)

    assert list(made.rows.values_list("outcome", flat=True)) == ["enrolled", "waiting"]
    enrolment = Enrolment.objects.get()
    assert (enrolment.participant.email, enrolment.nominated_by) == (first.email, cohort.host)
    assert enrolment.affiliation.organisation.territory.code == "15106"
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(enrolment, by=UserFactory(), reason="x")
    assert Enrolment.objects.holding_a_seat().get().participant.email == second.email
    second.refresh_from_db()
    assert second.row.outcome == "enrolled"
    # To each: accepted, and the invitation.
    assert Message.objects.filter(to=second.email).count() == 2


def test_accepting_is_refused_while_the_cohort_takes_nobody():
    cohort = open_cohort(state="planned")
    request = AccessRequestFactory(cohort=cohort)
    facts = {"by": UserFactory(), "tell": request_accepted}

    assert refusal_of(accept_requests, cohort, [request], **facts) == "closed"
    assert refusal_of(accept_requests, cohort, [], **facts) == "nobody"
    assert AccessRequest.objects.get().state == "pending"


def test_who_is_declined_reads_the_reason_once_and_is_forgotten_after_90_days():
    cohort = open_cohort()
    request = AccessRequestFactory(cohort=cohort, email=EVA.email)
    facts = {"by": UserFactory(), "tell": request_declined}

    without = refusal_of(decline_requests, cohort, [request], reason=" ", **facts)
    first = decline_requests(cohort, [request], reason="Ya no hay lugares.", **facts)
    again = decline_requests(cohort, [request], reason="Otra vez", **facts)

    assert (without, first, again) == ("reason", 1, 0)
    assert "Ya no hay lugares." in Message.objects.get().text
    ask_for_a_place(cohort, EVA)  # Whoever was declined may ask once more.
    assert forget_requests(now=timezone.now() + timedelta(days=89)) == 0
    assert forget_requests(now=timezone.now() + timedelta(days=90)) == 1
    assert AccessRequest.objects.get().state == "pending"


def test_a_request_answered_by_somebody_else_meanwhile_stays_as_it_is():
    cohort = open_cohort()
    request = AccessRequestFactory(cohort=cohort)
    by = UserFactory()
    decline_requests(cohort, [request], reason="No", by=by, tell=request_declined)

    assert accept_requests(cohort, [request], by=by, tell=request_accepted) is None
    assert Message.objects.count() == 1
