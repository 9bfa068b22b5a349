"""Pages about what is offered: the public catalogue, and the editions for those who make them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.domain.catalogue import cohorts_taking_requests, offers, syllabus_of
from courses.models import Course, Edition
from lms.lib.access import allowed, fetch_public


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    return render(request, "courses/catalogue.html", {"offers": offers()})


@login_not_required
@require_safe
def course_detail(request: HttpRequest, slug: str) -> HttpResponse:
    course = fetch_public(Course.objects.offered(), slug=slug)
    context = {
        "course": course,
        "syllabus": syllabus_of(course),
        "open_cohorts": cohorts_taking_requests(course),
    }
    return render(request, "courses/course_detail.html", context)


@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    """Show the editions to staff, to those who write them and to those who teach them."""
    editions = allowed(
        request.user, "preview", Edition.objects.with_writing().select_related("course")
    )
    return render(request, "courses/course_list.html", {"editions": editions})
