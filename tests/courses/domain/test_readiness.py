"""What a cohort needs before people are invited, and what happens without it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.domain.enrolment_job import confirm_list
from courses.domain.inviting import send_again
from courses.domain.readiness import LINES, readiness_of
from lms.lib.errors import RuleViolation
from people.models import Organisation
from tests.courses.lists import cohort_in_mexico, csv_of, loaded, make_ready
from tests.factories import (
    CohortFactory,
    DataAgreementFactory,
    InPersonSessionFactory,
    PlannedSessionFactory,
    UserFactory,
)
from tutoring.models import CohortTutor

pytestmark = pytest.mark.django_db


def missing(cohort, **facts):
    return [line.code for line in readiness_of(cohort, **facts).missing]


def advised(cohort):
    return [line.code for line in readiness_of(cohort).advised]


def test_a_new_cohort_says_everything_that_it_lacks():
    cohort = CohortFactory()
    PlannedSessionFactory(edition=cohort.edition)

    assert missing(cohort) == ["tutors", "sessions", "rules", "notice"]
    assert advised(cohort) == [
        "days",
        "exercise",
        "signatories",
        "logos",
        "agreement",
        "survey",
    ]


def test_a_cohort_with_everything_lacks_nothing():
    cohort = make_ready(
        CohortFactory(signatories="A | B | C", exercise_note="Agua", project_due_at=timezone.now())
    )
    cohort.edition.completion_requirements.create(kind="survey", position=2)
    DataAgreementFactory(partner=cohort.partner)
    Organisation.objects.update(logo="logos/x.png")

    assert [line.code for line in readiness_of(cohort).lines if not line.is_met] == []
    assert len(readiness_of(cohort).lines) == len(LINES)


def test_each_session_needs_a_venue_and_a_cancelled_one_does_not_count():
    cohort = make_ready(CohortFactory())
    first, second = PlannedSessionFactory.create_batch(2, edition=cohort.edition)
    InPersonSessionFactory(cohort=cohort, planned=first, venue="Casa de la Cultura")
    cancelled = InPersonSessionFactory(
        cohort=cohort, planned=second, venue="Biblioteca", state="cancelled"
    )
    line = next(each for each in readiness_of(cohort).lines if each.code == "sessions")
    assert (line.known.have, line.known.wanted, line.is_met) == (1, 2, False)

    cancelled.state = "scheduled"
    cancelled.save()

    assert missing(cohort) == []


def test_a_tutor_who_left_and_a_last_day_that_passed_count_no_more():
    cohort = make_ready(CohortFactory())
    CohortTutor.objects.update(until=timezone.now() - timedelta(days=1))

    assert missing(cohort, today=cohort.ends_on + timedelta(days=1)) == ["dates", "tutors"]


def test_the_answer_costs_a_query_an_app():
    cohort = make_ready(CohortFactory())

    with CaptureQueriesContext(connection) as queries:
        readiness_of(cohort)

    assert len(queries) == 4


def test_nobody_is_invited_while_something_required_is_missing():
    cohort = cohort_in_mexico()
    waiting = loaded(cohort, csv_of(1))
    CohortTutor.objects.all().delete()

    for invite in (
        lambda: confirm_list(waiting, by=UserFactory()),
        lambda: send_again([], cohort=cohort, by=UserFactory(), tell=lambda _people: None),
    ):
        with pytest.raises(RuleViolation) as refusal:
            invite()
        assert refusal.value.code == "not_ready"
        assert refusal.value.messages == [
            "Todavía no se puede invitar a nadie. A la cohorte le falta: tutoras y tutores."
        ]
    waiting.refresh_from_db()
    assert waiting.state == "review"
