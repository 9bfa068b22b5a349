"""What the invented people of the demonstration have done so far, stage by stage."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.utils import timezone

from assessments.domain.commitments import Promise, save_commitments
from assessments.domain.exercise.writing import write_facts
from assessments.domain.grading.arithmetic import Score
from assessments.domain.grading.comments import comment_on_cell
from assessments.domain.grading.reading import criteria_of, rubric_for, rules_of
from assessments.domain.grading.verdicts import send_verdict
from assessments.domain.homework import hand_in_homework
from assessments.domain.project import project_of
from assessments.domain.quiz_paper import items_of, paper_of
from assessments.domain.quiz_taking import Given, save_answers, start_attempt, submit_attempt
from assessments.domain.submission import submit_project
from assessments.models import Grade, LogframeProject, Quiz, QuizItem, Submission
from courses.domain.progress import complete_lessons, reply_to_lesson
from courses.models import Enrolment, Lesson, Target
from lms.demo.whole_project import whole_project
from people.models import User
from tutoring.domain.assignment import tutor_of
from tutoring.domain.conduct import accept_conduct
from tutoring.domain.forum import write_post
from tutoring.models import ForumPost

NAMESPACE = UUID("0d5f2030-0000-4000-8000-000000000000")
PROJECTS = Path(__file__).parent / "projects.yaml"
REPLIES = (
    (
        "En mi municipio el dato más reciente viene del Censo 2020, así que conviene completarlo "
        "con los registros de la dirección de planeación."
    ),
    "Elegimos la meta ODS 6.1 porque el agua llega dos días por semana a las localidades rurales.",
    "Comparto la ficha de prioridades con las tres metas que el cabildo ya discutió en sesión.",
    "La tensión principal está entre ampliar el servicio y el gasto de energía de los pozos.",
)

ANSWERS = (
    "Gracias por compartirlo. En el mío falta el mismo dato; ¿con qué dirección lo consiguió?",
    "Coincido en la urgencia, y añadiría qué localidades quedan fuera de ese promedio.",
)
COMMITMENTS = (
    (
        "Presentar la matriz al cabildo junto con su presupuesto.",
        "Dirección de planeación y secretaría del ayuntamiento",
        45,
        "Acta de la sesión de cabildo con el punto en el orden del día.",
    ),
    (
        "Publicar en el portal la línea base del indicador del Propósito.",
        "Unidad de transparencia",
        90,
        "Enlace a la tabla publicada en formato abierto.",
    ),
    (
        "Revisar la matriz con las agencias municipales a mitad del año.",
        "Agencias municipales y dirección de obras públicas",
        170,
        "Minuta de la reunión con los cambios acordados.",
    ),
)


def key_for(*parts: object) -> UUID:
    """Return the same key for the same thing, so that building twice would repeat nothing."""
    return uuid5(NAMESPACE, ":".join(map(str, parts)))


def promises() -> list[Promise]:
    """Return the three commitments of somebody who finishes the course."""
    today = timezone.localdate()
    return [
        Promise(action, with_whom, today + timedelta(days=days), evidence)
        for action, with_whom, days, evidence in COMMITMENTS
    ]


@dataclass
class Course:
    """The content of the edition, loaded once for everybody."""

    lessons: list[Lesson]
    quizzes: dict[int, Quiz]
    items: dict[int, list[QuizItem]]
    projects: list[dict[str, Any]]
    targets: dict[str, Target]
    newest_posts: dict[int, ForumPost] = field(default_factory=dict)  # By lesson.

    @classmethod
    def of(cls, edition_id: int) -> "Course":
        lessons = list(Lesson.objects.of_edition(edition_id).select_related("module"))
        quizzes = {
            quiz.lesson_id: quiz
            for quiz in Quiz.objects.filter(lesson__in=lessons).select_related("lesson__module")
        }
        items = {quiz.pk: items_of(quiz) for quiz in quizzes.values()}
        projects = yaml.safe_load(PROJECTS.read_text(encoding="utf-8"))
        return cls(lessons, quizzes, items, projects, {t.code: t for t in Target.objects.all()})


class Student:
    """One participant, who works through the course the way a page would ask them to."""

    def __init__(self, enrolment: Enrolment, course: Course, *, chance: random.Random) -> None:
        self.enrolment = enrolment
        self.person: User = enrolment.participant
        self.course = course
        self.chance = chance
        self.has_accepted_conduct = False

    def study(self, *, until: int, start: datetime, end: datetime) -> None:
        """Complete the first ``until`` items, evenly between ``start`` and ``end``."""
        wanted = self.course.lessons[:until]
        step = (end - start) / max(1, len(wanted))
        moments = {lesson: start + step * number for number, lesson in enumerate(wanted)}
        finished = {
            lesson: moment
            for lesson, moment in moments.items()
            if lesson.closed_by == Lesson.ClosedBy.FINISH
        }
        complete_lessons(self.enrolment, finished, by=self.person)
        for lesson in wanted:
            self.take(lesson)

    def take(self, lesson: Lesson) -> None:
        """Complete one item in its own way; the project and the survey come later."""
        if lesson.closed_by == Lesson.ClosedBy.REPLY:
            reply_to_lesson(
                self.enrolment,
                lesson,
                by=self.person,
                body=self.chance.choice(REPLIES),
                key=key_for("reply", self.enrolment.pk, lesson.pk),
            )
        elif lesson.closed_by == Lesson.ClosedBy.FORUM:
            self.discuss(lesson)
        elif lesson.closed_by == Lesson.ClosedBy.HOMEWORK:
            hand_in_homework(
                self.enrolment,
                lesson,
                by=self.person,
                body=self.chance.choice(REPLIES),
                key=key_for("homework", self.enrolment.pk, lesson.pk),
            )
        elif lesson.closed_by == Lesson.ClosedBy.PLAN:
            save_commitments(self.enrolment, lesson, promises(), by=self.person)
        elif lesson.closed_by == Lesson.ClosedBy.QUIZ:
            self.answer(self.course.quizzes[lesson.pk])

    def discuss(self, lesson: Lesson) -> None:
        """Write a post, and answer the one before, if there is one."""
        if not self.has_accepted_conduct:
            accept_conduct(self.person)
            self.has_accepted_conduct = True
        before = self.course.newest_posts.get(lesson.pk)
        for parent in dict.fromkeys((before, None)):
            post = write_post(
                self.enrolment.cohort,
                lesson,
                by=self.person,
                enrolment=self.enrolment,
                parent=parent,
                body=ANSWERS[lesson.position % len(ANSWERS)]
                if parent
                else self.chance.choice(REPLIES),
                key=key_for("forum", self.enrolment.pk, lesson.pk, parent and parent.pk),
            )
        self.course.newest_posts[lesson.pk] = post

    def answer(self, quiz: Quiz) -> None:
        """Answer a quiz, mostly right."""
        attempt = start_attempt(self.enrolment, quiz, by=self.person)
        knows = 0.45 if quiz.kind == Quiz.Kind.PRE else 0.92
        answers = {
            item: given_to(item, knows=self.chance.random() < knows)
            for item in self.course.items[quiz.pk]
        }
        save_answers(attempt, answers, by=self.person)
        submit_attempt(attempt, by=self.person, items=self.course.items[quiz.pk])

    def begin(self, quiz: Quiz, *, answers: int) -> None:
        """Answer the first questions of a quiz and leave it open, to come back to it."""
        attempt = start_attempt(self.enrolment, quiz, by=self.person)
        items = {item.pk: item for item in self.course.items[quiz.pk]}
        first = [items[asked.item.pk] for asked in paper_of(attempt).asked[:answers]]
        given = {item: given_to(item, knows=True) for item in first}
        save_answers(attempt, given, by=self.person, place=answers + 1)

    def write_project(self) -> LogframeProject:
        """Write one of the sample projects, whole."""
        plan = self.chance.choice(self.course.projects)
        place = self.enrolment.affiliation.organisation.territory.name
        project = project_of(self.enrolment)
        title = f"{plan['title']} ({place})"[:150]
        facts = whole_project(plan, title=title, components=self.chance.randint(1, 2))
        write_facts(project, facts, by=self.person)
        return project

    def hand_in(
        self, project: LogframeProject, *, now: datetime, deliverable: str = "E5"
    ) -> Submission:
        return submit_project(
            project,
            self.enrolment,
            by=self.person,
            key=key_for("submission", project.pk, deliverable),
            deliverable=deliverable,
            now=now,
        )


def given_to(item: QuizItem, *, knows: bool) -> Given:
    """Answer an item as somebody does who knows it, or with the first thing that is wrong."""
    fitting = [choice for choice in item.choices.all() if choice.is_correct == knows]
    if item.kind == QuizItem.Kind.NUMERIC:
        return Given(number=fitting[0].value if fitting else Decimal(0))
    if knows:
        return Given(fitting)
    return Given(list({choice.part_id: choice for choice in reversed(fitting)}.values()))


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


APPROVED = "Su matriz cuenta una historia completa, de las actividades al fin. Felicidades."
RETURNED = (
    "Va por buen camino. Precise la fuente de los medios de verificación del Componente 1 y revise "
    "que la meta de cada indicador tenga su año."
)
REMARK = "¿Qué área del municipio guarda este registro y cada cuánto lo publica?"
WHY = "Falta precisar quién resguarda la fuente y con qué periodicidad se publica."


READ = {
    True: "Está claro y bien sustentado. Continúe con lo que sigue.",
    False: "Cite la fuente de sus cifras y revise que cada causa explique a la que está arriba.",
}


def _message(submission: Submission, *, approved: bool) -> str:
    if submission.is_final:
        return APPROVED if approved else RETURNED
    return READ[approved]


def grade(submission: Submission, *, approved: bool, chance: random.Random) -> None:
    """Send the verdict of the tutor, with a remark on a cell when the project goes back."""
    tutor = tutor_of(submission.enrolment)
    scores = {
        rule.code: Score(Decimal(chance.choice(["3", "3.5", "4"])))
        for rule in rules_of(criteria_of(rubric_for(submission, None), submission.deliverable))
    }
    if not approved and submission.is_final:
        scores["R6"] = Score(Decimal("1.5"), WHY)
        row = submission.project.rows.filter(level="component").order_by("position").first()
        comment_on_cell(
            submission,
            by=tutor,
            cell_id=f"{row.public_id}.means",
            body=REMARK,
            key=key_for("comment", submission.pk),
        )
    send_verdict(
        submission,
        by=tutor,
        scores=scores,
        verdict=Grade.Verdict.APPROVE if approved else Grade.Verdict.RETURN,
        message=_message(submission, approved=approved),
        resubmit_by=None if approved else timezone.localdate() + timedelta(days=10),
    )
