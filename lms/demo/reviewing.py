"""What the invented people of the demonstration say of each other's projects."""

import random
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from assessments.domain.peer_reviews import Answers, open_review, save_review, send_review
from assessments.domain.review_reports import report_review
from assessments.domain.review_sharing import share_reviews
from assessments.models import PeerReview
from courses.models import Cohort, Enrolment
from lms.demo.work import days_ago
from people.models import User

STRONG = (
    "El Propósito habla de una sola población y de un cambio que se puede observar.",
    "El indicador del Propósito dice cuánto, para quién y para cuándo: se puede comprobar.",
    "Los Componentes son bienes y servicios terminados, y cada uno tiene sus Actividades.",
    "La línea base tiene año y fuente. Eso da confianza en la meta.",
)
DOUBTFUL = (
    "No encontré quién publica el medio de verificación del Componente 1 ni cada cuánto.",
    "El supuesto de la Actividad 1.1 parece depender del propio municipio; quizá es una Actividad.",
    "Entre el Componente 1 y el Propósito falta un paso: no basta con entregar el servicio.",
    "La meta crece mucho en pocos años y no veo con qué Actividades se alcanzaría.",
)
SUGGESTIONS = (
    "Agregaría el nombre del registro y la dirección que lo resguarda, con su periodicidad.",
    "Partiría el indicador en mujeres y hombres: el dato ya existe en el Censo.",
    "Escribiría el supuesto como algo que debe ocurrir fuera del proyecto, en positivo.",
    "Bajaría la meta al segundo año y dejaría la actual para el tercero.",
)
UNKIND = Answers(
    "Casi nada, la verdad. Se nota que lo hicieron de prisa y sin ganas.",
    "Todo. Quien escribió esto no ha salido nunca de su oficina.",
    "Mejor empiecen otra vez y pidan ayuda a alguien que sí sepa.",
)
COMPLAINT = "Se burla de quienes lo hicimos y no dice nada que sirva para mejorar."


@transaction.atomic
def review_each_other(
    cohort: Cohort, enrolments: Sequence[Enrolment], *, tutor: User, chance: random.Random
) -> None:
    """Let these people review what they were given; others have begun. One review is unkind."""
    share_reviews(cohort)
    mine = PeerReview.objects.filter(reviewer__in=enrolments).order_by("reviewer", "position")
    for review in mine.select_related("reviewer__participant"):
        sent_at = days_ago(chance.uniform(1, 5))
        open_review(review, now=sent_at - timedelta(hours=1))
        send_review(review, answers(chance), by=review.reviewer.participant, now=sent_at)
    others = PeerReview.objects.unopened().filter(reviewer__cohort=cohort)
    for review in others.filter(position=1).select_related("reviewer__participant")[:6]:
        open_review(review)
        draft = Answers(strong=chance.choice(STRONG))
        save_review(review, draft, by=review.reviewer.participant)
    _complain(others, tutor)


def answers(chance: random.Random) -> Answers:
    return Answers(chance.choice(STRONG), chance.choice(DOUBTFUL), chance.choice(SUGGESTIONS))


def _complain(unopened: QuerySet[PeerReview], tutor: User) -> None:
    """Write one that somebody reports to this tutor, if anybody is left to write it."""
    hers = unopened.filter(reviewer__tutor_assignments__tutor=tutor)
    review = hers.with_place().order_by("pk").last()
    if review:
        open_review(review)
        send_review(review, UNKIND, by=review.reviewer.participant)
        report_review(review, by=review.submission.enrolment.participant, reason=COMPLAINT)
