"""Lines that were written before they had an address get one each."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection, models

from courses.domain.hours import credit
from courses.models import HoursEntry
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db
# Nothing guarded the ledger when this migration ran.
WITHOUT_GUARD = {
    "sqlite": "DROP TRIGGER hours_entry_never_changes",
    "postgresql": "DROP TRIGGER hours_entry_only_grows ON courses_hoursentry",
}


def test_every_line_gets_an_address_of_its_own():
    enrolment = EnrolmentFactory()
    for number in (1, 2):
        credit(
            enrolment,
            modality="online",
            minutes=60,
            source_kind="lesson",
            source_id=number,
            label="M1.1",
            earned_on=date(2026, 10, 1),
            by=enrolment.participant,
        )
    before = set(HoursEntry.objects.values_list("public_id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_GUARD[connection.vendor])
    historical = SimpleNamespace(objects=models.QuerySet(HoursEntry))
    migration = import_module("courses.migrations.0004_every_line_of_the_ledger_has_an_address")

    migration.give_addresses(SimpleNamespace(get_model=lambda *_names: historical), None)

    after = set(HoursEntry.objects.values_list("public_id", flat=True))
    assert len(after) == 2
    assert after.isdisjoint(before)
