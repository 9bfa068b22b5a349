"""Coverage of a cohort: every municipality of its territory, with people or without."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from completion.views.reports import WITH_COURSE, reading_or_404
from courses.domain.coverage import Coverage, Reach, coverage_of
from courses.models import Cohort
from lms.lib.access import fetch
from lms.lib.spreadsheets import write_csv, write_sheet
from people.domain.records import record

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


def words() -> dict[str, str]:
    """Return what each reach is called."""
    return {
        Reach.ENROLLED: _("With people enrolled"),
        Reach.INVITED: _("With people invited"),
        Reach.NAMED: _("With people named"),
        Reach.NONE: pgettext("municipality", "Without people"),
    }


@require_safe
def coverage(request: HttpRequest, code: str) -> HttpResponse:
    """Show the tiles and the table; ``?descargar=xlsx`` or ``csv`` answers the table as a file."""
    cohort = fetch(request.user, "report", Cohort.objects.select_related(*WITH_COURSE), code=code)
    reading = reading_or_404(request, cohort, request.GET.get("de"))
    covered = coverage_of(cohort, reading.partner)
    kind = request.GET.get("descargar", "")
    if kind in FORMATS:
        record(request.user, "export coverage", cohort, reason=cohort.code)
        return _file(cohort, covered, kind)
    context = {
        "cohort": cohort,
        "reading": reading,
        "coverage": covered,
        "words": words(),
        "ver": "cobertura",
        "key": uuid4(),
    }
    return render(request, "completion/coverage.html", context)


def _file(cohort: Cohort, covered: Coverage, kind: str) -> HttpResponse:
    headers = [_("Code of INEGI"), _("Municipality"), _("State of the coverage")]
    named = words()
    lines = [(place.code, place.name, named[place.reach]) for place in covered.places]
    content = (
        write_csv(headers, lines) if kind == "csv" else write_sheet(_("Coverage"), headers, lines)
    )
    response = HttpResponse(content, content_type=FORMATS[kind])
    name = f"cobertura-{cohort.code}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
