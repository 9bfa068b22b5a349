"""Addresses of tutoring."""

from django.urls import path

from tutoring.views import (
    announcements,
    attendance,
    check_in,
    cohorts,
    forum,
    live,
    make_ups,
    papers,
    questions,
    sessions,
    tutors,
    venues,
    walk_ins,
    workshops,
)

app_name = "tutoring"

urlpatterns = [
    path("tutoria/dudas/", questions.question_desk, name="question-desk"),
    path("dudas/<uuid:public_id>/", questions.question_detail, name="question-detail"),
    path("dudas/<uuid:public_id>/responder/", questions.question_answer, name="question-answer"),
    path("dudas/<uuid:public_id>/cerrar/", questions.question_close, name="question-close"),
    path("curso/<slug:code>/dudas/", questions.my_questions, name="my-questions"),
    path("curso/<slug:code>/dudas/nueva/", questions.question_ask, name="question-ask"),
    path("curso/<slug:code>/reposiciones/", make_ups.my_make_ups, name="my-make-ups"),
    path("curso/<slug:code>/reposiciones/<str:what>/", make_ups.make_up_ask, name="make-up-ask"),
    path("tutoria/reposiciones/", make_ups.make_up_list, name="make-up-list"),
    path("personas/<uuid:public_id>/reponer/<str:what>/", make_ups.make_up, name="make-up"),
    path("reposiciones/<uuid:public_id>/deshacer/", make_ups.make_up_undo, name="make-up-undo"),
    path("tutoria/cohortes/", cohorts.my_cohorts, name="my-cohorts"),
    path("curso/<slug:code>/sesiones/", live.my_sessions, name="my-sessions"),
    path("tutoria/cohortes/<slug:code>/en-vivo/", live.live_list, name="live-list"),
    path(
        "tutoria/cohortes/<slug:code>/en-vivo/<uuid:public_id>/nueva/",
        live.live_new,
        name="live-new",
    ),
    path("sesiones-en-vivo/<uuid:public_id>/", live.live_session, name="live-session"),
    path("sesiones-en-vivo/<uuid:public_id>/editar/", live.live_edit, name="live-edit"),
    path("sesiones-en-vivo/<uuid:public_id>/cancelar/", live.live_cancel, name="live-cancel"),
    path(
        "sesiones-en-vivo/<uuid:public_id>/asistencia/",
        live.live_attendance,
        name="live-attendance",
    ),
    path(
        "sesiones-en-vivo/<uuid:public_id>/grabacion/", live.live_recording, name="live-recording"
    ),
    path(
        "sesiones-en-vivo/<uuid:public_id>/calendario.ics", live.live_calendar, name="live-calendar"
    ),
    path(
        "tutoria/cohortes/<slug:code>/avisos/",
        announcements.announcement_list,
        name="announcement-list",
    ),
    path(
        "tutoria/cohortes/<slug:code>/avisos/nuevo/",
        announcements.announcement_new,
        name="announcement-new",
    ),
    path("avisos/<uuid:public_id>/", announcements.announcement, name="announcement"),
    path(
        "avisos/<uuid:public_id>/detener/",
        announcements.announcement_take_back,
        name="announcement-take-back",
    ),
    path(
        "avisos/<uuid:public_id>/leido/",
        announcements.announcement_dismiss,
        name="announcement-dismiss",
    ),
    path("curso/<slug:code>/foro/<uuid:public_id>/", forum.forum, name="forum"),
    path(
        "curso/<slug:code>/foro/<uuid:public_id>/escribir/", forum.forum_write, name="forum-write"
    ),
    path(
        "curso/<slug:code>/foro/<uuid:public_id>/reglas/", forum.forum_conduct, name="forum-conduct"
    ),
    path("foro/<uuid:public_id>/reportar/", forum.post_report, name="post-report"),
    path("foro/<uuid:public_id>/moderar/", forum.post_decide, name="post-decide"),
    path("tutoria/foros/", forum.forum_reports, name="forum-reports"),
    path("tutoria/cohortes/<slug:code>/foros/", forum.forum_list, name="forum-list"),
    path("sesiones/", sessions.session_list, name="session-list"),
    path("sesiones/<uuid:public_id>/", attendance.session_detail, name="session-detail"),
    path("sesiones/<uuid:public_id>/guardar/", attendance.attendance_save, name="attendance-save"),
    path(
        "sesiones/<uuid:public_id>/presentes/", attendance.attendance_rest, name="attendance-rest"
    ),
    path("sesiones/<uuid:public_id>/deshacer/", attendance.attendance_undo, name="attendance-undo"),
    path("talleres/", workshops.workshop_list, name="workshop-list"),
    path("talleres/descargar/", workshops.workshop_file, name="workshop-file"),
    path("talleres/nuevo/", workshops.workshop_new, name="workshop-new"),
    path("talleres/<uuid:public_id>/", workshops.workshop_detail, name="workshop-detail"),
    path("talleres/<uuid:public_id>/editar/", workshops.workshop_edit, name="workshop-edit"),
    path("talleres/<uuid:public_id>/contar/", workshops.workshop_count, name="workshop-count"),
    path("talleres/<uuid:public_id>/tabla/", workshops.workshop_table, name="workshop-table"),
    path("gestion/sedes/", venues.venue_list, name="venue-list"),
    path("gestion/sedes/nueva/", venues.venue_new, name="venue-new"),
    path("gestion/sedes/<uuid:public_id>/", venues.venue_edit, name="venue-edit"),
    path(
        "curso/<slug:code>/sesiones/<uuid:public_id>/calendario.ics",
        live.session_calendar,
        name="session-calendar",
    ),
    path("a/", check_in.check_in_code, name="check-in-code"),
    path("a/<str:code>/", check_in.check_in, name="check-in"),
    path("sesiones/<uuid:public_id>/codigo/", check_in.session_code, name="session-code"),
    path("sesiones/<uuid:public_id>/contar/", check_in.heads_count, name="heads-count"),
    path("sesiones/<uuid:public_id>/visitantes/", walk_ins.session_walk_ins, name="walk-ins"),
    path("sesiones/<uuid:public_id>/papel/", papers.session_papers, name="session-papers"),
    path("sesiones/<uuid:public_id>/papel/imprimir/", papers.sheet_print, name="sheet-print"),
    path("sesiones/<uuid:public_id>/papel/lista/", papers.attendance_list, name="attendance-list"),
    path("sesiones/<uuid:public_id>/papel/nombres/", papers.walk_ins_list, name="walk-ins-list"),
    path("sesiones/hojas/<uuid:public_id>/", papers.sheet_file, name="sheet-file"),
    path("visitantes/<uuid:public_id>/reconocer/", walk_ins.walk_in_match, name="walk-in-match"),
    path("visitantes/<uuid:public_id>/dejar/", walk_ins.walk_in_dismiss, name="walk-in-dismiss"),
    path(
        "gestion/cohortes/<slug:code>/sesiones/", sessions.cohort_sessions, name="cohort-sessions"
    ),
    path(
        "gestion/cohortes/<slug:code>/sesiones/<str:planned>/",
        sessions.session_edit,
        name="session-edit",
    ),
    path(
        "gestion/cohortes/<slug:code>/sesiones/<str:planned>/cancelar/",
        sessions.session_cancel,
        name="session-cancel",
    ),
    path("gestion/cohortes/<slug:code>/tutoria/", tutors.cohort_tutors, name="cohort-tutors"),
    path(
        "gestion/cohortes/<slug:code>/tutoria/agregar/", tutors.tutor_appoint, name="tutor-appoint"
    ),
    path(
        "gestion/cohortes/<slug:code>/tutoria/repartir/",
        tutors.people_assign,
        name="people-assign",
    ),
    path(
        "gestion/cohortes/<slug:code>/tutoria/<uuid:tutor>/terminar/",
        tutors.tutor_end,
        name="tutor-end",
    ),
]
