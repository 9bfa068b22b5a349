from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.domain.enrolment_reading import limits
from lms.lib.errors import RuleViolation
from lms.lib.tables import read_text
from people.domain.territories import OUR_CATALOGUE, load_territories, read_places
from people.models import AccessRecord, Territory
from tests.factories import HostFactory, TerritoryFactory, UserFactory, WorkshopFactory
from tutoring.domain.workshop_tables import number_in, read_counts
from tutoring.domain.workshops import (
    Counted,
    WorkshopTotals,
    catalogue_of,
    count_people,
    held_between,
    save_workshop,
    totals_over,
)
from tutoring.models import Workshop, WorkshopCount

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def territories():
    with OUR_CATALOGUE.open(encoding="utf-8", newline="") as file:
        load_territories(read_places(file))
    return {each.code: each for each in Territory.objects.all()}


def read(text, workshop):
    elsewhere = (workshop.territory.code, workshop.territory.name)
    table = read_text(text, limits=limits())
    return read_counts([table], catalogue_of(workshop), elsewhere=elsewhere)


def refused(call, *args, **more):
    with pytest.raises(RuleViolation) as refusal:
        call(*args, **more)
    return refusal.value.code


def test_the_same_counts_again_change_nothing_and_a_correction_is_written_down():
    workshop, by = WorkshopFactory(), UserFactory()
    place = workshop.territory_id

    changed = [
        count_people(workshop, {place: counted}, by=by)
        for counted in (Counted(20, 4), Counted(20, 4), Counted(25, 4), Counted(0, 0))
    ]

    assert changed == [1, 0, 1, 1]
    assert not WorkshopCount.objects.exists()
    reasons = AccessRecord.objects.filter(action="count").order_by("pk")
    assert [each.reason for each in reasons] == ["", f"{place}: 20", f"{place}: 25"]


def test_a_workshop_to_come_and_endless_counts_are_refused():
    workshop, by = WorkshopFactory(), UserFactory()
    place = workshop.territory_id
    tomorrow = WorkshopFactory(held_on=timezone.localdate() + DAY)

    assert refused(count_people, tomorrow, {place: Counted(1)}, by=by) == "future"
    assert refused(count_people, workshop, {place: Counted(100_001)}, by=by) == "too_many"


def test_a_form_sent_twice_makes_one_workshop():
    host, key, today = HostFactory(), uuid4(), timezone.localdate()
    facts = {"title": "Taller", "held_on": today, "territory": TerritoryFactory(), "key": key}

    made = [
        save_workshop(Workshop(), by=UserFactory(), facilitators=[], host=host, **facts)
        for _time in range(2)
    ]

    assert made[0] == made[1]
    assert Workshop.objects.count() == 1
    other = {**facts, "host": HostFactory()}
    assert refused(save_workshop, Workshop(), by=UserFactory(), facilitators=[], **other)
    ended = {**facts, "key": uuid4(), "until": today - DAY, "host": host}
    assert refused(save_workshop, Workshop(), by=UserFactory(), facilitators=[], **ended)


def test_r84_more_than_a_hundred_municipalities_of_one_day_add_up(territories):
    workshop = WorkshopFactory(territory=territories["15"])
    names = [each.name for code, each in territories.items() if code[:2] == "15" and len(code) > 2]
    rows = "\n".join(f"{name.upper()}\t2\t1" for name in names)

    table = read(
        f"Taller regional\nMunicipio\tPersonas\tInstituciones\n{rows}\nTotal\t250", workshop
    )
    by_code = {row.code: row.counted for row in table.rows}
    counts = {territories[code].pk: counted for code, counted in by_code.items()}
    count_people(workshop, counts, by=UserFactory())

    assert [row.problem for row in table.rows if not row.counted] == []
    assert totals_over(Workshop.objects.all()) == WorkshopTotals(1, 125, 250, 125)


def test_a_municipality_counts_once_over_workshops_and_a_state_is_none(territories):
    by = UserFactory()
    first = WorkshopFactory(territory=territories["15"])
    second = WorkshopFactory(territory=territories["15"], held_on=timezone.localdate() - 40 * DAY)
    temoaya, state = territories["15087"].pk, territories["15"].pk

    count_people(first, {temoaya: Counted(10, 2), state: Counted(3, 1)}, by=by)
    count_people(second, {temoaya: Counted(5, 1)}, by=by)

    assert totals_over(Workshop.objects.all()) == WorkshopTotals(2, 1, 18, 4)
    lately = held_between(Workshop.objects.all(), timezone.localdate() - 10 * DAY, None)
    assert totals_over(lately) == WorkshopTotals(1, 1, 13, 3)


def test_a_list_is_counted_each_person_and_institution_once(territories):
    workshop = WorkshopFactory(territory=territories["15"])

    table = read(
        "Nombre completo\tCorreo\tMunicipio\tInstitución\n"
        "Ana López Ruiz\tana@x.mx\tTemoaya\tAyuntamiento\n"
        "Ana L. Ruiz\tANA@x.mx\tTemoaya\tAyuntamiento\n"
        "Eva Gil Paz\t\tMpio. de Temoaya\tAYUNTAMIENTO\n"
        "Eva Gil Paz\t\tToluca\tDIF\n"
        "Luz Pérez Díaz\t\t\tSecretaría de Finanzas\n"
        "Inés Ruiz Mora\t\tNarnia\tX\n",
        workshop,
    )

    counted = {row.code: row.counted for row in table.rows if row.counted}
    assert counted == {"15": Counted(1, 1), "15087": Counted(2, 1), "15106": Counted(1, 1)}
    assert (table.is_a_list, table.repeated) == (True, 1)
    assert [(row.line, row.place) for row in table.rows if not row.counted] == [(7, "Narnia")]


def test_rows_that_cannot_be_counted_stay_out_with_the_reason(territories):
    workshop = WorkshopFactory(territory=territories["15"])

    table = read(
        "Municipio\tPersonas\nTemoaya\t4\nTemoaya\t5\nNarnia\t2\nToluca\tvarias\n", workshop
    )

    assert [bool(row.counted) for row in table.rows] == [True, False, False, False]
    assert refused(read, "a\tb\n1\t2", workshop) == "no_header"


def test_numbers_are_read_as_people_write_them():
    assert [number_in(text) for text in ("1,248", " 7 ", "", "x", "1.5")] == [1248, 7, 0, -1, -1]
