"""A participant takes the course from the first to the last item; the ledger says 40 hours."""

import random
import re
from datetime import timedelta
from itertools import groupby
from typing import ClassVar

import pytest
from django.utils import timezone

from assessments.models import LogframeProject, PeerReview
from completion.domain.surveys import respond
from completion.models import SurveyInvitation, SurveyQuestion
from courses.models import Cohort, HoursEntry, Lesson
from lms.celery import app
from lms.demo.work import Course, Student, grade
from tests.journeys.steps import attend_live, come_into, take_quiz, write_in_forum
from tests.live import Visitor, wait_for
from tutoring.domain.assignment import tutor_of

pytestmark = pytest.mark.journey
TEXT = (
    "En mi municipio el dato más reciente viene del Censo 2020. Conviene completarlo con los "
    "registros de la dirección de planeación, que se actualizan cada mes, y decir siempre de qué "
    "año es cada uno, para que quien lea el plan sepa qué tan reciente es lo que se afirma."
)


class Walk:
    """One person's way through every item of the outline."""

    def __init__(self, world, chromium, *, width: int, scripts: bool) -> None:
        self.cohort = Cohort.objects.filter(state="open").latest("seats")
        self.enrolment = come_into(self.cohort)
        course = Course.of(self.cohort.edition_id)
        self.lessons = course.lessons
        # What other people have to do is done by the functions that their pages call.
        self.student = Student(self.enrolment, course, chance=random.Random(7))  # noqa: S311 -- the same answers every time
        self.visitor = Visitor(chromium, world, width=width, scripts=scripts)
        self.visitor.enter_as(self.enrolment.participant)

    @property
    def page(self):
        return self.visitor.page

    def address(self, lesson: Lesson) -> str:
        return f"/curso/{self.cohort.code}/leccion/{lesson.public_id}/"

    def go_through(self) -> None:
        """Home leads to the first item; from there each page leads to the next."""
        self.visitor.open("/inicio/")
        with self.page.expect_navigation():
            self.page.locator("main .hero a.btn").click()
        for lesson in self.lessons:
            if str(lesson.public_id) not in self.page.url:
                self.visitor.open(self.address(lesson))
            getattr(self, lesson.closed_by)(lesson)

    def finish(self, lesson: Lesson) -> None:
        """One click: it completes the item and opens the one after it."""
        assert str(lesson.public_id) in self.page.url
        self.visitor.press("Terminar y seguir")
        assert self.is_complete(lesson)
        later = self.lessons[self.lessons.index(lesson) + 1 :]
        assert not later or str(later[0].public_id) in self.page.url

    def quiz(self, lesson: Lesson) -> None:
        take_quiz(self.visitor)
        assert self.is_complete(lesson)
        following = self.page.locator("main a.btn.sun")
        if following.count():
            with self.page.expect_navigation():
                following.first.click()

    def reply(self, lesson: Lesson) -> None:
        self.visitor.fill(body=TEXT)
        self.visitor.press("Enviar mi respuesta")
        assert self.is_complete(lesson)

    def forum(self, lesson: Lesson) -> None:
        """A post of one's own, and an answer where somebody else has written."""
        write_in_forum(self.visitor, TEXT)
        assert self.is_complete(lesson)

    def open_its_page(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("section:has(#work-title) a.btn").click()
        self.visitor.look()

    def live(self, lesson: Lesson) -> None:
        """The tutor notes who was there."""
        attend_live(self.enrolment, lesson)
        self.visitor.open(self.address(lesson))
        assert self.is_complete(lesson)

    def homework(self, lesson: Lesson) -> None:
        self.open_its_page()
        self.visitor.fill(body=TEXT)
        self.visitor.press("Entregar y terminar")
        assert self.is_complete(lesson)

    def plan(self, lesson: Lesson) -> None:
        self.open_its_page()
        for box in self.page.locator("main textarea, main input[type=text]").all():
            box.fill("Publicar cada trimestre el avance de las tres metas ODS del plan municipal.")
        for day in self.page.locator("main input[type=date]").all():
            day.fill((timezone.localdate() + timedelta(days=90)).isoformat())
        self.visitor.press("Guardar mis compromisos")
        assert self.is_complete(lesson)

    def submission(self, lesson: Lesson) -> None:
        project = self.student.write_project()
        self.student.hand_in(project, now=timezone.now())
        self.visitor.open(self.address(lesson))
        assert self.is_complete(lesson)

    def review(self, lesson: Lesson) -> None:
        """Two projects of others; the worker gives them out."""
        given = PeerReview.objects.filter(reviewer=self.enrolment).order_by("position")
        wait_for(lambda: given.count() == 2, what="two projects to review")
        self.open_its_page()
        for review in given:
            with self.page.expect_navigation():
                self.page.locator(f"a[href$='/revision/{review.public_id}/']").click()
            self.visitor.look()
            for box in self.page.locator("main textarea").all():
                box.fill(TEXT)
            self.visitor.press("Enviar mi revisión")
        assert self.is_complete(lesson)

    def approval(self, lesson: Lesson) -> None:
        project = LogframeProject.objects.get(members__enrolment=self.enrolment)
        grade(project.submissions.latest("number"), approved=True, chance=random.Random(7))  # noqa: S311 -- the same levels every time
        self.visitor.open(self.address(lesson))
        assert self.is_complete(lesson)

    def survey(self, lesson: Lesson) -> None:
        """Answered at the end: it opens when the rest of the course is done."""

    def answer_the_survey(self) -> None:
        app.send_task("completion.invite_to_surveys")
        invited = SurveyInvitation.objects.filter(enrolment=self.enrolment)
        invitation = wait_for(invited.first, what="the survey")
        statements = SurveyQuestion.objects.filter(
            survey=invitation.survey, kind=SurveyQuestion.Kind.LIKERT
        )
        answers = {question.code: 4 for question in statements}
        respond(self.enrolment, invitation.survey, answers, by=self.enrolment.participant)

    def is_complete(self, lesson: Lesson) -> bool:
        done = self.enrolment.lesson_progress.filter(lesson=lesson, completed_at__isnull=False)
        return done.exists()

    def ledger(self) -> list[HoursEntry]:
        return list(self.enrolment.hours_entries.filter(modality="online"))


class HandbookWalk(Walk):
    """One person's way through every item on paper; their tutor enters what needs somebody."""

    def __init__(self, world, chromium, **how) -> None:
        super().__init__(world, chromium, **how)
        self.tutor = Visitor(chromium, world, **how)
        self.tutor.enter_as(tutor_of(self.enrolment))

    def go_through(self) -> None:
        for code, lessons in groupby(self.lessons, key=lambda lesson: lesson.module.code):
            self.hand_in_the_sheet(code)
            for lesson in lessons:
                if not self.is_complete(lesson):
                    way = self.WAYS.get(lesson.closed_by, HandbookWalk.make_up)
                    way(self, lesson)
                assert self.is_complete(lesson)

    def hand_in_the_sheet(self, module: str) -> None:
        """«La estudié con el manual», from the page of the module: one form for its lessons."""
        self.visitor.open(f"/curso/{self.cohort.code}/modulo/{module}/")
        self.visitor.follow("La estudié con el manual")
        lessons = self.page.locator("input[name=lessons]").all()
        for box in lessons:
            box.check()
        for question in self.page.locator("fieldset:has(input[type=radio])").all():
            question.locator("input").first.check()
        if lessons:
            self.visitor.press("Entregar la hoja")

    @property
    def person(self) -> str:
        return f"/personas/{self.enrolment.public_id}/"

    def enter_quiz(self, lesson: Lesson) -> None:
        self.tutor.open(f"{self.person}papel/{lesson.public_id}/")
        self.tutor.fill(note="Hoja 12, taller sin luz")
        for question in self.tutor.page.locator("ol.list > li:has(select)").all():
            for place, choice in enumerate(question.locator("select").all()):
                choice.select_option(index=1 + place % (choice.locator("option").count() - 1))
        self.tutor.press("Ver la calificación")
        self.tutor.press("Registrarla")

    def collect_survey(self, _lesson: Lesson) -> None:
        self.tutor.open(f"{self.person}papel/")
        self.tutor.press("Entregó la hoja")

    def make_up(self, lesson: Lesson) -> None:
        """Whatever else closes an item: the tutor has it on paper."""
        self.tutor.open(self.person)
        link = self.tutor.page.locator(f'a[href$="/reponer/{lesson.code}/"]')
        self.tutor.open(link.get_attribute("href"))
        self.tutor.page.locator("input[name=kind]").first.check(force=True)
        self.tutor.fill(reason="Lo entregó por escrito.")
        self.tutor.press("Conceder la reposición")

    WAYS: ClassVar = {
        Lesson.ClosedBy.QUIZ: enter_quiz,
        Lesson.ClosedBy.SURVEY: collect_survey,
    }


@pytest.mark.parametrize(
    ("width", "scripts"),
    [
        pytest.param(390, True, id="390"),
        pytest.param(1280, False, id="1280 without scripts"),
    ],
)
def test_course_from_the_first_to_the_last_item_is_forty_hours(world, chromium, width, scripts):
    walk = Walk(world, chromium, width=width, scripts=scripts)

    walk.go_through()
    walk.answer_the_survey()

    ledger = walk.ledger()
    assert sum(entry.minutes for entry in ledger) == 2400
    assert sorted(entry.source_id for entry in ledger) == sorted(each.pk for each in walk.lessons)
    walk.visitor.open(f"/curso/{walk.cohort.code}/horas/")
    assert "2,400 min = 40 de 40 h" in walk.visitor.text
    for lesson in walk.lessons:
        assert f"{lesson.code} {lesson.title}" in walk.visitor.text
    walk.visitor.leave()


def test_course_through_the_handbook_only_is_forty_hours(world, chromium):
    walk = HandbookWalk(world, chromium, width=390, scripts=False)

    walk.go_through()

    ledger = walk.ledger()
    assert sum(entry.minutes for entry in ledger) == 2400
    assert {entry.evidence for entry in ledger} == {"handbook", "make_up"}
    walk.visitor.open(f"/curso/{walk.cohort.code}/horas/")
    text = walk.visitor.text
    assert "2,400 min = 40 de 40 h" in text
    assert "Hoja 12, taller sin luz" in text
    assert "Lo entregó por escrito." in text
    rows = walk.page.locator("main table tr")
    for lesson in walk.lessons:
        row = rows.filter(has_text=f"{lesson.code} {lesson.title}")
        assert re.search("Estudiada con el manual|Repuesta", row.inner_text()), lesson.code
    walk.tutor.leave()
    walk.visitor.leave()
