"""Pages of the demonstration that lie deeper than two steps from the bar of a role."""

from django.utils import timezone

from assessments.domain.exercise.steps import steps_for
from assessments.domain.quiz_taking import start_attempt
from assessments.models import Homework, LogframeProject, PeerReview, Quiz, Submission
from completion.domain.surveys_on_paper import collect_sheet
from courses.models import Enrolment, Lesson
from people.domain.invitations import token_of
from people.models import User
from tutoring.models import ForumPost, LiveSession


def give_a_review(mine: Enrolment) -> PeerReview:
    """Give a project to review, as if it had been opened; its cohort has handed in many."""
    submission = Submission.objects.filter(project__cohort=mine.cohort, state="approved")[0]
    facts = {"submission": submission, "project": submission.project, "opened_at": timezone.now()}
    review, _is_new = PeerReview.objects.get_or_create(reviewer=mine, position=1, defaults=facts)
    return review


def pages_of_the_participant(mine: Enrolment) -> dict[str, str]:
    course = f"/curso/{mine.cohort.code}"
    matrix = f"{course}/proyecto/matriz/"
    project = LogframeProject.objects.get(members__enrolment=mine)
    purpose, component = (project.rows.filter(level=level)[0] for level in ("purpose", "component"))
    cause = project.problem_nodes.filter(kind="cause")[0]
    lessons = {lesson.code: lesson for lesson in Lesson.objects.of_edition(mine.cohort.edition_id)}
    quiz = Quiz.objects.select_related("lesson__module").get(lesson=lessons["M1.9"])
    attempt = start_attempt(mine, quiz, by=mine.participant)
    earlier = quiz.attempts.filter(enrolment=mine).exclude(submitted_at=None)[0]
    held = LiveSession.objects.filter(cohort=mine.cohort).earliest("starts_at")
    post = ForumPost.objects.filter(cohort=mine.cohort).exclude(author=mine.participant)[0]
    return {
        "forum": f"{course}/foro/{lessons['M1.7'].public_id}/",
        "forum before the rules are accepted": f"{course}/foro/{lessons['M2.9'].public_id}/",
        "report of a post": f"/foro/{post.public_id}/reportar/",
        "homework": f"{course}/tarea/{lessons['M1.8'].public_id}/",
        "homework to hand in": f"{course}/tarea/{lessons['M2.10'].public_id}/",
        "commitments": f"{course}/compromisos/{lessons['M5.7'].public_id}/",
        "reviews": f"{course}/revision/{lessons['M5.3'].public_id}/",
        "review of a project": f"/revision/{give_a_review(mine).public_id}/",
        "what others say": f"{course}/proyecto/revisiones/",
        "sessions": f"{course}/sesiones/",
        "live session": f"/sesiones-en-vivo/{held.public_id}/",
        "handbooks": f"{course}/manuales/",
        "lesson": f"{course}/leccion/{lessons['M1.2'].public_id}/",
        "lesson with a reply": f"{course}/leccion/{lessons['M1.7'].public_id}/",
        "quiz": f"{course}/evaluacion/{quiz.lesson.public_id}/",
        "question of a quiz": f"/intento/{attempt.public_id}/1/",
        "review of a quiz": f"/intento/{attempt.public_id}/",
        "result of a quiz": f"/intento/{earlier.public_id}/resultado/",
        "sheet of the handbook": f"{course}/modulo/M2/manual/",
        "hours": f"{course}/horas/",
        "make-ups": f"{course}/reposiciones/",
        "asking for a make-up": f"{course}/reposiciones/M5.2/",
        "matrix": matrix,
        **{
            f"cell of {column}": f"{matrix}celda/{purpose.public_id}.{column}/"
            for column in ("narrative", "indicator", "means", "assumption")
        },
        **{f"step {step.slug}": f"{course}/proyecto/{step.slug}/" for step in steps_for(project)},
        **{
            f"form of {word}": f"{course}/proyecto/{word}/agregar/"
            for word in ("actor", "meta", "grupo", "indicador")
        },
        "form of the profile": f"{course}/proyecto/perfil/editar/",
        "team": f"{course}/proyecto/equipo/",
        "bin": f"{course}/proyecto/papelera/",
        "deleting a row": f"{matrix}fila/{component.public_id}/eliminar/",
        "one more indicator": f"{matrix}celda/{purpose.public_id}.indicator/?parte=nueva",
        "from the tree to the matrix": f"{matrix}propuestas/",
        "moving a cause": f"{course}/proyecto/problema/{cause.public_id}/lugar/",
    }


def pages_of_staff(somebody: Enrolment) -> dict[str, str]:
    cohort = somebody.cohort
    home = f"/gestion/cohortes/{cohort.code}"
    person = f"/personas/{somebody.public_id}"
    lessons = {lesson.code: lesson for lesson in Lesson.objects.of_edition(cohort.edition_id)}
    quiz = Quiz.objects.get(lesson=lessons["M1.9"])
    edition = f"{cohort.edition.course.slug}/{cohort.edition.number}"
    agreement = cohort.partnerships.get().get_absolute_url()
    collect_sheet(somebody, by=User.objects.get(email="pnud@demo.test"))
    return {
        "quizzes on paper": f"{person}/papel/",
        "a quiz on paper": f"{person}/papel/{lessons['M2.11'].public_id}/",
        "sheet of a test to print": f"{person}/papel/{lessons['M5.5'].public_id}/hoja/",
        "sheets of the survey": f"/encuesta/{cohort.feedback_survey.public_id}/hojas/",
        "survey with sheets": f"{home}/constancias/?ver=encuesta",
        "quizzes of a person": f"{person}/evaluaciones/",
        "work of a person": f"{person}/trabajos/",
        "project team of a person": f"{person}/equipo/",
        "more time for a person": f"{person}/plazos/",
        "more time for a group": f"{home}/plazos/",
        "due days": f"{home}/fechas/",
        "suggested due days": f"{home}/fechas/?sugerir=1",
        "moving the calendar": f"{home}/fechas/mover/?days=7",
        "gain": f"/cohortes/{cohort.code}/aprendizaje/",
        "items of a quiz": f"/gestion/evaluacion/{lessons['M1.9'].public_id}/",
        "key of an item": f"/gestion/reactivo/{quiz.items.first().public_id}/clave/",
        "preview of a quiz": f"/gestion/cursos/{edition}/leccion/{lessons['M1.9'].public_id}/",
        "handbooks of an edition": f"/manuales/{edition}/",
        "people": f"{home}/personas/",
        "invitations": f"{home}/invitaciones/",
        "invitations to send again": f"{home}/invitaciones/?estado=sent",
        "new cohort like this one": f"{home}/otra/",
        "withdrawal": f"{home}/personas/baja/?persona={somebody.public_id}",
        "settings": f"{home}/editar/",
        "person": f"{person}/",
        "sheet of somebody": f"{person}/manual/M2/",
        "make-up of somebody": f"{person}/reponer/M5.2/",
        "adjustment of hours": f"{person}/horas/ajustar/",
        "workshops outside courses": "/talleres/",
        "new workshop": "/talleres/nuevo/",
        "venues": "/gestion/sedes/",
        "new venue": "/gestion/sedes/nueva/",
        "new partner": f"{home}/contrapartes/nueva/",
        "agreement": agreement,
        "change of an agreement": f"{agreement}editar/",
        "succession": f"{agreement}relevo/",
        "coverage": f"/reportes/cohorte/{cohort.code}/cobertura/",
        "merging": f"/gestion/organizaciones/{cohort.partner.public_id}/unir/",
        "sessions": f"{home}/sesiones/",
        "one session": f"{home}/sesiones/S1/",
        "certificates": f"{home}/constancias/",
        "report by municipality": f"/reportes/cohorte/{cohort.code}/?ver=municipios",
        "report of people": f"/reportes/cohorte/{cohort.code}/?ver=personas",
    }


def deeper_pages() -> dict[str, tuple[str, str]]:
    """Return name → login and address of pages that lie deeper than two steps from the bar."""
    mine = Enrolment.objects.with_course().get(participant__email="participante@demo.test")
    cohort = mine.cohort
    invited = cohort.enrolments.filter(status="invited").select_related("invitation")[0]
    hers = Submission.objects.filter(
        enrolment__tutor_assignments__tutor__email="tutora@demo.test",
        enrolment__tutor_assignments__until=None,
    )
    waiting, decided = hers.waiting()[0], hers.filter(state="approved")[0]
    lessons = {lesson.code: lesson for lesson in Lesson.objects.of_edition(cohort.edition_id)}
    home, held = (
        f"/tutoria/cohortes/{cohort.code}",
        LiveSession.objects.filter(cohort=cohort).earliest("starts_at"),
    )
    room = cohort.sessions.latest("starts_at")
    homework = Homework.objects.filter(
        enrolment__tutor_assignments__tutor__email="tutora@demo.test",
        enrolment__tutor_assignments__until=None,
    )[0]
    pages = {
        "live sessions": ("tutora", f"{home}/en-vivo/"),
        "sheet of a live session": ("tutora", f"/sesiones-en-vivo/{held.public_id}/"),
        "date of a live session": (
            "tutora",
            f"{home}/en-vivo/{lessons['M5.2'].public_id}/nueva/",
        ),
        "forums": ("tutora", f"{home}/foros/"),
        "forum to moderate": (
            "tutora",
            f"/curso/{cohort.code}/foro/{lessons['M1.7'].public_id}/",
        ),
        "reports of posts": ("tutora", "/tutoria/foros/"),
        "homework to read": ("tutora", f"/tareas/{homework.public_id}/"),
        "code of a session": ("facilitadora", f"/sesiones/{room.public_id}/codigo/"),
        "paper of a session": ("facilitadora", f"/sesiones/{room.public_id}/papel/"),
        "not on the list": ("facilitadora", f"/sesiones/{room.public_id}/visitantes/"),
        "code to type": ("participante", "/a/"),
        "make-ups asked for": ("tutora", "/tutoria/reposiciones/"),
        "invitation": ("", f"/invitacion/{token_of(invited.invitation)}/"),
        "password": ("", "/contrasena/"),
        "grade": ("tutora", f"/tutoria/entrega/{waiting.public_id}/"),
        "review of a project": ("participante", f"/curso/{cohort.code}/proyecto/revision/"),
        "what is handed in": ("participante", f"/curso/{cohort.code}/proyecto/entregar/"),
        "hand in E3": ("participante", f"/curso/{cohort.code}/proyecto/entregar/E3/"),
        "sent grade": ("tutora", f"/tutoria/entrega/{decided.public_id}/"),
        "receipt": ("tutora", f"/entrega/{decided.public_id}/"),
        "report": ("contraparte", f"/reportes/cohorte/{cohort.code}/"),
    }
    for who, theirs in (
        ("participante", pages_of_the_participant(mine)),
        ("pnud", pages_of_staff(mine)),
    ):
        pages |= {name: (who, address) for name, address in theirs.items()}
    return pages
