"""The findings of the checker beside a step, the matrix or a cell: what the partial shows.

A page puts ``findings_of_step``, ``findings_of_matrix`` or ``findings_of_cell`` into its context
as ``findings`` and includes ``assessments/partials/_findings.html``. The partial comes anew from
the address ``findings.address``, whole or for htmx.
"""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.findings import Finding, Place
from assessments.domain.checker.reasons import reason_for
from assessments.domain.exercise.facts import facts_of
from assessments.domain.exercise.lessons import lessons_by_step
from assessments.domain.exercise.review import (
    MATRIX_KINDS,
    MATRIX_STEPS,
    Note,
    Review,
    column_of,
    name_of,
    review_of,
    step_of,
)
from assessments.domain.exercise.steps import STEPS, Step
from assessments.domain.exercise.things import THINGS
from assessments.models import LogframeProject
from courses.models import Cohort, Lesson

NEXT = 3
# A page shows no more folded ones than this; the rest comes after these are mended.
FOLDED = 12
MATRIX = "matriz"
SLUGS = {step.number: step.slug for step in STEPS}
# The word of the address for what a place is about, where it has a page of its own.
SECTION_OF_KIND = {
    "stakeholder": "actor",
    "problem": "problema",
    "objective": "objetivo",
    "alternative": "alternativa",
    "budget_line": "renglon",
    "sdg_link": "meta",
    "plan": "plan",
    "group": "grupo",
}
# Of a row or an indicator, and written on the page of the step.
ELSEWHERE = {"budget", "monitoring", "sdg_links"}


@dataclass(frozen=True)
class Shown:
    """A finding with its links."""

    note: Note
    address: str
    lesson: Lesson | None
    dismiss_address: str

    @property
    def finding(self) -> Finding:
        return self.note.finding

    @cached_property
    def message(self) -> str:
        return self.finding.message

    @property
    def why(self) -> str:
        return reason_for(self.finding.id)


@dataclass(frozen=True)
class Panel:
    """What the partial shows: the next ones, the rest folded, and what was dismissed."""

    next: tuple[Shown, ...]
    rest: tuple[Shown, ...]
    dismissed: tuple[Shown, ...]
    errors: int
    warnings: int
    advice: int
    more: int
    where: str
    address: str

    @property
    def is_clean(self) -> bool:
        return not (self.errors or self.warnings or self.advice)

    @property
    def folded(self) -> int:
        return len(self.rest) + self.more


def findings_of_step(
    project: LogframeProject,
    cohort: Cohort,
    step: Step,
    *,
    facts: ProjectFacts | None = None,
) -> Panel:
    """Return what a step has to mend, in three queries; in two when its facts are known."""
    review = review_of(project, facts=facts, steps={step.number})
    return panel_of(review, cohort, where=step.slug)


def findings_of_matrix(
    project: LogframeProject, cohort: Cohort, *, facts: ProjectFacts | None = None
) -> Panel:
    """Return what the matrix has to mend, in three queries; in two when its facts are known.

    Of the facts, those of `MATRIX_KINDS` are enough.
    """
    facts = facts or facts_of(project, MATRIX_KINDS)
    review = review_of(project, facts=facts, steps=MATRIX_STEPS)
    return panel_of(review, cohort, where=MATRIX)


def findings_of_cell(
    project: LogframeProject,
    cohort: Cohort,
    row: UUID | str,
    column: str,
    *,
    facts: ProjectFacts | None = None,
) -> Panel:
    review = review_of(project, facts=facts).of_cell(row, column)
    return panel_of(review, cohort, where=f"{row}.{column}")


def panel_of(
    review: Review,
    cohort: Cohort,
    *,
    where: str = "",
    lessons: dict[str, Lesson] | None = None,
) -> Panel:
    """Lay out a review; ``where`` is the page it stands on, as ``page_of`` reads it."""
    if lessons is None:
        lessons = lessons_by_step(cohort.edition)
    code = cohort.code

    def shown(note: Note) -> Shown:
        finding = note.finding
        return Shown(
            note,
            address_of(finding, code),
            lessons.get(step_of(finding)),
            _dismissing(finding, code, where) if finding.rule.is_hint else "",
        )

    pressing = [note for note in review.notes if not note.is_advice]
    rest = [*pressing[NEXT:], *(note for note in review.notes if note.is_advice)]
    errors = sum(note.is_error for note in review.notes)
    return Panel(
        next=tuple(map(shown, pressing[:NEXT])),
        rest=tuple(map(shown, rest[:FOLDED])),
        dismissed=tuple(map(shown, review.dismissed)),
        errors=errors,
        warnings=len(pressing) - errors,
        advice=len(review.notes) - len(pressing),
        more=max(0, len(rest) - FOLDED),
        where=where,
        address=f"{reverse('assessments:review', args=[code])}?{urlencode({'donde': where})}",
    )


def _dismissing(finding: Finding, code: str, where: str) -> str:
    asked = {"regla": finding.id, "lugar": name_of(finding.place), "donde": where}
    return f"{reverse('assessments:hint-dismiss', args=[code])}?{urlencode(asked)}"


def page_of(where: str, code: str) -> str:
    """Return the page that ``where`` names: a step, the matrix or a cell; else the review."""
    row, dot, column = where.partition(".")
    if dot and _is_uuid(row):
        address = reverse("assessments:cell", args=[code, row, column])
    elif where == MATRIX:
        address = reverse("assessments:matrix", args=[code])
    elif where in SLUGS.values():
        address = reverse("assessments:step", args=[code, where])
    else:
        address = reverse("assessments:review", args=[code])
    return f"{address}#hallazgos"


def address_of(finding: Finding, code: str) -> str:
    """Return the page on which a finding is mended."""
    return address_at(finding.place, step_of(finding), code)


def address_at(place: Place, step: str, code: str) -> str:
    """Return the page on which something is written; without one, the page of its step."""
    if place.field not in ELSEWHERE:
        if _is_uuid(place.row) and column_of(place):
            return reverse("assessments:cell", args=[code, place.row, column_of(place)])
        section = SECTION_OF_KIND.get(place.kind)
        if section and _is_uuid(place.key):
            return reverse("assessments:record-edit", args=[code, section, place.key])
        if _is_of_profile(place):
            return f"{reverse('assessments:profile-edit', args=[code])}#id_{place.field}"
    slug = SLUGS.get(step)
    if slug is None:
        return reverse("assessments:matrix", args=[code])
    return reverse("assessments:step", args=[code, slug])


def _is_of_profile(place: Place) -> bool:
    return place.kind == "project" and THINGS["project"].field(place.field) is not None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
