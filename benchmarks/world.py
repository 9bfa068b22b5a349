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
from courses.domain.enrolment import activate
from courses.domain.progress import complete_lesson
from courses.models import Cohort, Enrolment, Lesson
from people.models import User

PEOPLE = 48  # Signed in, in rotation.
MORE = ("Yucatán", "Campeche")  # Whose people the demonstration leaves invited.


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
    for state in MORE:
        _let_study(Cohort.objects.get(territory__name=state), chance)
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


def _let_study(cohort: Cohort, chance: random.Random) -> None:
    """Let the people of a cohort enter, and each go some way through the outline."""
    lessons = list(Lesson.objects.of_edition(cohort.edition_id).select_related("module"))
    for enrolment in cohort.enrolments.select_related("participant").order_by("pk"):
        person = enrolment.participant
        person.is_active = True
        person.save(update_fields=["is_active"])
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
