"""Pages about the partners of a cohort: what was agreed, the letter, and its answer."""

from copy import copy
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.domain.partner_figures import by_level, figures_of_partners, sum_of, waiting_of
from courses.domain.partnerships import save_partnership, send_letter
from courses.domain.succession import hand_over_focal_point
from courses.forms import (
    PartnershipForm,
    QuotaFormSet,
    SuccessorForm,
    quota_lines,
    quotas_initial,
)
from courses.models import Cohort, EnrolmentList, Partnership
from courses.views.cohorts import trail_to
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from people.domain.organisations import territory_labels
from people.models import Organisation

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
FACTS = (
    "partner",
    "sponsor",
    "data_agreement",
    "focal_point",
    "sent_by",
    "cohort__territory",
    "cohort__host",
    "cohort__edition__course",
)


def _choices(request: HttpRequest) -> dict[str, QuerySet]:
    organisations = allowed(request.user, "view", Organisation.objects.all())
    return {"partner": organisations.filter(is_host=False), "sponsor": organisations}


def _fetched(request: HttpRequest, action: str, public_id: UUID) -> Partnership:
    rows = with_may(Partnership.objects.select_related(*FACTS), request.user, "manage", "nominate")
    return fetch(request.user, action, rows, public_id=public_id)


@require_safe
def cohort_partners(request: HttpRequest, code: str) -> HttpResponse:
    cohort = fetch(request.user, "manage", Cohort.objects.with_counts(), code=code)
    rows = allowed(request.user, "manage", cohort.partnerships.select_related("partner"))
    figures = figures_of_partners(list(rows))
    lines = by_level(figures)
    context = {
        "cohort": cohort,
        "figures": figures,
        "lines": lines,
        "total": sum_of(lines),
        "trail": trail_to(cohort, _("Partners")),
    }
    return render(request, "courses/cohort_partners.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_new(request: HttpRequest, code: str) -> HttpResponse:
    cohort = fetch(request.user, "manage", Cohort.objects.select_related("territory"), code=code)
    return _form_page(request, Partnership(cohort=cohort))


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _form_page(request, _fetched(request, "manage", public_id))


def _form_page(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    is_new = partnership.pk is None
    initial = {"partner": partnership.cohort.partner_id, "sponsor": partnership.cohort.sponsor_id}
    form = PartnershipForm(
        posted,
        instance=copy(partnership),
        choices=_choices(request),
        initial=initial if is_new else None,
    )
    quotas = QuotaFormSet(
        posted, prefix="quota", initial=[] if is_new else quotas_initial(partnership)
    )
    if posted is not None and form.is_valid() & quotas.is_valid():
        try:
            saved = save_partnership(
                partnership,
                focal=form.focal(),
                quotas=quota_lines(quotas),
                data_terms=form.data_terms(),
                by=request.user,
                **form.facts(),
            )
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The agreement is saved."))
            return redirect(saved)
    here = _("New partner") if is_new else _("Change the agreement")
    context = {
        "cohort": partnership.cohort,
        "partnership": None if is_new else partnership,
        "form": form,
        "quotas": quotas,
        "territories": territory_labels(),
        "trail": trail_to(partnership.cohort, here),
    }
    status = REFUSED if posted is not None else HTTPStatus.OK
    return render(request, "courses/partnership_form.html", context, status=status)


@require_safe
def partnership(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _show(request, _fetched(request, "view", public_id))


def _show(
    request: HttpRequest, shown: Partnership, *, refusal: RuleViolation | None = None
) -> HttpResponse:
    quotas = list(shown.quotas.select_related("territory"))
    lists = allowed(
        request.user,
        "view",
        EnrolmentList.objects.filter(partnership=shown, naming_link=None)
        .with_counts()
        .waiting_first()
        .select_related("uploaded_by", "cohort"),
    )
    if shown.may_manage:
        lists = lists.exclude(state=EnrolmentList.State.REVIEW)
    context = {
        "partnership": shown,
        "cohort": shown.cohort,
        "figures": figures_of_partners([shown])[0],
        "lists": list(lists[:10]),
        "naming": shown.naming_links.aggregate(
            total=Count("pk", distinct=True),
            answered=Count("pk", distinct=True, filter=Q(answered_at__isnull=False)),
            waiting=Count("lists", filter=Q(lists__state=EnrolmentList.State.NOMINATED)),
        ),
        "waiting": waiting_of(shown),
        "quotas": quotas,
        "seats": sum(quota.seats for quota in quotas),
        "has_people_without_email": allowed(
            request.user, "give_access", shown.cohort.enrolments.filter(participant__email=None)
        ).exists(),
        "letters": list(shown.links.select_related("person")[:5]),
        "refusal": refusal,
        "trail": _trail(shown),
    }
    status = REFUSED if refusal else HTTPStatus.OK
    return render(request, "courses/partnership.html", context, status=status)


def _trail(shown: Partnership) -> list[tuple[str, str]]:
    if shown.may_manage:
        return trail_to(shown.cohort, shown.partner.called)
    return [(_("People I name"), reverse("courses:partnership-list")), (shown.cohort.name, "")]


@require_POST
def partnership_send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Have the letter made and mailed; the page says how far it is."""
    shown = _fetched(request, "manage", public_id)
    try:
        send_letter(shown, by=request.user)
    except RuleViolation as refusal:
        return _show(request, shown, refusal=refusal)
    messages.success(
        request,
        _("The letter is being prepared and goes to %(email)s.")
        % {"email": shown.focal_point.email},
    )
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_succession(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say who takes the place of the focal point, and what that person inherits."""
    shown = _fetched(request, "manage", public_id)
    form = SuccessorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            person = hand_over_focal_point(
                shown,
                form.successor(),
                position=form.cleaned_data["position"],
                by=request.user,
            )
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, _("%(name)s is the focal point now.") % {"name": person.full_name}
            )
            return redirect(shown)
    context = {
        "partnership": shown,
        "cohort": shown.cohort,
        "form": form,
        "trail": trail_to(shown.cohort, _("Another focal point")),
    }
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "courses/partnership_succession.html", context, status=status)


@require_safe
def partnership_letter(request: HttpRequest, public_id: UUID) -> FileResponse:
    """Answer the letter sent last, to the team and to the partner's coordinators."""
    shown = _fetched(request, "view", public_id)
    sent = shown.links.exclude(letter="").first()
    if sent is None:
        raise Http404
    return FileResponse(
        sent.letter.open("rb"),
        content_type="application/pdf",
        filename=f"carta-{shown.cohort.code}.pdf",
    )
