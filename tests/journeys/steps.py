"""What people do about items that need more than a button."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from courses.domain.enrolment import activate
from courses.domain.progress import outline_of
from courses.models import Cohort, Enrolment, Lesson
from people.domain.workplaces import Post, affiliate
from tests.factories import EnrolmentFactory, UserFactory
from tests.live import Visitor
from tutoring.domain.assignment import assign_missing, tutor_of
from tutoring.domain.live import schedule_live
from tutoring.domain.live_attendance import record_live_attendance
from tutoring.domain.make_ups import grant_make_up
from tutoring.domain.missing import missing_of


def come_into(cohort: Cohort) -> Enrolment:
    """Somebody new takes part in the cohort, with a tutor."""
    person = UserFactory(language="es-mx")
    [affiliation] = affiliate([Post(person, cohort.partner, "Analista")])
    enrolment = EnrolmentFactory(
        cohort=cohort,
        participant=person,
        affiliation=affiliation,
        nominated_by=cohort.partner,
        status="invited",
    )
    activate(enrolment)
    assign_missing(cohort)
    return enrolment


def take_quiz(visitor: Visitor) -> None:
    """Answer every question of the quiz whose item is in front of us, and hand in."""
    visitor.follow("Ir a las preguntas")
    visitor.press("Comenzar")
    while visitor.page.locator("#questions").count():
        visitor.answer()
        # The next question has the same form: only a new page tells it from the one before.
        with visitor.page.expect_navigation():
            visitor.page.locator("#questions .pager .btn:not(.alt)").click()
    visitor.look()
    visitor.press("Entregar mis respuestas")


def write_in_forum(visitor: Visitor, words: str) -> None:
    """Post from the page of the item, and answer somebody else if there is anybody."""
    page = visitor.page
    with page.expect_navigation():
        page.locator("section:has(#work-title) a.btn").click()
    visitor.look()
    if page.get_by_role("button", name="Acepto estas reglas").count():
        visitor.press("Acepto estas reglas")
    page.locator("section:has(#write-title) textarea").fill(words)
    visitor.press("Publicar", exact=True)
    others = page.locator("article").filter(has_not_text=words[:60])
    if others.count():
        answering = others.first.locator("details:has(textarea[name=body])")
        answering.locator("summary").click()
        answering.locator("textarea").fill(words)
        with page.expect_navigation():
            answering.get_by_role("button", name="Publicar la respuesta").click()
        visitor.look()


def attend_live(enrolment: Enrolment, lesson: Lesson) -> None:
    """The tutor holds the live session and notes who was there, as their pages would."""
    tutor = tutor_of(enrolment)
    session = schedule_live(
        enrolment.cohort,
        lesson,
        starts_at=timezone.now() - timedelta(hours=2),
        link="https://reunion.example/aula",
        key=uuid4(),
        by=tutor,
    )
    record_live_attendance(session, {enrolment: True}, by=tutor)


def make_up(enrolment: Enrolment, lesson: Lesson) -> None:
    """The tutor grants an item that somebody did in another way, as their page would."""
    missing = next(
        each
        for each in missing_of(enrolment, outline_of(enrolment), enrolment.make_ups.all())
        if each.lesson == lesson
    )
    grant_make_up(
        enrolment,
        missing,
        kind=missing.kinds[0],
        happened_on=timezone.localdate(),
        reason="Nadie más había entregado un proyecto.",
        by=tutor_of(enrolment),
        key=uuid4(),
    )
