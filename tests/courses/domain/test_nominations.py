"""People whom a partner names: handed in, confirmed or not, over the quota, in their turn."""

from datetime import date

import pytest

from courses.domain.enrolment import withdraw
from courses.domain.enrolment_import import load_list
from courses.domain.enrolment_job import confirm_list, enrol_list
from courses.domain.nominations import confirm_nominations, nominate, offer_free_seats
from courses.domain.partner_figures import figures_of_partners, waiting_of
from courses.models import Enrolment, EnrolmentList, EnrolmentListRow
from courses.notifications import invitations_to_course
from lms.lib.errors import RuleViolation
from people.models import Message, Territory
from tests.courses.lists import cohort_in_mexico, csv_of
from tests.factories import (
    EnrolmentFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipQuotaFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def partnership_in_mexico(*quotas, **facts):
    cohort = facts.pop("cohort", None) or cohort_in_mexico(seats=facts.pop("seats", 10))
    partnership = PartnershipFactory(cohort=cohort, state="accepted", **facts)
    for seats in quotas:
        PartnershipQuotaFactory(partnership=partnership, seats=seats)
    return partnership


def listed(partnership, content):
    return load_list(
        partnership.cohort,
        content=content,
        file_name="lista.csv",
        by=UserFactory(),
        partnership=partnership,
    )


def confirmed(partnership, content, **facts):
    named = listed(partnership, content)
    nominate(named, by=named.uploaded_by)
    confirm_nominations(named, by=UserFactory(), **facts)
    enrol_list(named.pk, tell=invitations_to_course)
    return named


def refusal_of(call, *args, **facts):
    with pytest.raises(RuleViolation) as caught:
        call(*args, **facts)
    return caught.value.code


def outcomes(named):
    return list(named.rows.values_list("outcome", flat=True))


def test_naming_enrols_nobody_and_confirming_enrols_in_the_name_of_the_partner():
    partnership = partnership_in_mexico(10)
    named = listed(partnership, csv_of(1, 2, more="Eva,Sol,,eva@x,Tolca,Jefa\n"))

    nominate(named, by=named.uploaded_by)
    before = Enrolment.objects.count()
    team = UserFactory()
    confirm_nominations(named, by=team)
    enrol_list(named.pk, tell=invitations_to_course)

    assert before == 0
    assert outcomes(named) == ["enrolled", "enrolled", "refused"]
    enrolments = Enrolment.objects.all()
    assert {(each.nominated_by, each.enrolled_by) for each in enrolments} == {
        (partnership.partner, team)
    }
    assert Message.objects.count() == 2


def test_the_coordinator_cannot_enrol_by_the_way_of_the_team():
    named = listed(partnership_in_mexico(10), csv_of(1))

    assert refusal_of(confirm_list, named, by=UserFactory()) == "nomination"


def test_names_are_refused_before_a_yes_after_the_last_day_and_once_handed_in():
    waiting = partnership_in_mexico(10)
    waiting.state = "sent"
    waiting.save()
    late = partnership_in_mexico(10, names_until=date(2020, 1, 31))
    named = listed(partnership_in_mexico(10), csv_of(1))
    nominate(named, by=named.uploaded_by)

    assert refusal_of(nominate, listed(waiting, csv_of(1)), by=UserFactory()) == "not_accepted"
    assert refusal_of(nominate, listed(late, csv_of(1)), by=UserFactory()) == "late"
    assert refusal_of(nominate, named, by=UserFactory()) == "not_in_review"


def test_who_is_left_out_gets_the_reason_and_the_others_are_enrolled():
    partnership = partnership_in_mexico(10)
    named = listed(partnership, csv_of(1, 2))
    nominate(named, by=named.uploaded_by)

    assert refusal_of(confirm_nominations, named, by=UserFactory(), leaving_out=[2]) == "reason"
    confirm_nominations(named, by=UserFactory(), leaving_out=[2], reason="Cambió de puesto")
    enrol_list(named.pk, tell=invitations_to_course)

    assert list(named.rows.values_list("outcome", "refusal", "reason_given")) == [
        ("refused", "declined", "Cambió de puesto"),
        ("enrolled", "", ""),
    ]


def test_a_large_change_to_a_running_cohort_is_confirmed_by_the_number_of_those_who_join():
    partnership = partnership_in_mexico(10)
    EnrolmentFactory(cohort=partnership.cohort, participant__email="ana1@toluca.example")
    named = listed(partnership, csv_of(1, 2, 3, 4))
    nominate(named, by=named.uploaded_by)
    choice = {"by": UserFactory(), "leaving_out": [4], "reason": "Cambió de puesto"}

    for wrong in ("", "3", "4"):
        assert refusal_of(confirm_nominations, named, typed=wrong, **choice) == "typed"
    confirm_nominations(named, typed="2", **choice)

    assert EnrolmentList.objects.get().state == "queued"


def test_a_partner_hears_nothing_of_people_whom_others_named():
    """Whether somebody has an account or studies with others is no news for a partner."""
    partnership = partnership_in_mexico(10)
    other = EnrolmentFactory(
        cohort=partnership.cohort,
        nominated_by=OrganisationFactory(),
        participant__email="ana1@toluca.example",
    )
    UserFactory(email="ana2@toluca.example")
    named = listed(partnership, csv_of(1, 2))
    said_to_partner = list(named.rows.values_list("reasons", flat=True))

    nominate(named, by=named.uploaded_by)

    assert said_to_partner == [[], []]
    assert list(named.rows.values_list("reasons", flat=True)) == [
        ["already_enrolled"],
        ["name_differs", "has_account"],
    ]
    assert other.nominated_by != partnership.partner


def test_who_is_over_the_quota_waits_and_gets_the_seat_that_becomes_free_in_turn(
    django_capture_on_commit_callbacks,
):
    partnership = partnership_in_mexico(2)
    named = confirmed(partnership, csv_of(1, 2, 3, 4))
    assert outcomes(named) == ["enrolled", "enrolled", "waiting", "waiting"]
    assert [turn for turn, _row in waiting_of(partnership)] == [1, 2]

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(Enrolment.objects.first(), by=UserFactory(), reason="x")

    assert outcomes(named) == ["enrolled", "enrolled", "enrolled", "waiting"]
    assert Enrolment.objects.holding_a_seat().count() == 2
    assert Message.objects.filter(to="ana3@toluca.example").count() == 1
    assert offer_free_seats(partnership.cohort, tell=invitations_to_course) == 0


def test_a_full_cohort_makes_people_wait_and_a_partner_without_seats_is_passed_over():
    first = partnership_in_mexico(1, seats=2)
    second = partnership_in_mexico(5, cohort=first.cohort, partner=OrganisationFactory())
    over = confirmed(first, csv_of(1, 2))
    full = confirmed(second, csv_of(3, 4), typed="2")
    assert (outcomes(over), outcomes(full)) == (["enrolled", "waiting"], ["enrolled", "waiting"])

    first.cohort.seats = 3
    first.cohort.save()

    assert offer_free_seats(first.cohort, tell=invitations_to_course) == 1
    assert (outcomes(over), outcomes(full)) == (["enrolled", "waiting"], ["enrolled", "enrolled"])


def test_seats_of_a_municipality_are_for_its_people_only():
    partnership = partnership_in_mexico()
    toluca = Territory.objects.get(code="15106")
    PartnershipQuotaFactory(partnership=partnership, seats=1, territory=toluca)
    more = "Eva,Sol,,eva@lerma.example,Lerma,Jefa\n"

    named = confirmed(partnership, csv_of(1, 2, more=more))

    assert outcomes(named) == ["enrolled", "waiting", "waiting"]


def test_planned_nominated_waiting_enrolled_and_graduated_stand_side_by_side():
    partnership = partnership_in_mexico(2)
    confirmed(partnership, csv_of(1, 2, 3))
    Enrolment.objects.filter(participant__email__startswith="ana1").update(status="active")
    named = listed(partnership, csv_of(7))
    nominate(named, by=named.uploaded_by)
    listed(partnership, csv_of(8))  # Still with the partner: counts nowhere.
    EnrolmentFactory(cohort=partnership.cohort, nominated_by=OrganisationFactory())

    [figures] = figures_of_partners([partnership])

    [line] = figures.lines
    assert (line.level, line.planned, line.nominated, line.waiting) == ("municipal", 2, 4, 1)
    assert (line.enrolled, line.graduated) == (1, 0)
    assert EnrolmentListRow.objects.waiting().count() == 1
