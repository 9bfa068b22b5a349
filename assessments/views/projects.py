"""Pages on which participants write their project and hand it in."""

from http import HTTPStatus
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.domain.due import due_dates_of
from assessments.domain.exercise.progress import stages_of
from assessments.domain.matrix import matrix_of
from assessments.domain.project import (
    due_at_of,
    targets_of,
)
from assessments.models import Grade, LogframeProject, Submission
from assessments.views.work import context_of as _context
from assessments.views.work import own_work as _work
from courses.models import Enrolment
from lms.lib.access import allowed

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
def project(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = _work(request, code)
    sent = allowed(request.user, "view", Grade.objects.sent())
    submissions = list(
        allowed(request.user, "view", project.submissions.with_review_count()).prefetch_related(
            Prefetch("grades", sent, to_attr="verdicts")
        )
    )
    last = next((entry for entry in submissions if entry.verdicts), None)
    return render(
        request,
        "assessments/project.html",
        _context(enrolment, project)
        | {
            "submissions": submissions,
            "verdict": last.verdicts[0] if last else None,
            "last": last,
            "waiting": next(
                (s for s in submissions if s.is_final and s.state == Submission.State.WAITING), None
            ),
            "due_at": due_at_of(project),
            "now": timezone.now(),
            "targets": targets_of(project),
            "review_count": sum(entry.review_count for entry in submissions),
            **_task_list(enrolment, project),
        },
    )


def _task_list(enrolment: Enrolment, project: LogframeProject) -> dict[str, Any]:
    stages = stages_of(project, matrix_of(project), dues=due_dates_of(enrolment))
    current = next((stage for stage in stages if not stage.is_done), None)
    steps = current.steps if current else ()
    return {
        "stages": stages,
        "next_step": next((state for state in steps if not state.is_done), None),
        "current": current,
        "team": project.members.working().select_related("enrolment__participant").in_order(),
    }
