"""The findings of the checker beside a step, the matrix, a cell or a form: what the partial shows.

A page puts ``findings_of_step``, ``…_of_matrix``, ``…_of_cell`` or ``…_of_record`` into its context
as ``findings`` and includes ``assessments/partials/_findings.html``.
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
from assessments.domain.exercise.steps import SECTIONS, STEPS, Section, Step
from assessments.domain.exercise.store import Record
from assessments.domain.exercise.things import THINGS
from assessments.models import LogframeProject
from courses.models import Cohort, Lesson

NEXT = 3
# A page shows no more folded ones than this, and leads to the whole review for the rest.
FOLDED = 12
# Of each step there; what is more comes after these are mended.
FOLDED_IN_REVIEW = 50
MATRIX = "matriz"
PROFILE = "perfil"
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
# The forms that also have findings, although none leads there: rules do not know their records.
WITHOUT_ADDRESS = {PROFILE, "enfoque", "indicador"}
# Of a row or an indicator, and written on the page of the step.
ELSEWHERE = {"budget", "monitoring", "sdg_links"}
# Where on the page of the step.
ANCHORS = dict.fromkeys(["scores", "selection_rationale"], "#comparacion")
# Where a form calls a field otherwise than the rules do.
CONTROLS = {
    "position": "stance",
    "not_applicable": "is_not_applicable",
    "monitoring": "responsible",
}


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
    review_address: str  # Where all of them are read; "" on that page itself.

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


def findings_of_record(
    project: LogframeProject,
    cohort: Cohort,
    section: Section,
    record: Record,
    *,
    lessons: dict[str, Lesson],
) -> Panel | None:
    """Return what a record has to mend on its form, in two queries; None for kinds without rules.

    The links lead to the controls of the form.
    """
    if section.slug not in {*SECTION_OF_KIND.values(), *WITHOUT_ADDRESS}:
        return None
    review = review_of(project).of_record(section.kind, record)
    where = f"{section.slug}.{record.public_id}"
    return panel_of(review, cohort, where=where, lessons=lessons, form=section)


def panel_of(
    review: Review,
    cohort: Cohort,
    *,
    where: str = "",
    lessons: dict[str, Lesson] | None = None,
    form: Section | None = None,
    is_whole: bool = False,
) -> Panel:
    """Lay out a review; ``where`` is the page it stands on, as ``page_of`` reads it.

    ``form`` says what is written there; ``is_whole`` that it is the page of the whole review.
    """
    if lessons is None:
        lessons = lessons_by_step(cohort.edition)
    code = cohort.code

    def shown(note: Note) -> Shown:
        finding = note.finding
        return Shown(
            note,
            (form and _control_on(form, finding.place.field)) or address_of(finding, code),
            lessons.get(step_of(finding)),
            _dismissing(finding, code, where) if finding.rule.is_hint else "",
        )

    pressing = [note for note in review.notes if not note.is_advice]
    rest = [*pressing[NEXT:], *(note for note in review.notes if note.is_advice)]
    folded = FOLDED_IN_REVIEW if is_whole else FOLDED
    errors = sum(note.is_error for note in review.notes)
    return Panel(
        next=tuple(map(shown, pressing[:NEXT])),
        rest=tuple(map(shown, rest[:folded])),
        dismissed=tuple(map(shown, review.dismissed)),
        errors=errors,
        warnings=len(pressing) - errors,
        advice=len(review.notes) - len(pressing),
        more=max(0, len(rest) - folded),
        where=where,
        review_address="" if is_whole else reverse("assessments:review", args=[code]),
    )


def _dismissing(finding: Finding, code: str, where: str) -> str:
    asked = {"regla": finding.id, "lugar": name_of(finding.place), "donde": where}
    return f"{reverse('assessments:hint-dismiss', args=[code])}?{urlencode(asked)}"


def page_of(where: str, code: str) -> str:
    """Return the page that ``where`` names: a step, the matrix, a cell, a form; else the review."""
    first, dot, second = where.partition(".")
    if dot and _is_uuid(first):
        address = reverse("assessments:cell", args=[code, first, second])
    elif first == PROFILE and dot:
        address = reverse("assessments:profile-edit", args=[code])
    elif first in SECTIONS and _is_uuid(second):
        address = reverse("assessments:record-edit", args=[code, first, second])
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
        slug = SECTION_OF_KIND.get(place.kind)
        control = _control_on(SECTIONS[slug][1], place.field) if slug else ""
        if slug and _is_uuid(place.key) and (control or not place.field):
            return reverse("assessments:record-edit", args=[code, slug, place.key]) + control
        if _is_of_profile(place):
            return f"{reverse('assessments:profile-edit', args=[code])}#id_{place.field}"
    slug = SLUGS.get(step)
    if slug is None:
        return reverse("assessments:matrix", args=[code])
    return reverse("assessments:step", args=[code, slug]) + ANCHORS.get(place.field, "")


def _control_on(form: Section, field: str) -> str:
    """Return the link within a form to a field; "" where the form does not have it."""
    name = CONTROLS.get(field, field)
    written = {each.name for each in form.thing.fields} - {*form.without}
    return f"#id_{name}" if name in written else ""


def _is_of_profile(place: Place) -> bool:
    return place.kind == "project" and THINGS["project"].field(place.field) is not None


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
