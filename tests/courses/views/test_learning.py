from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from courses.domain.progress import complete_lesson
from courses.models import HoursEntry, ItemDue, LessonText
from tests.factories import (
    EnrolmentFactory,
    HostFactory,
    LessonFactory,
    MembershipFactory,
    ModuleFactory,
    PlannedSessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

REPLY = "El agua potable es la meta más urgente en mi municipio."


@pytest.fixture
def enrolment(client):
    enrolment = EnrolmentFactory()
    edition = enrolment.cohort.edition
    edition.content_hash = uuid4().hex
    edition.save()
    client.force_login(enrolment.participant)
    return enrolment


@pytest.fixture
def module(enrolment):
    return ModuleFactory(edition=enrolment.cohort.edition, code="M1")


def url(name, enrolment, *args):
    with translation.override("es-mx"):
        return reverse(f"courses:{name}", args=[enrolment.cohort.code, *args])


def text_for(lesson, **facts):
    defaults = {"language": "es", "markdown": "Hola", "html": "<p>Hola a todas.</p>", "words": 3}
    return LessonText.objects.create(lesson=lesson, **(defaults | facts))


def test_lesson_shows_its_text_with_the_notice_that_nobody_reviewed_it(client, enrolment, module):
    lesson = LessonFactory(module=module, code="M1.1")
    text_for(lesson, sources="Uno (2020).\nDos (2021).")

    page = client.get("/en" + url("lesson", enrolment, lesson.public_id)).content.decode()

    assert '<div class="prose mt" lang="es"><p>Hola a todas.</p></div>' in page
    assert "Demonstration text, not reviewed by experts." in page
    assert "<li>Dos (2021).</li>" in page


def test_text_in_the_language_of_the_page_needs_no_language_mark(client, enrolment, module):
    lesson = LessonFactory(module=module)
    text_for(lesson, is_reviewed=True)

    page = client.get(url("lesson", enrolment, lesson.public_id)).content.decode()

    assert '<div class="prose mt" ><p>Hola a todas.</p></div>' in page
    assert 'class="note warn sm mt"' not in page


def test_lesson_without_a_text_says_so_and_can_be_completed(client, enrolment, module):
    first, second = LessonFactory(module=module), LessonFactory(module=module)

    page = client.get("/en" + url("lesson", enrolment, first.public_id))
    done = client.post(url("lesson-finish", enrolment, first.public_id))

    assert "This lesson is being written." in page.content.decode()
    assert (done.status_code, done.url) == (302, url("lesson", enrolment, second.public_id))
    assert enrolment.lesson_progress.get(lesson=first).completed_at is not None


def test_double_click_on_completing_leads_on_and_credits_once(client, enrolment, module):
    first, second = LessonFactory(module=module), LessonFactory(module=module)

    answers = [client.post(url("lesson-finish", enrolment, first.public_id)) for _ in range(2)]

    assert [answer.url for answer in answers] == [url("lesson", enrolment, second.public_id)] * 2
    assert HoursEntry.objects.count() == 1


def test_last_item_leads_to_the_outline_that_says_what_comes_now(client, enrolment, module):
    lesson = LessonFactory(module=module)

    answer = client.post("/en" + url("lesson-finish", enrolment, lesson.public_id), follow=True)

    assert "You completed every item of the course." in answer.content.decode()
    assert "You completed module M1, the last one." in answer.content.decode()


def test_end_of_a_module_says_what_comes_now(client, enrolment, module):
    lesson = LessonFactory(module=module, position=1)
    ahead = ModuleFactory(edition=enrolment.cohort.edition, code="M2")
    LessonFactory(module=ahead, code="M2.1", title_es="Agua", position=2)

    answer = client.post("/en" + url("lesson-finish", enrolment, lesson.public_id), follow=True)

    assert "You completed module M1. Now comes M2.1 Agua." in answer.content.decode()


def test_item_that_something_else_completes_is_not_finished_by_hand(client, enrolment, module):
    lesson = LessonFactory(module=module, closed_by="approval", kind="P")

    answer = client.post(url("lesson-finish", enrolment, lesson.public_id))

    assert answer.status_code == 422
    assert not HoursEntry.objects.exists()


def test_reply_completes_the_item_and_is_shown_afterwards(client, enrolment, module):
    lesson = LessonFactory(module=module, closed_by="reply", kind="F")
    form = {"body": REPLY, "key": str(uuid4())}

    for _click in range(2):
        answer = client.post(url("lesson-reply", enrolment, lesson.public_id), form)
        assert answer.url == url("lesson", enrolment, lesson.public_id)

    page = client.get(url("lesson", enrolment, lesson.public_id)).content.decode()
    assert f'<p class="pre">{REPLY}</p>' in page
    assert enrolment.lesson_replies.count() == HoursEntry.objects.count() == 1


@pytest.mark.parametrize("body", ["", "Corta.", "x" * 6001])
def test_reply_that_does_not_fit_comes_back_with_what_was_typed(client, enrolment, module, body):
    lesson = LessonFactory(module=module, closed_by="reply", kind="F")

    answer = client.post(
        url("lesson-reply", enrolment, lesson.public_id), {"body": body, "key": str(uuid4())}
    )

    assert answer.status_code == 422
    assert body in answer.content.decode()
    assert answer.context["form"].errors["body"]
    assert not enrolment.lesson_replies.exists()


def test_hostile_reply_is_shown_as_text(client, enrolment, module):
    lesson = LessonFactory(module=module, closed_by="reply", kind="F")
    body = "<script>alert(1)</script> {{7*7}} {% debug %} " * 3

    client.post(
        url("lesson-reply", enrolment, lesson.public_id), {"body": body, "key": str(uuid4())}
    )
    page = client.get(url("lesson", enrolment, lesson.public_id)).content.decode()

    assert "<script>alert" not in page
    assert "{{7*7}}" in page


@pytest.mark.parametrize("name", ["lesson", "lesson-finish", "lesson-reply"])
def test_item_of_another_edition_does_not_exist(client, enrolment, name):
    foreign = LessonFactory()
    act = client.get if name == "lesson" else client.post

    assert act(url(name, enrolment, foreign.public_id)).status_code == 404


@pytest.mark.parametrize("name", ["outline", "hours"])
def test_cohort_of_somebody_else_does_not_exist(client, enrolment, name):
    other = EnrolmentFactory()

    assert client.get(url(name, other)).status_code == 404


@pytest.mark.parametrize("status", ["invited", "withdrawn"])
def test_somebody_who_does_not_study_finds_no_course(client, enrolment, status):
    other = EnrolmentFactory(status=status)
    client.force_login(other.participant)

    assert client.get(url("outline", other)).status_code == 404


def test_staff_who_runs_the_cohort_finds_no_participant_page(client, enrolment):
    host = enrolment.cohort.host
    staff = MembershipFactory(organisation=host).person
    EnrolmentFactory(cohort=enrolment.cohort)
    client.force_login(staff)

    assert client.get(url("outline", enrolment)).status_code == 404


def test_module_that_is_not_in_the_course_does_not_exist(client, enrolment, module):
    LessonFactory(module=module)

    assert client.get(url("module", enrolment, "M1")).status_code == 200
    assert client.get(url("module", enrolment, "M9")).status_code == 404


def test_closed_cohort_is_read_only(client, enrolment, module):
    lesson = LessonFactory(module=module)
    cohort = enrolment.cohort
    cohort.state = "closed"
    cohort.save()

    page = client.get("/en" + url("lesson", enrolment, lesson.public_id)).content.decode()
    refused = client.post(url("lesson-finish", enrolment, lesson.public_id))

    assert "This cohort is closed" in page
    assert "<form" not in page
    assert refused.status_code == 422
    assert not enrolment.lesson_progress.exists()


def test_looking_changes_nothing_but_that_the_person_was_here(client, enrolment, module):
    lesson = LessonFactory(module=module)

    client.get(url("lesson", enrolment, lesson.public_id))

    enrolment.refresh_from_db()
    assert enrolment.last_seen_at is not None
    assert enrolment.lesson_progress.get().completed_at is None
    assert client.get(url("lesson-finish", enrolment, lesson.public_id)).status_code == 405


def test_hours_page_lists_every_entry_with_its_sum(client, enrolment, module):
    lesson = LessonFactory(module=module, minutes=90, code="M1.1", title_es="Agua")
    complete_lesson(enrolment, lesson, by=enrolment.participant)

    page = client.get("/en" + url("hours", enrolment)).content.decode()

    assert "M1.1 Agua" in page
    assert '<span class="big num">1.5</span>' in page


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("lesson", 6), ("outline", 7), ("module", 7), ("hours", 6)]
)
def test_pages_cost_the_same_for_any_number_of_items(
    client, enrolment, module, django_assert_max_num_queries, name, queries, items
):
    lessons = [LessonFactory(module=module) for _ in range(items)]
    for lesson in lessons:
        text_for(lesson)
        complete_lesson(enrolment, lesson, by=enrolment.participant)
    PlannedSessionFactory(edition=enrolment.cohort.edition)
    args = {"lesson": [lessons[0].public_id], "module": ["M1"]}.get(name, [])
    address = url(name, enrolment, *args)
    client.get(url("outline", enrolment))
    client.get(address)

    with django_assert_max_num_queries(queries):
        assert client.get(address).status_code == 200


def test_first_visit_of_a_lesson_stays_within_the_budget(
    client, enrolment, module, django_assert_max_num_queries
):
    lesson = LessonFactory(module=module)
    text_for(lesson)
    client.get(url("lesson", enrolment, lesson.public_id))
    client.force_login(EnrolmentFactory(cohort=enrolment.cohort).participant)

    with django_assert_max_num_queries(12):
        client.get(url("lesson", enrolment, lesson.public_id))


def test_superuser_with_many_enrolments_in_sight_gets_their_own_page_or_none(client, enrolment):
    EnrolmentFactory(cohort=enrolment.cohort)
    client.force_login(UserFactory(is_superuser=True, email="root@example.org"))

    assert client.get(url("outline", enrolment)).status_code == 404


def test_staff_and_authors_see_editions_and_nobody_else_does(client, enrolment):
    address = "/en" + reverse("courses:course-list")
    title = enrolment.cohort.edition.course.title_en

    assert title not in client.get(address).content.decode()
    client.force_login(MembershipFactory(organisation=HostFactory()).person)
    assert title in client.get(address).content.decode()


def test_homework_says_until_when_on_its_page_and_in_the_outline(client, enrolment, module):
    homework = LessonFactory(module=module, kind="H", closed_by="reply", code="M1.8")
    due_at = timezone.now() + timedelta(days=3)
    ItemDue.objects.create(cohort=enrolment.cohort, lesson=homework, due_at=due_at)
    with translation.override("en"):
        day = date_format(timezone.localtime(due_at), "MONTH_DAY_FORMAT")

    pages = [
        client.get("/en" + url(*address)).content.decode()
        for address in (
            ("outline", enrolment),
            ("module", enrolment, module.code),
            ("lesson", enrolment, homework.public_id),
        )
    ]

    assert [f"due on {day}" in page for page in pages] == [True, True, True]
