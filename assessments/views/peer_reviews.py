"""Pages on which people review the projects of others, and tutors look at what is reported."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.peer_reviews import (
    open_review,
    review_standing,
    save_review,
    send_review,
)
from assessments.domain.review_reports import (
    decide_review,
    report_review,
    reported_reviews,
    restore_review,
)
from assessments.domain.review_sharing import review_lessons
from assessments.domain.rubrics import rubric_of
from assessments.domain.snapshots import thaw
from assessments.forms import ReviewDecisionForm, ReviewForm, ReviewReportForm
from assessments.models import PeerReview
from assessments.views.items import own_item
from assessments.views.work import context_of, own_work
from courses.models import Lesson
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation

A_PAGE = 50


@require_safe
def peer_reviews(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The two projects that somebody reads, or why there are none yet."""
    enrolment, lesson = own_item(request, code, public_id, Lesson.ClosedBy.REVIEW)
    context = {
        "cohort": enrolment.cohort,
        "lesson": lesson,
        "standing": review_standing(enrolment, lesson),
    }
    return render(request, "assessments/peer_reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def peer_review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read somebody's project and say three things about it: kept as a draft, or sent."""
    review = fetch(
        request.user,
        "write",
        PeerReview.objects.with_place().filter(reviewer__participant=request.user.pk),
        public_id=public_id,
    )
    if request.method == "POST":
        return _write(request, review)
    review = open_review(review)
    if review is None:
        raise Http404
    initial = {name: getattr(review, name) for name in PeerReview.ANSWERS}
    return _show(request, review, ReviewForm(initial=initial))


def _write(request: HttpRequest, review: PeerReview) -> HttpResponse:
    is_sending = request.POST.get("action") != "draft"
    form = ReviewForm(request.POST, is_sending=is_sending)
    if form.is_valid():
        try:
            if is_sending:
                send_review(review, form.answers, by=request.user)
            else:
                save_review(review, form.answers, by=request.user)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            if not is_sending:
                messages.success(request, _("The draft is saved. Only you can see it."))
                return redirect(review)
            messages.success(request, _("Your review is sent."))
            return redirect(_item_of(review))
    return _show(request, review, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _item_of(review: PeerReview) -> str:
    """Return the address of the item to which a review belongs."""
    cohort = review.reviewer.cohort
    lesson = review_lessons(cohort).first()
    if lesson is None:
        return reverse("courses:outline", args=[cohort.code])
    return reverse("assessments:peer-reviews", args=[cohort.code, lesson.public_id])


def _show(
    request: HttpRequest,
    review: PeerReview,
    form: ReviewForm,
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    cohort = review.reviewer.cohort
    context = {
        "review": review,
        "cohort": cohort,
        "lesson": review_lessons(cohort).select_related("module").first(),
        "handed_in": thaw(review.submission.snapshot),
        "criteria": rubric_of(cohort).criteria.all(),
        "form": form,
        "may_write": review.sent_at is None and not cohort.is_closed,
    }
    return render(request, "assessments/peer_review.html", context, status=status)


@require_safe
def peer_reviews_received(request: HttpRequest, code: str) -> HttpResponse:
    """What others of the cohort say of the project one works on."""
    enrolment, project = own_work(request, code)
    reviews = allowed(request.user, "report", PeerReview.objects.filter(project=project))
    context = context_of(enrolment, project, (_("What others say"), ""))
    context["reviews"] = reviews.order_by("sent_at", "pk")
    return render(request, "assessments/peer_reviews_received.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def peer_review_report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask the tutors to look at what somebody said of one's project."""
    review = fetch(request.user, "report", PeerReview.objects.with_place(), public_id=public_id)
    form = ReviewReportForm(request.POST if request.method == "POST" else None)
    received = reverse("assessments:peer-reviews-received", args=[review.reviewer.cohort.code])
    status = HTTPStatus.OK
    if form.is_bound:
        if form.is_valid():
            try:
                report_review(review, by=request.user, **form.cleaned_data)
            except RuleViolation as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Thank you. The tutors look at it."))
                return redirect(received)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"review": review, "form": form, "received": received}
    return render(request, "assessments/peer_review_report.html", context, status=status)


@require_POST
def peer_review_decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a review down, leave it as it is, or bring it back."""
    review = fetch(
        request.user,
        "moderate",
        PeerReview.objects.select_related("submission"),
        public_id=public_id,
    )
    form = ReviewDecisionForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        if form.cleaned_data["decision"] == form.RESTORE:
            restore_review(review, by=request.user)
        else:
            decide_review(review, by=request.user, **form.cleaned_data)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The decision is kept."))
    if request.GET.get("de") == "entrega":
        address = reverse("assessments:grade", args=[review.submission.public_id])
        return redirect(f"{address}#revisiones")
    return redirect("assessments:peer-review-reports")


@require_safe
def peer_review_reports(request: HttpRequest) -> HttpResponse:
    """The reviews that their authors have reported, for who decides about them."""
    rows = reported_reviews(allowed(request.user, "moderate", PeerReview.objects.all()))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "assessments/peer_review_reports.html", {"page": page})
