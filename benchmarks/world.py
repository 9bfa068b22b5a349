"""A site in use: the demonstration's 275 people, and 90 more who study in two other cohorts."""

import random
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django.utils.module_loading import import_module

from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.writing import write_facts
from assessments.domain.project import project_of
from benchmarks.checker import largest_project
from courses.domain.cohorts import set_state
from courses.domain.enrolment import activate, enrol
from courses.domain.progress import complete_lesson
from courses.models import Cohort, Enrolment, Lesson
from people.domain.people import find_or_make_person
from people.models import Affiliation, User

PEOPLE = 48  # Signed in, in rotation.
MORE = {"Yucatán": 60, "Campeche": 30}


@dataclass(frozen=True)
class World:
    cohort: Cohort
    staff: User
    coordinator: User
    students: list[Enrolment]
    longest: Enrolment  # Somebody with the largest matrix that the exercise allows.
    tutors: list[User]
    summary: str


def build() -> World:
    call_command("load_basics", verbosity=0)
    call_command("seed_demo", verbosity=0)
    staff = User.objects.get(email="pnud@demo.test")
    chance = random.Random(365)
    for state, people in MORE.items():
        cohort = Cohort.objects.get(territory__name=state)
        if cohort.state == Cohort.State.PLANNED:
            set_state(cohort, Cohort.State.OPEN, by=staff)
        _fill(cohort, people, staff, chance)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    cohort = Cohort.objects.annotate(size=Count("enrolments")).latest("size")
    students = list(
        cohort.enrolments.filter(status=Enrolment.Status.ACTIVE)
        .annotate(done=Count("lesson_progress"))
        .with_course()
        .order_by("-done", "pk")[:PEOPLE]
    )
    tutors = list(User.objects.filter(cohorts_tutored__cohort=cohort).distinct())
    studying = Enrolment.objects.studying().count()
    return World(
        cohort,
        staff,
        User.objects.get(email="contraparte@demo.test"),
        students,
        _write_longest(cohort, students),
        tutors,
        f"{Enrolment.objects.count()} people in {Cohort.objects.count()} cohorts, {studying} of"
        f" them studying; {len(students)} signed in, in rotation.",
    )


def _write_longest(cohort: Cohort, students: list[Enrolment]) -> Enrolment:
    """Give somebody who is not in rotation the largest project there can be."""
    others = cohort.enrolments.filter(status=Enrolment.Status.ACTIVE).exclude(
        pk__in=[each.pk for each in students]
    )
    enrolment = others.order_by("pk").with_course()[0]
    facts = read_project(largest_project())
    write_facts(project_of(enrolment), facts, by=enrolment.participant)
    return enrolment


def _fill(cohort: Cohort, people: int, staff: User, chance: random.Random) -> None:
    """Enrol ``people`` and let each go some way through the outline."""
    lessons = list(Lesson.objects.of_edition(cohort.edition_id).select_related("module"))
    for number in range(people):
        person, _is_new = find_or_make_person(
            email=f"{cohort.code}-{number}@example.org",
            given_names="Ana María",
            surname_1="López",
            surname_2=f"Número {number}",
        )
        person.is_active = True
        person.save(update_fields=["is_active"])
        enrolment = enrol(
            person,
            cohort=cohort,
            affiliation=Affiliation.objects.create(person=person, organisation=cohort.partner),
            nominated_by=cohort.partner,
            by=staff,
        )
        activate(enrolment)
        for lesson in lessons[: chance.randrange(len(lessons))]:
            complete_lesson(enrolment, lesson, by=person)


def cookie_of(person: User) -> str:
    """Sign somebody in and return the cookie that the browser would keep."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store["account_authentication_methods"] = [
        {"method": "password", "at": timezone.now().timestamp()}
    ]
    store.save()
    return store.session_key
