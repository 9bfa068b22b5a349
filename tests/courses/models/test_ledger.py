from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from courses.domain.hours import credit
from courses.models import HoursEntry
from courses.models.ledger import LedgerOnlyGrows
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return entry_of(EnrolmentFactory())


def entry_of(enrolment):
    credit(
        enrolment,
        modality="online",
        minutes=60,
        source_kind="lesson",
        source_id=1,
        label="M1.1",
        earned_on=date(2026, 10, 1),
        by=enrolment.participant,
    )
    return enrolment.hours_entries.get()


def in_sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_code_cannot_change_or_remove_a_line(entry):
    everything = HoursEntry.objects.all()
    entry.minutes = 600
    ways = [
        entry.save,
        entry.delete,
        everything.delete,
        lambda: everything.update(minutes=600),
        lambda: everything.bulk_update([entry], ["minutes"]),
        lambda: entry.enrolment.hours_entries.update(minutes=600),
    ]

    for way in ways:
        with pytest.raises(LedgerOnlyGrows):
            way()

    assert HoursEntry.objects.get().minutes == 60


def test_database_itself_refuses_to_change_or_remove_a_line(entry):
    for statement in (
        "UPDATE courses_hoursentry SET minutes = 600 WHERE id = %s",
        "DELETE FROM courses_hoursentry WHERE id = %s",
    ):
        with pytest.raises(IntegrityError, match="only grows"):
            in_sql(statement, entry.pk)

    assert HoursEntry.objects.get().minutes == 60


def test_lines_of_invented_people_may_go_with_the_demonstration():
    entry = entry_of(EnrolmentFactory(participant=UserFactory(is_demo=True)))

    with pytest.raises(IntegrityError):
        in_sql("UPDATE courses_hoursentry SET minutes = 600 WHERE id = %s", entry.pk)
    in_sql("DELETE FROM courses_hoursentry WHERE id = %s", entry.pk)

    assert not HoursEntry.objects.exists()
