"""People without e-mail: enrolled on a page, and given a printed name code and PIN."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.domain.access_sheets import ask_for_sheet, people_without_email
from courses.domain.without_email import enrol_without_email
from courses.forms import AccessSheetForm, WithoutEmailForm
from courses.models import AccessSheet, Cohort, Enrolment
from courses.views.cohorts import trail_to
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from people.domain.records import record

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
REFRESH_SECONDS = 4


@require_http_methods(["GET", "HEAD", "POST"])
def without_email(request: HttpRequest, code: str) -> HttpResponse:
    cohort = fetch(request.user, "enrol", Cohort.objects.select_related("partner"), code=code)
    form = WithoutEmailForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            enrolment = enrol_without_email(form.newcomer(), cohort=cohort, by=request.user)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
            if refusal.code == "alike":
                form.ask_whether_another()
        else:
            messages.success(
                request,
                _("%(person)s is enrolled. Now print the access sheet.")
                % {"person": enrolment.participant.full_name},
            )
            return redirect("courses:access-sheets", code)
    context = {"cohort": cohort, "form": form, "trail": trail_to(cohort, _("Without e-mail"))}
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "courses/without_email.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def access_sheets(request: HttpRequest, code: str) -> HttpResponse:
    """Show one's people without e-mail; by POST have a page printed for those chosen."""
    # Facilitators may do this and see nothing else of the cohort: "view" is not asked.
    mine = allowed(request.user, "give_access", Cohort.objects.all())
    cohort = mine.filter(code=code).first()
    if cohort is None:
        raise Http404
    people = people_without_email(allowed(request.user, "give_access", cohort.enrolments.all()))
    form = AccessSheetForm(
        request.POST if request.method == "POST" else None,
        enrolments=people,
        initial={"key": uuid4()},
    )
    if form.is_bound and form.is_valid():
        try:
            ask_for_sheet(
                list(form.cleaned_data["people"]),
                cohort=cohort,
                key=form.cleaned_data["key"],
                language=get_language(),
                by=request.user,
            )
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("courses:access-sheets", code)
    return _show(request, cohort, form, list(people))


def _show(
    request: HttpRequest, cohort: Cohort, form: AccessSheetForm, people: list[Enrolment]
) -> HttpResponse:
    sheets = list(allowed(request.user, "view", cohort.access_sheets.all())[:5])
    is_pending = any(sheet.is_pending for sheet in sheets)
    one = request.GET.get("persona", "")
    context = {
        "cohort": cohort,
        "form": form,
        "people": people,
        "chosen": {
            each.pk
            for each in people
            if (str(each.public_id) == one if one else not each.participant.name_code)
        },
        "sheets": sheets,
        "is_pending": is_pending,
        "trail": [(cohort.name, ""), (_("Access sheets"), "")],
    }
    status = REFUSED if form.errors else HTTPStatus.OK
    response = render(request, "courses/access_sheets.html", context, status=status)
    if is_pending and request.method != "POST":
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@never_cache
@require_safe
def access_sheet(request: HttpRequest, code: str, public_id: UUID) -> FileResponse:
    """Hand the file to whoever asked for it, and write down that they took it."""
    sheet = fetch(
        request.user,
        "view",
        AccessSheet.objects.select_related("cohort"),
        public_id=public_id,
        cohort__code=code,
    )
    if not sheet.is_ready:
        raise Http404
    record(request.user, "download", sheet)
    name = slugify(f"{_('Access sheets')} {code}")
    return FileResponse(sheet.file.open("rb"), as_attachment=True, filename=f"{name}.pdf")
