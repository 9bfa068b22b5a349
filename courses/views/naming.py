"""The page behind the link of a municipality: somebody names its people, without an account."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.domain import naming_links
from courses.domain.naming_by_link import LinkNames, hand_in, judge_names, names_of
from courses.domain.naming_links import Standing
from courses.forms import NameFormSet, NamerForm, add_problems, names_initial, people_in
from courses.models import NamingLink
from lms.lib import links
from lms.lib.errors import RuleViolation
from lms.lib.limits import within_limit

OPENED_A_MINUTE = 60
ANSWERS_A_MINUTE = 12


def _answer(request: HttpRequest, why: str, status: HTTPStatus, **facts: object) -> HttpResponse:
    page = render(request, "courses/naming_shut.html", {"why": why, **facts}, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        page.headers["Retry-After"] = "60"
    return page


def _is_too_often(request: HttpRequest, token: str) -> bool:
    """Count by connection what is opened, and by link what is handed in."""
    address = get_adapter(request).get_client_ip(request)
    if not within_limit("naming", address, a_minute=OPENED_A_MINUTE):
        return True
    return request.method == "POST" and not within_limit(
        "naming-answer", links.hash_of(token), a_minute=ANSWERS_A_MINUTE
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def naming(request: HttpRequest, token: str) -> HttpResponse:
    """Show the seats and the names given by this link; by POST take them."""
    if _is_too_often(request, token):
        return _answer(request, "often", HTTPStatus.TOO_MANY_REQUESTS)
    found = naming_links.find(token)
    if found is None:
        return _answer(request, "unknown", HTTPStatus.NOT_FOUND)
    standing = naming_links.standing_of(found)
    if standing is not Standing.OPEN:
        return _answer(request, standing.value, HTTPStatus.GONE, naming=found)
    names = names_of(found)
    if request.method == "POST":
        return _take(request, found, names, token)
    naming_links.mark_opened(found)
    who, _comma, position = names.handed_in_by.partition(", ")
    namer = NamerForm(initial={"namer": who, "namer_position": position, "seen": names.version})
    return _show(request, found, names, namer, NameFormSet(initial=names_initial(names)))


def _take(request: HttpRequest, found: NamingLink, names: LinkNames, token: str) -> HttpResponse:
    namer = NamerForm(request.POST)
    people = NameFormSet(request.POST)
    named = people_in(people) if people.is_valid() else []
    add_problems(people, judge_names(found, named))
    if namer.is_valid() and people.is_valid():
        try:
            hand_in(
                found,
                named,
                handed_in_by=namer.handed_in_by(),
                seen=namer.cleaned_data["seen"],
            )
        except RuleViolation as refusal:
            namer.add_error(None, refusal)
        else:
            return redirect("courses:naming", token)
    names = names_of(found)
    namer.data = namer.data.copy()
    namer.data["seen"] = names.version  # What stands on the page now has been read.
    return _show(request, found, names, namer, people)


def _show(
    request: HttpRequest,
    found: NamingLink,
    names: LinkNames,
    namer: NamerForm,
    people: NameFormSet,
) -> HttpResponse:
    context = {
        "naming": found,
        "partnership": found.partnership,
        "cohort": found.partnership.cohort,
        "names": names,
        "namer": namer,
        "people": people,
        "has_errors": bool(namer.errors) or (people.is_bound and people.total_error_count() > 0),
        "has_changed": namer.has_error("__all__", code="changed"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if context["has_errors"] else HTTPStatus.OK
    return render(request, "courses/naming.html", context, status=status)
