"""The page behind the link of a letter: read it, accept or decline, ask for another link."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.domain import partner_links
from courses.domain.partnerships import answer_letter
from courses.forms import LetterAnswerForm
from courses.models import PartnerLink
from courses.views.invitations import masked
from lms.lib.errors import RuleViolation
from people.domain.invitations import Standing


def unknown_page(request: HttpRequest) -> HttpResponse:
    """Answer an edited link and one that never was in the same words."""
    words = {"eye": _("Letter of invitation"), "heading": _("This link leads to no letter")}
    return render(request, "courses/link_unknown.html", words, status=HTTPStatus.NOT_FOUND)


def closed_page(
    request: HttpRequest, found: PartnerLink, token: str, *, refusal: RuleViolation | None = None
) -> HttpResponse:
    """Say what became of the letter, and offer another link where one still helps."""
    standing = partner_links.standing_of(found)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.GONE
    if standing is Standing.ACCEPTED and request.method != "POST":
        status = HTTPStatus.OK  # The page that thanks for the answer.
    return render(
        request,
        "courses/letter_closed.html",
        {
            "partnership": found.partnership,
            "standing": standing.value,
            "token": token,
            "may_renew": standing in {Standing.EXPIRED, Standing.REPLACED} and refusal is None,
            "refusal": refusal,
        },
        status=status,
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is offered; by POST take the answer, once."""
    found = partner_links.find(token)
    if found is None:
        return unknown_page(request)
    if partner_links.standing_of(found) is not Standing.OPEN:
        return closed_page(request, found, token)
    form = LetterAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        accepts = form.cleaned_data["answer"] == "yes"
        try:
            answer_letter(found, accepts=accepts, message=form.cleaned_data["message"])
        except RuleViolation:
            return closed_page(request, partner_links.find(token), token)
        return redirect("courses:letter", token)
    partner_links.mark_opened(found)
    quotas = list(found.partnership.quotas.select_related("territory"))
    context = {
        "found": found,
        "partnership": found.partnership,
        "cohort": found.partnership.cohort,
        "quotas": quotas,
        "seats": sum(quota.seats for quota in quotas),
        "form": form,
        "token": token,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "courses/letter.html", context, status=status)


@login_not_required
@never_cache
@require_safe
def letter_file(request: HttpRequest, token: str) -> HttpResponse | FileResponse:
    found = partner_links.find(token)
    if found is None or not found.letter:
        return unknown_page(request)
    if partner_links.standing_of(found) in {Standing.EXPIRED, Standing.REPLACED}:
        return closed_page(request, found, token)
    return FileResponse(found.letter.open("rb"), content_type="application/pdf")


@login_not_required
@never_cache
@require_POST
def letter_renew(request: HttpRequest, token: str) -> HttpResponse:
    """Send the letter again to the focal point, wherever this request comes from."""
    found = partner_links.find(token)
    if found is None:
        return unknown_page(request)
    try:
        renewed = partner_links.renew(found)
    except RuleViolation as refusal:
        return closed_page(request, found, token, refusal=refusal)
    return render(request, "courses/letter_renewed.html", {"email": masked(renewed.email)})
