"""Addresses of courses."""

from django.urls import path

from courses.views import (
    access_requests,
    access_sheets,
    catalogue,
    cohorts,
    editions,
    enrolment_lists,
    first_use,
    handbooks,
    hours,
    invitations,
    inviting,
    learning,
    library,
    naming,
    naming_links,
    nominations,
    partner_links,
    partnerships,
    study,
)

app_name = "courses"

urlpatterns = [
    path("cursos/", catalogue.catalogue, name="catalogue"),
    path("cursos/<slug:slug>/", catalogue.course_detail, name="course-detail"),
    path("cursos/<slug:slug>/solicitar/<slug:code>/", access_requests.place_ask, name="place-ask"),
    path(
        "cursos/<slug:slug>/solicitar/<slug:code>/recibida/",
        access_requests.place_asked,
        name="place-asked",
    ),
    path(
        "gestion/cohortes/<slug:code>/solicitudes/",
        access_requests.request_list,
        name="request-list",
    ),
    path("invitacion/<str:token>/", invitations.invitation, name="invitation"),
    path(
        "invitacion/<str:token>/declinar/",
        invitations.invitation_decline,
        name="invitation-decline",
    ),
    path("invitacion/<str:token>/renovar/", invitations.invitation_renew, name="invitation-renew"),
    path("entrar/primera-vez/", first_use.first_use, name="first-use"),
    path("carta/<str:token>/", partner_links.letter, name="letter"),
    path("carta/<str:token>/carta.pdf", partner_links.letter_file, name="letter-file"),
    path("carta/<str:token>/renovar/", partner_links.letter_renew, name="letter-renew"),
    path("nombrar/<str:token>/", naming.naming, name="naming"),
    path(
        "contrapartes/<uuid:public_id>/municipios/",
        naming_links.naming_list,
        name="naming-links",
    ),
    path(
        "contrapartes/<uuid:public_id>/municipios/repartir/",
        naming_links.naming_new,
        name="naming-new",
    ),
    path(
        "contrapartes/<uuid:public_id>/municipios/recordar/",
        naming_links.naming_remind,
        name="naming-remind",
    ),
    path(
        "contrapartes/<uuid:public_id>/municipios/hojas/",
        naming_links.naming_sheets,
        name="naming-sheets",
    ),
    path(
        "contrapartes/<uuid:public_id>/municipios/nombres/",
        naming_links.naming_names,
        name="naming-names",
    ),
    path(
        "contrapartes/<uuid:public_id>/municipios/<uuid:link_id>/",
        naming_links.naming_link,
        name="naming-link",
    ),
    path(
        "contrapartes/<uuid:public_id>/municipios/<uuid:link_id>/retirar/",
        naming_links.naming_withdraw,
        name="naming-withdraw",
    ),
    path(
        "contrapartes/<uuid:public_id>/municipios/<uuid:link_id>/renovar/",
        naming_links.naming_renew,
        name="naming-renew",
    ),
    path("contrapartes/", nominations.partnership_list, name="partnership-list"),
    path("contrapartes/<uuid:public_id>/nombrar/", nominations.nominate, name="nominate"),
    path("contrapartes/<uuid:public_id>/", partnerships.partnership, name="partnership"),
    path(
        "contrapartes/<uuid:public_id>/editar/",
        partnerships.partnership_edit,
        name="partnership-edit",
    ),
    path(
        "contrapartes/<uuid:public_id>/relevo/",
        partnerships.partnership_succession,
        name="partnership-succession",
    ),
    path(
        "contrapartes/<uuid:public_id>/enviar/",
        partnerships.partnership_send,
        name="partnership-send",
    ),
    path(
        "contrapartes/<uuid:public_id>/carta.pdf",
        partnerships.partnership_letter,
        name="partnership-letter",
    ),
    path(
        "gestion/cohortes/<slug:code>/contrapartes/",
        partnerships.cohort_partners,
        name="cohort-partners",
    ),
    path(
        "gestion/cohortes/<slug:code>/contrapartes/nueva/",
        partnerships.partnership_new,
        name="partnership-new",
    ),
    path("gestion/cursos/", catalogue.course_list, name="course-list"),
    path(
        "gestion/cursos/<slug:slug>/<int:number>/", editions.edition_detail, name="edition-detail"
    ),
    path(
        "gestion/cursos/<slug:slug>/<int:number>/leccion/<uuid:public_id>/",
        editions.lesson_preview,
        name="lesson-preview",
    ),
    path(
        "gestion/cursos/<slug:slug>/<int:number>/leccion/<uuid:public_id>/aprobar/",
        editions.text_approve,
        name="text-approve",
    ),
    path(
        "gestion/cursos/<slug:slug>/<int:number>/leccion/<uuid:public_id>/retirar/",
        editions.text_disapprove,
        name="text-disapprove",
    ),
    path("curso/<slug:code>/", learning.outline, name="outline"),
    path("curso/<slug:code>/modulo/<str:module>/", learning.module, name="module"),
    path("curso/<slug:code>/modulo/<str:module>/manual/", study.module_sheet, name="module-sheet"),
    path("personas/<uuid:public_id>/manual/<str:module>/", study.sheet_enter, name="sheet-enter"),
    path(
        "personas/<uuid:public_id>/hojas/<uuid:sheet>/deshacer/",
        study.sheet_undo,
        name="sheet-undo",
    ),
    path("curso/<slug:code>/glosario/", library.glossary, name="glossary"),
    path("curso/<slug:code>/recursos/", library.resources, name="resources"),
    path("curso/<slug:code>/leccion/<uuid:public_id>/", learning.lesson, name="lesson"),
    path(
        "curso/<slug:code>/leccion/<uuid:public_id>/terminar/",
        learning.lesson_finish,
        name="lesson-finish",
    ),
    path(
        "curso/<slug:code>/leccion/<uuid:public_id>/responder/",
        learning.lesson_reply,
        name="lesson-reply",
    ),
    path("curso/<slug:code>/manuales/", handbooks.handbook_list, name="handbook-list"),
    path(
        "curso/<slug:code>/manuales/preparar/", handbooks.handbook_request, name="handbook-request"
    ),
    path("manuales/<uuid:public_id>/", handbooks.handbook_file, name="handbook-file"),
    path(
        "manuales/<slug:slug>/<int:number>/",
        handbooks.edition_handbooks,
        name="edition-handbooks",
    ),
    path(
        "manuales/<slug:slug>/<int:number>/preparar/",
        handbooks.edition_handbooks_request,
        name="edition-handbooks-request",
    ),
    path("curso/<slug:code>/horas/", hours.hours, name="hours"),
    path("personas/<uuid:public_id>/horas/ajustar/", hours.hours_adjust, name="hours-adjust"),
    path(
        "personas/<uuid:public_id>/horas/<uuid:line>/corregir/",
        hours.line_correct,
        name="line-correct",
    ),
    path("gestion/cohortes/", cohorts.cohort_list, name="cohort-list"),
    path("gestion/cohortes/nueva/", cohorts.cohort_new, name="cohort-new"),
    path("gestion/cohortes/<slug:code>/", cohorts.cohort_detail, name="cohort-detail"),
    path("gestion/cohortes/<slug:code>/editar/", cohorts.cohort_edit, name="cohort-edit"),
    path("gestion/cohortes/<slug:code>/estado/", cohorts.cohort_state, name="cohort-state"),
    path(
        "gestion/cohortes/<slug:code>/invitaciones/",
        inviting.invitation_list,
        name="invitation-list",
    ),
    path(
        "gestion/cohortes/<slug:code>/invitaciones/reenviar/",
        inviting.invitation_send_again,
        name="invitation-send-again",
    ),
    path(
        "gestion/cohortes/<slug:code>/invitaciones/<uuid:public_id>/correo/",
        inviting.invitation_correct,
        name="invitation-correct",
    ),
    path(
        "gestion/cohortes/<slug:code>/invitaciones/<uuid:public_id>/rebotada/",
        inviting.invitation_returned,
        name="invitation-returned",
    ),
    path(
        "gestion/cohortes/<slug:code>/personas/sin-correo/",
        access_sheets.without_email,
        name="without-email",
    ),
    path("accesos/<slug:code>/", access_sheets.access_sheets, name="access-sheets"),
    path("accesos/<slug:code>/<uuid:public_id>/", access_sheets.access_sheet, name="access-sheet"),
    path(
        "gestion/cohortes/<slug:code>/importar/",
        enrolment_lists.enrolment_upload,
        name="enrolment-upload",
    ),
    path(
        "gestion/cohortes/<slug:code>/importar/<uuid:public_id>/",
        enrolment_lists.enrolment_list,
        name="enrolment-list",
    ),
    path(
        "gestion/cohortes/<slug:code>/importar/<uuid:public_id>/columnas/",
        enrolment_lists.enrolment_list_columns,
        name="enrolment-list-columns",
    ),
    path(
        "gestion/cohortes/<slug:code>/importar/<uuid:public_id>/corregir/",
        enrolment_lists.enrolment_list_correct,
        name="enrolment-list-correct",
    ),
    path(
        "gestion/cohortes/<slug:code>/importar/<uuid:public_id>/detener/",
        enrolment_lists.enrolment_list_stop,
        name="enrolment-list-stop",
    ),
    path(
        "gestion/cohortes/<slug:code>/importar/<uuid:public_id>/deshacer/",
        enrolment_lists.enrolment_list_undo,
        name="enrolment-list-undo",
    ),
    path(
        "gestion/cohortes/<slug:code>/importar/<uuid:public_id>/confirmar/",
        enrolment_lists.enrolment_list_confirm,
        name="enrolment-list-confirm",
    ),
    path(
        "gestion/cohortes/<slug:code>/importar/<uuid:public_id>/nombrar/",
        enrolment_lists.enrolment_list_nominate,
        name="enrolment-list-nominate",
    ),
    path(
        "gestion/cohortes/<slug:code>/importar/<uuid:public_id>/nombradas/",
        enrolment_lists.nominations_confirm,
        name="nominations-confirm",
    ),
    path(
        "gestion/cohortes/<slug:code>/importar/<uuid:public_id>/avance/",
        enrolment_lists.enrolment_list_status,
        name="enrolment-list-status",
    ),
]
