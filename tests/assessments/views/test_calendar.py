from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.domain.calendar_moves import move_calendar
from assessments.domain.due import planned_dues
from courses.models import CalendarMove, ItemDue
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def cohort():
    cohort = CohortFactory(host=MembershipFactory(role="staff").organisation)
    LessonFactory(module__edition=cohort.edition, code="M1.8", kind="H", closed_by="homework")
    LessonFactory(module__edition=cohort.edition, code="M2.9", kind="Q", closed_by="quiz")
    return cohort


@pytest.fixture
def staff(cohort, client):
    person = cohort.host.memberships.get().person
    client.force_login(person)
    return person


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def address(cohort, name="cohort-days", *args):
    return reverse(f"assessments:{name}", args=[cohort.code, *args])


def test_staff_sets_only_the_days_that_it_changed(client, cohort, staff):
    """Two people at once: what the other one set stays."""
    due = {"M1_8": in_days(10).isoformat(), "initial-M1_8": "", "M2_9": "", "initial-M2_9": ""}
    ItemDue.objects.create(
        cohort=cohort,
        lesson=cohort.edition.modules.get(lessons__code="M2.9").lessons.get(),
        due_at=timezone.now() + WEEK,
    )

    answer = client.post(address(cohort), due)

    assert answer.url == address(cohort)
    assert planned_dues(cohort).keys() == {"M1.8", "M2.9"}
    page = client.get(address(cohort)).content.decode()
    assert f'value="{in_days(10).isoformat()}"' in page


def test_wrong_day_comes_back_as_it_was_typed_with_the_reason_beside_it(client, cohort, staff):
    past = in_days(-3).isoformat()

    answer = client.post(address(cohort), {"M1_8": past, "M2_9": in_days(9).isoformat()})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{past}"' in page
    assert f'value="{in_days(9).isoformat()}"' in page
    assert 'id="id_M1_8_error"' in page
    assert 'id="id_M2_9_error"' not in page
    assert planned_dues(cohort) == {}


def test_suggestions_are_filled_in_and_saved_only_with_the_form(client, cohort, staff):
    page = client.get(address(cohort), {"sugerir": "1"}).content.decode()

    assert f'value="{cohort.ends_on.isoformat()}"' in page
    assert planned_dues(cohort) == {}


def test_tutor_sees_the_days_and_sets_none(client, cohort):
    client.force_login(CohortTutorFactory(cohort=cohort).tutor)

    page = client.get(address(cohort)).content.decode()

    assert "M1.8" in page
    assert 'type="date"' not in page
    assert client.post(address(cohort), {"M1_8": in_days(9).isoformat()}).status_code == 403
    assert client.get(address(cohort, "calendar-move")).status_code == 403
    assert planned_dues(cohort) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number(
    client, cohort, staff, django_assert_num_queries, count
):
    for number in range(count):
        lesson = LessonFactory(module__edition=cohort.edition, closed_by="homework")
        ItemDue.objects.create(cohort=cohort, lesson=lesson, due_at=timezone.now() + WEEK)
        EnrolmentFactory(cohort=cohort)
        start = timezone.now() + (number + 1) * WEEK
        InPersonSessionFactory(cohort=cohort, starts_at=start, ends_at=start + WEEK / 42)
        move_calendar(cohort, 1, reason="x", by=staff, key=uuid4())
    client.get(address(cohort))

    with django_assert_num_queries(7):
        client.get(address(cohort))
    with django_assert_num_queries(11):
        client.get(address(cohort, "calendar-move"), {"days": "7"})


def test_calendar_is_moved_after_a_preview_and_the_move_undone(client, cohort, staff):
    LessonFactory(module__edition=cohort.edition, code="M3.1")
    due_at = timezone.now() + WEEK
    cohort.project_due_at = due_at
    cohort.save()
    there = address(cohort, "calendar-move")
    assert client.get(there).status_code == 200

    shown = client.get(there, {"days": "7"})
    form = {
        "days": "7",
        "reason": "Huracán en la costa",
        "key": str(uuid4()),
        "seen": shown.context["plan"].seen,
    }
    refused = client.post(there, form | {"reason": ""})
    assert refused.status_code == 422
    assert [client.post(there, form).url for _again in range(2)] == [address(cohort)] * 2
    cohort.refresh_from_db()
    assert cohort.project_due_at == due_at + WEEK
    assert "Huracán en la costa" in client.get(address(cohort)).content.decode()

    move = CalendarMove.objects.get()
    undo = address(cohort, "calendar-move-undo", move.public_id)
    assert client.post(undo).url == address(cohort)
    cohort.refresh_from_db()
    assert cohort.project_due_at == due_at


@pytest.mark.parametrize("days", ["", "0", "abc", "999", "-300"])
def test_days_that_cannot_be_are_refused_with_what_was_typed(client, cohort, staff, days):
    there = address(cohort, "calendar-move")
    form = {"days": days, "reason": "Huracán", "key": str(uuid4())}

    for answer in (client.get(there, {"days": days}), client.post(there, form)):
        assert answer.status_code == 422
        assert 'id="id_days_error"' in answer.content.decode()
    assert 'value="Huracán"' in answer.content.decode()
    assert not CalendarMove.objects.exists()


def test_calendar_that_has_changed_since_the_preview_is_shown_again(client, cohort, staff):
    there = address(cohort, "calendar-move")
    seen = client.get(there, {"days": "7"}).context["plan"].seen
    cohort.project_due_at = timezone.now() + WEEK
    cohort.save()
    form = {"days": "7", "reason": "Huracán", "key": str(uuid4()), "seen": seen}

    answer = client.post(there, form)

    assert answer.status_code == 422
    assert "Huracán" in answer.content.decode()
    assert client.post(there, form | {"seen": answer.context["plan"].seen}).status_code == 302


def test_stranger_learns_nothing_of_the_calendar(client, cohort):
    client.force_login(UserFactory())

    assert client.get(address(cohort)).status_code == 404
    assert client.get(address(cohort, "calendar-move")).status_code == 404
