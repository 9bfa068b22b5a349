"""What the certificate lacks in a cohort that is about to invite people."""

from completion.models import CompletionRequirement
from courses.domain.readiness import Known
from courses.models import Cohort


def known_about(cohort: Cohort) -> dict[str, Known]:
    """Say whether there are rules, and whether the exit survey is one of them."""
    rules = CompletionRequirement.objects.filter(edition=cohort.edition_id)
    kinds = set(rules.order_by().values_list("kind", flat=True))
    return {
        "rules": Known(bool(kinds), have=len(kinds)),
        "survey": Known(CompletionRequirement.Kind.SURVEY in kinds),
    }
