"""Bringing a file into a project: it is kept, shown cell by cell, and written when confirmed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.checker.report import projects_in
from assessments.domain.editing import check_editable, open_for_change
from assessments.domain.exchange.comparing import Comparison, compare, settled
from assessments.domain.exchange.state import state_in, state_of
from assessments.domain.exchange.workbook import read_records
from assessments.domain.exercise.planning import Misfit, Plan, plan_of
from assessments.domain.exercise.things import ALWAYS_THERE, THINGS
from assessments.domain.exercise.writing import known_targets, write_plan
from assessments.models import LogframeProject, ProjectImport
from lms.lib.errors import RuleViolation
from lms.lib.plain_files import read_plain
from lms.lib.workbook import read_workbook
from lms.lib.workbook_limits import Limits
from people.models import User

MEGABYTE = 1024 * 1024
# The largest legal project fills a fifth of this.
LIMITS = Limits(bytes=2 * MEGABYTE, unpacked_bytes=30 * MEGABYTE, rows=3000, columns=80, cell=8000)
KEPT_FOR = timedelta(days=2)
MOST_KEPT = 5  # Of one project; an older one gives way.
OURS = frozenset({"title", "logframe", "problem_tree", "stakeholders", "sdg", "problem_context"})


@dataclass(frozen=True)
class Preview:
    """What a file would change. ``seen`` says which state of the project it was compared with."""

    comparison: Comparison
    plan: Plan
    seen: str

    @property
    def changes_something(self) -> bool:
        return self.comparison.changes > 0


def keep_upload(
    project: LogframeProject, *, name: str, content: bytes, by: User, now: datetime | None = None
) -> ProjectImport:
    """Keep a file until it is confirmed; one that cannot be read is refused with the reason."""
    check_editable(project)
    now = now or timezone.now()
    _read(content, name, project)
    with transaction.atomic():
        kept = ProjectImport.objects.create(
            project=project, name=name[-200:], content=content, uploaded_by=by, uploaded_at=now
        )
        recent = project.imports.order_by("-uploaded_at", "-pk").values_list("pk", flat=True)
        ProjectImport.objects.filter(pk__in=list(recent[MOST_KEPT:])).delete()
    return kept


def open_imports(project: LogframeProject, *, now: datetime | None = None) -> list[ProjectImport]:
    """Return what was uploaded and neither confirmed nor forgotten, the latest first."""
    since = (now or timezone.now()) - KEPT_FOR
    found = project.imports.filter(applied_at=None, uploaded_at__gt=since)
    return list(found.defer("content").order_by("-uploaded_at"))


def find_import(project: LogframeProject, public_id: object) -> ProjectImport | None:
    return project.imports.filter(public_id=public_id).first()


def preview_of(upload: ProjectImport) -> Preview:
    """Compare a file with the project as it is now; nothing is written."""
    project = upload.project
    current, plan, unread = _read(bytes(upload.content), upload.name, project)
    return Preview(compare(current, plan, unread), plan, seen_of(project))


def seen_of(project: LogframeProject) -> str:
    return project.last_saved_at.isoformat() if project.last_saved_at else ""


@transaction.atomic
def apply_import(upload: ProjectImport, *, by: User, seen: str) -> int:
    """Write what the preview showed, and return how many cells changed; again: nothing happens.

    Refused when the project was changed since the preview (code "changed"). The project as it was
    is kept among the deletions for thirty days.
    """
    project = open_for_change(upload.project)
    upload = ProjectImport.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.applied_at:
        return 0
    if seen_of(project) != seen:
        raise RuleViolation(
            gettext_lazy("The project was changed in the meantime. Look at the differences again."),
            code="changed",
        )
    current, plan, unread = _read(bytes(upload.content), upload.name, project)
    comparison = compare(current, plan, unread)
    if comparison.changes:
        name = _("Before bringing in %(file)s") % {"file": upload.name}
        write_plan(project, settled(plan), by=by, undo_name=name)
    upload.applied_at = timezone.now()
    upload.save(update_fields=["applied_at"])
    return comparison.changes


def purge_imports(*, now: datetime | None = None) -> None:
    """Forget the files that were not confirmed in time, and those that were."""
    since = (now or timezone.now()) - KEPT_FOR
    ProjectImport.objects.filter(uploaded_at__lte=since).delete()


# Reading


def _read(content: bytes, name: str, project: LogframeProject) -> tuple[Plan, Plan, list[Misfit]]:
    """Return the project as it is, as the file says it, and what of the file means nothing."""
    if not content.strip():
        raise RuleViolation(gettext_lazy("The file is empty."), code="empty")
    if len(content) > LIMITS.bytes:
        raise RuleViolation(
            gettext_lazy("The file has %(size)s MB; at most %(limit)s MB are read."),
            code="too_large",
            params={
                "size": f"{len(content) / MEGABYTE:.1f}",
                "limit": LIMITS.bytes // MEGABYTE,
            },
        )
    current = state_of(project)
    if content.startswith(b"PK"):
        records, unread = read_records(_sheets(content), current)
        plan = plan_of(records, targets=known_targets())
    else:
        plan, unread = _read_text(content, name), []
    return current, _with_what_is_always_there(current, plan), unread


def _sheets(content: bytes) -> list:
    try:
        return read_workbook(content, LIMITS)
    except RuleViolation as refusal:
        why = (refusal.params or {}).get("why")
        if why is None:
            raise
        raise RuleViolation(
            gettext_lazy("%(why)s Change the workbook that you downloaded here, and bring it."),
            code=refusal.code,
            params={"why": why},
        ) from refusal


def _read_text(content: bytes, name: str) -> Plan:
    projects = projects_in(read_plain(content, name=name))
    if len(projects) > 1:
        raise RuleViolation(
            gettext_lazy("The file holds several projects. Bring one at a time."), code="several"
        )
    if not projects or not projects[0].keys() & OURS:
        raise RuleViolation(
            gettext_lazy("The file holds no project. Take the JSON that you downloaded here."),
            code="foreign_file",
        )
    return state_in(projects[0])


def _with_what_is_always_there(current: Plan, plan: Plan) -> Plan:
    """Keep the goal, the purpose and the central problem: a file can rewrite them alone."""
    for kind in ("problem", "row"):
        first = THINGS[kind].place[0].name
        there = {item.place[first] for item in plan.items[kind]}
        for item in reversed(current.items[kind]):
            if item.place[first] in ALWAYS_THERE - there:
                plan.items[kind].insert(0, replace(item, values={}))
                plan.keys[kind].add(item.key)
    return plan
