"""What every page of a project begins with: whose it is, and the way back to it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.domain.adaptation import told_to, with_exercise
from assessments.domain.project import project_of
from assessments.models import LogframeProject
from courses.models import Enrolment
from lms.lib.access import fetch


def own_work(request: HttpRequest, code: str) -> tuple[Enrolment, LogframeProject]:
    """Return the person's own place in the cohort and the project they work on there."""
    enrolment = fetch(
        request.user,
        "view",
        with_exercise(
            Enrolment.objects.studying().filter(participant=request.user.pk).with_course()
        ),
        cohort__code=code,
    )
    return enrolment, project_of(enrolment)


def context_of(enrolment: Enrolment, project: LogframeProject, *trail: Any) -> dict[str, Any]:
    code = enrolment.cohort.code
    first = (_("My project"), reverse("assessments:project", args=[code]) if trail else "")
    return {
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "project": project,
        "exercise": told_to(enrolment),
        "is_editable": project.is_editable and not enrolment.cohort.is_closed,
        "trail": [first, *trail],
    }
