"""Pages of one attempt: its questions one by one or all together, the review, the result."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.quiz_clock import clock_of
from assessments.domain.quiz_gain import gain_of
from assessments.domain.quiz_paper import Paper, paper_of
from assessments.domain.quiz_taking import save_answers, submit_attempt
from assessments.domain.results import standing_of
from assessments.forms import ItemForm, item_forms
from assessments.models import Quiz, QuizAttempt
from courses.domain.progress import outline_of
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation
from lms.lib.htmx import render_page_or_fragment


def _attempt(request: HttpRequest, public_id: UUID) -> QuizAttempt:
    return fetch(
        request.user,
        "answer",
        QuizAttempt.objects.with_course().with_allowances(),
        public_id=public_id,
    )


def address_in(attempt: QuizAttempt, place: int, *, of: int) -> str:
    """Return the address of a place of an attempt; behind the last item stands the review."""
    if attempt.submitted_at:
        return reverse("assessments:attempt-result", args=[attempt.public_id])
    if not 1 <= place <= of:
        return reverse("assessments:attempt-review", args=[attempt.public_id])
    if attempt.on_one_page:
        return reverse("assessments:attempt-sheet", args=[attempt.public_id]) + f"#q{place}"
    return reverse("assessments:attempt-item", args=[attempt.public_id, place])


def _links(paper: Paper) -> dict[int, str]:
    total = len(paper.asked)
    return {number: address_in(paper.attempt, number, of=total) for number in range(1, total + 1)}


def _place_wanted(request: HttpRequest, forms: list[ItemForm], *, on_one_page: bool) -> int:
    """Return where a person wants to go: as the list or a button says, else further on.

    On the page with all items they stay where they changed something last.
    """
    said = request.POST
    wanted = said.get("salto" if "saltar" in said else "ir", "")
    if wanted.isdecimal() and len(wanted) < 4:
        return int(wanted)
    numbers = [form.asked.number for form in forms if form.has_changed()] or [1]
    return numbers[-1] if on_one_page else forms[0].asked.number + 1


@require_http_methods(["GET", "HEAD", "POST"])
def attempt_item(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Show one item, or keep its answer and go on."""
    attempt = _attempt(request, public_id)
    paper = paper_of(attempt)
    asked = paper.at(number)
    if asked is None:
        raise Http404
    if request.method == "POST":
        return _save(request, paper, [ItemForm(request.POST, asked=asked)])
    if attempt.submitted_at:
        return redirect("assessments:attempt-result", public_id)
    return _show_items(request, paper, [ItemForm(asked=asked)])


@require_http_methods(["GET", "HEAD", "POST"])
def attempt_sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show all items on one page, or keep all their answers."""
    attempt = _attempt(request, public_id)
    paper = paper_of(attempt)
    if request.method == "POST":
        return _save(request, paper, item_forms(paper, request.POST), on_one_page=True)
    if attempt.submitted_at:
        return redirect("assessments:attempt-result", public_id)
    return _show_items(request, paper, item_forms(paper), on_one_page=True)


def _save(
    request: HttpRequest, paper: Paper, forms: list[ItemForm], *, on_one_page: bool = False
) -> HttpResponse:
    """Keep every answer that can be read, and show again those that cannot."""
    attempt = paper.attempt
    readable = [form for form in forms if form.is_valid()]
    unreadable = [form for form in forms if not form.is_valid()]
    place = _place_wanted(request, forms, on_one_page=on_one_page)
    if unreadable:
        place = unreadable[0].asked.number
    try:
        save_answers(
            attempt,
            {form.asked.item: form.given for form in readable},
            by=request.user,
            place=place,
            on_one_page=on_one_page,
        )
    except RuleViolation as refusal:
        return _show_items(request, paper, forms, refusal=refusal, on_one_page=on_one_page)
    if unreadable:
        return _show_items(request, paper, forms, on_one_page=on_one_page)
    attempt.on_one_page = on_one_page
    return redirect(address_in(attempt, place, of=len(paper.asked)))


def _show_items(
    request: HttpRequest,
    paper: Paper,
    forms: list[ItemForm],
    *,
    refusal: RuleViolation | None = None,
    on_one_page: bool = False,
) -> HttpResponse:
    """Show questions; who saves without leaving the page gets only what has changed."""
    page = "assessments/attempt_sheet.html" if on_one_page else "assessments/attempt_item.html"
    wrong = [form for form in forms if form.errors]
    paper.attempt.on_one_page = on_one_page
    context = {
        "paper": paper,
        "links": _links(paper),
        "asked": None if on_one_page else forms[0].asked,
        "forms": forms,
        "wrong": wrong,
        "refusal": refusal,
        "on_one_page": on_one_page,
        "cohort": paper.attempt.enrolment.cohort,
        "clock": clock_of(paper.attempt),
        "saved_at": timezone.now(),
    }
    return render_page_or_fragment(
        request,
        page=page,
        fragment="assessments/partials/_saved.html",
        context=context,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong or refusal else HTTPStatus.OK,
    )


@require_safe
def attempt_review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what is answered and what is not, before handing in; or go to one of the items."""
    attempt = _attempt(request, public_id)
    if attempt.submitted_at:
        return redirect("assessments:attempt-result", public_id)
    paper = paper_of(attempt)
    if request.GET.get("salto", "").isdecimal():
        return redirect(address_in(attempt, int(request.GET["salto"]), of=len(paper.asked)))
    return _show_review(request, paper)


@require_POST
def attempt_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand in the attempt; sending again leads to the same result."""
    attempt = _attempt(request, public_id)
    try:
        submit_attempt(attempt, by=request.user)
    except RuleViolation as refusal:
        return _show_review(request, paper_of(attempt), refusal)
    return redirect("assessments:attempt-result", public_id)


def _show_review(
    request: HttpRequest, paper: Paper, refusal: RuleViolation | None = None
) -> HttpResponse:
    return render(
        request,
        "assessments/attempt_review.html",
        {
            "paper": paper,
            "links": _links(paper),
            "cohort": paper.attempt.enrolment.cohort,
            "clock": clock_of(paper.attempt),
            "refusal": refusal,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
    )


@require_safe
def attempt_result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the score, with the reason for each answer, and what comes next."""
    attempt = _attempt(request, public_id)
    if not attempt.submitted_at:
        return redirect("assessments:attempt-review", public_id)
    return render(
        request,
        "assessments/attempt_result.html",
        {
            "paper": paper_of(attempt),
            "standing": standing_of(attempt),
            "gain": gain_of(attempt.enrolment) if attempt.quiz.kind == Quiz.Kind.POST else None,
            "cohort": attempt.enrolment.cohort,
            "next": outline_of(attempt.enrolment).after(attempt.quiz.lesson),
        },
    )
