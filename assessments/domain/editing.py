"""Whether a project may be changed now, and the lock under which every change is made."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import LogframeProject
from lms.lib.errors import RuleViolation


def locked(project: LogframeProject) -> LogframeProject:
    """Lock the project: saving, handing in and grading it wait for each other."""
    return (
        LogframeProject.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(pk=project.pk)
    )


def check_editable(project: LogframeProject) -> None:
    """Refuse changes in a closed cohort, while a tutor reads the project, and once approved."""
    if project.cohort.is_closed:
        raise RuleViolation(
            _("This cohort is closed. You can read everything, but nothing more is recorded."),
            code="closed",
        )
    if project.state == LogframeProject.State.SUBMITTED:
        raise RuleViolation(
            _("The project is handed in. It can be changed again when your tutor returns it."),
            code="handed_in",
        )
    if project.state == LogframeProject.State.APPROVED:
        raise RuleViolation(
            _("The project is approved. It cannot be changed any more."), code="approved"
        )


def open_for_change(project: LogframeProject) -> LogframeProject:
    """Lock the project and refuse if it cannot be changed now."""
    project = locked(project)
    check_editable(project)
    return project


def touch(project: LogframeProject, *, now: datetime | None = None) -> datetime:
    """Remember when something of the project was saved last."""
    project.last_saved_at = now or timezone.now()
    project.save(update_fields=["last_saved_at"])
    return project.last_saved_at
