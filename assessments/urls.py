"""Addresses of assessments."""

from django.urls import path

from assessments.views import allowances, attempts, grading, projects, quizzes

app_name = "assessments"

urlpatterns = [
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
    path(
        "personas/<uuid:public_id>/evaluaciones/",
        allowances.person_quizzes,
        name="person-quizzes",
    ),
    path(
        "evaluacion/extra/<uuid:public_id>/retirar/",
        allowances.allowance_take_back,
        name="allowance-take-back",
    ),
    path("curso/<slug:code>/proyecto/", projects.project, name="project"),
    path("curso/<slug:code>/proyecto/datos/", projects.project_edit, name="project-edit"),
    path("curso/<slug:code>/proyecto/matriz/", projects.matrix, name="matrix"),
    path(
        "curso/<slug:code>/proyecto/matriz/celda/<uuid:row>.<slug:column>/",
        projects.cell,
        name="cell",
    ),
    path("curso/<slug:code>/proyecto/matriz/fila/", projects.row_add, name="row-add"),
    path(
        "curso/<slug:code>/proyecto/matriz/fila/<uuid:row>/mover/",
        projects.row_move,
        name="row-move",
    ),
    path(
        "curso/<slug:code>/proyecto/matriz/fila/<uuid:row>/eliminar/",
        projects.row_delete,
        name="row-delete",
    ),
    path("curso/<slug:code>/proyecto/entregar/", projects.submission_new, name="submission-new"),
    path("entrega/<uuid:public_id>/", projects.submission_receipt, name="submission-receipt"),
    path(
        "entrega/<uuid:public_id>/retirar/",
        projects.submission_withdraw,
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
]
