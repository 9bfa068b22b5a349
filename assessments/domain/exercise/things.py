"""Every kind of record of the exercise, by the name that addresses and functions use."""

from assessments.domain.exercise import (
    analysis_fields,
    context_fields,
    follow_up_fields,
    indicator_fields,
    matrix_fields,
    profile_fields,
)
from assessments.domain.exercise.kinds import Thing
from assessments.models import Deliverable

# In the order in which people work, which is also that in which one refers to another.
THINGS: dict[str, Thing] = {
    thing.kind: thing
    for thing in (
        profile_fields.PROJECT,
        profile_fields.EVIDENCE_SOURCE,
        analysis_fields.STAKEHOLDER,
        analysis_fields.PROBLEM,
        analysis_fields.OBJECTIVE,
        analysis_fields.CRITERION,
        analysis_fields.ALTERNATIVE,
        matrix_fields.ROW,
        matrix_fields.ASSUMPTION,
        indicator_fields.INDICATOR,
        indicator_fields.MEANS,
        follow_up_fields.BUDGET_LINE,
        context_fields.SDG_LINK,
        context_fields.INTERACTION,
        context_fields.PLAN,
        context_fields.LEFT_BEHIND,
        context_fields.APPROACH,
        follow_up_fields.MONITORING,
        follow_up_fields.EVALUATION,
        follow_up_fields.CLASS_PLAN,
    )
}
# There is always one of these; it is rewritten, never deleted.
ALWAYS_THERE = frozenset({"goal", "purpose", "central"})


def things_of(deliverable: Deliverable | str) -> tuple[Thing, ...]:
    """Return what a deliverable is about, without what earlier ones were about."""
    return tuple(thing for thing in THINGS.values() if thing.deliverable == deliverable)
