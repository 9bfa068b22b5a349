"""The first page of each role."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lms.dashboards.participant import participant_home
from lms.dashboards.staff import staff_home as staff_home_of
from lms.dashboards.tutor import tutor_home as tutor_home_of
from lms.navigation import HOMES, standing_at_home, standing_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show a participant's home; lead everybody else to the page of their role."""
    role = standing_at_home(request.user).role_in(request)
    if role != "participant":
        return redirect(HOMES[role])
    return render(request, "lms/home.html", {"home": participant_home(request.user)})


@require_safe
def tutor_home(request: HttpRequest) -> HttpResponse:
    return render(request, "lms/tutor_home.html", {"home": tutor_home_of(request.user)})


@require_safe
def staff_home(request: HttpRequest) -> HttpResponse:
    home = staff_home_of(request.user)
    if not home.cohorts and "staff" not in standing_of(request.user).roles:
        raise PermissionDenied
    return render(request, "lms/staff_home.html", {"home": home})
