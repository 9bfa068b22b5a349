"""Addresses of assessments."""

from django.urls import path

from assessments.views import (
    adaptation,
    allowances,
    attempts,
    calendar,
    cells,
    cohort_copies,
    extensions,
    grading,
    homework,
    matrix,
    paper,
    peer_reviews,
    places,
    plans,
    project_files,
    project_versions,
    projects,
    proposals,
    quiz_bank,
    quizzes,
    records,
    review,
    steps,
    strategy,
    submissions,
    teams,
)

app_name = "assessments"

urlpatterns = [
    path("personas/<uuid:public_id>/plazos/", extensions.extension, name="extension"),
    path(
        "personas/<uuid:public_id>/plazos/<uuid:batch>/deshacer/",
        extensions.extension_withdraw,
        name="extension-withdraw",
    ),
    path("gestion/cohortes/<slug:code>/otra/", cohort_copies.cohort_copy, name="cohort-copy"),
    path("gestion/cohortes/<slug:code>/fechas/", calendar.cohort_days, name="cohort-days"),
    path(
        "gestion/cohortes/<slug:code>/fechas/mover/", calendar.calendar_move, name="calendar-move"
    ),
    path(
        "gestion/cohortes/<slug:code>/fechas/mover/<uuid:public_id>/deshacer/",
        calendar.calendar_move_undo,
        name="calendar-move-undo",
    ),
    path(
        "gestion/cohortes/<slug:code>/plazos/", extensions.group_extension, name="group-extension"
    ),
    path(
        "gestion/cohortes/<slug:code>/plazos/<uuid:batch>/deshacer/",
        extensions.group_extension_withdraw,
        name="group-extension-withdraw",
    ),
    path("curso/<slug:code>/evaluacion/<uuid:public_id>/", quizzes.quiz, name="quiz"),
    path(
        "curso/<slug:code>/evaluacion/<uuid:public_id>/comenzar/",
        quizzes.quiz_start,
        name="quiz-start",
    ),
    path("intento/<uuid:public_id>/", attempts.attempt_review, name="attempt-review"),
    path("intento/<uuid:public_id>/todo/", attempts.attempt_sheet, name="attempt-sheet"),
    path("intento/<uuid:public_id>/<int:number>/", attempts.attempt_item, name="attempt-item"),
    path("intento/<uuid:public_id>/entregar/", attempts.attempt_submit, name="attempt-submit"),
    path("intento/<uuid:public_id>/resultado/", attempts.attempt_result, name="attempt-result"),
    path("gestion/evaluacion/<uuid:public_id>/", quiz_bank.quiz_items, name="quiz-items"),
    path("cohortes/<slug:code>/aprendizaje/", quiz_bank.cohort_gain, name="cohort-gain"),
    path("cohorte/<slug:code>/ejercicio/", adaptation.adaptation, name="adaptation"),
    path("gestion/reactivo/<uuid:public_id>/clave/", quiz_bank.item_key, name="item-key"),
    path(
        "personas/<uuid:public_id>/evaluaciones/",
        allowances.person_quizzes,
        name="person-quizzes",
    ),
    path("personas/<uuid:public_id>/papel/<uuid:quiz>/", paper.paper_attempt, name="paper-attempt"),
    path(
        "personas/<uuid:public_id>/papel/<uuid:quiz>/hoja/", paper.paper_sheet, name="paper-sheet"
    ),
    path("evaluacion/papel/<uuid:public_id>/retirar/", paper.paper_withdraw, name="paper-withdraw"),
    path("personas/<uuid:public_id>/equipo/", teams.person_team, name="person-team"),
    path("personas/<uuid:public_id>/trabajos/", plans.person_work, name="person-work"),
    path("curso/<slug:code>/tarea/<uuid:public_id>/", homework.homework, name="homework"),
    path("curso/<slug:code>/compromisos/<uuid:public_id>/", plans.plan, name="plan"),
    path(
        "curso/<slug:code>/revision/<uuid:public_id>/",
        peer_reviews.peer_reviews,
        name="peer-reviews",
    ),
    path("revision/<uuid:public_id>/", peer_reviews.peer_review, name="peer-review"),
    path(
        "revision/<uuid:public_id>/reportar/",
        peer_reviews.peer_review_report,
        name="peer-review-report",
    ),
    path(
        "revision/<uuid:public_id>/decidir/",
        peer_reviews.peer_review_decide,
        name="peer-review-decide",
    ),
    path("tutoria/revisiones/", peer_reviews.peer_review_reports, name="peer-review-reports"),
    path("tutoria/tareas/", homework.homework_list, name="homework-list"),
    path("tareas/<uuid:public_id>/", homework.homework_detail, name="homework-detail"),
    path("tareas/<uuid:public_id>/archivo/", homework.homework_file, name="homework-file"),
    path(
        "evaluacion/extra/<uuid:public_id>/retirar/",
        allowances.allowance_take_back,
        name="allowance-take-back",
    ),
    path("curso/<slug:code>/proyecto/", projects.project, name="project"),
    path("curso/<slug:code>/proyecto/equipo/", teams.team, name="team"),
    path("curso/<slug:code>/proyecto/equipo/abrir/", teams.team_open, name="team-open"),
    path("curso/<slug:code>/proyecto/equipo/cerrar/", teams.team_close, name="team-close"),
    path(
        "curso/<slug:code>/proyecto/equipo/<uuid:public_id>/sacar/",
        teams.team_remove,
        name="team-remove",
    ),
    path(
        "curso/<slug:code>/proyecto/equipo/<uuid:public_id>/regresar/",
        teams.team_let_back,
        name="team-let-back",
    ),
    path("curso/<slug:code>/proyecto/equipo/salir/", teams.team_leave, name="team-leave"),
    path(
        "curso/<slug:code>/proyecto/equipo/<uuid:public_id>/encargar/",
        teams.team_hand_on,
        name="team-hand-on",
    ),
    path("curso/<slug:code>/proyecto/matriz/", matrix.matrix, name="matrix"),
    path(
        "curso/<slug:code>/proyecto/matriz/celda/<uuid:row>.<slug:column>/",
        cells.cell,
        name="cell",
    ),
    path("curso/<slug:code>/proyecto/matriz/propuestas/", proposals.proposals, name="proposals"),
    path(
        "curso/<slug:code>/proyecto/arbol-objetivos/espejo/",
        proposals.tree_mirror,
        name="tree-mirror",
    ),
    path(
        "curso/<slug:code>/proyecto/alternativas/criterios/",
        strategy.criteria_add,
        name="criteria-add",
    ),
    path(
        "curso/<slug:code>/proyecto/alternativas/calificaciones/",
        strategy.scores_save,
        name="scores-save",
    ),
    path("curso/<slug:code>/proyecto/matriz/fila/", matrix.row_add, name="row-add"),
    path(
        "curso/<slug:code>/proyecto/matriz/fila/<uuid:row>/mover/",
        matrix.row_move,
        name="row-move",
    ),
    path(
        "curso/<slug:code>/proyecto/matriz/fila/<uuid:row>/eliminar/",
        matrix.row_delete,
        name="row-delete",
    ),
    path("curso/<slug:code>/proyecto/perfil/editar/", records.profile_edit, name="profile-edit"),
    path("curso/<slug:code>/proyecto/revision/", review.review, name="review"),
    path(
        "curso/<slug:code>/proyecto/revision/descartar/",
        review.hint_dismiss,
        name="hint-dismiss",
    ),
    path(
        "curso/<slug:code>/proyecto/revision/<uuid:dismissal>/regresar/",
        review.hint_return,
        name="hint-return",
    ),
    path("curso/<slug:code>/proyecto/papelera/", steps.project_bin, name="project-bin"),
    path(
        "curso/<slug:code>/proyecto/papelera/<uuid:deletion>/",
        steps.record_restore,
        name="record-restore",
    ),
    path(
        "curso/<slug:code>/proyecto/<slug:section>/agregar/",
        records.record_add,
        name="record-add",
    ),
    path(
        "curso/<slug:code>/proyecto/<slug:section>/<uuid:record>/",
        records.record_edit,
        name="record-edit",
    ),
    path(
        "curso/<slug:code>/proyecto/<slug:section>/<uuid:record>/mover/",
        records.record_move,
        name="record-move",
    ),
    path(
        "curso/<slug:code>/proyecto/<slug:section>/<uuid:record>/lugar/",
        places.record_place,
        name="record-place",
    ),
    path(
        "curso/<slug:code>/proyecto/<slug:section>/<uuid:record>/eliminar/",
        records.record_delete,
        name="record-delete",
    ),
    path(
        "curso/<slug:code>/proyecto/<slug:step>/dibujo.svg",
        steps.tree_drawing,
        name="tree-drawing",
    ),
    path("formatos/proyecto.schema.json", project_files.project_schema_file, name="project-schema"),
    path("proyecto/<uuid:public_id>/archivos/", project_files.project_files, name="project-files"),
    path(
        "proyecto/<uuid:public_id>/archivos/proyecto.xlsx",
        project_files.project_workbook,
        name="project-workbook",
    ),
    path(
        "proyecto/<uuid:public_id>/archivos/proyecto.json",
        project_files.project_data,
        name="project-data",
    ),
    path(
        "proyecto/<uuid:public_id>/archivos/preparar/",
        project_files.project_print_request,
        name="project-print-request",
    ),
    path(
        "proyecto/<uuid:public_id>/archivos/<slug:kind>.pdf",
        project_files.project_print,
        name="project-print",
    ),
    path(
        "proyecto/<uuid:public_id>/traer/",
        project_files.project_import_new,
        name="project-import-new",
    ),
    path(
        "proyecto/<uuid:public_id>/traer/<uuid:upload>/",
        project_files.project_import,
        name="project-import",
    ),
    path(
        "proyecto/<uuid:public_id>/versiones/",
        project_versions.project_versions,
        name="project-versions",
    ),
    path(
        "proyecto/<uuid:public_id>/versiones/<uuid:version>/recuperar/",
        project_versions.project_version_restore,
        name="project-version-restore",
    ),
    path("proyecto/<uuid:public_id>/<slug:step>/", steps.project_read, name="project-read"),
    path(
        "curso/<slug:code>/proyecto/revisiones/",
        peer_reviews.peer_reviews_received,
        name="peer-reviews-received",
    ),
    path("curso/<slug:code>/proyecto/entregar/", submissions.submission_new, name="submission-new"),
    path(
        "curso/<slug:code>/proyecto/entregar/<slug:deliverable>/",
        submissions.deliverable_submit,
        name="deliverable-submit",
    ),
    path("entrega/<uuid:public_id>/", submissions.submission_receipt, name="submission-receipt"),
    path(
        "entrega/<uuid:public_id>/retirar/",
        submissions.submission_withdraw,
        name="submission-withdraw",
    ),
    path("tutoria/entregas/", grading.grading_queue, name="grading-queue"),
    path("tutoria/entrega/<uuid:public_id>/", grading.grade, name="grade"),
    path("tutoria/entrega/<uuid:public_id>/comentar/", grading.comment_add, name="comment-add"),
    path(
        "tutoria/comentario/<uuid:public_id>/eliminar/",
        grading.comment_delete,
        name="comment-delete",
    ),
    # Last: a word that is none of the addresses above.
    path("curso/<slug:code>/proyecto/<slug:step>/", steps.step, name="step"),
]
