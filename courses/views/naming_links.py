"""Pages on which a coordinator hands seats to municipalities and sees which have answered."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.domain import naming_links
from courses.domain.enrolment_import import catalogue_for
from courses.domain.enrolment_job import number_to_type
from courses.domain.enrolment_review import review_rows
from courses.domain.naming_by_link import names_of
from courses.domain.naming_links import Standing, standing_of
from courses.domain.nominations import Choice, confirm_many, joining, rows_to_confirm
from courses.forms import HandOutForm, LinkForm
from courses.models import EnrolmentList, NamingLink, Partnership
from courses.notifications import address_of_naming, links_to_municipalities
from courses.views.cohorts import trail_to
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation

PAGE = 50
SHEETS = 25
LISTS = 25
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
FACTS = ("partner", "cohort__territory", "cohort__edition__course", "cohort__host")


def _partnership(request: HttpRequest, public_id: UUID, action: str = "nominate") -> Partnership:
    rows = with_may(Partnership.objects.select_related(*FACTS), request.user, "manage")
    return fetch(request.user, action, rows, public_id=public_id)


def _trail(shown: Partnership, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    start = [(_("People I name"), reverse("courses:partnership-list"))]
    if shown.may_manage:
        start = trail_to(shown.cohort)[:1]
        start += [(shown.cohort.name, shown.cohort.get_absolute_url())]
    else:
        start += [(shown.cohort.name, shown.get_absolute_url())]
    seats = (_("Seats by municipality"), _address(shown))
    return [*start, *([seats] if steps else [(seats[0], "")]), *steps]


def _address(shown: Partnership, name: str = "naming-links") -> str:
    return reverse(f"courses:{name}", args=[shown.public_id])


def _links(request: HttpRequest, shown: Partnership) -> QuerySet[NamingLink]:
    return allowed(request.user, "manage", shown.naming_links.all())


def _shown_links(links: QuerySet[NamingLink], state: str) -> QuerySet[NamingLink]:
    if state == "faltan":
        return links.unanswered()
    return links.answered() if state == "contestaron" else links


@require_safe
def naming_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which municipalities have seats, which have answered, and which have not."""
    shown = _partnership(request, public_id)
    state = request.GET.get("ver", "")
    links = _links(request, shown)
    rows = _shown_links(links, state).with_names().select_related("territory")
    rows = rows.order_by("territory__folded_name", "pk")
    counts = links.order_by().aggregate(
        total=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        unanswered=Count("pk", filter=Q(answered_at=None, withdrawn_at=None)),
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "partnership": shown,
        "cohort": shown.cohort,
        "page": page,
        "returned": naming_links.letters_returned(list(page)),
        "counts": counts,
        "state": state,
        "seats": naming_links.handed_out(shown),
        "without_seats": len(naming_links.municipalities_without(shown)),
        "to_remind": links.to_remind(timezone.now()).count(),
        "to_confirm": allowed(
            request.user, "confirm", EnrolmentList.objects.filter(partnership=shown)
        )
        .named_by_links()
        .count(),
        "now": timezone.now(),
        "why_shut": _why_shut(shown),
        "trail": _trail(shown),
    }
    return render(request, "courses/naming_list.html", context)


def _why_shut(shown: Partnership) -> str:
    try:
        naming_links.refuse_unless_shared(shown)
    except RuleViolation as refusal:
        return refusal.messages[0]
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def naming_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand seats to municipalities: to those of a list, or to all that have none."""
    shown = _partnership(request, public_id)
    without = naming_links.municipalities_without(shown)
    form = HandOutForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = _hand_out(request, shown, form.cleaned_data, [each.pk for each in without])
        except RuleViolation as refusal:
            form.add_error("lines" if refusal.code == "line" else None, refusal)
        else:
            messages.success(
                request,
                ngettext(
                    "%(number)s municipality has seats now.",
                    "%(number)s municipalities have seats now.",
                    made,
                )
                % {"number": made},
            )
            return redirect("courses:naming-links", public_id)
    context = {
        "partnership": shown,
        "cohort": shown.cohort,
        "form": form,
        "seats": naming_links.handed_out(shown),
        "without": without,
        "why_shut": _why_shut(shown),
        "trail": _trail(shown, (_("Hand out seats"), "")),
    }
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "courses/naming_new.html", context, status=status)


def _hand_out(
    request: HttpRequest, shown: Partnership, facts: dict[str, Any], without: list[int]
) -> int:
    if facts["which"] == "all":
        lines = [naming_links.SeatLine(each, facts["seats"]) for each in without]
    else:
        catalogue = catalogue_for(shown.cohort)
        lines = naming_links.read_seat_lines(
            facts["lines"], catalogue=catalogue, seats=facts["seats"]
        )
    made = naming_links.hand_out(shown, lines, by=request.user, tell=links_to_municipalities)
    return len(made)


@require_POST
def naming_remind(request: HttpRequest, public_id: UUID) -> HttpResponse:
    shown = _partnership(request, public_id)
    try:
        sent = naming_links.remind(shown, by=request.user, tell=links_to_municipalities)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(
            request,
            ngettext("%(number)s contact is reminded.", "%(number)s contacts are reminded.", sent)
            % {"number": sent},
        )
    return redirect("courses:naming-links", public_id)


@require_safe
def naming_sheets(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a sheet to print for each municipality that has not answered; ``?de`` for one."""
    shown = _partnership(request, public_id)
    rows = _links(request, shown).for_pages().filter(expires_at__gt=timezone.now())
    one = request.GET.get("de", "")
    rows = rows.filter(territory__code=one, withdrawn_at=None) if one else rows.unanswered()
    page = Paginator(rows, SHEETS).get_page(request.GET.get("pagina"))
    context = {
        "partnership": shown,
        "cohort": shown.cohort,
        "page": page,
        "sheets": [(link, _naming_address(link)) for link in page],
        "trail": _trail(shown, (_("Sheets to print"), "")),
    }
    return render(request, "courses/naming_sheets.html", context)


def _naming_address(link: NamingLink) -> str:
    return address_of_naming(link, language=get_language())


# One municipality


def _link(request: HttpRequest, public_id: UUID, link_id: UUID) -> tuple[Partnership, NamingLink]:
    shown = _partnership(request, public_id)
    rows = _links(request, shown).for_pages().with_names()
    return shown, fetch(request.user, "manage", rows, public_id=link_id)


@require_http_methods(["GET", "HEAD", "POST"])
def naming_link(request: HttpRequest, public_id: UUID, link_id: UUID) -> HttpResponse:
    """Show a municipality's link, its names, and what can be done; by POST change it."""
    shown, link = _link(request, public_id, link_id)
    posted = request.POST if request.method == "POST" else None
    form = LinkForm(posted, instance=NamingLink(pk=link.pk, **_changeable(link)))
    if posted is not None and form.is_valid():
        try:
            naming_links.change_link(link, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(link)
    standing = standing_of(link)
    context = {
        "partnership": shown,
        "cohort": shown.cohort,
        "naming": link,
        "standing": standing.value,
        "is_open": standing is Standing.OPEN,
        "names": names_of(link),
        "is_returned": link.pk in naming_links.letters_returned([link]),
        "address": _naming_address(link),
        "form": form,
        "trail": _trail(shown, (link.territory.name, "")),
    }
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "courses/naming_link.html", context, status=status)


def _changeable(link: NamingLink) -> dict[str, Any]:
    """Return what the form writes into its own copy; the page keeps showing what is stored."""
    return {name: getattr(link, name) for name in LinkForm.Meta.fields}


@require_POST
def naming_withdraw(request: HttpRequest, public_id: UUID, link_id: UUID) -> HttpResponse:
    _shown, link = _link(request, public_id, link_id)
    naming_links.withdraw_link(link, by=request.user)
    messages.success(request, _("The link opens nothing any more."))
    return redirect(link)


@require_POST
def naming_renew(request: HttpRequest, public_id: UUID, link_id: UUID) -> HttpResponse:
    _shown, link = _link(request, public_id, link_id)
    try:
        naming_links.renew_link(link, by=request.user, tell=links_to_municipalities)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("There is a new link; the one before opens nothing."))
    return redirect(link)


# The team confirms


@require_http_methods(["GET", "HEAD", "POST"])
def naming_names(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the names of many municipalities on one page, and confirm them together."""
    shown = _partnership(request, public_id, "manage")
    waiting = allowed(request.user, "confirm", EnrolmentList.objects.filter(partnership=shown))
    waiting = waiting.named_by_links().order_by("nominated_at", "pk")
    refusal = None
    if request.method == "POST":
        try:
            _confirm(request, waiting)
        except RuleViolation as caught:
            refusal = caught
        else:
            messages.success(request, _("The people are being enrolled."))
            return redirect("courses:naming-names", public_id)
    page = Paginator(waiting, LISTS).get_page(request.GET.get("pagina"))
    rows = rows_to_confirm(list(page))
    left_out = set(request.POST.getlist("out"))
    context = {
        "partnership": shown,
        "cohort": shown.cohort,
        "page": page,
        "rows": review_rows(rows, shown.cohort),
        "number_to_type": number_to_type(shown.cohort, joining(rows)),
        "refusal": refusal,
        "leaving_out": {
            row.pk for row in rows if f"{row.enrolment_list.public_id}:{row.line}" in left_out
        },
        "reason": request.POST.get("reason", ""),
        "trail": _trail(shown, (_("People to confirm"), "")),
    }
    status = REFUSED if refusal else HTTPStatus.OK
    return render(request, "courses/naming_names.html", context, status=status)


def _confirm(request: HttpRequest, waiting: QuerySet[EnrolmentList]) -> None:
    """Confirm the lists that were on the page, each as it was read there."""
    seen = dict(each.split(":", 1) for each in request.POST.getlist("list") if ":" in each)
    out = [each.partition(":") for each in request.POST.getlist("out")]
    choices = [
        Choice(
            each,
            {int(line) for key, _colon, line in out if key == name and line.isdecimal()},
            int(seen[name]),
        )
        for each in waiting
        if seen.get(name := str(each.public_id), "").isdecimal()
    ]
    if not choices:
        raise RuleViolation(_("These names were confirmed already."), code="nothing")
    words = {name: request.POST.get(name, "") for name in ("reason", "typed")}
    confirm_many(choices, by=request.user, **words)
