"""Addresses of completion."""

from django.urls import path

from completion.views import certificates, coverage, names, reports, surveys, verify

app_name = "completion"

urlpatterns = [
    path("constancias/", certificates.certificate_list, name="certificate-list"),
    path("constancias/<uuid:public_id>/pdf/", certificates.certificate_pdf, name="certificate-pdf"),
    path("v/", verify.verify, name="verify"),
    path("v/<str:folio>/", verify.verify_folio, name="verify-folio"),
    path(
        "gestion/cohortes/<slug:code>/constancias/",
        certificates.cohort_certificates,
        name="cohort-certificates",
    ),
    path(
        "gestion/cohortes/<slug:code>/constancias/liberar/",
        certificates.certificate_release,
        name="release",
    ),
    path("encuesta/<uuid:public_id>/", surveys.survey, name="survey"),
    path("encuesta/<uuid:public_id>/hojas/", surveys.survey_sheets, name="survey-sheets"),
    path(
        "personas/<uuid:public_id>/papel/encuesta/", surveys.survey_collect, name="survey-collect"
    ),
    path("personas/<uuid:public_id>/nombre/", names.name_correct, name="name-correct"),
    path("reportes/", reports.report_list, name="report-list"),
    path("reportes/cohorte/<slug:code>/", reports.report, name="report"),
    path("reportes/cohorte/<slug:code>/cobertura/", coverage.coverage, name="coverage"),
    path("reportes/cohorte/<slug:code>/descargar/", reports.report_request, name="report-request"),
    path("reportes/descargas/", reports.download_list, name="download-list"),
    path("reportes/descargas/<uuid:public_id>/", reports.report_file, name="report-file"),
]
