"""Pages on which participants learn: outline, module, item, hours."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.domain.due import item_dues
from courses.domain.handbooks import shelf_of
from courses.domain.hours import hours_of
from courses.domain.lesson_page import LessonPage, lesson_page
from courses.domain.progress import (
    finish_lesson,
    outline_of,
    remember_visit,
    reply_to_lesson,
    start_lesson,
)
from courses.domain.reading import library_of, sessions_of, tags_of
from courses.forms import ReplyForm
from courses.models import Enrolment, Handbook, Lesson
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation


def own_enrolment(request: HttpRequest, code: str, *related: str) -> Enrolment:
    """Load the enrolment with which the person studies in this cohort, with its edition."""
    # Whoever runs the cohort may view everybody's: here only their own is meant.
    enrolment = fetch(
        request.user,
        "study",
        Enrolment.objects.filter(participant=request.user).select_related(
            "cohort__edition__course", *related
        ),
        cohort__code=code,
    )
    enrolment.participant = request.user  # It is loaded already.
    return enrolment


def _page(enrolment: Enrolment, public_id: UUID) -> LessonPage:
    page = lesson_page(enrolment, public_id)
    if page is None:
        raise Http404
    return page


@require_safe
def outline(request: HttpRequest, code: str) -> HttpResponse:
    enrolment = own_enrolment(request, code, "cohort__partner", "cohort__territory")
    remember_visit(enrolment)
    return render(
        request,
        "courses/outline.html",
        {
            "enrolment": enrolment,
            "cohort": enrolment.cohort,
            "outline": outline_of(enrolment),
            "sessions": sessions_of(enrolment.cohort.edition),
            "library": library_of(enrolment.cohort.edition),
            "hours": hours_of(enrolment),
            "dues": item_dues(enrolment),
        },
    )


@require_safe
def module(request: HttpRequest, code: str, module: str) -> HttpResponse:
    enrolment = own_enrolment(request, code)
    parts = outline_of(enrolment).modules
    part = next((part for part in parts if part.module.code == module), None)
    if part is None:
        raise Http404
    context = {
        "cohort": enrolment.cohort,
        "part": part,
        "parts": parts,
        "dues": item_dues(enrolment),
        "tags": tags_of(part.module, enrolment.cohort.edition),
        "library": library_of(enrolment.cohort.edition),
        "shelf": shelf_of(
            part.module, allowed(request.user, "view", Handbook.objects.filter(with_key=False))
        ),
    }
    return render(request, "courses/module.html", context)


@require_safe
def lesson(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    enrolment = own_enrolment(request, code)
    page = _page(enrolment, public_id)
    if not page.item.is_started:
        start_lesson(enrolment, page.lesson)
    remember_visit(enrolment, lesson=page.lesson)
    form = None
    if page.lesson.closed_by == Lesson.ClosedBy.REPLY:
        form = ReplyForm(initial={"key": uuid4(), "body": page.reply.body if page.reply else ""})
    return _show(request, enrolment, page, form=form)


@require_POST
def lesson_finish(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Complete the item and lead to the next one."""
    enrolment = own_enrolment(request, code)
    page = _page(enrolment, public_id)
    try:
        is_new = finish_lesson(enrolment, page.lesson, by=request.user)
    except RuleViolation as refusal:
        return _show(request, enrolment, page, form=ReplyForm(), refusal=refusal)
    after = _page(enrolment, public_id)
    if is_new and after.module.is_completed:
        messages.success(request, _completed(after))
    if after.next is None:
        return redirect("courses:outline", code)
    return redirect("courses:lesson", code, after.next.lesson.public_id)


def _completed(page: LessonPage) -> str:
    """Say that a module is completed, and what comes now."""
    words = {"module": page.module.module.code}
    if page.next is None:
        return _("You completed module %(module)s, the last one.") % words
    words["next"] = f"{page.next.lesson.code} {page.next.lesson.title}"
    return _("You completed module %(module)s. Now comes %(next)s.") % words


@require_POST
def lesson_reply(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Keep the written reply of the item, and show it."""
    enrolment = own_enrolment(request, code)
    page = _page(enrolment, public_id)
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            reply_to_lesson(enrolment, page.lesson, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error("body", refusal)
        else:
            messages.success(request, _("Your reply is saved and the item is completed."))
            return redirect("courses:lesson", code, public_id)
    return _show(request, enrolment, page, form=form)


def _show(
    request: HttpRequest,
    enrolment: Enrolment,
    page: LessonPage,
    *,
    form: ReplyForm | None,
    refusal: RuleViolation | None = None,
) -> HttpResponse:
    refused = refusal or (form is not None and form.errors)
    return render(
        request,
        "courses/lesson.html",
        {
            "cohort": enrolment.cohort,
            "page": page,
            "closed_by": Lesson.ClosedBy,
            "form": form if page.lesson.closed_by == Lesson.ClosedBy.REPLY else None,
            "refusal": refusal,
            "question_key": uuid4(),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
    )
