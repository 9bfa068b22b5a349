"""Certificates: what a person lacks or holds, and what staff releases."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from completion.domain.certificates import places_of, progress_of, release
from completion.domain.requirements import counts_of, standings, standings_of
from completion.domain.surveys import results_of
from completion.domain.surveys_on_paper import sheets_left
from completion.forms import KeyForm
from completion.models import Certificate, FeedbackSurvey
from courses.models import Cohort, Enrolment
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from lms.lib.htmx import wants_fragment
from people.domain.looks import EXPORT
from people.domain.records import record

REFRESH_SECONDS = 15
PAGE = 50


@require_safe
def certificate_list(request: HttpRequest) -> HttpResponse:
    """Show the person what they lack for each course, and the certificates they hold."""
    certificates = allowed(
        request.user,
        "view",
        Certificate.objects.filter(enrolment__participant=request.user).select_related(
            "enrolment__cohort", "replaced_by"
        ),
    )
    enrolments = allowed(
        request.user,
        "study",
        Enrolment.objects.with_course()
        .select_related("affiliation__organisation__territory__parent")
        .exclude(certificates__isnull=False),
    )
    return render(
        request,
        "completion/certificate_list.html",
        {
            "certificates": certificates,
            "standings": [
                (standing, places_of(standing.enrolment))
                for standing in standings(list(enrolments))
            ],
        },
    )


@require_safe
def certificate_pdf(request: HttpRequest, public_id: str) -> FileResponse:
    """Hand over the file that was made once, under the name of its folio."""
    certificate = fetch(
        request.user,
        "download",
        Certificate.objects.select_related("enrolment__participant"),
        public_id=public_id,
    )
    if certificate.state != Certificate.State.READY:
        raise Http404
    if certificate.enrolment.participant_id != request.user.pk:
        record(request.user, EXPORT, certificate.enrolment.participant, reason=certificate.folio)
    return FileResponse(
        certificate.pdf.open("rb"),
        as_attachment=True,
        filename=f"{certificate.folio}.pdf",
        content_type="application/pdf",
    )


@require_safe
def cohort_certificates(request: HttpRequest, code: str) -> HttpResponse:
    """Show staff who is complete, who lacks what, and how the issue goes on."""
    cohort = fetch(
        request.user, "release", Cohort.objects.select_related("edition__course"), code=code
    )
    if wants_fragment(request):
        return render(request, "completion/partials/_progress.html", progress_facts(cohort))
    if request.GET.get("ver") == "encuesta":
        return survey_page(request, cohort)
    return release_page(request, cohort, KeyForm(initial={"key": uuid4()}))


def progress_facts(cohort: Cohort) -> dict[str, Any]:
    return {
        "cohort": cohort,
        "progress": progress_of(cohort),
        "worker_is_alive": bool(cache.get("worker_is_alive")),
    }


def release_page(
    request: HttpRequest,
    cohort: Cohort,
    form: KeyForm,
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    everybody = standings_of(cohort, with_next_steps=False)
    facts = progress_facts(cohort)
    issued = facts["progress"].holders
    waiting = [row for row in everybody if row.is_complete and row.enrolment.pk not in issued]
    missing = [row for row in everybody if not row.is_complete and row.enrolment.pk not in issued]
    in_force = facts["progress"].in_force
    short = [row for row in everybody if row.missing_hours and row.enrolment.pk in in_force]
    page = Paginator(missing, PAGE).get_page(request.GET.get("pagina"))
    response = render(
        request,
        "completion/cohort_certificates.html",
        facts
        | {
            "form": form,
            "waiting": waiting,
            "short": short,
            "page": page,
            "people": len(everybody),
            "counts": counts_of(everybody),
        },
        status=status,
    )
    if facts["progress"].pending and "quieta" not in request.GET:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


def survey_page(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    survey = allowed(
        request.user, "read_results", FeedbackSurvey.objects.filter(cohort=cohort)
    ).first()
    return render(
        request,
        "completion/cohort_survey.html",
        {
            "cohort": cohort,
            "survey": survey,
            "results": results_of(survey) if survey else None,
            "sheets_left": sheets_left(survey) if survey else 0,
        },
    )


@require_POST
def certificate_release(request: HttpRequest, code: str) -> HttpResponse:
    cohort = fetch(
        request.user, "release", Cohort.objects.select_related("edition__course"), code=code
    )
    form = KeyForm(request.POST)
    if form.is_valid():
        try:
            done = release(cohort, by=request.user, key=form.cleaned_data["key"])
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            number = done.certificates.count()
            messages.success(
                request,
                ngettext(
                    "%(count)s certificate is being prepared.",
                    "%(count)s certificates are being prepared.",
                    number,
                )
                % {"count": number},
            )
            return redirect("completion:cohort-certificates", cohort.code)
    else:
        form.add_error(None, _("The page was too old. Please press the button again."))
    return release_page(
        request,
        cohort,
        KeyForm(initial={"key": uuid4()}) if not form.errors else form,
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )
