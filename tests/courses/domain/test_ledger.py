from uuid import uuid4

import pytest
from django.utils import timezone

from courses.domain.corrections import adjust_hours, correct_line
from courses.domain.hours import credit, hours_of
from courses.domain.ledger import ledger_of
from courses.domain.progress import finish_lesson
from tests.factories import EnrolmentFactory, LessonFactory, ModuleFactory

pytestmark = pytest.mark.django_db


def test_every_line_stands_under_the_part_that_earned_it():
    enrolment = EnrolmentFactory()
    edition = enrolment.cohort.edition
    first = ModuleFactory(edition=edition, code="M1", title_es="Agenda", minutes=90, position=1)
    second = ModuleFactory(edition=edition, code="M2", title_es="Marco", minutes=60, position=2)
    one, other = (
        LessonFactory(module=first, code=f"M1.{number}", title_es="Leer", minutes=minutes)
        for number, minutes in ((1, 25), (2, 65))
    )
    LessonFactory(module=second)
    finish_lesson(enrolment, one, by=enrolment.participant)
    finish_lesson(enrolment, other, by=enrolment.participant)
    correct_line(
        enrolment.hours_entries.get(minutes=65), by=enrolment.participant, reason="Otra persona"
    )
    credit(
        enrolment,
        modality="in_person",
        minutes=180,
        source_kind="attendance",
        source_id=1,
        label="S1 Apertura",
        earned_on=timezone.localdate(),
        by=enrolment.participant,
    )
    adjust_hours(
        enrolment,
        modality="online",
        minutes=7,
        reason="Taller",
        by=enrolment.participant,
        key=uuid4(),
    )

    ledger = ledger_of(enrolment)

    assert [
        (
            part.title,
            part.minutes,
            part.planned,
            [(line.entry.minutes, line.is_correctable) for line in part.lines],
        )
        for part in [*ledger.online, *ledger.in_person]
    ] == [
        ("M1 Agenda", 25, 90, [(25, True), (65, False), (-65, False)]),
        ("M2 Marco", 0, 60, []),
        ("Ajustes del equipo", 7, 0, [(7, True)]),
        ("Sesiones presenciales", 180, 600, [(180, False)]),
    ]
    assert ledger.hours == hours_of(enrolment)
