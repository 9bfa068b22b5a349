"""The log of who looked at somebody's data, as its owner reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.domain.looks import EXPORT_PEOPLE, VIEW, VIEW_PEOPLE, Group, looks_at, note_look
from people.domain.records import record
from people.models import AccessRecord
from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_same_page_counts_once_an_hour_and_another_one_at_once():
    reader, person = UserFactory(), UserFactory()

    for place in ("Toluca", "Toluca", "Oaxaca"):
        note_look(reader, VIEW, person, reason=place)

    assert sorted(look.reason for look in looks_at(person)) == ["Oaxaca", "Toluca"]


def test_a_person_sees_looks_at_themselves_and_at_their_groups_since_they_joined():
    reader, person, cohort = UserFactory(), UserFactory(), CohortFactory()
    joined = timezone.now()
    record(reader, VIEW_PEOPLE, cohort, reason="before")
    AccessRecord.objects.update(at=joined - timedelta(days=1))
    record(reader, EXPORT_PEOPLE, cohort, reason="after")
    record(reader, EXPORT_PEOPLE, CohortFactory(), reason="another cohort")
    record(reader, "edit cohort", cohort, reason="no look")
    record(reader, VIEW, UserFactory(), reason="somebody else")
    record(person, VIEW, person, reason="themselves")
    record(reader, VIEW, person, reason="me")

    found = looks_at(person, groups=[Group(cohort, joined)])

    assert [look.reason for look in found] == ["me", "after"]
