"""Pages of an edition for those who make or teach it: its outline, and how every item looks."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.domain import lesson_page as pages
from courses.domain.edition_page import edition_page
from courses.domain.review import approve_text, take_approval_back
from courses.models import Edition, Lesson
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation


def _edition(request: HttpRequest, slug: str, number: int) -> Edition:
    return fetch(
        request.user,
        "preview",
        with_may(Edition.objects.select_related("course"), request.user, "read_items"),
        course__slug=slug,
        number=number,
    )


def _lesson(request: HttpRequest, action: str, edition: Edition, public_id: UUID) -> Lesson:
    return fetch(
        request.user,
        action,
        with_may(Lesson.objects.filter(module__edition=edition), request.user, "approve"),
        public_id=public_id,
    )


@require_safe
def edition_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    edition = _edition(request, slug, number)
    cohorts = allowed(request.user, "measure", edition.cohorts.order_by("name"))
    context = {"page": edition_page(edition), "edition": edition, "cohorts": cohorts}
    return render(request, "courses/edition_detail.html", context)


@require_safe
def lesson_preview(request: HttpRequest, slug: str, number: int, public_id: UUID) -> HttpResponse:
    edition = _edition(request, slug, number)
    return _show(request, edition, _lesson(request, "preview", edition, public_id))


@require_POST
def text_approve(request: HttpRequest, slug: str, number: int, public_id: UUID) -> HttpResponse:
    """Remember that an expert approved the text that the page showed."""
    edition = _edition(request, slug, number)
    lesson = _lesson(request, "approve", edition, public_id)
    try:
        approve_text(
            lesson,
            language=request.POST.get("language", ""),
            version=request.POST.get("version", ""),
            by=request.user,
        )
    except RuleViolation as refusal:
        return _show(request, edition, lesson, refusal=refusal)
    messages.success(request, _("You approved this text."))
    return redirect("courses:lesson-preview", slug, number, public_id)


@require_POST
def text_disapprove(request: HttpRequest, slug: str, number: int, public_id: UUID) -> HttpResponse:
    """Take an approval back: the page says again that no expert has approved the text."""
    edition = _edition(request, slug, number)
    lesson = _lesson(request, "approve", edition, public_id)
    try:
        take_approval_back(lesson, language=request.POST.get("language", ""), by=request.user)
    except RuleViolation as refusal:
        return _show(request, edition, lesson, refusal=refusal)
    messages.success(request, _("The approval of this text was taken back."))
    return redirect("courses:lesson-preview", slug, number, public_id)


def _show(
    request: HttpRequest,
    edition: Edition,
    lesson: Lesson,
    *,
    refusal: RuleViolation | None = None,
) -> HttpResponse:
    return render(
        request,
        "courses/lesson_preview.html",
        {
            "edition": edition,
            "page": pages.lesson_preview(edition, lesson),
            "may_approve": lesson.may_approve,
            "refusal": refusal,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
    )
