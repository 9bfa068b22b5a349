"""The lists of the demonstration: a cohort enrolled through the importer, from files in a mess."""

import pytest

from courses.domain.demo_people import CAMPECHE, CROWDS, demo_people
from courses.models import EnrolmentListRow
from lms.demo.lists import FILES, enrol_from_lists
from people.domain.territories import OUR_CATALOGUE, load_territories, read_places
from people.models import Territory
from tests.courses.lists import make_ready
from tests.factories import CohortFactory, UserFactory


def test_every_state_of_the_demonstration_has_people_and_files():
    assert set(FILES) == set(CROWDS)
    assert len({write for files in FILES.values() for _name, write in files}) == 7


@pytest.mark.django_db
def test_a_cohort_is_enrolled_whole_from_its_untidy_file(django_capture_on_commit_callbacks):
    with OUR_CATALOGUE.open(encoding="utf-8", newline="") as catalogue:
        load_territories(read_places(catalogue))
    state = Territory.objects.get(code=CAMPECHE)
    cohort = make_ready(CohortFactory(territory=state, seats=30))

    with django_capture_on_commit_callbacks(execute=True):
        enrol_from_lists(cohort, demo_people(CAMPECHE), tutors=[], by=UserFactory())

    rows = EnrolmentListRow.objects.filter(enrolment_list__cohort=cohort)
    assert set(rows.values_list("verdict", "outcome")) == {("ready", "enrolled")}
    assert (rows.count(), cohort.enrolments.count()) == (30, 30)
    assert rows.values("territory").exclude(territory=None).distinct().count() == 13
