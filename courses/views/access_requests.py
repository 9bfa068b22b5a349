"""Asking for a place without an invitation, and the queue in which the team answers."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.domain.access_requests import (
    accept_requests,
    ask_for_a_place,
    decline_requests,
    problems_of,
    with_remarks,
)
from courses.domain.enrolment import seats_left
from courses.forms import PlaceForm
from courses.models import AccessRequest, Cohort
from courses.notifications import request_accepted, request_declined
from courses.views.cohorts import PAGE, REFUSED, trail_to
from lms.lib.access import allowed, fetch, fetch_public
from lms.lib.errors import RuleViolation
from lms.lib.limits import within_limit

# A town hall has one address: several people of it may ask at once.
ASKED_A_MINUTE = 20
ASKED_OF_A_COHORT_A_MINUTE = 60


def _open_cohort(slug: str, code: str) -> Cohort:
    return fetch_public(
        Cohort.objects.taking_requests_on(timezone.localdate()).select_related(
            "edition__course", "territory", "host"
        ),
        code=code,
        edition__course__slug=slug,
    )


def _is_too_often(request: HttpRequest, cohort: Cohort) -> bool:
    address = get_adapter(request).get_client_ip(request)
    return not (
        within_limit("place", address, a_minute=ASKED_A_MINUTE)
        and within_limit("place-cohort", cohort.code, a_minute=ASKED_OF_A_COHORT_A_MINUTE)
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place_ask(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Take a request; whoever asks reads the same whether we know the address or not."""
    cohort = _open_cohort(slug, code)
    form = PlaceForm(request.POST if request.method == "POST" else None, cohort=cohort)
    is_too_often = form.is_bound and _is_too_often(request, cohort)
    if form.is_bound and not is_too_often and form.is_valid():
        asked = form.asked(language=get_language())
        for field, sentence in problems_of(asked, cohort):
            form.add_error(field, sentence)
        if not form.errors:
            if not form.is_from_a_machine:
                ask_for_a_place(cohort, asked)
            return redirect("courses:place-asked", slug, code)
    context = {"cohort": cohort, "form": form, "is_too_often": is_too_often}
    status = REFUSED if form.is_bound else HTTPStatus.OK
    if is_too_often:
        status = HTTPStatus.TOO_MANY_REQUESTS
    page = render(request, "courses/place_ask.html", context, status=status)
    if is_too_often:
        page.headers["Retry-After"] = "60"
    return page


@login_not_required
@require_safe
def place_asked(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    return render(request, "courses/place_asked.html", {"cohort": _open_cohort(slug, code)})


@require_http_methods(["GET", "HEAD", "POST"])
def request_list(request: HttpRequest, code: str) -> HttpResponse:
    """Show who asks for a place with what is known of them; by POST answer those chosen."""
    cohort = fetch(
        request.user,
        "manage",
        Cohort.objects.with_counts().select_related("edition__course", "territory", "host"),
        code=code,
    )
    requests = allowed(request.user, "decide", cohort.access_requests.all())
    refusal = None
    if request.method == "POST":
        ticked = set(request.POST.getlist("person"))
        chosen = [each for each in requests.pending() if str(each.public_id) in ticked]
        try:
            messages.success(request, _answer(request, cohort, chosen))
        except RuleViolation as caught:
            refusal = caught
        else:
            return redirect("courses:request-list", code)
    page = Paginator(requests.pending(), PAGE).get_page(request.GET.get("pagina"))
    decided = requests.exclude(state=AccessRequest.State.PENDING).select_related("row")
    context = {
        "cohort": cohort,
        "page": page,
        "waiting": with_remarks(list(page), cohort),
        "decided": list(decided.order_by("-decided_at", "-pk")[:PAGE]),
        "seats_left": seats_left(cohort),
        "refusal": refusal,
        "chosen": request.POST.getlist("person"),
        "reason": request.POST.get("reason", ""),
        "trail": trail_to(cohort, _("Requests")),
    }
    status = REFUSED if refusal else HTTPStatus.OK
    return render(request, "courses/request_list.html", context, status=status)


def _answer(request: HttpRequest, cohort: Cohort, chosen: list[AccessRequest]) -> str:
    """Accept or decline the chosen requests, and return what was done in words."""
    if request.POST.get("answer") == "accept":
        accept_requests(cohort, chosen, by=request.user, tell=request_accepted)
        return ngettext(
            "%(number)s person is being enrolled.",
            "%(number)s people are being enrolled.",
            len(chosen),
        ) % {"number": len(chosen)}
    declined = decline_requests(
        cohort,
        chosen,
        reason=request.POST.get("reason", ""),
        by=request.user,
        tell=request_declined,
    )
    return ngettext(
        "%(number)s person reads your reason by e-mail.",
        "%(number)s people read your reason by e-mail.",
        declined,
    ) % {"number": declined}
