from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import CohortDeliverable
from completion.domain.requirements import load_requirements
from courses.domain.progress import complete_lesson
from courses.models import DueExtension, ItemDue
from lms.dashboards.participant import participant_home
from tests.factories import (
    AnswerFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    LiveSessionFactory,
    ProjectMemberFactory,
    QuestionFactory,
    SubmissionFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(client):
    enrolment = EnrolmentFactory()
    edition = enrolment.cohort.edition
    edition.content_hash = uuid4().hex
    edition.save()
    load_requirements(edition)
    client.force_login(enrolment.participant)
    return enrolment


def lesson_in(enrolment, **facts):
    return LessonFactory(module__edition=enrolment.cohort.edition, **facts)


def test_home_begins_with_the_next_item(client, enrolment):
    done = lesson_in(enrolment, minutes=90)
    ahead = lesson_in(enrolment, code="M1.2", title_es="Agua")
    complete_lesson(enrolment, done, by=enrolment.participant)

    page = client.get("/en" + reverse("home")).content.decode()

    assert "M1.2 · Agua" in page
    assert f"/leccion/{ahead.public_id}/" in page
    assert '<span class="big num">1.5</span>' in page


@pytest.mark.parametrize(
    ("closed_by", "step"),
    [("finish", "item"), ("submission", "item"), ("approval", "waiting"), ("survey", "waiting")],
)
def test_step_says_what_the_person_can_do(enrolment, closed_by, step):
    lesson_in(enrolment, closed_by=closed_by)

    assert participant_home(enrolment.participant).step == step


def test_what_others_must_do_comes_after_what_the_person_can_do(enrolment):
    lesson_in(enrolment, closed_by="approval")
    later = lesson_in(enrolment)

    assert participant_home(enrolment.participant).next_item.lesson == later


def test_project_that_came_back_is_the_next_step(enrolment):
    lesson_in(enrolment)
    SubmissionFactory(enrolment=enrolment, project__cohort=enrolment.cohort, state="returned")

    assert participant_home(enrolment.participant).step == "changes"


def test_completed_course_and_closed_cohort_say_so(client, enrolment):
    assert participant_home(enrolment.participant).step == "done"
    client.get(reverse("home"))

    cohort = enrolment.cohort
    cohort.state = "closed"
    cohort.save()
    assert participant_home(enrolment.participant).step == "closed"
    assert "The cohort is closed" in client.get("/en" + reverse("home")).content.decode()


def test_hours_are_told_by_part(enrolment):
    for kind, minutes in (("L", 30), ("I", 20), ("H", 40), ("Q", 10), ("P", 60)):
        lesson = lesson_in(enrolment, kind=kind, minutes=minutes)
        complete_lesson(enrolment, lesson, by=enrolment.participant)

    home = participant_home(enrolment.participant)

    assert home.parts == {"lessons": 50, "replies": 40, "questions": 10, "project": 60}
    assert home.hours.online == sum(home.parts.values())


def test_tutor_dates_and_the_latest_answer_are_there(client, enrolment):
    TutorAssignmentFactory(
        enrolment=enrolment, tutor=UserFactory(given_names="Renata", surname_1="Tun")
    )
    soon = timezone.now() + timedelta(days=3)
    InPersonSessionFactory(
        cohort=enrolment.cohort,
        starts_at=soon,
        ends_at=soon + timedelta(hours=3),
        planned__title_es="Taller de diseño",
    )
    question = QuestionFactory(enrolment=enrolment)
    AnswerFactory(question=question, body="Diga qué habrá cambiado.")
    AnswerFactory(question=question, author=enrolment.participant, body="Gracias.")
    AnswerFactory(body="De otra persona.")

    page = client.get("/en" + reverse("home")).content.decode()

    assert "Tutor: Renata Tun" in page
    assert "Taller de diseño" in page
    assert "In 3 days." in page
    assert "«Diga qué habrá cambiado.»" in page
    assert "Gracias." not in page
    assert "De otra persona." not in page


def test_next_live_session_is_there_until_its_item_is_done(client, enrolment):
    now = timezone.now()
    item = lesson_in(enrolment, code="M5.2", title_es="Asesoría", kind="W", closed_by="live")
    facts = {"cohort": enrolment.cohort, "lesson": item, "minutes": 60}
    LiveSessionFactory(starts_at=now - timedelta(hours=2), **facts)
    LiveSessionFactory(starts_at=now + timedelta(days=1), state="cancelled", **facts)
    LiveSessionFactory(starts_at=now + timedelta(days=9), **facts)
    LiveSessionFactory(starts_at=now + timedelta(days=1))
    ahead = LiveSessionFactory(starts_at=now + timedelta(days=4), dial_in="55 5555 0100", **facts)

    [date] = participant_home(enrolment.participant, now=now).dates
    page = client.get("/en" + reverse("home")).content.decode()

    assert (date.live.public_id, date.days) == (ahead.public_id, 4)
    assert "Live: M5.2 Asesoría" in page
    assert "(central time). By telephone too. In 4 days." in page
    assert reverse("tutoring:live-calendar", args=[ahead.public_id]) in page

    complete_lesson(enrolment, item, by=enrolment.participant)
    assert participant_home(enrolment.participant, now=now).dates == []


def test_a_long_live_session_is_shown_until_it_ends(client, enrolment):
    now = timezone.now()
    facts = {
        "cohort": enrolment.cohort,
        "lesson": lesson_in(enrolment, code="M5.2", kind="W", closed_by="live"),
        "minutes": 180,
    }
    going_on = LiveSessionFactory(starts_at=now - timedelta(minutes=150), **facts)
    LiveSessionFactory(starts_at=now + timedelta(days=2), **facts)

    [date] = participant_home(enrolment.participant, now=now).dates
    later = participant_home(enrolment.participant, now=now + timedelta(minutes=40))

    assert date.live.public_id == going_on.public_id
    assert "It is going on now." in client.get("/en" + reverse("home")).content.decode()
    assert [date.days for date in later.dates] == [2]


def test_dates_stand_in_the_order_of_the_calendar_until_the_project_is_handed_in(enrolment):
    now = timezone.now()
    cohort = enrolment.cohort
    cohort.project_due_at = now + timedelta(days=5)
    cohort.save()
    for days in (9, 2):
        soon = now + timedelta(days=days)
        InPersonSessionFactory(cohort=cohort, starts_at=soon, ends_at=soon + timedelta(hours=3))

    home = participant_home(enrolment.participant, now=now)
    assert [(date.days, bool(date.session)) for date in home.dates] == [
        (2, True),
        (5, False),
        (9, True),
    ]

    SubmissionFactory(enrolment=enrolment, project__cohort=cohort, state="waiting")
    home = participant_home(enrolment.participant, now=now)
    assert [date.days for date in home.dates] == [2, 9]


def test_each_deliverable_is_due_until_it_is_handed_in_or_longer_for_who_got_more_time(
    client, enrolment
):
    now, cohort = timezone.now(), enrolment.cohort
    for number, days in ((1, 2), (2, 9), (3, 30)):
        CohortDeliverable.objects.create(
            cohort=cohort, deliverable=f"E{number}", due_at=now + timedelta(days=days)
        )
    project = ProjectMemberFactory(project__cohort=cohort, enrolment=enrolment).project
    SubmissionFactory(project=project, enrolment=enrolment, deliverable="E1", state="waiting")
    tutor = UserFactory(given_names="Renata", surname_1="Tun")
    facts = {"enrolment": enrolment, "what": "E2", "reason": "x", "granted_by": tutor}
    DueExtension.objects.create(due_at=now + timedelta(days=12), **facts)

    home = participant_home(enrolment.participant, now=now)

    assert [(date.deliverable, date.days, date.extended_by) for date in home.dates] == [
        ("E2", 12, "Renata Tun"),
        ("E3", 30, ""),
    ]
    assert "by Renata Tun" in client.get("/en" + reverse("home")).content.decode()


def test_page_has_room_for_a_few_dates_and_counts_the_others(enrolment):
    now = timezone.now()
    for days in (-9, -8, -1, 1, 2, 3, 4, 5, 6):
        lesson = LessonFactory(module__edition=enrolment.cohort.edition, closed_by="homework")
        ItemDue.objects.create(
            cohort=enrolment.cohort, lesson=lesson, due_at=now + timedelta(days=days)
        )

    home = participant_home(enrolment.participant, now=now)

    assert [date.days for date in home.dates] == [-8, -1, 1, 2, 3, 4, 5]
    assert home.more_dates == 2


def test_cohort_used_last_is_shown_and_the_others_are_linked(client, enrolment):
    enrolment.last_seen_at = timezone.now()
    enrolment.save()
    other = EnrolmentFactory(participant=enrolment.participant)

    home = participant_home(enrolment.participant)

    assert home.enrolment == enrolment
    assert home.others == [other]
    page = client.get(reverse("home")).content.decode()
    assert other.cohort.name in page


def test_person_without_an_enrolment_is_told_what_to_do(client):
    client.force_login(UserFactory())

    page = client.get("/en" + reverse("home"))

    assert page.status_code == 200
    assert "You do not take part in a course yet." in page.content.decode()


@pytest.mark.parametrize("items", [1, 3])
def test_home_costs_the_same_for_any_number_of_items(
    client, enrolment, django_assert_max_num_queries, items
):
    for _item in range(items):
        lesson = lesson_in(enrolment)
        complete_lesson(enrolment, lesson, by=enrolment.participant)
        lesson_in(enrolment)
        AnswerFactory(question__enrolment=enrolment)
        InPersonSessionFactory(cohort=enrolment.cohort, ends_at=timezone.now() + timedelta(days=1))
        LiveSessionFactory(
            cohort=enrolment.cohort,
            lesson=lesson_in(enrolment, kind="W", closed_by="live"),
            starts_at=timezone.now() + timedelta(days=1),
        )
    client.get(reverse("home"))

    with django_assert_max_num_queries(12):
        client.get(reverse("home"))
