"""Pages about homework: handing it in, and reading it as a tutor."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.domain.homework import hand_in_homework, homework_of, open_homework
from assessments.forms import HomeworkForm
from assessments.models import Homework
from assessments.views.items import own_item
from courses.models import Cohort, Lesson
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from lms.lib.files import TYPES

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def homework(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Hand in or replace one's homework, and see what was handed in."""
    enrolment, lesson = own_item(request, code, public_id, Lesson.ClosedBy.HOMEWORK)
    handed_in = homework_of(enrolment, lesson)
    form = HomeworkForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial={"body": handed_in.body if handed_in else ""},
    )
    status = HTTPStatus.OK
    if form.is_bound:
        if form.is_valid():
            try:
                hand_in_homework(enrolment, lesson, by=request.user, **form.facts)
            except RuleViolation as refusal:
                form.add_error("body" if refusal.code == "too_short" else None, refusal)
            else:
                messages.success(request, _("Your homework is handed in."))
                return redirect("assessments:homework", code, public_id)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "cohort": enrolment.cohort,
        "lesson": lesson,
        "homework": handed_in,
        "form": form,
        "may_write": not enrolment.cohort.is_closed and not (handed_in and handed_in.opened_at),
    }
    return render(request, "assessments/homework.html", context, status=status)


@require_safe
def homework_file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """Send the file for saving: no browser shows it as a page of this site (A35, A62)."""
    handed_in = fetch(request.user, "view", Homework.objects.all(), public_id=public_id)
    if not handed_in.file:
        raise Http404
    response = FileResponse(
        handed_in.file.open("rb"),
        as_attachment=True,
        filename=handed_in.file_name,
        content_type=TYPES[handed_in.file_kind],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def homework_list(request: HttpRequest) -> HttpResponse:
    """The homework of the people one tutors, the oldest that is unread first."""
    rows = allowed(request.user, "open", Homework.objects.with_place())
    shows_read = request.GET.get("ver") == "leidas"
    cohorts = list(allowed(request.user, "tutor", Cohort.objects.order_by("name")))
    chosen = request.GET.get("cohorte", "")
    if chosen in [cohort.code for cohort in cohorts]:
        rows = rows.filter(enrolment__cohort__code=chosen)
    unread = rows.unopened()
    listed = rows.exclude(opened_at=None).order_by("-opened_at") if shows_read else unread
    context = {
        "page": Paginator(listed, A_PAGE).get_page(request.GET.get("pagina")),
        "unread": unread.count(),
        "shows_read": shows_read,
        "cohorts": cohorts,
        "chosen": chosen,
    }
    return render(request, "assessments/homework_list.html", context)


@require_safe
def homework_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read somebody's homework. When their tutor opens it, it cannot be replaced any more."""
    handed_in = fetch(
        request.user,
        "view",
        with_may(Homework.objects.with_place(), request.user, "open"),
        public_id=public_id,
    )
    if handed_in.may_open:
        open_homework(handed_in, by=request.user)
    return render(request, "assessments/homework_detail.html", {"homework": handed_in})
