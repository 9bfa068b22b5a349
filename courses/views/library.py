"""Pages beside the lessons: the glossary of a course, and where to read on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.domain.library import glossary_page, resources_page
from courses.views.learning import own_enrolment


@require_safe
def glossary(request: HttpRequest, code: str) -> HttpResponse:
    cohort = own_enrolment(request, code).cohort
    page = glossary_page(cohort.edition, module=request.GET.get("modulo", ""))
    return render(request, "courses/glossary.html", {"cohort": cohort, "page": page})


@require_safe
def resources(request: HttpRequest, code: str) -> HttpResponse:
    cohort = own_enrolment(request, code).cohort
    page = resources_page(cohort.edition)
    return render(request, "courses/resources.html", {"cohort": cohort, "page": page})
