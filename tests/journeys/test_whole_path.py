"""The main job end to end: from the ministry's spreadsheet to the partner's report."""

import random
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import yaml
from django.utils import timezone
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from assessments.domain.exercise.writing import write_facts
from assessments.models import LogframeProject
from completion.models import Certificate, SurveyResponse
from courses.domain.progress import complete_lessons
from courses.models import Cohort, Enrolment, EnrolmentList, Lesson
from lms.celery import app
from lms.demo.whole_project import whole_project
from lms.demo.work import PROJECTS, Course, Student
from people.domain.membership import appoint
from people.models import Organisation, User
from tests.factories import UserFactory
from tests.journeys.steps import attend_live, make_up, take_quiz, write_in_forum
from tests.live import Visitor, live_site, wait_for
from tutoring.domain.assignment import appoint_tutor
from tutoring.models import Attendance, InPersonSession, TutorAssignment

PASSWORD = "lluvia-sobre-toluca-2030"
STAFF = "andrea.solis@pnud.example"
TUTOR = "renata.tun@pnud.example"
FACILITATOR = "fatima.ortega@pnud.example"
COORDINATOR = "sofia.peralta@planeacion.example"
PARTNER = "Secretaría de Planeación del Estado de México"
CODE = "edomex1"
PEOPLE = 275
DOUBT = "¿Puedo usar el dato del Censo 2020 como línea base si mi meta es para 2027?"
ANSWER = "Sí, con una condición: escriba el año junto al valor."
PLAN = yaml.safe_load(PROJECTS.read_text(encoding="utf-8"))[0]
CELLS = {
    "indicator": (
        "name",
        "formula",
        "unit",
        "frequency",
        "baseline_value",
        "baseline_year",
        "target_value",
        "target_year",
    ),
    "means": ("source_name", "responsible_unit", "frequency"),
}

pytestmark = pytest.mark.journey


@pytest.fixture
def site(db, tmp_path):
    """A site for each journey: all of them begin with an empty one."""
    with live_site(tmp_path) as running:
        running.start_worker()
        yield running


class Journey:
    """The path of one cohort through the ten stations; everybody has a browser of their own."""

    def __init__(self, site, chromium, *, width: int, scripts: bool) -> None:
        self.site = site
        self.chromium = chromium
        self.how = {"width": width, "scripts": scripts}
        self.visitors: list[Visitor] = []

    def __enter__(self) -> "Journey":
        return self

    def __exit__(self, kind: type | None, *_error: object) -> None:
        for number, visitor in enumerate(self.visitors):
            if kind:
                visitor.remember(self.site.data / f"visitor-{number}")
            visitor.leave(is_content=kind is None)

    def somebody(self) -> Visitor:
        self.visitors.append(Visitor(self.chromium, self.site, **self.how))
        return self.visitors[-1]

    def begin(self) -> None:
        """An empty site with its first administrator, as after an installation."""
        self.site.manage("load_basics")
        self.site.manage(
            "create_first_admin",
            "--email", STAFF, "--name", "Andrea Solís Prado", "--host", "PNUD México",
        )  # fmt: skip
        self.staff = self.somebody()
        self.staff.open(self.site.link_to(STAFF, "/contrasena/nueva/"))
        self.staff.fill(password1=PASSWORD, password2=PASSWORD)
        self.staff.press("Guardar")
        if "/entrar/" in self.staff.page.url or "contrasena" in self.staff.page.url:
            self.staff.sign_in(STAFF, PASSWORD)
        self.staff.open("/gestion/")

    # 1. Territories and organisations

    def add_the_partner(self) -> None:
        self.staff.open("/gestion/organizaciones/nueva/")
        self.staff.fill(
            name=PARTNER,
            short_name="Seplan",
            kind="planning_ministry",
            level="state",
            sector="government",
            territory_name="México",
        )
        self.staff.press("Guardar")
        assert PARTNER in self.staff.text
        self.partner = Organisation.objects.get(name=PARTNER)
        assert self.partner.territory.code == "15"

    # 2. Team

    def invite_to_team(self, email: str, name: tuple[str, str], **facts: str) -> None:
        self.staff.open("/gestion/equipo/invitar/")
        self.staff.fill(email=email, given_names=name[0], surname_1=name[1], **facts)
        self.staff.press("Enviar la invitación")
        assert email in self.staff.text

    def accept_role(self, email: str) -> Visitor:
        person = self.somebody()
        person.open(self.site.link_to(email, "/invitacion/"))
        person.fill(entry="password", password=PASSWORD, accepts_notice=True)
        person.press("Activar mi cuenta")
        assert User.objects.get(email=email).is_active
        return person

    def gather_the_team(self) -> None:
        self.invite_to_team(TUTOR, ("Renata", "Tun"), role="tutor")
        self.invite_to_team(FACILITATOR, ("Fátima", "Ortega"), role="facilitator")
        self.tutor = self.accept_role(TUTOR)
        self.facilitator = self.accept_role(FACILITATOR)

    # 3. Cohort

    def open_the_cohort(self) -> None:
        today = timezone.localdate()
        self.staff.open("/gestion/cohortes/nueva/")
        editions = self.staff.page.locator("select[name=edition] option")
        edition = editions.filter(has_text="gestión pública local").first
        territory = self.staff.page.locator("select[name=territory] option", has_text="México")
        self.staff.fill(
            name="Estado de México, primera generación",
            code=CODE,
            edition=edition.get_attribute("value"),
            territory=territory.last.get_attribute("value"),
            partner=str(self.partner.pk),
            seats=300,
            starts_on=(today - timedelta(days=60)).isoformat(),
            ends_on=(today + timedelta(days=10)).isoformat(),
            state="open",
            signatories="Nombre y apellidos | Representación residente | PNUD México",
        )
        self.staff.send(with_field="seats")
        self.cohort = Cohort.objects.get(code=CODE)
        assert (self.cohort.partner, self.cohort.state) == (self.partner, "open")

    def appoint_tutors(self) -> None:
        """One in the browser; her colleague, who takes the other half, as the page would."""
        self.staff.open(f"/gestion/cohortes/{CODE}/tutoria/")
        self.staff.fill(tutor={"label": "Renata Tun"}, quota=140)
        self.staff.press("Agregar a esta cohorte")
        staff = User.objects.get(email=STAFF)
        colleague = UserFactory(given_names="Julián", surname_1="Mejía")
        appoint(colleague, organisation=self.cohort.host, role="tutor", by=staff)
        appoint_tutor(self.cohort, colleague, by=staff, quota=140)

    def schedule_sessions(self) -> None:
        for code, days_ago in (("S1", 50), ("S2", 20), ("S3", 2)):
            self.staff.open(f"/gestion/cohortes/{CODE}/sesiones/{code}/")
            day = timezone.localdate() - timedelta(days=days_ago)
            self.staff.fill(day=day.isoformat(), hour="10:00", venue="Casa de la Cultura, Toluca")
            self.staff.page.get_by_label("Fátima Ortega").check()
            self.staff.press("Guardar la sesión")
        assert InPersonSession.objects.scheduled().filter(cohort=self.cohort).count() == 3

    def enrol_the_list(self) -> None:
        spreadsheet = self.site.data / "personas.xlsx"
        self.site.manage("demo_spreadsheet", str(spreadsheet))
        self.staff.open(f"/gestion/cohortes/{CODE}/importar/")
        self.staff.page.set_input_files("input[name=file]", spreadsheet)
        self.staff.send(with_field="file")
        loaded = EnrolmentList.objects.get(cohort=self.cohort)
        assert loaded.get_absolute_url() in self.staff.page.url
        figures = self.staff.figures()
        assert [int(number) for number in figures.values()][:4] == [275, 0, 5, 1]
        assert self.staff.page.locator("main .errs li").count() == 5
        assert not self.cohort.enrolments.exists()
        self.staff.press("275")
        wait_for(self._list_is_done, seconds=120, what="the list to be enrolled")
        self.staff.reload()
        self.staff.look()
        assert list(self.staff.figures().values()) == ["275", "0", "6", "0"]
        assert self.cohort.enrolments.filter(status="invited").count() == PEOPLE
        wait_for(self._everybody_has_a_tutor, what="the tutors of everybody")

    def _everybody_has_a_tutor(self) -> bool:
        return TutorAssignment.objects.current().count() == PEOPLE

    def _list_is_done(self) -> bool:
        """Look at the page as somebody who reloads it would, until it says the end."""
        self.staff.reload()
        return list(self.staff.figures().values())[3:] == ["0"]

    # 4. Invitation

    def accept_the_place(self) -> None:
        assigned = TutorAssignment.objects.current().filter(tutor__email=TUTOR)
        self.enrolment = assigned.order_by("pk")[0].enrolment
        self.email = self.enrolment.participant.email
        self.participant = self.somebody()
        self.participant.open(self.site.link_to(self.email, "/invitacion/"))
        expect(self.participant.page.get_by_role("table")).to_contain_text("Quién verá qué")
        self.participant.unfold("Sobre usted")
        self.participant.fill(
            given_names="María Xóchitl",
            surname_1="Hernández",
            surname_2="Cruz",
            entry="password",
            password=PASSWORD,
            sex="woman",
            birth_year=1988,
            connectivity="own",
            accepts_notice=True,
        )
        self.participant.press("Activar mi cuenta")
        self.enrolment.refresh_from_db()
        person = User.objects.get(email=self.email)
        assert (self.enrolment.status, person.sex, person.birth_year) == ("active", "woman", 1988)
        assert person.consents.exists()

    # 5. Participant

    def lesson(self, code: str) -> str:
        lesson = Lesson.objects.of_edition(self.cohort.edition_id).get(code=code)
        return f"/curso/{CODE}/leccion/{lesson.public_id}/"

    def study(self) -> None:
        self.participant.open("/inicio/")
        self.participant.open(self.lesson("M0.1"))
        self.participant.press("Terminar y seguir con la M0.2")
        take_quiz(self.participant)
        assert "/resultado/" in self.participant.page.url
        self.participant.open(self.lesson("M0.3"))
        write_in_forum(
            self.participant, "Trabajo en planeación y espero ordenar nuestros indicadores."
        )
        assert self.hours() == 60
        self.participant.open(self.lesson("M1.1"))
        self.participant.unfold("Preguntar a mi tutora")
        self.participant.fill(body=DOUBT)
        self.participant.press("Enviar mi duda")
        assert DOUBT in self.participant.text

    def hours(self) -> int:
        return sum(self.enrolment.hours_entries.values_list("minutes", flat=True))

    def do_the_rest(self) -> None:
        """Complete every other item in the way its page would."""
        enrolment = Enrolment.objects.with_course().get(pk=self.enrolment.pk)
        course = Course.of(self.cohort.edition_id)
        student = Student(enrolment, course, chance=random.Random(1))  # noqa: S311 -- the same answers every time
        done = set(
            enrolment.lesson_progress.exclude(completed_at=None).values_list("lesson", flat=True)
        )
        rest = [lesson for lesson in course.lessons if lesson.pk not in done]
        finished = {
            lesson: timezone.now() for lesson in rest if lesson.closed_by == Lesson.ClosedBy.FINISH
        }
        complete_lessons(enrolment, finished, by=enrolment.participant)
        for lesson in rest:
            if lesson.closed_by == Lesson.ClosedBy.LIVE:
                attend_live(enrolment, lesson)
            if lesson.closed_by == Lesson.ClosedBy.REVIEW:  # There is no project but theirs.
                make_up(enrolment, lesson)
            student.take(lesson)

    def write_the_project(self) -> None:
        page = self.participant.page
        self.participant.open(f"/curso/{CODE}/proyecto/perfil/editar/")
        self.participant.fill(title=PLAN["title"], responsible_unit=PLAN["unit"])
        self.participant.press("Guardar")
        self.participant.open(f"/curso/{CODE}/proyecto/matriz/")
        self.participant.press("Agregar componente")
        self.participant.press("Agregar actividad")
        self.participant.press("Agregar actividad")
        self.write_goal_in_the_browser()
        self.write_the_rest()
        self.participant.open(f"/curso/{CODE}/proyecto/entregar/E5/")
        self.participant.fill(declared=True)
        self.participant.press("Entregar")
        submission = self.enrolment.submissions.get()
        assert submission.get_absolute_url() in page.url
        assert submission.folio in self.participant.text

    def write_goal_in_the_browser(self) -> None:
        """One cell of each column, going on from one to the next."""
        # The page of the cell: where scripts run, a press on wide screens opens it as a drawer.
        link = self.participant.page.locator("table.mir [data-cell]").first
        self.participant.open(link.get_attribute("href"))
        for column, values in cells_of(PLAN["goal"]):
            assert self.participant.page.url.endswith(f".{column}/")
            self.participant.fill(**values)
            self.participant.press("Guardar y seguir")

    def write_the_rest(self) -> None:
        """The steps that a person writes in weeks, at once."""
        project = LogframeProject.objects.get(members__enrolment=self.enrolment)
        facts = whole_project(PLAN, title=PLAN["title"], components=1)
        write_facts(project, facts, by=self.enrolment.participant)

    # 6. Tutor

    def answer_and_grade(self) -> None:
        tutor = self.tutor
        tutor.open("/tutoria/")
        tutor.open("/tutoria/dudas/")
        tutor.follow(DOUBT[:30])
        tutor.fill(body=ANSWER)
        tutor.page.get_by_role("button", name="Responder", exact=True).click()
        expect(tutor.page.get_by_role("article").filter(has_text=ANSWER)).to_be_visible()
        tutor.look()
        self.site.link_to(self.email, "/dudas/")
        tutor.open("/tutoria/entregas/")
        tutor.follow("Revisar la más antigua")
        for level in tutor.page.locator('input[name^="level-"][value="3"]').all():
            level.check(force=True)
        tutor.fill(verdict="approve", message="Su matriz cuenta una historia completa.")
        tutor.press("Enviar dictamen")
        assert self.enrolment.submissions.get().state == "approved"

    # 7. Facilitator

    def take_attendance(self) -> None:
        """The first sheet by hand, for one person; of the others everybody was there."""
        first, *others = InPersonSession.objects.scheduled().order_by("starts_at")
        page = self.facilitator.page
        self.facilitator.open("/sesiones/")
        self.facilitator.open(f"{first.get_absolute_url()}?q=Xóchitl Hernández")
        hers = page.get_by_role("group", name="María Xóchitl Hernández")
        hers.get_by_label("Presente").check()
        self.facilitator.press("Guardar asistencia")
        for session in others:
            self.facilitator.open(session.get_absolute_url())
            self.facilitator.press("Marcar como presentes")
        present = Attendance.objects.current().filter(status="present")
        assert present.filter(enrolment=self.enrolment).count() == 3
        assert present.filter(session__in=others).count() == 2 * PEOPLE

    # 9. Survey, which the certificate waits for

    def answer_the_survey(self) -> None:
        app.send_task("completion.invite_to_surveys")
        self.participant.open(self.site.link_to(self.email, "/encuesta/"))
        for answer in self.participant.page.locator('fieldset input[value="4"]').all():
            answer.check(force=True)
        self.participant.page.locator("textarea").fill("Las clínicas fueron lo más útil.")
        self.participant.press("Enviar mis respuestas")
        assert SurveyResponse.objects.count() == 1

    # 8. Completion

    def release_certificates(self) -> None:
        self.staff.open(f"/gestion/cohortes/{CODE}/constancias/")
        self.staff.press("Liberar 1 constancia")
        certificate = wait_for(
            lambda: Certificate.objects.filter(state="ready").first(), what="the PDF"
        )
        self.site.link_to(self.email, "/constancias/")
        self.participant.open("/constancias/")
        with self.participant.page.expect_download() as download:
            self.participant.page.get_by_role("link", name="Descargar PDF").click()
        assert download.value.path().read_bytes().startswith(b"%PDF")
        visitor = self.somebody()
        visitor.open("/v/")
        visitor.fill(folio=certificate.folio.lower())
        visitor.press("Verificar")
        assert "Constancia vigente" in visitor.text
        assert "María Xóchitl Hernández Cruz" in visitor.text

    # 10. Partner

    def read_the_report(self) -> None:
        self.invite_to_team(
            COORDINATOR, ("Sofía", "Peralta"), role="coordinator", partner=str(self.partner.pk)
        )
        coordinator = self.accept_role(COORDINATOR)
        coordinator.open("/reportes/")
        coordinator.follow("Ver el reporte")
        on_screen = coordinator.figures()
        assert on_screen["Nombradas"] == "275"
        assert on_screen["Con constancia"] == "1"
        coordinator.press("Descargar reporte")
        with coordinator.page.expect_download() as download:
            link = coordinator.page.get_by_role("link", name=re.compile("Descargar.*XLSX"))
            link.click(timeout=30_000)
        book = CalamineWorkbook.from_path(download.value.path())
        in_file = {
            row[0]: f"{row[1]:.0f}"
            for row in book.get_sheet_by_index(0).to_python()
            if isinstance(row[1], float)
        }
        for words in ("Lugares de la cohorte", "Nombradas", "Inscritas", "Con constancia"):
            assert in_file[words] == on_screen[words], words
        assert len(book.sheet_names) == 2  # Without a data agreement nobody is named.


def cells_of(plan: dict) -> Iterator[tuple[str, dict]]:
    """Return column → values of a row of the sample project, in the order of the pages."""
    yield "narrative", {"narrative": plan["narrative"]}
    for column, names in CELLS.items():
        yield column, dict(zip(names, plan[column], strict=True))
    yield "assumption", {"text": plan["assumption"], "likelihood": "likely"}


@pytest.mark.parametrize(
    ("width", "scripts"),
    [
        pytest.param(1280, True, id="1280"),
        pytest.param(390, False, id="390 without scripts"),
    ],
)
def test_cohort_goes_from_the_spreadsheet_to_the_report(site, chromium, width, scripts):
    with Journey(site, chromium, width=width, scripts=scripts) as journey:
        journey.begin()
        journey.add_the_partner()
        journey.gather_the_team()
        journey.open_the_cohort()
        journey.appoint_tutors()
        journey.schedule_sessions()
        journey.enrol_the_list()
        journey.accept_the_place()
        journey.study()
        journey.do_the_rest()
        journey.write_the_project()
        journey.answer_and_grade()
        journey.take_attendance()
        journey.answer_the_survey()
        journey.release_certificates()
        journey.read_the_report()
