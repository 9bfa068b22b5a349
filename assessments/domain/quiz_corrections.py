"""Correcting a wrong key while an edition is running.

The key changes at once; attempts are scored again by a job, never downwards, and the people whose
score rose are told once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.quiz_paper import Kind, arrange, items_of
from assessments.domain.quiz_scoring import score_of
from assessments.models import (
    Choice,
    ItemPart,
    KeyCorrection,
    Quiz,
    QuizAttempt,
    QuizItem,
    ScoreChange,
)
from assessments.signals import key_corrected
from lms.lib.errors import RuleViolation
from lms.lib.events import announce
from people.models import User

YOUNG = timedelta(minutes=15)
AT_ONCE = 200  # Attempts in memory and in one transaction.


@dataclass(frozen=True)
class NewKey:
    """What shall be right: choices of the item or of its parts, or a number."""

    right: frozenset[int] = frozenset()  # Primary keys of choices.
    value: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    formula: str = ""


@dataclass(frozen=True)
class Effect:
    """What a correction would do, in numbers."""

    attempts: int  # Handed in so far, with their answers.
    rising: int
    people: int  # Whose attempts rise.
    kept: int  # Would fall, and keep their score.


def groups_of(item: QuizItem) -> list[tuple[ItemPart | None, list[Choice]]]:
    """Return the choices of an item, or of each of its parts that asks for one."""
    choices = list(item.choices.all())
    if not item.parts.all():
        return [(None, choices)]
    groups = [
        (part, [choice for choice in choices if choice.part_id == part.pk])
        for part in item.parts.all()
    ]
    return [(part, offered) for part, offered in groups if offered]


def key_of(item: QuizItem) -> list[dict[str, Any]]:
    """Return what is right now, as texts."""
    key = [
        {
            "part": part.text if part else "",
            "right": [choice.text for choice in offered if choice.is_correct],
        }
        for part, offered in groups_of(item)
    ]
    if item.kind == Kind.NUMERIC:
        key[0] |= {"tolerance": f"{item.tolerance.normalize():f}", "formula": item.formula}
    return key


def put_key(item: QuizItem, new: NewKey, *, reason: str) -> None:
    """Put a key into an item in memory: what changes sides says the reason from now on.

    Raises RuleViolation when the key does not fit the item, or is the one it has.
    """
    before = key_of(item)
    if item.kind == Kind.NUMERIC:
        _put_number(item, new, reason)
    else:
        _check_choices(item, new.right)
        for part, offered in groups_of(item):
            _put_choices(part, offered, new.right, reason)
    if key_of(item) == before:
        raise RuleViolation(_("This is the key that the question has already."), code="same_key")


def _check_choices(item: QuizItem, right: frozenset[int]) -> None:
    places = []
    for part, offered in groups_of(item):
        chosen = [choice for choice in offered if choice.pk in right]
        if not chosen or len(chosen) == len(offered) or (part and len(chosen) > 1):
            raise RuleViolation(
                _("Say what is right; it cannot be nothing, nor everything."), code="no_key"
            )
        places += [choice.position for choice in chosen]
    if item.kind == Kind.ORDER and len(places) > len(set(places)):
        raise RuleViolation(_("Give each place to one step only."), code="place_twice")


def _put_choices(
    part: ItemPart | None, offered: Iterable[Choice], right: frozenset[int], reason: str
) -> None:
    for choice in offered:
        if choice.is_correct == (choice.pk in right):
            continue
        choice.is_correct = choice.pk in right
        if part and part.feedback:
            part.feedback = reason
        else:
            choice.feedback = reason


def _put_number(item: QuizItem, new: NewKey, reason: str) -> None:
    if new.value is None or new.tolerance < 0 or not new.formula:
        raise RuleViolation(_("Write the right number and how it is worked out."), code="no_key")
    (_part, choices) = groups_of(item)[0]
    right = next(choice for choice in choices if choice.is_correct)
    if right.value != new.value:
        right.value, right.feedback = new.value, reason
        right.text = f"{new.value.normalize():f} {item.unit}".strip()
    item.tolerance, item.formula = new.tolerance, new.formula


def preview(item: QuizItem, new: NewKey) -> Effect:
    """Say what a correction would do. Changes nothing but the item in memory."""
    quiz = item.quiz
    items = items_of(quiz)
    mine = next(one for one in items if one.pk == item.pk)
    put_key(mine, new, reason="-")
    attempts = rising = kept = 0
    people = set()
    for attempt, score in _scores(scored(quiz), items):
        attempts += 1
        rising += score > attempt.score
        kept += score < attempt.score
        if score > attempt.score:
            people.add(attempt.enrolment_id)
    return Effect(attempts, rising, len(people), kept)


def scored(quiz: Quiz) -> QuerySet[QuizAttempt]:
    """Return the attempts of a quiz that have a score and the answers that it comes from."""
    return QuizAttempt.objects.handed_in().filter(quiz=quiz, is_score_only=False).order_by("pk")


def _scores(
    attempts: QuerySet[QuizAttempt], items: list[QuizItem]
) -> Iterator[tuple[QuizAttempt, Decimal]]:
    """Yield attempts with what they would score now."""
    rows = attempts.select_related("quiz").prefetch_related("responses__choices")
    for attempt in rows.iterator(chunk_size=AT_ONCE):
        paper = arrange(attempt, items, attempt.responses.all())
        yield attempt, score_of(asked.share for asked in paper.asked)


@transaction.atomic
def correct_key(item: QuizItem, new: NewKey, *, by: User, key: UUID, reason: str) -> KeyCorrection:
    """Change the key of an item, for everybody; the same form again changes nothing.

    Announces ``key_corrected``: a job scores attempts again.
    """
    # Two corrections of a quiz come one after the other.
    Quiz.objects.select_for_update().get(pk=item.quiz_id)
    before = KeyCorrection.objects.filter(key=key).first()
    if before:
        return before
    item = QuizItem.objects.prefetch_related("choices", "parts").get(pk=item.pk)
    old_key = key_of(item)
    put_key(item, new, reason=reason)
    item.key_corrected_on = timezone.localdate()
    item.save(update_fields=["tolerance", "formula", "key_corrected_on"])
    Choice.objects.bulk_update(item.choices.all(), ["is_correct", "feedback", "value", "text"])
    ItemPart.objects.bulk_update(item.parts.all(), ["feedback"])
    correction = KeyCorrection.objects.create(
        item=item, old_key=old_key, new_key=key_of(item), reason=reason, corrected_by=by, key=key
    )
    announce(key_corrected, correction=correction)
    return correction


def rescore(correction: KeyCorrection, *, now: datetime | None = None) -> None:
    """Score the attempts of the quiz again, in small transactions; none falls.

    Safe to run twice, and to be killed in the middle: what has risen does not rise again.
    """
    quiz = correction.item.quiz
    items = items_of(quiz)
    ids = list(scored(quiz).values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        _rescore_some(correction, ids[start : start + AT_ONCE], items)
    KeyCorrection.objects.filter(pk=correction.pk, rescored_at=None).update(
        rescored_at=now or timezone.now()
    )


@transaction.atomic
def _rescore_some(correction: KeyCorrection, ids: list[int], items: list[QuizItem]) -> None:
    attempts = QuizAttempt.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    changes = []
    for attempt, score in _scores(attempts.order_by("pk"), items):
        if score > attempt.score:
            changes.append(
                ScoreChange(
                    correction=correction, attempt=attempt, before=attempt.score, after=score
                )
            )
            attempt.score = score
    QuizAttempt.objects.bulk_update([change.attempt for change in changes], ["score"])
    ScoreChange.objects.bulk_create(changes, ignore_conflicts=True)


def corrections_of(quiz: Quiz) -> QuerySet[KeyCorrection]:
    """Return what was corrected in a quiz, with how many scores rose, the newest first."""
    return (
        KeyCorrection.objects.with_item().filter(item__quiz=quiz).annotate(risen=Count("changes"))
    )


def untold_enrolments(correction: KeyCorrection) -> list[int]:
    """Return the enrolments whose score rose and who have not been told, the oldest first."""
    untold = correction.changes.untold().values_list("attempt__enrolment", flat=True)
    return list(untold.order_by("attempt__enrolment").distinct())


def unfinished_corrections(*, now: datetime) -> QuerySet[KeyCorrection]:
    """Return corrections with something left to do.

    A young one is looked at again: an attempt may have been handed in by the old key while its
    scores were worked out.
    """
    return KeyCorrection.objects.filter(
        Q(rescored_at=None)
        | Q(corrected_at__gte=now - YOUNG)
        | Exists(ScoreChange.objects.untold().filter(correction=OuterRef("pk")))
    )
