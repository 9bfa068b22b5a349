"""Claiming a row that is a job, as every kind of file that a worker makes does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Handbook
from tests.factories import HandbookFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_a_claim_brings_what_is_selected_and_only_of_the_rows_it_is_made_on(
    django_assert_num_queries,
):
    handbook = HandbookFactory()

    assert Handbook.objects.exclude(pk=handbook.pk).claim(handbook.pk, now=NOW) is None
    claimed = Handbook.objects.select_related("edition").claim(handbook.pk, now=NOW)

    assert (claimed.tries, claimed.claimed_at) == (1, NOW)
    with django_assert_num_queries(0):
        assert claimed.edition.number
    assert list(Handbook.objects.unclaimed(NOW)) == []
    assert list(Handbook.objects.unclaimed(NOW + timedelta(hours=1))) == [handbook]
