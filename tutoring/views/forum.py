"""Pages of the forum: the thread, writing in it, reporting, and moderating."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Cohort, Enrolment, Lesson
from lms.lib.access import allowed, fetch, may, with_may
from lms.lib.errors import RuleViolation
from tutoring.domain.conduct import accept_conduct, conduct, has_accepted
from tutoring.domain.forum import thread_of, write_post
from tutoring.domain.moderation import decide, forums_of, report_post, reported
from tutoring.forms import DecisionForm, PostForm, ReportForm
from tutoring.models import ForumPost

A_PAGE = 50


@require_safe
def forum(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    cohort, lesson, enrolment = _fetch_thread(request, code, public_id)
    return _show(request, cohort, lesson, enrolment, PostForm())


@require_POST
def forum_write(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Write a post, or answer one."""
    cohort, lesson, enrolment = _fetch_thread(request, code, public_id)
    form = PostForm(request.POST)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        wanted = facts.pop("parent")
        parent = None
        if wanted:
            parent = fetch(
                request.user,
                "view",
                ForumPost.objects.select_related("parent").filter(cohort=cohort, lesson=lesson),
                public_id=wanted,
            )
        try:
            post = write_post(
                cohort, lesson, by=request.user, enrolment=enrolment, parent=parent, **facts
            )
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            post.cohort, post.lesson = cohort, lesson
            messages.success(request, _("Your text is in the forum."))
            return redirect(post)
    return _show(request, cohort, lesson, enrolment, form)


@require_POST
def forum_conduct(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Accept the code of conduct, once for all forums."""
    _fetch_thread(request, code, public_id)
    accept_conduct(request.user)
    return redirect("tutoring:forum", code, public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def post_report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask the tutors to look at a post."""
    post = _fetch_post(request, "view", public_id)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if form.is_bound:
        if form.is_valid():
            try:
                report_post(post, by=request.user, **form.cleaned_data)
            except RuleViolation as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Thank you. The tutors look at it."))
                return redirect("tutoring:forum", post.cohort.code, post.lesson.public_id)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"post": post, "form": form}
    return render(request, "tutoring/post_report.html", context, status=status)


@require_POST
def post_decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hide, restore, pin, unpin or keep a post."""
    post = _fetch_post(request, "moderate", public_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        decide(post, by=request.user, **form.cleaned_data)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The decision is kept."))
    if request.GET.get("de") == "reportes":
        return redirect("tutoring:forum-reports")
    return redirect(post)


@require_safe
def forum_reports(request: HttpRequest) -> HttpResponse:
    """What is reported in the forums that one moderates."""
    rows = reported(allowed(request.user, "moderate", ForumPost.objects.all()))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "tutoring/forum_reports.html", {"page": page})


@require_safe
def forum_list(request: HttpRequest, code: str) -> HttpResponse:
    """The forums of a cohort, for who moderates them."""
    cohort = fetch(
        request.user, "moderate", with_may(Cohort.objects.all(), request.user, "manage"), code=code
    )
    context = {"cohort": cohort, "lessons": forums_of(cohort)}
    return render(request, "tutoring/forum_list.html", context)


def _fetch_thread(
    request: HttpRequest, code: str, public_id: UUID
) -> tuple[Cohort, Lesson, Enrolment | None]:
    """Load cohort and item, and the enrolment with which the reader takes part, if any."""
    cohort = fetch(request.user, "discuss", Cohort.objects.select_related("edition"), code=code)
    lesson = fetch(
        request.user,
        "view",
        Lesson.objects.select_related("module").filter(
            module__edition=cohort.edition_id, closed_by=Lesson.ClosedBy.FORUM
        ),
        public_id=public_id,
    )
    enrolment = allowed(
        request.user,
        "study",
        Enrolment.objects.filter(cohort=cohort, participant=request.user),
    ).first()
    if enrolment:
        enrolment.cohort = cohort
    return cohort, lesson, enrolment


def _fetch_post(request: HttpRequest, action: str, public_id: UUID) -> ForumPost:
    return fetch(request.user, action, ForumPost.objects.with_place(), public_id=public_id)


def _show(
    request: HttpRequest,
    cohort: Cohort,
    lesson: Lesson,
    enrolment: Enrolment | None,
    form: PostForm,
) -> HttpResponse:
    may_moderate = may(request.user, "moderate", cohort)
    posts = thread_of(cohort, lesson, with_hidden=may_moderate)
    context = {
        "cohort": cohort,
        "lesson": lesson,
        "enrolment": enrolment,
        "page": Paginator(posts, A_PAGE).get_page(request.GET.get("pagina")),
        "form": form,
        "key": uuid4(),
        "answered": str(form.data.get("parent", "")) if form.is_bound else "",
        "may_moderate": may_moderate,
        "conduct": conduct(),
        "has_accepted": has_accepted(request.user),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "tutoring/forum.html", context, status=status)
