"""A project on paper: its matrix, the sheets of its indicators, and empty forms to fill in."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from assessments.documents.blank_forms import form_pages
from assessments.documents.four_columns import four_columns
from assessments.documents.indicator_sheets import indicator_sheets
from assessments.domain.exchange.codes import cell_names
from assessments.domain.exchange.state import state_of
from assessments.domain.exercise.planning import Plan
from assessments.models import LogframeProject, ProjectPrint
from lms.lib.pdf import pdf_of

STYLE = "css/project.css"


def project_pdf(project: LogframeProject, kind: str) -> bytes:
    """Return a PDF in the active language; PdfUnavailable where its libraries are missing."""
    return pdf_of(project_html(project, kind), style=STYLE)


def project_html(project: LogframeProject, kind: str) -> str:
    """Return the page that becomes the PDF."""
    plan = state_of(project)
    context = {
        "project": project,
        "cohort": project.cohort,
        "language": "en" if (get_language() or "").startswith("en") else "es-MX",
        "today": timezone.localdate(),
        "places": ", ".join(line["name"] for line in _profile(plan).get("municipalities", ())),
        **_CONTENTS[kind](project, plan),
    }
    return render_to_string(f"documents/project/{_TEMPLATES[kind]}.html", context)


def _profile(plan: Plan) -> dict[str, Any]:
    return plan.items["project"][0].values


def _matrix(_project: LogframeProject, plan: Plan) -> dict[str, Any]:
    return {"rows": four_columns(plan, cell_names(plan))}


def _indicators(_project: LogframeProject, plan: Plan) -> dict[str, Any]:
    return {"sheets": indicator_sheets(plan, cell_names(plan))}


def _forms(project: LogframeProject, _plan: Plan) -> dict[str, Any]:
    return {"pages": form_pages(project)}


Kind = ProjectPrint.Kind
_TEMPLATES = {Kind.MATRIX: "matrix", Kind.INDICATORS: "indicators", Kind.FORMS: "forms"}
_CONTENTS: dict[str, Callable[[LogframeProject, Plan], dict[str, Any]]] = {
    Kind.MATRIX: _matrix,
    Kind.INDICATORS: _indicators,
    Kind.FORMS: _forms,
}
