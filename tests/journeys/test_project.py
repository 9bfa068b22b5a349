"""A team of two writes a good project from nothing, hands in E1 to E5, and takes it with them."""

import random
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.review import review_of
from assessments.domain.exercise.writing import write_facts
from assessments.domain.project import project_of
from assessments.models import Deletion, LogframeProject
from assessments.models.profile import ProjectKind
from courses.models import Edition
from lms.demo.work import grade
from tests.assessments.domain.checker.projects import demo
from tests.factories import CohortFactory, CohortTutorFactory, MembershipFactory
from tests.journeys.plans import meant_until, said_otherwise
from tests.journeys.steps import come_into
from tests.live import Visitor, wait_for

pytestmark = pytest.mark.journey
A_SOLUTION = "Falta de una planta potabilizadora"
COMPONENT = "C1 · "


class Desk(NamedTuple):
    """How wide somebody's screen is, and whether scripts run in their browser."""

    width: int
    scripts: bool


class Colleague(Visitor):
    """Somebody who works on the project."""

    PAGES_OF_A_KIND = 1

    def write(self, address: str, ticked: tuple[str, ...] = (), **values: Any) -> None:
        """Open a form, fill it in as one reads it, and save it."""
        self.open(address)
        self.write_here(ticked, **values)

    def write_here(self, ticked: tuple[str, ...] = (), **values: Any) -> None:
        self.fill_in(ticked, **values)
        self.press("Guardar", exact=True)

    def fill_in(self, ticked: tuple[str, ...] = (), **values: Any) -> None:
        """Fill in fields by their names, folded ones too, and tick what has these words."""
        folded = self.page.locator("main form details:not([open]) > summary")
        while folded.count():
            folded.first.click()
        self.fill(**{name: str(said) for name, said in values.items()})
        for words in ticked:
            self.page.locator("main form label", has_text=words).first.locator("input").check()

    def click(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look()


@pytest.fixture(scope="module")
def cohort(site):
    """A cohort of the course for public servants, with a tutor, and nobody in it."""
    site.manage("load_basics")
    edition = Edition.objects.published().get(course__audience="public_servant")
    cohort = CohortFactory(edition=edition)
    tutor = MembershipFactory(organisation=cohort.host, role="tutor").person
    CohortTutorFactory(cohort=cohort, tutor=tutor)
    return cohort


class Team:
    """Two people with a browser each, and what they mean to write."""

    def __init__(self, site, chromium, cohort, mine: Desk, hers: Desk) -> None:
        self.mine, self.hers = come_into(cohort), come_into(cohort)
        self.home = f"/curso/{cohort.code}/proyecto/"
        self.plan = replace(read_project(demo()), project_kind=ProjectKind.PUBLIC_PROGRAMME)
        self.me, self.she = (Colleague(chromium, site, **how._asdict()) for how in (mine, hers))
        # Each kind of page is looked at closely once, by one of them.
        self.she.seen = self.me.seen
        self.me.enter_as(self.mine.participant)
        self.she.enter_as(self.hers.participant)

    def __enter__(self) -> "Team":
        return self

    def __exit__(self, kind: type | None, *_error: object) -> None:
        for number, visitor in enumerate((self.me, self.she)):
            if kind:
                visitor.remember(visitor.site.data / f"team-{number}")
            visitor.leave(is_content=kind is None)

    @property
    def facts(self) -> ProjectFacts:
        self.project.refresh_from_db()
        return facts_of(self.project)

    @property
    def rows(self) -> dict[str, str]:
        return {row.code: row.key for row in self.facts.rows}

    def come_together(self) -> None:
        """One gets a code, and the other joins with it."""
        self.me.open(f"{self.home}equipo/")
        self.me.press("Obtener un código")
        code = LogframeProject.objects.get(members__enrolment=self.mine).team_code
        shown = f"{code[:4]} {code[4:]}"
        assert shown in self.me.text
        self.she.open(f"{self.home}equipo/")
        self.she.fill(code=shown)
        self.she.press("Unirme al equipo")
        assert self.mine.participant.full_name in self.she.text
        self.project = project_of(self.mine)
        assert project_of(self.hers) == self.project

    # Writing by hand: each kind of form once

    def diagnose(self) -> None:
        plan, population, home = self.plan, self.plan.population, self.home
        self.me.write(
            f"{home}perfil/editar/",
            title=plan.title,
            project_kind=plan.project_kind,
            state_name=plan.state,
            municipalities=plan.municipalities[0],
            responsible_unit=plan.responsible_unit,
            problem_context=plan.problem_context,
            population_description=population.description,
            population_target=population.target,
            period_start=plan.period_start,
        )
        source = plan.evidence_sources[0]
        self.she.write(f"{home}fuente/agregar/", **said(source, "title", "institution", "year"))
        actor = plan.stakeholders[0]
        names = ("name", "group", "interest", "influence", "interest_level")
        self.me.write(f"{home}actor/agregar/", stance=actor.position, **said(actor, *names))
        self.me.write(f"{home}problema/agregar/?kind=central", text=A_SOLUTION)
        self.is_told_of_the_solution()
        self.me.open(f"{home}arbol-problemas/")
        self.me.click("main .hero a")
        central, cause = plan.problems[:2]
        self.me.write_here(text=central.text)
        self.she.open(f"{home}arbol-problemas/")
        assert central.text in self.she.text
        self.she.follow("Agregar causa")
        self.she.write_here(text=cause.text)

    def is_told_of_the_solution(self) -> None:
        notes = [note for note in review_of(self.project).notes if note.step == "2.3"]
        shown = self.me.page.locator("#hallazgos").inner_text()
        told = {note.finding.id for note in notes if str(note.finding.message) in shown}
        assert "TRE-03" in told, shown
        self.me.open(f"{self.home}entregar/E1/")
        assert not self.me.page.locator("[name=declared]").count()

    def choose_a_strategy(self) -> None:
        central = next(node for node in self.plan.objectives if node.kind == "central")
        chosen = self.plan.alternatives[0]
        self.me.open(f"{self.home}arbol-objetivos/")
        self.me.click('form[action$="/espejo/"] button')
        self.me.click('main a[href*="/objetivo/"]')
        self.me.write_here(text=central.text)
        self.she.open(f"{self.home}alternativas/")
        self.she.press("Usar los cinco criterios")
        self.she.write(f"{self.home}alternativa/agregar/", (central.text,), name=chosen.name)
        self.me.open(f"{self.home}alternativas/")
        scores = self.me.page.locator("#comparacion select").all()
        for choice, score in zip(scores, chosen.scores, strict=True):
            choice.select_option(str(score))
        self.me.page.locator("#comparacion label", has_text=chosen.name).first.click()
        self.me.press("Guardar las calificaciones")

    def tell_the_story(self) -> None:
        """The purpose comes from the tree; of a cell that both write at once one text stays."""
        plan, matrix = self.plan, f"{self.home}matriz/"
        component, *activities = (r for r in plan.rows if r.level in {"component", "activity"})
        self.me.open(f"{matrix}propuestas/")
        for box in self.me.page.locator("main [name=objective]").all()[1:]:
            box.uncheck()
        self.me.press("Escribir las elegidas en la matriz")
        self.me.press("Agregar componente")
        for _activity in activities[:2]:
            self.me.click("#agregar button")
        rows = self.rows
        self.both_write(f"{matrix}celda/{rows['C1']}.narrative/", component)
        for code, activity in zip(("A1.1", "A1.2"), activities, strict=False):
            self.she.open(f"{matrix}celda/{rows[code]}.narrative/")
            assert component.narrative in self.she.text
            self.she.fill_in(**said(activity, "narrative", "responsible"))
            self.she.send(with_field="narrative")
        self.me.open(f"{matrix}celda/{rows['C1']}.assumption/")
        assumption = component.assumptions[0]
        self.me.fill_in(is_external="True", **said(assumption, "text", "likelihood"))
        self.me.send(with_field="text")

    def both_write(self, address: str, component: Any) -> None:
        self.me.open(address)
        self.she.open(address)
        self.she.fill_in(narrative="Redes rurales")
        self.she.send(with_field="narrative")
        self.me.fill_in(**said(component, "narrative", "delivered_to"))
        self.me.click("button[name=go][value=matrix]")
        assert "Redes rurales" in self.me.text
        self.me.press("Usar el mío")

    def measure(self) -> None:
        """The sheet of an indicator, and where its figures are found."""
        cell = f"{self.home}matriz/celda/{self.rows['C1']}."
        indicator = next(row for row in self.plan.rows if row.code == "C1").indicators[0]
        letters = {
            f"variables-{place}-{part}": getattr(each, part)
            for place, each in enumerate(indicator.variables)
            for part in ("symbol", "name")
        }
        names = (
            "name", "definition", "indicator_type", "dimension", "method_kind", "formula", "unit",
            "frequency", "direction", "baseline_value", "baseline_year", "target_value",
            "target_year",
        )  # fmt: skip
        self.me.open(f"{cell}indicator/")
        self.me.fill_in(**said(indicator, *names), **letters)
        self.me.send(with_field="formula")
        self.she.open(f"{cell}means/")
        assert indicator.name in self.she.text
        names = ("source_name", "responsible_unit", "frequency", "source_type")
        self.she.fill_in(**said(indicator.means[0], *names))
        self.she.send(with_field="source_name")

    def align(self) -> None:
        plan, home, me, she = self.plan, self.home, self.me, self.she
        link, group = plan.sdg_links[0], plan.left_behind[0]
        cost = next(line for line in plan.budget_lines if line.cross_cutting_kind)
        names = ("cross_cutting_kind", "concept", "amount", "funding_source")
        me.write(f"{home}renglon/agregar/", **said(cost, *names))
        names = ("target", "contribution_type", "rationale")
        she.write(f"{home}meta/agregar/", (COMPONENT,), **said(link, *names))
        names = ("from_target", "to_target", "sign", "note")
        me.write(f"{home}interaccion/agregar/", **said(plan.interactions[0], *names))
        names = ("instrument_type", "name", "end_year", "objective", "competence")
        she.write(f"{home}plan/agregar/", **said(plan.plans[0], *names))
        names = ("group", "barrier", "evidence")
        me.write(f"{home}grupo/agregar/", (COMPONENT,), **said(group, *names))
        names = ("principle", "text")
        she.write(f"{home}enfoque/agregar/", (COMPONENT,), **said(plan.approaches[0], *names))
        entry = plan.monitoring[0]
        goal = next(row for row in self.facts.rows if row.level == "goal")
        me.write(
            f"{home}indicador/agregar/",
            indicator=goal.indicators[0].key,
            **said(entry, "responsible", "first_date"),
        )
        she.write(f"{home}evaluacion/agregar/", **said(plan.evaluations[0], "kind", "date"))

    # The rest of it, and handing in

    def write_the_rest(self, deliverable: str) -> None:
        """What they would write in the same way; what was written by hand stays the same."""
        stored = self.facts
        meant = meant_until(deliverable, self.plan, stored)
        assert said_otherwise(meant, stored) == []
        assert write_facts(self.project, meant, by=self.mine.participant) == ()
        assert not Deletion.objects.filter(project=self.project).exists()

    def hand_in(self, who: Colleague, deliverable: str) -> None:
        who.open(f"{self.home}entregar/{deliverable}/")
        who.fill(declared=True)
        who.press("Entregar", exact=True)
        submission = self.project.submissions.get(deliverable=deliverable)
        assert f"{deliverable} está entregado." in who.text
        assert submission.folio in who.text
        assert submission.sha256 in who.text

    def accept(self, deliverable: str) -> None:
        submission = self.project.submissions.get(deliverable=deliverable)
        grade(submission, approved=True, chance=random.Random(7))  # noqa: S311 -- the same levels every time

    def bring_back(self, folder: Any) -> None:
        """The workbook that leaves comes back and says the same."""
        file = folder / "proyecto.xlsx"
        self.me.open(f"/proyecto/{self.project.public_id}/archivos/")
        with self.me.page.expect_download() as download:
            self.me.page.locator('a[href$="/proyecto.xlsx"]').first.click()
        download.value.save_as(file)
        self.me.page.set_input_files("[name=file]", file)
        self.me.press("Ver las diferencias")
        assert "El archivo dice lo mismo que el proyecto" in self.me.text

    def have_their_receipts(self) -> None:
        for submission in self.project.submissions.all():
            for enrolment in (self.mine, self.hers):
                wait_for(
                    lambda to=enrolment.participant.email, key=submission.public_id: (
                        self.me.site.letters(to, key=f"submission-{key}")
                    ),
                    what=f"the receipt of {submission.folio}",
                )


def said(record: Any, *names: str) -> dict[str, Any]:
    """Return what a record says in these fields, as it is typed."""
    return {name: getattr(record, name) for name in names}


@pytest.mark.parametrize(
    ("mine", "hers"),
    [
        pytest.param(Desk(1280, True), Desk(390, True), id="1280 and 390"),
        pytest.param(Desk(390, False), Desk(1280, False), id="390 and 1280 without scripts"),
    ],
)
def test_team_of_two_builds_a_project_and_hands_it_in(site, chromium, cohort, tmp_path, mine, hers):
    with Team(site, chromium, cohort, mine, hers) as team:
        team.come_together()
        writing = {
            "E1": team.diagnose,
            "E2": team.choose_a_strategy,
            "E3": team.tell_the_story,
            "E4": team.measure,
        }
        for number, (deliverable, write) in enumerate(writing.items()):
            write()
            team.write_the_rest(deliverable)
            team.hand_in((team.me, team.she)[number % 2], deliverable)
            team.accept(deliverable)
        team.align()
        team.write_the_rest("E5")
        team.she.open(f"{team.home}revision/")
        assert "La revisión no encuentra nada que corregir en su proyecto." in team.she.text
        team.bring_back(tmp_path)
        team.hand_in(team.me, "E5")
        team.have_their_receipts()

        handed_in = team.project.submissions.order_by("submitted_at")
        assert [each.deliverable for each in handed_in] == ["E1", "E2", "E3", "E4", "E5"]
