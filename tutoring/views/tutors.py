"""Pages about who tutors whom in a cohort, for staff."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from courses.models import Cohort
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from lms.lib.text import fold
from tutoring.domain.assignment import (
    appoint_tutor,
    assign_missing,
    end_tutor,
    with_team_and_load,
    with_tutor,
    without_tutor,
)
from tutoring.forms import AppointTutorForm, HandOverForm
from tutoring.models import CohortTutor

A_PAGE = 50


@require_safe
def cohort_tutors(request: HttpRequest, code: str) -> HttpResponse:
    return _show(request, _fetch_cohort(request, code))


@require_POST
def tutor_appoint(request: HttpRequest, code: str) -> HttpResponse:
    cohort = _fetch_cohort(request, code)
    form = AppointTutorForm(request.POST, cohort=cohort)
    if form.is_valid():
        try:
            appointed = appoint_tutor(cohort, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            facts = {"person": appointed.tutor.full_name, "quota": appointed.quota}
            messages.success(
                request,
                _("%(person)s tutors this cohort, for %(quota)s people at most.") % facts,
            )
            return redirect("tutoring:cohort-tutors", code=code)
    return _show(request, cohort, appoint_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
def tutor_end(request: HttpRequest, code: str, tutor: UUID) -> HttpResponse:
    cohort = _fetch_cohort(request, code)
    row = fetch(
        request.user,
        "end",
        CohortTutor.objects.current().select_related("tutor", "cohort").filter(cohort=cohort),
        tutor__public_id=tutor,
    )
    left = end_tutor(row, by=request.user)
    messages.success(
        request,
        _("%(person)s no longer tutors this cohort.") % {"person": row.tutor.full_name},
    )
    _say_who_is_left(request, left)
    return redirect("tutoring:cohort-tutors", code=code)


@require_POST
def people_assign(request: HttpRequest, code: str) -> HttpResponse:
    cohort = _fetch_cohort(request, code)
    assigned = assign_missing(cohort)
    messages.success(
        request,
        ngettext("%(count)s person got a tutor.", "%(count)s people got a tutor.", assigned)
        % {"count": assigned},
    )
    _say_who_is_left(request, without_tutor(cohort.enrolments.all()).count())
    return redirect("tutoring:cohort-tutors", code=code)


def _say_who_is_left(request: HttpRequest, left: int) -> None:
    if left:
        messages.warning(
            request,
            ngettext(
                "%(count)s person has no tutor, because every tutor has as many as they can take.",
                "%(count)s people have no tutor, because every tutor has as many as they can take.",
                left,
            )
            % {"count": left},
        )


def _fetch_cohort(request: HttpRequest, code: str) -> Cohort:
    return fetch(request.user, "manage", Cohort.objects.all(), code=code)


def _show(
    request: HttpRequest,
    cohort: Cohort,
    *,
    appoint_form: AppointTutorForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    tutors = list(
        with_team_and_load(
            allowed(
                request.user, "view", CohortTutor.objects.current().filter(cohort=cohort)
            ).select_related("tutor"),
            cohort,
        )
    )
    people = with_tutor(
        allowed(request.user, "manage", cohort.enrolments.holding_a_seat()).select_related(
            "participant", "affiliation__organisation"
        )
    )
    search, of_tutor = request.GET.get("q", "").strip(), request.GET.get("tutora", "")
    if search:
        people = people.filter(
            Q(participant__folded_name__contains=fold(search))
            | Q(affiliation__organisation__folded_name__contains=fold(search))
        )
    if of_tutor == "sin":
        people = people.filter(tutor_id=None)
    elif of_tutor:
        chosen = [row.tutor_id for row in tutors if str(row.tutor.public_id) == of_tutor]
        people = people.filter(tutor_id__in=chosen)
    page = Paginator(people, A_PAGE).get_page(request.GET.get("pagina"))
    unassigned = without_tutor(cohort.enrolments.all()).count()
    context = {
        "cohort": cohort,
        "tutors": tutors,
        "names": {row.tutor_id: row.tutor.full_name for row in tutors},
        "unassigned": unassigned,
        "room": sum(max(0, row.quota - row.load) for row in tutors if row.is_on_team),
        "page": page,
        "search": search,
        "of_tutor": of_tutor,
        "appoint_form": appoint_form or AppointTutorForm(cohort=cohort),
        "hand_over_form": HandOverForm(cohort=cohort),
    }
    return render(request, "tutoring/cohort_tutors.html", context, status=status)
