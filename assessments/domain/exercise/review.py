"""What the checker finds in a stored project, beside what its people dismissed."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.domain.checker.check import OFF, STEPS, blocking, check
from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.findings import ADVICE, ALL_STEPS, ERROR, Finding, Place
from assessments.domain.editing import open_for_change
from assessments.domain.exercise.facts import MATRIX, facts_of
from assessments.domain.exercise.store import Record
from assessments.domain.exercise.things import THINGS
from assessments.models import HintDismissal, LogframeProject, SilencedRule
from lms.lib.errors import RuleViolation
from people.models import User

SHORTEST_REASON = 10
# The steps that are written in the matrix.
MATRIX_STEPS = frozenset({"2.6", "2.7", "2.8", "2.9", "2.10"})
# What the rules of these steps read, besides the profile.
MATRIX_KINDS = (*MATRIX, "objective", "alternative")
# Where texts stand that rules of all steps are about.
STEP_OF_KIND = {
    "project": "2.1",
    "stakeholder": "2.2",
    "problem": "2.3",
    "objective": "2.4",
    "alternative": "2.5",
    "row": "2.7",
    "indicator": "2.8",
    "means": "2.9",
    "assumption": "2.10",
    "budget_line": "2.11",
    "sdg_link": "2.12",
    "plan": "2.12",
    "group": "2.13",
    "principle": "2.14",
    "monitoring": "2.15",
}
# The kinds of records that rules call otherwise.
PLACE_OF_KIND = {"left_behind": "group", "approach": "principle"}
_COLUMNS = {"indicator": "indicator", "means": "means", "assumption": "assumption"}
_COLUMNS_OF_FIELD = {"indicators": "indicator", "assumptions": "assumption"}
_ORDER = [ERROR, "W", ADVICE]


@dataclass(frozen=True)
class Dismissed:
    """Why a hint was put aside; one that was frozen has no id any more."""

    public_id: UUID | None
    reason: str


@dataclass(frozen=True)
class Note:
    """A finding with what people said about it."""

    finding: Finding
    dismissal: Dismissed | None = None

    @property
    def step(self) -> str:
        return step_of(self.finding)

    @property
    def is_error(self) -> bool:
        return self.finding.level == ERROR

    @property
    def is_advice(self) -> bool:
        return self.finding.level == ADVICE

    @property
    def blocks(self) -> str:
        """The deliverable that cannot be handed in because of it; "" if none."""
        return deliverable_of(self.finding.step) if self.is_error else ""


@dataclass(frozen=True)
class Review:
    """A look over the whole project, or over a part of it; errors come first."""

    facts: ProjectFacts
    notes: tuple[Note, ...]
    dismissed: tuple[Note, ...] = ()

    def only(self, wanted: Callable[[Finding], bool]) -> "Review":
        return replace(
            self,
            notes=tuple(note for note in self.notes if wanted(note.finding)),
            dismissed=tuple(note for note in self.dismissed if wanted(note.finding)),
        )

    def of_steps(self, steps: Iterable[str]) -> "Review":
        """Keep what the pages of these steps are about."""
        steps = frozenset(steps)
        return self.only(lambda finding: step_of(finding) in steps)

    def of_cell(self, row: UUID | str, column: str) -> "Review":
        """Keep what is about one cell of the matrix, of whatever step the rule is."""
        return self.only(
            lambda finding: finding.place.row == str(row) and column_of(finding.place) == column
        )

    def of_record(self, kind: str, record: Record) -> "Review":
        """Keep what is about a record that has a form of its own, of whatever step the rule is."""
        key = _key_of(kind, record)
        return self.only(lambda finding: _is_about(finding.place, kind, key))

    def blocking(self, deliverable: str) -> tuple[Finding, ...]:
        """Return the errors that keep a deliverable from being handed in."""
        return blocking((note.finding for note in self.notes), deliverable)


def review_of(
    project: LogframeProject,
    *,
    facts: ProjectFacts | None = None,
    steps: Collection[str] | None = None,
) -> Review:
    """Look over a project with all rules, in two queries; in one when its facts are known.

    Rules that the cohort switched off stay silent, except that errors never do. With ``steps``,
    only what `Review.of_steps` would keep of it is looked for.
    """
    facts = facts or facts_of(project)
    silenced, dismissals = _set_aside(project)
    asked = None if steps is None else {*steps, ALL_STEPS}
    found = check(facts, steps=asked, adapted=dict.fromkeys(silenced, OFF))
    if steps is not None:
        found = [finding for finding in found if step_of(finding) in steps]
    notes, dismissed = [], []
    for finding in sorted_by_level(found):
        dismissal = dismissals.get((finding.id, name_of(finding.place)))
        may_be = dismissal if finding.rule.is_hint else None
        (dismissed if may_be else notes).append(Note(finding, may_be))
    return Review(facts, tuple(notes), tuple(dismissed))


def sorted_by_level(found: Iterable[Finding]) -> list[Finding]:
    """Put errors first and advice last; within a level the order of the exercise stays."""
    return sorted(found, key=lambda each: _ORDER.index(each.level))


def _set_aside(
    project: LogframeProject,
) -> tuple[set[str], dict[tuple[str, str], Dismissed]]:
    """Return the rules that the cohort switched off, and the dismissals by rule and place."""
    silenced = SilencedRule.objects.filter(adaptation__cohort=project.cohort_id)
    dismissals = HintDismissal.objects.in_force().filter(project=project.pk).order_by()
    rows = silenced.values_list("rule", Value(""), Value(""), Value("")).union(
        dismissals.values_list("rule", "place", "reason", Cast("public_id", CharField())),
        all=True,
    )
    rules, found = set(), {}
    for rule, place, reason, public_id in rows:
        if place:
            found[rule, place] = Dismissed(UUID(public_id), reason)
        else:
            rules.add(rule)
    return rules, found


def step_of(finding: Finding) -> str:
    """Return the step on whose page a finding stands."""
    if finding.step == ALL_STEPS:
        return STEP_OF_KIND[finding.place.kind]
    return finding.step


def deliverable_of(step: str) -> str:
    """Return the deliverable whose rules these are."""
    return next(name for name, steps in STEPS.items() if step in steps)


def _key_of(kind: str, record: Record) -> str:
    """Return what rules know a record by."""
    if kind == "approach":
        return record.principle
    return str((record.indicator if kind == "monitoring" else record).public_id)


def _is_about(place: Place, kind: str, key: str) -> bool:
    if kind == "project":
        return place.kind == kind and THINGS[kind].field(place.field) is not None
    if kind == "monitoring":
        return (place.field, place.key) == (kind, key)
    return (place.kind, place.key) == (PLACE_OF_KIND.get(kind, kind), key)


def column_of(place: Place) -> str:
    """Return the column of the matrix in which a place stands; "" outside of it."""
    if place.kind == "row":
        return _COLUMNS_OF_FIELD.get(place.field, "narrative")
    return _COLUMNS.get(place.kind, "")


def note_at(review: Review, rule: str, place: str) -> Note | None:
    """Find an open finding by its rule and the name of its place."""
    return next(
        (
            note
            for note in review.notes
            if (note.finding.id, name_of(note.finding.place)) == (rule, place)
        ),
        None,
    )


def name_of(place: Place) -> str:
    """Return the name of a place that forms send and dismissals keep."""
    return f"{place.kind}:{place.key}:{place.field}"


@transaction.atomic
def dismiss_hint(
    project: LogframeProject, rule: str, place: str, *, by: User, reason: str
) -> HintDismissal:
    """Say that a hint is a false alarm, and why. Again: the first dismissal stays.

    Only hints of language can be dismissed: facts are mended.
    """
    project = open_for_change(project)
    reason = reason.strip()
    earlier = project.dismissals.in_force().filter(rule=rule, place=place).first()
    if earlier:
        return earlier
    note = note_at(review_of(project), rule, place)
    if note is None:
        raise RuleViolation(_("This finding is not there any more."), code="gone")
    if not note.finding.rule.is_hint:
        raise RuleViolation(_("Only hints about wording can be dismissed."), code="not_a_hint")
    if len(reason) < SHORTEST_REASON:
        raise RuleViolation(
            _("Say in %(least)s characters or more why it does not apply."),
            code="reason",
            params={"least": SHORTEST_REASON},
        )
    return HintDismissal.objects.create(
        project=project, rule=rule, place=place, by=by, reason=reason
    )


@transaction.atomic
def bring_back_hint(dismissal: HintDismissal, *, now: datetime | None = None) -> None:
    """Show a dismissed hint again. Again: nothing happens."""
    open_for_change(dismissal.project)
    HintDismissal.objects.in_force().filter(pk=dismissal.pk).update(undone_at=now or timezone.now())
