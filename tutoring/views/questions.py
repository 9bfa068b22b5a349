"""Pages about participants' questions."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from courses.domain.hours import hours_of
from courses.models import Cohort, Enrolment, Lesson
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from lms.lib.htmx import render_page_or_fragment, wants_fragment
from tutoring.domain.assignment import tutor_of
from tutoring.domain.questions import answer_question, ask, close, queue_of, tally_of
from tutoring.domain.waiting import wait_of
from tutoring.domain.workload import question_counts
from tutoring.forms import AnswerForm, QuestionForm
from tutoring.models import Question

A_PAGE = 50
IN_THE_INBOX = 12


@require_safe
def question_desk(request: HttpRequest) -> HttpResponse:
    """The questions that a tutor may answer, the one due first on top."""
    waiting = allowed(request.user, "answer", Question.objects.waiting())
    shows_answered = request.GET.get("ver") == "respondidas"
    rows = allowed(request.user, "answer", Question.objects.over()) if shows_answered else waiting
    cohorts = list(allowed(request.user, "tutor", Cohort.objects.order_by("name")))
    chosen = request.GET.get("cohorte", "")
    if chosen in [cohort.code for cohort in cohorts]:
        rows = rows.filter(enrolment__cohort__code=chosen)
    page = Paginator(rows.with_place(), A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "rows": queue_of(page.object_list),
        "tally": tally_of(waiting),
        "shows_answered": shows_answered,
        "cohorts": cohorts,
        "chosen": chosen,
    }
    return render(request, "tutoring/question_desk.html", context)


@require_safe
def question_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    question = _fetch(request, "view", public_id)
    form = AnswerForm() if question.may_answer and not question.closed_at else None
    return _show(request, question, form)


@require_POST
def question_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    question = _fetch(request, "answer", public_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_question(question, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            person = question.enrolment.participant.full_name
            messages.success(
                request, _("%(person)s receives your answer by e-mail.") % {"person": person}
            )
            return _go_on(request, question)
    return _show(request, question, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
def question_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    question = _fetch(request, "close", public_id)
    close(question, by=request.user)
    messages.success(request, _("The question is closed."))
    return redirect(question)


@require_safe
def my_questions(request: HttpRequest, code: str) -> HttpResponse:
    """What a participant has asked in one cohort, the newest first."""
    enrolment = _fetch_enrolment(request, code)
    rows = allowed(request.user, "view", enrolment.questions.with_place())
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "enrolment": enrolment,
        "tutor": tutor_of(enrolment),
        "page": page,
        "rows": queue_of(page.object_list),
    }
    return render(request, "tutoring/my_questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question_ask(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a question; lessons post to it with their own text field."""
    enrolment = _fetch_enrolment(request, code)
    lesson = _fetch_lesson(request, enrolment)
    status = HTTPStatus.OK
    form = QuestionForm()
    if request.method == "POST":
        form = QuestionForm(request.POST)
        question = _ask(request, form, enrolment, lesson)
        if question:
            messages.success(request, _("Your question is with your tutor."))
            return redirect(question)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render_page_or_fragment(
        request,
        page="tutoring/question_ask.html",
        fragment="tutoring/partials/_ask.html",
        context={
            "enrolment": enrolment,
            "lesson": lesson,
            "form": form,
            "tutor": tutor_of(enrolment),
        },
        status=status,
    )


def _ask(
    request: HttpRequest, form: QuestionForm, enrolment: Enrolment, lesson: Lesson | None
) -> Question | None:
    if not form.is_valid():
        return None
    try:
        return ask(enrolment, lesson=lesson, by=request.user, **form.cleaned_data)
    except RuleViolation as refusal:
        form.add_error(None, refusal)
        return None


def _fetch(request: HttpRequest, action: str, public_id: UUID) -> Question:
    rows = with_may(Question.objects.with_thread(), request.user, "answer", "close")
    return fetch(request.user, action, rows, public_id=public_id)


def _fetch_enrolment(request: HttpRequest, code: str) -> Enrolment:
    return fetch(
        request.user,
        "study",
        Enrolment.objects.with_course(),
        cohort__code=code,
        participant=request.user,
    )


def _fetch_lesson(request: HttpRequest, enrolment: Enrolment) -> Lesson | None:
    chosen = request.GET.get("leccion")
    if not chosen:
        return None
    try:
        return fetch(
            request.user,
            "view",
            Lesson.objects.of_edition(enrolment.cohort.edition_id).select_related("module"),
            public_id=chosen,
        )
    except ValidationError as no_uuid:
        raise Http404 from no_uuid


def _go_on(request: HttpRequest, question: Question) -> HttpResponse:
    """Show the answer, or open the next question if the tutor asked for that."""
    if "next" not in request.POST:
        return redirect(question)
    following = allowed(request.user, "answer", Question.objects.waiting()).first()
    if following is None:
        return redirect("tutoring:question-desk")
    if wants_fragment(request):
        return HttpResponseClientRedirect(following.get_absolute_url())
    return redirect(following)


def _show(
    request: HttpRequest,
    question: Question,
    form: AnswerForm | None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    return render_page_or_fragment(
        request,
        page="tutoring/question_detail.html",
        fragment="tutoring/partials/_question.html",
        context={
            "question": question,
            "wait": wait_of(question),
            "form": form,
            "is_fragment": wants_fragment(request),
            **(_desk(request, question) if question.may_answer else {}),
        },
        status=status,
    )


def _desk(request: HttpRequest, question: Question) -> dict[str, Any]:
    """What stands around a question for the tutor who answers it."""
    waiting = allowed(request.user, "answer", Question.objects.waiting())
    return {
        "inbox": queue_of(waiting.with_place()[:IN_THE_INBOX]),
        "tally": tally_of(waiting),
        "hours": hours_of(question.enrolment),
        "counts": question_counts(question.enrolment),
    }
