"""What the checker said of a project when it was handed in, with what people had dismissed."""

from typing import Any

from assessments.domain.checker.check import STEPS, check
from assessments.domain.exercise.review import Dismissed, Note, Review, name_of, sorted_by_level
from assessments.domain.snapshots import facts_in
from assessments.models import Deliverable


def review_in(snapshot: dict[str, Any]) -> Review | None:
    """Return the findings of the steps that were handed in; None from an older snapshot.

    The findings are those that were kept, in today's words; rules of later days stay out.
    """
    facts = facts_in(snapshot)
    if facts is None or "findings" not in snapshot:
        return None
    kept = {(each["rule"], each["place"]) for each in snapshot["findings"]}
    dismissed = {(each["rule"], each["place"]): each["reason"] for each in snapshot["dismissed"]}
    found = sorted_by_level(check(facts, steps=_steps(snapshot.get("deliverable", ""))))
    named = [((each.id, name_of(each.place)), each) for each in found]
    return Review(
        facts,
        tuple(Note(each) for name, each in named if name in kept),
        tuple(
            Note(each, Dismissed(None, dismissed[name]))
            for name, each in named
            if name in dismissed
        ),
    )


def _steps(deliverable: str) -> tuple[str, ...] | None:
    return None if deliverable in {"", Deliverable.PROJECT} else STEPS[deliverable]
