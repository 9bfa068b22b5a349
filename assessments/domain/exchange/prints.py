"""PDFs of a project: asked for once, made by a job, kept until somebody wants them anew."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from assessments.models import LogframeProject, ProjectPrint
from assessments.signals import project_print_requested
from lms.lib.events import announce

State = ProjectPrint.State


@dataclass(frozen=True)
class Shelf:
    """One kind of PDF, with its file if there is one."""

    kind: str
    made: ProjectPrint | None
    is_old: bool

    @property
    def label(self) -> str:
        return str(ProjectPrint.Kind(self.kind).label)

    @property
    def file(self) -> ProjectPrint | None:
        return self.made if self.made and self.made.state == State.READY else None

    @property
    def is_pending(self) -> bool:
        return bool(self.made and self.made.is_pending)


def shelves_of(project: LogframeProject) -> list[Shelf]:
    """Return every kind of PDF of the project in the language of the page, in one query."""
    made = {each.kind: each for each in project.prints.filter(language=get_language())}
    return [
        Shelf(kind, made.get(kind), is_old(project, made[kind]) if kind in made else False)
        for kind in ProjectPrint.Kind.values
    ]


def is_old(project: LogframeProject, made: ProjectPrint) -> bool:
    """Say whether the project was changed after the file was asked for; forms never change."""
    saved = project.last_saved_at
    return bool(saved and saved > made.requested_at and made.kind != ProjectPrint.Kind.FORMS)


def ready_print(project: LogframeProject, kind: str) -> ProjectPrint | None:
    return project.prints.filter(kind=kind, language=get_language(), state=State.READY).first()


@transaction.atomic
def request_print(
    project: LogframeProject, kind: str, *, now: datetime | None = None
) -> ProjectPrint:
    """Ask for a PDF in the language of the page; again while it is made: the same row.

    What is ready is made anew. Announces ``project_print_requested``.
    """
    now = now or timezone.now()
    wanted = {"project": project, "kind": kind, "language": get_language()}
    # Of two people who ask at once, the second finds the row of the first.
    ProjectPrint.objects.bulk_create([ProjectPrint(**wanted)], ignore_conflicts=True)
    rows = ProjectPrint.objects.filter(**wanted)
    rows.exclude(state=State.PENDING).update(
        state=State.PENDING, error="", tries=0, claimed_at=None, requested_at=now
    )
    found = rows.get()
    announce(project_print_requested, print_id=found.pk)
    return found


# The job


def claim(print_id: int, *, now: datetime | None = None) -> ProjectPrint | None:
    """Take a pending PDF with its project; see ``JobQuerySet.claim``."""
    return ProjectPrint.objects.select_related("project__cohort").claim(print_id, now=now)


def keep(made: ProjectPrint, content: bytes) -> None:
    """Store the file of a PDF and make it ready; the earlier file goes."""
    storage = ProjectPrint.file.field.storage
    before = made.file.name
    name = storage.save(f"prints/{made.project.public_id}-{made.kind}.pdf", ContentFile(content))
    ProjectPrint.objects.filter(pk=made.pk).update(
        state=State.READY, file=name, size_bytes=len(content), error="", tries=0, claimed_at=None
    )
    if before:
        storage.delete(before)


def postpone(made: ProjectPrint, reason: str) -> None:
    """Leave a PDF pending, with the reason: it says nothing about the project itself."""
    ProjectPrint.objects.pending().filter(pk=made.pk).update(
        error=reason[:300], tries=0, claimed_at=None
    )


def give_up(made: ProjectPrint, reason: str) -> None:
    ProjectPrint.objects.pending().filter(pk=made.pk).update(
        state=State.FAILED, error=reason[:300], claimed_at=None
    )


def unclaimed_prints(*, now: datetime | None = None) -> list[int]:
    rows = ProjectPrint.objects.unclaimed(now or timezone.now())
    return list(rows.order_by("pk").values_list("pk", flat=True))
