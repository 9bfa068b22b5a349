"""Opening, changing and closing cohorts, and counting their people."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from courses.domain.cohorts import (
    close_cohort,
    edit_cohort,
    figures_of_cohort,
    open_cohort,
    set_state,
)
from courses.models import Cohort
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import (
    AffiliationFactory,
    CohortFactory,
    EditionFactory,
    EnrolmentFactory,
    HostFactory,
    LessonFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipQuotaFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def opened(**facts):
    defaults = {
        "code": "mex26b",
        "name": "Estado de México 2026-B",
        "edition": EditionFactory(),
        "host": HostFactory(),
        "partner": OrganisationFactory(),
        "territory": TerritoryFactory(),
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=60),
        "seats": 275,
    }
    return open_cohort(**(defaults | {"by": UserFactory()} | facts))


def test_a_cohort_is_opened_and_recorded():
    cohort = opened(signatories="Ana | Directora | PNUD", release="at_once")

    assert (cohort.state, cohort.seats, cohort.release) == ("open", 275, "at_once")
    assert AccessRecord.objects.get().action == "open cohort"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"ends_on": TODAY - timedelta(days=1)}, "dates"),
        (
            {"starts_on": TODAY - timedelta(days=9), "ends_on": TODAY - timedelta(days=1)},
            "past",
        ),
        ({"seats": 0}, "seats"),
        ({"time_zone": "America/Atlantis"}, "time_zone"),
        ({"signatories": "Ana Directora"}, "signatories"),
        ({"signatories": "a|b|c\n" * 4}, "signatories"),
        ({"code": "nueva"}, "code_taken"),
        (
            {"project_due_at": datetime(2020, 1, 1, tzinfo=ZoneInfo("America/Mexico_City"))},
            "project_due",
        ),
    ],
)
def test_a_cohort_that_cannot_be_is_refused(facts, code):
    with pytest.raises(RuleViolation) as refusal:
        opened(**facts)

    assert refusal.value.code == code
    assert not Cohort.objects.exists()


def test_a_draft_edition_and_an_organisation_that_is_no_host_are_refused():
    for facts, code in (
        ({"edition": EditionFactory(state="draft", published_at=None)}, "draft"),
        ({"host": OrganisationFactory()}, "host"),
    ):
        with pytest.raises(RuleViolation) as refusal:
            opened(**facts)
        assert refusal.value.code == code


def test_a_second_cohort_with_the_same_code_is_refused():
    opened()

    with pytest.raises(RuleViolation) as refusal:
        opened()

    assert refusal.value.code == "code_taken"


def test_with_people_the_edition_stays_and_the_seats_do_not_go_below_them():
    cohort = CohortFactory(seats=10)
    EnrolmentFactory.create_batch(2, cohort=cohort)

    for facts, code in (
        ({"edition": EditionFactory()}, "has_people"),
        ({"code": "otro"}, "has_people"),
        ({"seats": 1}, "seats_taken"),
    ):
        with pytest.raises(RuleViolation) as refusal:
            edit_cohort(cohort, by=UserFactory(), **facts)
        assert refusal.value.code == code

    changed = edit_cohort(cohort, by=UserFactory(), seats=2, code=cohort.code, name="Otra")
    assert (changed.seats, changed.name) == (2, "Otra")


def test_a_cohort_that_is_over_can_still_be_corrected():
    cohort = CohortFactory(starts_on=TODAY - timedelta(days=90), ends_on=TODAY - timedelta(days=3))

    changed = edit_cohort(cohort, by=UserFactory(), signatories="Ana | Directora | PNUD")

    assert changed.signatories == "Ana | Directora | PNUD"


def test_a_closed_cohort_does_not_change_until_it_is_open_again():
    cohort = CohortFactory()
    close_cohort(cohort, by=UserFactory())
    close_cohort(cohort, by=UserFactory())

    with pytest.raises(RuleViolation) as refusal:
        edit_cohort(cohort, by=UserFactory(), name="x")
    assert refusal.value.code == "closed"

    set_state(cohort, "open", by=UserFactory())
    assert Cohort.objects.get().state == "open"


@pytest.mark.parametrize(
    ("facts", "state", "code"),
    [
        ({"state": "closed"}, "planned", "move"),
        (
            {
                "state": "closed",
                "starts_on": TODAY - timedelta(days=90),
                "ends_on": TODAY - timedelta(days=3),
            },
            "open",
            "past",
        ),
        ({"state": "open"}, "planned", "has_people"),
    ],
)
def test_states_that_make_no_sense_are_refused(facts, state, code):
    cohort = CohortFactory(**facts)
    EnrolmentFactory(cohort=cohort)

    with pytest.raises(RuleViolation) as refusal:
        set_state(cohort, state, by=UserFactory())

    assert refusal.value.code == code


def test_the_plan_is_what_was_agreed_with_the_partners_that_did_not_decline():
    cohort = CohortFactory(seats=300)
    agreed = PartnershipFactory(cohort=cohort)
    PartnershipQuotaFactory(partnership=agreed, level="municipal", seats=250)
    PartnershipQuotaFactory(partnership=agreed, level="state", seats=25)
    other = PartnershipFactory(cohort=cohort, partner=OrganisationFactory(), state="declined")
    PartnershipQuotaFactory(partnership=other, seats=40)

    plan = figures_of_cohort(cohort).stages[0]

    assert (plan.people, plan.municipal, plan.other) == (275, 250, 25)


def test_the_figures_add_up_by_stage_and_by_level():
    cohort = CohortFactory(seats=10)
    town = OrganisationFactory(kind="municipality", level="municipal")
    for status in ("invited", "active", "active", "graduated", "withdrawn", "not_completed"):
        person = UserFactory()
        enrolment = EnrolmentFactory(
            cohort=cohort,
            status=status,
            participant=person,
            affiliation=AffiliationFactory(person=person, organisation=town),
        )
    EnrolmentFactory(cohort=cohort).lesson_progress.create(
        lesson=LessonFactory(module__edition=cohort.edition)
    )
    EnrolmentFactory()  # Of another cohort.

    figures = figures_of_cohort(cohort)

    assert [(each.name, each.people, each.municipal, each.other) for each in figures.stages] == [
        ("planned", 10, None, None),
        ("named", 7, 6, 1),
        ("enrolled", 5, 4, 1),
        ("started", 1, 0, 1),
        ("graduated", 1, 1, 0),
    ]
    assert figures.named == (
        figures.invited
        + figures.studying
        + figures.graduated
        + figures.not_completed
        + figures.withdrawn
    )
    assert (figures.withdrawn, figures.municipalities) == (1, 1)
    assert enrolment.cohort == cohort
