"""What a partner adapts of the exercise in its cohort, while the structure stays the same.

Source: domain reference 4.4. Its instructions are ``Cohort.exercise_note``; the weights of its
rubric are a rubric of the cohort, so that what was graded keeps the one it was graded by.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.checker.check import RULE_MODULES
from assessments.domain.checker.findings import ERROR, RULES, Rule
from assessments.domain.exercise.minimum import Obligation
from assessments.domain.exercise_limits import COUNTS
from assessments.domain.rubrics import adapt_rubric, newest_rubric, rubric_of
from assessments.models import (
    AdaptedWeight,
    Criterion,
    ExerciseAdaptation,
    Grade,
    SilencedRule,
)
from courses.models import Cohort, Enrolment, Goal, Target
from lms.lib.errors import RuleViolation
from lms.lib.json_lines import Lines
from people.domain.records import record
from people.models import User

assert RULE_MODULES  # noqa: S101 -- reading them enters the rules into the catalogue
TOTAL = 100
MOST_SHIFT = 5  # Points by which a criterion may weigh more or less than usual.
NEVER_BELOW = {"R4": 8, "R5": 8, "R7": 8}
MOST_GOALS, MOST_TARGETS = 3, 10


@dataclass(frozen=True)
class Adaptation:
    """What is set for a cohort. ``weights`` are by the code of the criterion."""

    emphasis: str = ""
    instructions: str = ""
    plan_label: str = ""
    goals: tuple[int, ...] = ()
    targets: tuple[str, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    silenced: tuple[str, ...] = ()
    team_most: int = COUNTS["team"].most
    version: int = 0

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell the people of the cohort."""
        own = (self.emphasis, self.instructions, self.plan_label, self.goals, self.targets)
        return any(own) or self.team_most != COUNTS["team"].most


def may_be_silenced() -> list[Rule]:
    """Return the warnings and hints; an error cannot be switched off, nor what tutors are told."""
    return [
        rule
        for rule in RULES.values()
        if not rule.is_for_tutors and ERROR not in {rule.level, *rule.variants.values()}
    ]


def all_goals() -> QuerySet[Goal]:
    return Goal.objects.order_by("number")


def usual_criteria(cohort: Cohort) -> list[Criterion]:
    """Return the criteria of the audience, with what they weigh where nobody adapted them."""
    return list(newest_rubric(cohort.edition.course.audience).criteria.order_by("position"))


def with_exercise(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Load along what the people of the cohort are told of their exercise."""
    adapted = OuterRef("cohort__exercise_adaptation")
    return enrolments.select_related("cohort__exercise_adaptation").annotate(
        exercise_goals=_goals_of(adapted), exercise_targets=_targets_of(adapted)
    )


def told_to(enrolment: Enrolment) -> Adaptation:
    """Return what a participant sees, of an enrolment loaded ``with_exercise``."""
    cohort = enrolment.cohort
    row = getattr(cohort, "exercise_adaptation", None) or ExerciseAdaptation()
    return Adaptation(
        emphasis=row.emphasis,
        instructions=cohort.exercise_note,
        plan_label=row.plan_label,
        goals=tuple(number for (number,) in enrolment.exercise_goals),
        targets=tuple(code for (code,) in enrolment.exercise_targets),
        team_most=row.team_most,
        version=row.version,
    )


def asked_of_all(enrolment: Enrolment) -> Obligation:
    """Return what every project of the cohort must be aligned with.

    One query, or none for an enrolment that was loaded ``with_exercise``.
    """
    if not hasattr(enrolment, "exercise_goals"):
        loaded = with_exercise(Enrolment.objects.filter(pk=enrolment.pk))
        enrolment = loaded.select_related("cohort__exercise_adaptation").get()
    said = told_to(enrolment)
    return Obligation(said.goals, said.plan_label)


def _goals_of(adapted: OuterRef) -> Lines:
    rows = ExerciseAdaptation.fixed_goals.through.objects.filter(exerciseadaptation=adapted)
    return Lines(rows.order_by("goal__number"), F("goal__number"))


def _targets_of(adapted: OuterRef) -> Lines:
    rows = ExerciseAdaptation.suggested_targets.through.objects.filter(exerciseadaptation=adapted)
    return Lines(rows.order_by("target__goal__number", "target__position"), F("target__code"))


def adaptation_of(cohort: Cohort) -> Adaptation:
    """Read what is set for a cohort; weights that nobody set are the usual ones."""
    weights = {each.code: each.weight for each in rubric_of(cohort).criteria.order_by("position")}
    rules = SilencedRule.objects.filter(adaptation=OuterRef("pk")).order_by("rule")
    found = ExerciseAdaptation.objects.filter(cohort=cohort).annotate(
        of_goals=_goals_of(OuterRef("pk")),
        of_targets=_targets_of(OuterRef("pk")),
        of_rules=Lines(rules, "rule"),
    )
    row = found.first()
    if row is None:
        return Adaptation(instructions=cohort.exercise_note, weights=weights)
    return Adaptation(
        emphasis=row.emphasis,
        instructions=cohort.exercise_note,
        plan_label=row.plan_label,
        goals=tuple(number for (number,) in row.of_goals),
        targets=tuple(code for (code,) in row.of_targets),
        weights=weights,
        silenced=tuple(rule for (rule,) in row.of_rules),
        team_most=row.team_most,
        version=row.version,
    )


def sent_verdicts(cohort: Cohort) -> int:
    """Count the verdicts that keep the weights they were given with."""
    return Grade.objects.sent().filter(submission__project__cohort=cohort).count()


@transaction.atomic
def save_adaptation(cohort: Cohort, said: Adaptation, *, by: User) -> ExerciseAdaptation:
    """Store what a partner asks; nothing of it touches what was graded already.

    With another version than the stored one somebody else saved meanwhile: refused (code
    "conflict"). Other weights become a new rubric of the cohort, for verdicts begun from now on.
    """
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    if cohort.is_closed:
        raise RuleViolation(
            _("This cohort is closed: its exercise is not changed any more."), code="closed"
        )
    row, _is_new = ExerciseAdaptation.objects.get_or_create(cohort=cohort)
    if row.version != said.version:
        raise RuleViolation(
            _("Somebody else changed the exercise in the meantime. Saving again replaces it."),
            code="conflict",
        )
    usual = {each.code: each.weight for each in usual_criteria(cohort)}
    check_weights(said.weights, usual)
    goals = _all_known(Goal, "number", said.goals, most=MOST_GOALS)
    targets = _all_known(Target, "code", said.targets, most=MOST_TARGETS)
    _check_silenced(said.silenced)
    row.emphasis, row.plan_label = said.emphasis, said.plan_label
    row.team_most = said.team_most
    row.version, row.changed_by, row.changed_at = row.version + 1, by, timezone.now()
    row.save()
    row.fixed_goals.set(goals)
    row.suggested_targets.set(targets)
    row.silenced_rules.all().delete()
    SilencedRule.objects.bulk_create(SilencedRule(adaptation=row, rule=r) for r in said.silenced)
    _save_weights(cohort, row, said.weights, usual)
    Cohort.objects.filter(pk=cohort.pk).update(exercise_note=said.instructions)
    record(by, "adapt exercise", cohort)
    return row


def check_weights(weights: Mapping[str, int], usual: Mapping[str, int]) -> None:
    """Refuse weights of other criteria, too far from the usual ones, or that are no hundred."""
    if weights.keys() != usual.keys():
        raise RuleViolation(_("Every criterion needs its weight."), code="criteria")
    for code, weight in weights.items():
        least = max(usual[code] - MOST_SHIFT, NEVER_BELOW.get(code, 1))
        most = usual[code] + MOST_SHIFT
        if not min(least, usual[code]) <= weight <= most:
            raise RuleViolation(
                _("%(criterion)s may weigh from %(least)s to %(most)s."),
                code="weight",
                params={"criterion": code, "least": min(least, usual[code]), "most": most},
            )
    total = sum(weights.values())
    if total != TOTAL:
        raise RuleViolation(
            _("The weights add up to %(total)s; they must be 100."),
            code="total",
            params={"total": total},
        )


def _all_known(model: type, column: str, names: Iterable, *, most: int) -> list:
    names = list(dict.fromkeys(names))
    if len(names) > most:
        raise RuleViolation(_("Choose at most %(most)s."), code="too_many", params={"most": most})
    found = list(model.objects.filter(**{f"{column}__in": names}))
    if len(found) < len(names):
        raise RuleViolation(_("There is no such SDG target."), code="target")
    return found


def _check_silenced(rules: Iterable[str]) -> None:
    allowed = {rule.id for rule in may_be_silenced()}
    if wrong := sorted(set(rules) - allowed):
        raise RuleViolation(
            _("%(rules)s cannot be switched off."),
            code="rule",
            params={"rules": ", ".join(wrong)},
        )


def _save_weights(
    cohort: Cohort,
    row: ExerciseAdaptation,
    weights: Mapping[str, int],
    usual: Mapping[str, int],
) -> None:
    current = {each.code: each.weight for each in rubric_of(cohort).criteria.all()}
    if dict(weights) != current:
        adapt_rubric(cohort, weights)
    row.weights.all().delete()
    AdaptedWeight.objects.bulk_create(
        AdaptedWeight(adaptation=row, criterion=code, weight=weight)
        for code, weight in weights.items()
        if weight != usual[code]
    )
