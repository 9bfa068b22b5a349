from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from completion.domain.reports import (
    Group,
    Reading,
    figures_for,
    headlines,
    person_rows,
    reading_of,
    readings,
    request_report,
    shown_to,
    suppress,
)
from completion.models import CompletionReport
from courses.domain.hours import credit
from courses.models import Cohort
from lms.lib.errors import RuleViolation
from tests.factories import (
    AffiliationFactory,
    CohortFactory,
    DataAgreementFactory,
    EnrolmentFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    TerritoryFactory,
    UserFactory,
)


def group(key, *counts):
    return Group(key, key, *counts)


def columns(groups):
    return groups and [(row.nominated, row.enrolled, row.graduated) for row in groups]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        # Large groups stay.
        ([(50, 40, 20), (60, 50, 30)], [(50, 40, 20), (60, 50, 30)]),
        # Nobody is not somebody.
        ([(10, 10, 0), (20, 20, 0)], [(10, 10, 0), (20, 20, 0)]),
        # One small cell takes its column with it: the total would give it away.
        ([(50, 40, 3), (60, 50, 30)], [(50, 40, None), (60, 50, None)]),
        # 20 named and 18 enrolled would say that two women did not accept.
        ([(20, 18, 5), (40, 30, 10)], [(None, 18, 5), (None, 30, 10)]),
        ([(20, 18, 15), (40, 30, 20)], [(20, None, 15), (40, None, 20)]),
        # Nothing is left.
        ([(3, 3, 3), (40, 30, 20)], None),
        ([(1, 0, 0), (2, 2, 2)], None),
    ],
)
def test_suppress_leaves_no_group_of_one_to_four_also_by_subtraction(given, shown):
    groups = tuple(group(str(number), *counts) for number, counts in enumerate(given))

    assert columns(suppress(groups)) == shown


def test_suppress_never_lets_a_small_difference_through():
    """Every table of small numbers: what stays has no cell and no difference of 1 to 4."""
    for women in range(13):
        for men in range(0, 13, 3):
            for graduated in range(women + 1):
                kept = suppress(
                    (group("w", 20, women, graduated), group("m", 20, men, min(men, graduated)))
                )
                for row in kept or ():
                    counts = [count for count in columns([row])[0] if count is not None]
                    gaps = [abs(one - other) for one in counts for other in counts]
                    assert not [number for number in counts + gaps if 0 < number < 5]


@pytest.fixture
def cohort(db):
    state = TerritoryFactory()
    return CohortFactory(territory=state, seats=30)


def add(cohort, number=1, *, partner=None, sex="", level="state", town=None, status="active"):
    made = []
    for _n in range(number):
        person = UserFactory(sex=sex)
        organisation = OrganisationFactory(level=level, territory=town or cohort.territory)
        made.append(
            EnrolmentFactory(
                cohort=cohort,
                participant=person,
                status=status,
                nominated_by=partner or cohort.partner,
                affiliation=AffiliationFactory(person=person, organisation=organisation),
            )
        )
    return made


def test_figures_count_every_status_once_and_parts_make_the_whole(cohort):
    toluca, chalco = MunicipalityFactory(name="Toluca"), MunicipalityFactory(name="Chalco")
    MunicipalityFactory(name="Ayapango")
    add(cohort, 6, sex="woman", level="municipal", town=toluca)
    add(cohort, 2, sex="man", level="municipal", town=chalco, status="graduated")
    add(cohort, 3, sex="other", status="invited")
    add(cohort, 1, status="withdrawn")
    add(cohort, 1, sex="not_stated", status="not_completed", level="")
    started = add(cohort, 1, sex="man")[0]
    credit(
        started,
        modality="online",
        minutes=60,
        source_kind="lesson",
        source_id=1,
        label="x",
        earned_on=timezone.localdate(),
        by=started.participant,
    )

    figures = figures_for(cohort)

    assert (
        figures.seats,
        figures.nominated,
        figures.invited,
        figures.enrolled,
        figures.started,
        figures.graduated,
        figures.not_completed,
        figures.withdrawn,
    ) == (30, 14, 3, 10, 1, 2, 1, 1)
    assert {row.key: columns([row])[0] for row in figures.by_sex} == {
        "woman": (6, 6, 0),
        "man": (3, 3, 2),
        "other": (5, 1, 0),
    }
    assert {row.key: columns([row])[0] for row in figures.by_level} == {
        "municipal": (8, 8, 2),
        "state": (5, 1, 0),
        "none": (1, 1, 0),
    }
    assert [(row.label, *columns([row])[0]) for row in figures.by_municipality][:2] == [
        ("Chalco", 2, 2, 2),
        ("Toluca", 6, 6, 0),
    ]
    assert figures.by_municipality[2].nominated == 6
    assert (figures.municipalities_reached, figures.municipalities_in_all) == (2, 3)
    assert figures.municipalities_without == ("Ayapango",)


def test_a_cohort_without_people_has_figures_too(cohort):
    figures = figures_for(cohort)

    assert (figures.nominated, figures.enrolled, figures.by_level) == (0, 0, ())


def test_figures_cost_three_queries_whatever_the_number_of_people(
    cohort, django_assert_num_queries
):
    add(cohort, 3, town=MunicipalityFactory())
    with django_assert_num_queries(3):
        figures_for(cohort)
    add(cohort, 12, town=MunicipalityFactory())
    with django_assert_num_queries(3):
        figures_for(cohort)


def test_a_partner_counts_only_the_people_it_named_also_in_a_mixed_cohort(cohort):
    other = OrganisationFactory()
    add(cohort, 4)
    add(cohort, 7, partner=other, status="graduated")

    assert figures_for(cohort, cohort.partner).nominated == 4
    assert figures_for(cohort, other).graduated == 7
    assert figures_for(cohort).nominated == 11


def test_small_groups_by_sex_are_hidden_from_partners_and_all_small_groups_from_observers(cohort):
    town = MunicipalityFactory()
    add(cohort, 2, sex="woman", level="municipal", town=town)
    add(cohort, 9, sex="man")
    figures = figures_for(cohort)
    host = Reading(cohort, None, None, is_host=True)
    partner = Reading(cohort, cohort.partner, cohort.partner)
    observer = Reading(cohort, cohort.partner, cohort.partner, is_observer=True)

    assert shown_to(host, figures) == figures
    assert columns(shown_to(partner, figures).by_sex) == [(None, None, 0)] * 3
    assert shown_to(partner, figures).by_level == figures.by_level
    assert shown_to(partner, figures).by_municipality == figures.by_municipality
    seen = shown_to(observer, figures)
    for split in (seen.by_sex, seen.by_level, seen.by_municipality):
        assert {(row.nominated, row.enrolled) for row in split} == {(None, None)}
    assert (seen.municipalities_reached, seen.nominated) == (1, 11)


def test_who_reads_what(cohort):
    add(cohort, 1)
    named_too, stranger, sponsor = (OrganisationFactory() for _n in range(3))
    add(cohort, 1, partner=named_too)
    Cohort.objects.filter(pk=cohort.pk).update(sponsor=sponsor)
    cohort.refresh_from_db()
    DataAgreementFactory(partner=cohort.partner)
    DataAgreementFactory(partner=named_too, until=timezone.localdate() - timedelta(days=1))

    def read(role, organisation):
        person = MembershipFactory(role=role, organisation=organisation).person
        return [
            (row.partner, row.is_host, row.is_observer, row.shows_names)
            for row in readings(person, [cohort])[cohort.pk]
        ]

    assert read("staff", cohort.host) == [(None, True, False, True)]
    assert read("coordinator", cohort.partner) == [(cohort.partner, False, False, True)]
    assert read("observer", cohort.partner) == [(cohort.partner, False, True, False)]
    assert read("coordinator", named_too) == [(named_too, False, False, False)]
    assert read("coordinator", sponsor) == [(None, False, False, False)]
    assert read("coordinator", stranger) == []
    assert read("staff", stranger) == []


def test_a24_a_partner_chosen_in_the_address_must_be_ones_own(cohort):
    other = OrganisationFactory()
    add(cohort, 1)
    add(cohort, 1, partner=other)
    person = MembershipFactory(role="coordinator", organisation=cohort.partner).person

    assert reading_of(person, cohort, partner_id=cohort.partner.public_id).partner == cohort.partner
    assert reading_of(person, cohort, partner_id=other.public_id) is None
    assert reading_of(person, cohort, partner_id="1 OR 1") is None


def test_headlines_count_each_reading_in_one_query(cohort, django_assert_num_queries):
    other = OrganisationFactory()
    add(cohort, 2)
    add(cohort, 3, partner=other, status="graduated")
    person = MembershipFactory(role="coordinator", organisation=other).person
    found = readings(person, [cohort])

    with django_assert_num_queries(1):
        lines = headlines(found)

    assert [(line.nominated, line.enrolled, line.graduated) for line in lines] == [(3, 3, 3)]


def test_hours_of_people_come_from_the_ledger(cohort):
    (enrolment,) = add(cohort)
    for number, (modality, minutes) in enumerate(
        [("online", 100), ("online", 20), ("in_person", 60)]
    ):
        credit(
            enrolment,
            modality=modality,
            minutes=minutes,
            source_kind="lesson",
            source_id=number,
            label="x",
            earned_on=timezone.localdate(),
            by=enrolment.participant,
        )

    (row,) = person_rows([enrolment])

    assert (row.online, row.in_person, row.grade) == (120, 60, None)


def test_asking_twice_with_one_key_makes_one_request(cohort):
    person, key = UserFactory(), uuid4()
    reading = Reading(cohort, None, None, is_host=True)

    first = request_report(reading, by=person, key=key, language="en")
    assert request_report(reading, by=person, key=key, language="en") == first
    with pytest.raises(RuleViolation):
        request_report(reading, by=UserFactory(), key=key, language="en")

    assert CompletionReport.objects.count() == 1
