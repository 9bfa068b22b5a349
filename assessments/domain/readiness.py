"""What the exercise and its days lack in a cohort that is about to invite people."""

from django.db.models import Exists, OuterRef

from assessments.models import CohortDeliverable, ExerciseAdaptation
from courses.domain.readiness import Known
from courses.models import Cohort, ItemDue


def known_about(cohort: Cohort) -> dict[str, Known]:
    """Say whether there are days until which things are due, and something of the cohort's own."""
    this = {"cohort": OuterRef("pk")}
    facts = (
        Cohort.objects.filter(pk=cohort.pk)
        .annotate(
            has_days=Exists(ItemDue.objects.filter(**this))
            | Exists(CohortDeliverable.objects.filter(**this, due_at__isnull=False)),
            is_adapted=Exists(ExerciseAdaptation.objects.filter(**this)),
        )
        .values("has_days", "is_adapted")
        .get()
    )
    return {
        "days": Known(facts["has_days"] or cohort.project_due_at is not None),
        "exercise": Known(facts["is_adapted"] or bool(cohort.exercise_note.strip())),
    }
