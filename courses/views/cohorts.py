"""Pages of the team: cohorts and the people in them."""

from copy import copy
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.domain.cohorts import edit_cohort, figures_of_cohort, open_cohort, set_state
from courses.domain.readiness import readiness_of
from courses.forms import CohortForm
from courses.models import Cohort, Edition, EnrolmentList
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from people.domain.territories import countries_and_states
from people.models import Organisation

PAGE = 50
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
WAITING_FOR_THE_TEAM = (EnrolmentList.State.NOMINATED, EnrolmentList.State.REVIEW)
STATE_ORDER = Case(
    When(state=Cohort.State.OPEN, then=0),
    When(state=Cohort.State.PLANNED, then=1),
    default=2,
    output_field=IntegerField(),
)


def _hosts(request: HttpRequest) -> QuerySet[Organisation]:
    """Return the organisations whose programme the person runs; nobody else comes in here."""
    hosts = allowed(request.user, "run", Organisation.objects.all())
    if not hosts.exists():
        raise PermissionDenied
    return hosts


def _choices(request: HttpRequest, cohort: Cohort | None = None) -> dict[str, QuerySet]:
    """Return what a form may offer: anything else that is posted is refused like a typing error."""
    editions = allowed(request.user, "open_cohort", Edition.objects.select_related("course"))
    published = editions.published()
    organisations = allowed(request.user, "view", Organisation.objects.all())
    return {
        "edition": published | editions.filter(pk=cohort.edition_id) if cohort else published,
        "host": _hosts(request),
        "partner": organisations,
        "sponsor": organisations,
        "territory": countries_and_states(),
    }


def trail_to(cohort: Cohort, here: str = "") -> list[tuple[str, str]]:
    """Return the way from the list of cohorts to a page of this one."""
    steps = [(_("Cohorts"), reverse("courses:cohort-list"))]
    if here:
        return [*steps, (cohort.name, cohort.get_absolute_url()), (here, "")]
    return [*steps, (cohort.name, "")]


@require_safe
def cohort_list(request: HttpRequest) -> HttpResponse:
    _hosts(request)
    cohorts = (
        allowed(request.user, "manage", Cohort.objects.with_counts())
        .select_related("edition__course", "partner", "territory")
        .order_by(STATE_ORDER, "-starts_on", "name")
    )
    page = Paginator(cohorts, PAGE).get_page(request.GET.get("pagina"))
    return render(request, "courses/cohort_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_new(request: HttpRequest) -> HttpResponse:
    choices = _choices(request)
    host = choices["host"].first()
    form = CohortForm(
        request.POST if request.method == "POST" else None,
        choices=choices,
        initial={"host": host},
    )
    if form.is_bound and form.is_valid():
        try:
            cohort = open_cohort(by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The cohort was created. These are the next steps."))
            return redirect(cohort)
    trail = [(_("Cohorts"), reverse("courses:cohort-list")), (_("New cohort"), "")]
    return _show_form(request, "courses/cohort_new.html", form, {"trail": trail})


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_edit(request: HttpRequest, code: str) -> HttpResponse:
    cohort = fetch(request.user, "manage", Cohort.objects.with_counts(), code=code)
    form = CohortForm(
        request.POST if request.method == "POST" else None,
        # Its own copy to write into: the frame of the page keeps showing what is stored.
        instance=copy(cohort),
        choices=_choices(request, cohort),
    )
    if form.is_bound and form.is_valid():
        try:
            changed = edit_cohort(cohort, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(changed)
    context = {"cohort": cohort, "trail": trail_to(cohort, _("Settings"))}
    return _show_form(request, "courses/cohort_edit.html", form, context)


def _show_form(
    request: HttpRequest, template: str, form: CohortForm, context: dict[str, Any]
) -> HttpResponse:
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, template, {"form": form} | context, status=status)


def _managed(request: HttpRequest, code: str) -> Cohort:
    return fetch(
        request.user,
        "manage",
        Cohort.objects.with_counts().select_related(
            "edition__course", "host", "partner", "sponsor", "territory"
        ),
        code=code,
    )


@require_POST
def cohort_state(request: HttpRequest, code: str) -> HttpResponse:
    cohort = _managed(request, code)
    state = request.POST.get("state", "")
    try:
        if state not in Cohort.State.values:
            raise RuleViolation(_("Choose what to do with the cohort."), code="state")
        set_state(cohort, state, by=request.user)
    except RuleViolation as refusal:
        return _show_cohort(request, cohort, refusal=refusal)
    messages.success(
        request,
        _("The cohort is now %(state)s.") % {"state": cohort.get_state_display()},
    )
    return redirect(cohort)


@require_safe
def cohort_detail(request: HttpRequest, code: str) -> HttpResponse:
    return _show_cohort(request, _managed(request, code))


def _show_cohort(
    request: HttpRequest, cohort: Cohort, *, refusal: RuleViolation | None = None
) -> HttpResponse:
    lists = allowed(
        request.user,
        "view",
        EnrolmentList.objects.filter(cohort=cohort)
        .with_counts()
        .waiting_first()
        .select_related("cohort", "uploaded_by", "partnership__partner"),
    )
    # What a partner still reviews is its own until it hands it in.
    lists = list(lists.exclude(partnership__isnull=False, state=EnrolmentList.State.REVIEW)[:5])
    context = {
        "cohort": cohort,
        "figures": figures_of_cohort(cohort),
        "readiness": None if cohort.is_closed else readiness_of(cohort),
        "lists": lists,
        "waiting": [each for each in lists if each.state in WAITING_FOR_THE_TEAM],
        "trail": trail_to(cohort),
        "refusal": refusal,
    }
    status = REFUSED if refusal else HTTPStatus.OK
    return render(request, "courses/cohort_detail.html", context, status=status)
