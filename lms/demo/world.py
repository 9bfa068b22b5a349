"""One country office, its partners and team, three cohorts: 275 people in all stages, 90 later."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from assessments.models import Quiz, Submission
from completion.domain.certificates import release
from completion.domain.surveys import due_for_survey, invite, respond
from completion.domain.surveys import open_survey as survey_of
from completion.models import Certificate, SurveyQuestion
from courses.domain.cohorts import open_cohort
from courses.domain.demo_people import CAMPECHE, YUCATAN, demo_people
from courses.domain.enrolment import withdraw
from courses.domain.joining import Names, join
from courses.domain.partnerships import DataTerms, QuotaLine, save_partnership
from courses.domain.progress import remember_visit
from courses.models import Cohort, Edition, EditionRole, Enrolment, Lesson, Partnership
from lms.celery import app
from lms.demo.letters import let_letters_fare, name_more_people
from lms.demo.lists import enrol_from_lists
from lms.demo.reviewing import review_each_other
from lms.demo.rooms import (
    hold_sessions,
    hold_workshops,
    just_now,
    let_others_in,
    let_people_in,
    register_venues,
)
from lms.demo.work import Course, Student, days_ago, grade, key_for
from lms.demo.worked_example import write_example
from people.domain.membership import appoint
from people.domain.organisations import save_organisation
from people.domain.people import confirm_email, find_or_make_person
from people.domain.privacy import AboutSelf
from people.domain.team import Newcomer
from people.models import DataAgreement, Membership, Organisation, Territory, User
from tutoring.domain.announcements import Readers, write_to
from tutoring.domain.assignment import tutor_of
from tutoring.domain.attendance import Mark, record_sheet
from tutoring.domain.live import keep_recording, schedule_live
from tutoring.domain.live_attendance import record_live_attendance
from tutoring.domain.questions import answer_question, ask
from tutoring.domain.workload import people_of
from tutoring.models import Attendance, Question, TutorAssignment

EARLY = 4  # Of those halfway: so many have handed in E1.
PASSWORD = "demo-ods-2030"  # noqa: S105 -- the demonstration says it on its sign-in page
# Mail address, given names, first and second surname of each demonstration login.
CAST = {
    "admin": ("admin@demo.test", "Andrea", "Solís", "Prado"),
    "staff": ("pnud@demo.test", "Alicia", "Vargas", "Montiel"),
    "tutor": ("tutora@demo.test", "Renata", "Tun", "Canché"),
    "coordinator": ("contraparte@demo.test", "Sofía", "Peralta", "Luna"),
    "observer": ("observadora@demo.test", "Olga", "Rentería", "Paz"),
    "facilitator": ("facilitadora@demo.test", "Fátima", "Ortega", "Cruz"),
    "author": ("autora@demo.test", "Graciela", "Ponce", "Arroyo"),
}
TUTORS = (
    ("Ofelia", "Romo", "Díaz"),
    ("Julián", "Mejía", "Santos"),
    ("Ixchel", "Cob", "Uc"),
    ("Tomás", "Arriaga", "León"),
    ("Valeria", "Nava", "Quiroz"),
    ("Óscar", "Lugo", "Peña"),
    ("Nayeli", "Bautista", "Reyes"),
    ("Rodrigo", "Salas", "Ibarra"),
    ("Elena", "Cruz", "Montaño"),
)
DOUBTS = (
    "¿Puedo usar el dato del Censo 2020 como línea base si mi meta es para 2027?",
    "¿Cuántas actividades conviene tener por componente?",
    "En mi municipio no hay registro de tomas de agua. ¿Qué medio de verificación me sugiere?",
    "¿Un supuesto puede ser que el cabildo apruebe el presupuesto, o eso depende de nosotras?",
    "¿Qué hago si mi meta ODS es competencia del estado y no del municipio?",
    "¿El propósito puede mencionar a dos poblaciones distintas?",
)
ANSWER = (
    "Sí, con una condición: escriba el año junto al valor y explique en el medio de verificación "
    "cada cuánto se actualiza. Así quien lea su matriz sabrá qué tan reciente es el dato."
)

TRANSCRIPT = (
    "Renata Tun: Buenas tardes. Hoy revisamos las dudas de sus proyectos, una por una.\n"
    "Participante: ¿La línea base puede ser de 2020 si la meta es de 2027?\n"
    "Renata Tun: Sí, siempre que diga el año y explique cada cuánto se actualiza la fuente."
)

ANNOUNCEMENT = (
    "Para el taller de cierre traigan su árbol de problemas y su matriz, impresos o en el "
    "teléfono.\n"
    "Quien no tenga conexión puede trabajar con las hojas de su proyecto en papel."
)


@dataclass
class Stage:
    """How far a share of the people has come."""

    name: str
    people: int


def stages(people: int) -> list[Stage]:
    """Divide the people among the stages; the numbers are those of the 275, scaled."""
    of_275 = {
        "graduated": 40,
        "waiting": 15,
        "returned": 10,
        "approved": 8,
        "halfway": 60,
        "beginning": 72,
        "silent": 45,
        "invited": 20,
        "withdrawn": 5,
    }
    shares = [Stage(name, max(1, count * people // 275)) for name, count in of_275.items()]
    # One person is the demonstration's own participant.
    shares[5].people += people - 1 - sum(share.people for share in shares)
    return shares


@contextmanager
def jobs_at_once() -> Iterator[None]:
    """Run jobs where they are queued: when the building ends, so has everything it caused."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    try:
        yield
    finally:
        app.conf.task_always_eager = before


def build(*, people: int = 275) -> str:
    """Build the world and say in one line what there is. The basics are loaded already."""
    with jobs_at_once():
        world = World(people)
        world.appoint_team()
        world.open_cohorts()
        world.enrol_people()
        world.study()
        world.ask_for_feedback()
        world.run_cohorts()
    # The worker makes the PDFs while the first visitor looks around.
    world.recognise()
    return world.summary()


class World:
    def __init__(self, people: int) -> None:
        self.people = people
        self.chance = random.Random(2030)  # noqa: S311 -- the same world every time
        self.edition = (
            Edition.objects.published().filter(course__slug="public_servants").latest("number")
        )
        self.course = Course.of(self.edition.pk)
        self.starts_on = timezone.localdate() - timedelta(days=70)
        self.ends_on = timezone.localdate() + timedelta(days=12)
        # Hashing is slow on purpose; once is enough for a password that everybody knows.
        self.password = make_password(PASSWORD)
        self.cast = {role: self._person(*names) for role, names in CAST.items()}
        self.staff = self.cast["staff"]

    # Who is who

    def _person(self, email: str, given_names: str, surname_1: str, surname_2: str) -> User:
        person, _is_new = find_or_make_person(
            email=email, given_names=given_names, surname_1=surname_1, surname_2=surname_2
        )
        person.is_active = person.is_demo = True
        person.is_superuser = person.is_staff = email.startswith("admin@")
        person.password = self.password
        person.save()
        confirm_email(person)
        return person

    def _organisation(self, name: str, **facts: object) -> Organisation:
        return save_organisation(
            Organisation(is_demo=True), by=self.cast["admin"], name=name, **facts
        )

    def appoint_team(self) -> None:
        admin = self.cast["admin"]
        state = Territory.objects.get(code="15")
        self.host = self._organisation(
            "Programa de las Naciones Unidas para el Desarrollo en México",
            short_name="PNUD México",
            kind=Organisation.Kind.UN_AGENCY,
            sector="international",
            territory=Territory.objects.get(code="MX"),
            is_host=True,
        )
        self.partner = self._organisation(
            "Secretaría de Planeación del Estado de México (demostración)",
            short_name="Secretaría de Planeación",
            kind=Organisation.Kind.PLANNING_MINISTRY,
            level="state",
            sector="government",
            territory=state,
        )
        self.sponsor = self._organisation(
            "Comité de Planeación para el Desarrollo (demostración)",
            short_name="Comité de Planeación",
            kind=Organisation.Kind.AUTONOMOUS,
            level="state",
            sector="government",
            territory=state,
        )
        appoint(self.staff, organisation=self.host, role=Membership.Role.STAFF, by=admin)
        for role in (Membership.Role.TUTOR, Membership.Role.FACILITATOR, Membership.Role.AUTHOR):
            appoint(self.cast[role], organisation=self.host, role=role, by=self.staff)
        appoint(
            self.cast["coordinator"],
            organisation=self.partner,
            role=Membership.Role.COORDINATOR,
            by=self.staff,
        )
        appoint(
            self.cast["observer"],
            organisation=self.sponsor,
            role=Membership.Role.OBSERVER,
            by=self.staff,
        )
        DataAgreement.objects.create(
            partner=self.partner, since=self.starts_on, signed_by="Convenio de demostración"
        )
        EditionRole.objects.create(
            edition=self.edition, person=self.cast["author"], role=EditionRole.Role.AUTHOR
        )
        self.tutors = [self.cast["tutor"]]
        for number, names in enumerate(TUTORS[: max(1, self.people // 28)], start=2):
            tutor = self._person(f"tutoria{number}@demo.test", *names)
            appoint(tutor, organisation=self.host, role=Membership.Role.TUTOR, by=self.staff)
            self.tutors.append(tutor)

    # What is offered

    def open_cohorts(self) -> None:
        self.cohort = self._cohort("edomex26a", "Estado de México 2026-A", "15", self.people + 5)
        self.ahead = {
            YUCATAN: self._cohort("yuc27a", "Yucatán 2027-A", YUCATAN, self._share(60), later=120),
            CAMPECHE: self._cohort(
                "camp27a", "Campeche 2027-A", CAMPECHE, self._share(30), later=120
            ),
        }
        self._agree(self.cohort, {"municipal": 250, "state": 25})
        self._agree(self.ahead[YUCATAN], {"municipal": 50, "state": 10})
        self._agree(self.ahead[CAMPECHE], {"municipal": 26, "state": 4})
        self._meet()

    def _share(self, people: int) -> int:
        """Return the size of something that has ``people`` where the first cohort has 275."""
        return people * self.people // 275

    def _meet(self) -> None:
        """Give the sessions their dates: two were held, one begins now; the others are ahead."""
        hall, centre, _rooms, merida, campeche = register_venues(self.host, by=self.staff)
        team = {"by": self.staff, "facilitators": [self.cast["facilitator"]]}
        moments = [_at_ten(timezone.localdate() - timedelta(days)) for days in (63, 35)]
        self.sessions = hold_sessions(
            self.cohort, [*moments, just_now()], [hall, centre, hall], **team
        )
        for cohort, venue in zip(self.ahead.values(), (merida, campeche), strict=True):
            moments = [_at_ten(cohort.starts_on + timedelta(days)) for days in (7, 35, 63)]
            hold_sessions(cohort, moments, [venue] * 3, **team)

    def _cohort(
        self, code: str, name: str, territory: str, seats: int, *, later: int = 0
    ) -> Cohort:
        after = timedelta(days=later)
        return open_cohort(
            by=self.staff,
            code=code,
            name=name,
            edition=self.edition,
            host=self.host,
            partner=self.partner,
            sponsor=self.sponsor,
            territory=Territory.objects.get(code=territory),
            starts_on=self.starts_on + after,
            ends_on=self.ends_on + after,
            seats=seats,
            state=Cohort.State.OPEN,
            signatories=(
                "Nombre y apellidos | Representación residente | PNUD México\n"
                "Nombre y apellidos | Titular | Secretaría de Planeación"
            ),
        )

    def _agree(self, cohort: Cohort, seats: dict[str, int]) -> None:
        """Write down what was agreed; no letter is made, the first start has enough to do."""
        coordinator = self.cast["coordinator"]
        save_partnership(
            Partnership(cohort=cohort),
            partner=self.partner,
            sponsor=self.sponsor,
            agreement="Convenio de demostración",
            names_until=cohort.ends_on,
            focal=Newcomer(coordinator.email, coordinator.given_names),
            focal_position="Directora de Evaluación",
            quotas=[QuotaLine(level, None, number) for level, number in seats.items()],
            data_terms=DataTerms(self.starts_on, "Convenio de demostración"),
            by=self.staff,
            state=Partnership.State.ACCEPTED,
            sent_by=self.staff,
            sent_at=days_ago(90),
            replied_at=days_ago(86),
            reply="Aceptamos con gusto. Enviaremos la lista de cada municipio.",
        )

    # Who takes part

    def enrol_people(self) -> None:
        """Enrol from the lists that ministries send, and let most of the first cohort accept."""
        listed = demo_people()[:: 275 // self.people][: self.people]
        self.chance.shuffle(listed)
        self.listed = {person.email: person for person in listed}
        enrol_from_lists(self.cohort, listed, tutors=self.tutors, by=self.staff)
        for state, cohort in self.ahead.items():
            enrol_from_lists(
                cohort, demo_people(state)[: cohort.seats], tutors=self.tutors[1:4], by=self.staff
            )
        enrolments = list(
            Enrolment.objects.filter(cohort=self.cohort)
            .with_course()
            .select_related("affiliation__organisation__territory", "invitation__person")
            .order_by("pk")
        )
        # The demonstration participant has the demonstration tutor.
        assigned = TutorAssignment.objects.current().filter(tutor=self.cast["tutor"])
        mine = set(assigned.values_list("enrolment", flat=True))
        first = next(one for one in enrolments if one.pk in mine)
        enrolments.remove(first)
        self.chance.shuffle(enrolments)
        # The demonstration tutor finds work to do: people of hers come first where it shows.
        enrolments.sort(key=lambda one: one.pk not in mine)
        self.groups: dict[str, list[Student]] = {}
        for stage in stages(self.people):
            # One in five of each stage is hers, until there are none left.
            hers = min(stage.people // 5 + 1, sum(one.pk in mine for one in enrolments))
            group = enrolments[:hers] + enrolments[len(enrolments) - stage.people + hers :]
            enrolments = enrolments[hers : len(enrolments) - stage.people + hers]
            self.groups[stage.name] = [self._student(one) for one in group]
        self.participant = self._student(first)
        for name, group in self.groups.items():
            if name not in {"invited", "withdrawn"}:
                for student in group:
                    with transaction.atomic():
                        self._accept(student)
        for student in self.groups["withdrawn"]:
            withdraw(student.enrolment, by=self.staff, reason="Cambió de puesto")
        self._accept(
            self.participant,
            names=Names("María Xóchitl", "Hernández", "Cruz"),
            password=PASSWORD,
        )
        self._make_demo_participant(self.participant.person)

    def _student(self, enrolment: Enrolment) -> Student:
        return Student(enrolment, self.course, chance=self.chance)

    def _accept(
        self, student: Student, *, names: Names | None = None, password: str | None = None
    ) -> None:
        told = self.listed[student.person.email].sex
        join(
            student.enrolment.invitation,
            language="es-mx",
            names=names,
            password=password,
            about_self=AboutSelf(
                sex=self.chance.choice([told] * 9 + [User.Sex.NOT_STATED]),
                birth_year=self.chance.randint(1962, 1998),
                connectivity=self.chance.choice(["own", "own", "shared", "none"]),
            ),
            now=days_ago(68),
        )
        student.enrolment.refresh_from_db()
        student.enrolment.cohort = self.cohort
        student.person = student.enrolment.participant

    def _make_demo_participant(self, person: User) -> None:
        person.email = "participante@demo.test"
        person.save(update_fields=["email"])
        confirm_email(person)

    # What they have done

    def study(self) -> None:
        began, recently = days_ago(66), days_ago(2)
        project_at = next(
            number
            for number, lesson in enumerate(self.course.lessons)
            if lesson.closed_by == Lesson.ClosedBy.SUBMISSION
        )
        for stage, group in self.groups.items():
            for student in group:
                # One transaction for each person, and not one for each of their clicks.
                with transaction.atomic():
                    self._study(student, stage, began=began, recently=recently, until=project_at)
        done = [*self.groups["graduated"], *self.groups["approved"]]
        review_each_other(
            self.cohort,
            [student.enrolment for student in done],
            tutor=self.cast["tutor"],
            chance=self.chance,
        )
        self.participant.study(until=16, start=began, end=recently)
        self.participant.begin(self._quiz("M1.9"), answers=3)
        self._begin_example()
        self._visit(recently)
        self._attend()
        self._meet_online()
        self._announce()
        self._doubt()

    def _study(
        self, student: Student, stage: str, *, began: datetime, recently: datetime, until: int
    ) -> None:
        """Let a person come as far as their stage says; ``until``: the items before the project."""
        if stage in {"graduated", "approved"}:
            student.study(until=len(self.course.lessons), start=began, end=recently)
            grade(self._handed_in(student, days=12), approved=True, chance=self.chance)
        elif stage == "waiting":
            student.study(until=until, start=began, end=recently)
            self._handed_in(student, days=self.chance.uniform(0.5, 6))
        elif stage == "returned":
            student.study(until=until, start=began, end=recently)
            grade(self._handed_in(student, days=9), approved=False, chance=self.chance)
        elif stage == "halfway":
            student.study(until=self.chance.randint(14, 30), start=began, end=recently)
            if student in self.groups["halfway"][:EARLY]:
                self._diagnosed(student, place=self.groups["halfway"].index(student))
        elif stage == "beginning":
            student.study(until=self.chance.randint(3, 11), start=began, end=recently)
        elif stage == "silent":
            student.study(until=self.chance.randint(0, 2), start=began, end=days_ago(40))

    @transaction.atomic
    def _visit(self, recently: datetime) -> None:
        for name, group in self.groups.items():
            if name in {"invited", "withdrawn"}:
                continue
            for student in group:
                ago = timedelta(days=40 if name == "silent" else self.chance.uniform(0, 8))
                remember_visit(student.enrolment, now=recently - ago)
        remember_visit(self.participant.enrolment, now=recently)

    def _diagnosed(self, student: Student, *, place: int) -> None:
        """Hand in E1: one is accepted, one comes back, the others wait for their tutor."""
        first = student.hand_in(student.write_project(), now=days_ago(8), deliverable="E1")
        if place < 2:
            grade(first, approved=place == 0, chance=self.chance)

    def _begin_example(self) -> None:
        """Let the demonstration's own participant have E1 accepted, and E2 with the tutor."""
        project = write_example(self.participant.enrolment)
        first = self.participant.hand_in(project, now=days_ago(9), deliverable="E1")
        grade(first, approved=True, chance=self.chance)
        self.participant.hand_in(project, now=days_ago(1.5), deliverable="E2")

    def _handed_in(self, student: Student, *, days: float) -> Submission:
        return student.hand_in(student.write_project(), now=days_ago(days))

    def _attend(self) -> None:
        came = [
            student.enrolment
            for name in ("graduated", "approved", "waiting", "returned", "halfway")
            for student in self.groups[name]
        ] + [self.participant.enrolment]
        sure = {student.enrolment.pk for student in self.groups["graduated"]}
        for session in self.sessions:
            marks = {
                enrolment.pk: Mark(self._status(is_sure=enrolment.pk in sure)) for enrolment in came
            }
            if session == self.sessions[-1]:
                del marks[self.participant.enrolment.pk]  # They use the code on the wall.
                let_people_in(session, marks, sure=sure, by=self.cast["facilitator"])
            else:
                record_sheet(session, marks, by=self.cast["facilitator"], now=session.ends_at)

    def _meet_online(self) -> None:
        """Hold the live item once, with those who came that far; another date is to come."""
        tutor = self.cast["tutor"]
        came = [
            student.enrolment for name in ("graduated", "approved") for student in self.groups[name]
        ]
        for lesson in self.course.lessons:
            if lesson.closed_by != Lesson.ClosedBy.LIVE:
                continue
            held, _coming = (
                schedule_live(
                    self.cohort,
                    lesson,
                    by=tutor,
                    starts_at=_at_five(timezone.localdate() + timedelta(days=days)),
                    link="https://sala.example/asesoria-edomex26a",
                    dial_in="55 5555 0100, clave 2030",
                    key=key_for("live", lesson.pk, days),
                )
                for days in (-5, 4)
            )
            record_live_attendance(held, dict.fromkeys(came, True), by=tutor)
            keep_recording(
                held,
                by=tutor,
                recording="https://video.example/asesoria-edomex26a",
                transcript=TRANSCRIPT,
            )

    def _announce(self) -> None:
        """Have the demonstration's tutor write to her group; it stands on their first pages."""
        tutor = self.cast["tutor"]
        group = people_of(tutor).filter(cohort=self.cohort).studying()
        mine = Readers("tutor", "tutor", tutor.full_name, tuple(group))
        write_to(
            self.cohort,
            [mine],
            subject="Qué traer al taller de cierre",
            body=ANNOUNCEMENT,
            by=tutor,
            key=key_for("announcement", self.cohort.code),
            shown_until=self.ends_on,
            now=days_ago(1),
        )

    def _quiz(self, code: str) -> Quiz:
        lesson = next(lesson for lesson in self.course.lessons if lesson.code == code)
        return self.course.quizzes[lesson.pk]

    def _status(self, *, is_sure: bool) -> str:
        if is_sure:
            return Attendance.Status.PRESENT
        return self.chance.choices(
            [Attendance.Status.PRESENT, Attendance.Status.LATE, Attendance.Status.ABSENT],
            weights=[85, 7, 8],
        )[0]

    def _doubt(self) -> None:
        """Twelve doubts wait for an answer, a third of them with the demonstration tutor."""
        askers = self.groups["halfway"] + self.groups["beginning"]
        mine = [s for s in askers if tutor_of(s.enrolment).pk == self.cast["tutor"].pk]
        others = [s for s in askers if s not in mine]
        waiting = [*mine[:3], *others[:8], self.participant]
        for number, student in enumerate(waiting):
            self._ask(student, number, days=0.3 + number * 0.4)
        for number, student in enumerate([*others[8:20], self.participant], start=20):
            question = self._ask(student, number, days=20 - number % 7)
            answer_question(
                question,
                by=tutor_of(student.enrolment),
                body=ANSWER,
                key=key_for("answer", number),
                now=days_ago(18 - number % 7),
            )

    def _ask(self, student: Student, number: int, *, days: float) -> Question:
        return ask(
            student.enrolment,
            body=DOUBTS[number % len(DOUBTS)],
            key=key_for("question", number),
            by=student.person,
            lesson=self.course.lessons[3 + number % 9],
            now=days_ago(days),
        )

    # What the team does besides

    @transaction.atomic
    def run_cohorts(self) -> None:
        """Let letters come back, a partner name more people, and others come to the door."""
        staff, facilitator = self.staff, self.cast["facilitator"]
        let_letters_fare(self.groups["invited"])
        name_more_people(
            self.cohort.partnerships.get(), coordinator=self.cast["coordinator"], staff=staff
        )
        let_others_in(self.sessions[-1], self.groups["beginning"][0].enrolment, by=facilitator)
        hold_workshops(self.host, self.partner, by=staff, facilitators=[facilitator])

    # Who is recognised

    @transaction.atomic
    def ask_for_feedback(self) -> None:
        """Invite to the survey, and let the graduates answer it."""
        survey = survey_of(self.cohort)
        for enrolment in due_for_survey(self.cohort):
            invite(enrolment)
        for student in self.groups["graduated"]:
            answers = {
                question.code: (
                    "Las clínicas por pareja de municipios fueron lo más útil."
                    if question.kind == SurveyQuestion.Kind.TEXT
                    else self.chance.choice([3, 4, 4, 5, 5])
                )
                for question in survey.questions.all()
            }
            respond(student.enrolment, survey, answers, by=student.person)

    def recognise(self) -> None:
        """Release the certificates of those who have met every requirement."""
        release(self.cohort, by=self.staff, key=key_for("release", self.cohort.code))

    def summary(self) -> str:
        certificates = Certificate.objects.filter(enrolment__cohort=self.cohort).count()
        doubts = Question.objects.waiting().filter(enrolment__cohort=self.cohort).count()
        waiting = Submission.objects.waiting().filter(project__cohort=self.cohort).count()
        return (
            f"Demonstration: {self.cohort.enrolments.count()} people, {certificates} graduated, "
            f"{doubts} open doubts, {waiting} projects waiting for a verdict."
        )


def _at_ten(day: date) -> datetime:
    return datetime.combine(day, time(10), _zone())


def _at_five(day: date) -> datetime:
    return datetime.combine(day, time(17), _zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
