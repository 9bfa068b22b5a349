"""What tutoring knows about a cohort that is about to invite people."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from courses.domain.readiness import Known
from courses.models import Cohort, PlannedSession
from tutoring.models import CohortTutor, InPersonSession


def known_about(cohort: Cohort) -> dict[str, Known]:
    """Say whether there are tutors, with how many places, and a venue for each session."""
    placed = InPersonSession.objects.scheduled().filter(cohort=cohort).exclude(venue="")
    planned = PlannedSession.objects.filter(edition=cohort.edition_id).order_by()
    sessions = planned.values("edition").annotate(
        planned=Count("pk"), placed=Count("pk", filter=Q(pk__in=placed.values("planned")))
    )
    tutors = CohortTutor.objects.current().filter(cohort=OuterRef("pk")).order_by()
    counted = tutors.values("cohort").annotate(tutors=Count("pk")).values("tutors")
    facts = (
        Cohort.objects.filter(pk=cohort.pk)
        .annotate(
            tutors_now=Coalesce(Subquery(counted), 0),
            sessions_planned=Coalesce(Subquery(sessions.values("planned")), 0),
            sessions_placed=Coalesce(Subquery(sessions.values("placed")), 0),
        )
        .values("tutors_now", "sessions_planned", "sessions_placed")
        .get()
    )
    have, wanted = facts["sessions_placed"], facts["sessions_planned"]
    return {
        "tutors": Known(facts["tutors_now"] > 0, have=facts["tutors_now"]),
        "sessions": Known(have == wanted, have=have, wanted=wanted),
    }
