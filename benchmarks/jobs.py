"""Jobs: enrolling a list of 5,000 people, 100 certificates, and the handbook of a module."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from assessments.domain.checker.check import check
from assessments.domain.checker.reading import read_project
from assessments.tasks import render_handbook
from benchmarks.checker import largest_project
from benchmarks.world import World
from completion.models import Certificate
from completion.tasks import render_certificate
from courses.domain.cohorts import open_cohort
from courses.domain.enrolment_import import figures_of, load_list
from courses.domain.enrolment_job import confirm_list
from courses.domain.handbooks import request_handbooks
from courses.models import Cohort, Enrolment, Handbook
from courses.tasks import enrol_list
from tests.pdf import pages_of
from tutoring.domain.assignment import appoint_tutor
from tutoring.domain.sessions import schedule

ROWS = 5000
CERTIFICATES = 100
CHECKS = 50


@dataclass(frozen=True)
class Job:
    name: str
    count: int
    seconds: float
    cpu: float


def measure(world: World) -> list[Job]:
    print("Measuring jobs …", flush=True)
    return [*import_of(world), certificates_of(world), handbook_of(world), checks()]


def timed(name: str, count: int, work: Callable[[], object]) -> Job:
    cpu, began = _cpu(), time.monotonic()
    work()
    return Job(name, count, time.monotonic() - began, _cpu() - cpu)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def import_of(world: World) -> list[Job]:
    """Load, confirm and enrol one list, as the clicks and the job would."""
    today = timezone.localdate()
    cohort = open_cohort(
        by=world.staff,
        code="bench",
        name="A list of 5,000",
        edition=world.cohort.edition,
        host=world.cohort.host,
        partner=world.cohort.partner,
        territory=world.cohort.territory,
        starts_on=today,
        ends_on=today + timedelta(days=60),
        seats=ROWS,
        state="open",
    )
    _make_ready(cohort, world)
    lines = ["Nombre(s),Primer apellido,Segundo apellido,Correo electrónico,Municipio,Cargo"]
    lines += [
        f"José Ángel,Núñez,Número {number},persona{number}@ejemplo.gob.mx,Toluca,Analista"
        for number in range(ROWS)
    ]
    content = "\n".join(lines).encode()
    loaded = []
    reading = timed(
        "a list read and judged (rows)",
        ROWS,
        lambda: loaded.append(
            load_list(cohort, content=content, file_name="list.csv", by=world.staff)
        ),
    )
    confirm_list(loaded[0], by=world.staff)
    enrolling = timed(
        "the same list enrolled, invitations written (rows)",
        ROWS,
        lambda: enrol_list(loaded[0].pk),
    )
    figures = figures_of(loaded[0])
    assert figures.enrolled == ROWS, figures
    return [reading, enrolling]


def _make_ready(cohort: Cohort, world: World) -> None:
    """Give the cohort what is required before anybody is invited."""
    appoint_tutor(cohort, world.tutors[0], by=world.staff)
    for days, planned in enumerate(cohort.edition.sessions.order_by("position"), start=1):
        schedule(
            cohort,
            planned,
            starts_at=timezone.now() + timedelta(days=days),
            venue="Sede",
            municipality=None,
            by=world.staff,
            facilitators=[],
        )


def certificates_of(world: World) -> Job:
    """Draw and store PDFs from frozen facts, as the job does; the first one loads the fonts."""
    model = Certificate.objects.filter(enrolment__cohort=world.cohort).first()
    enrolments = Enrolment.objects.filter(certificates=None)[: CERTIFICATES + 1]
    made = Certificate.objects.bulk_create(
        Certificate(
            enrolment=enrolment,
            snapshot=model.snapshot,
            folio=f"BENCH-{number:04}",
            token=f"bench-{number:030}",
        )
        for number, enrolment in enumerate(enrolments)
    )
    render_certificate(made[0].pk)
    job = timed(
        "certificates drawn and stored (PDF)",
        CERTIFICATES,
        lambda: [render_certificate(each.pk) for each in made[1:]],
    )
    keys = [each.pk for each in made]
    assert Certificate.objects.filter(pk__in=keys, state="ready").count() == len(keys)
    return job


def checks() -> Job:
    """Check the largest project that the exercise allows with every rule, after each save."""
    facts = read_project(largest_project())
    return timed(
        "the largest project checked (132 rows, 396 indicators)",
        CHECKS,
        lambda: [check(facts) for _number in range(CHECKS)],
    )


def handbook_of(world: World) -> Job:
    """Make the handbook of the longest module as the job does, counted in pages."""
    edition = world.cohort.edition
    modules = edition.modules.annotate(words=Sum("lessons__texts__words")).filter(words__gt=0)
    asked = request_handbooks(edition, modules.latest("words"), with_key=True)
    pdf = next(each for each in asked if each.format == Handbook.Format.PDF)
    job = timed("handbook of a module made (PDF pages)", 1, lambda: render_handbook(pdf.pk))
    pdf.refresh_from_db()
    assert pdf.is_ready, pdf.error
    return replace(job, count=pages_of(pdf.file.read()))


def table(jobs: list[Job]) -> str:
    """Return the table of jobs as Markdown."""
    lines = [
        "| job, in one process | how many | seconds | a second | CPU ms each |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {job.name} | {job.count} | {job.seconds:.1f} | {job.count / job.seconds:.0f} |"
        f" {1000 * job.cpu / job.count:.1f} |"
        for job in jobs
    ]
    return "\n".join(lines)
