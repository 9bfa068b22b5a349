"""How much was learnt between the pre-test and the post-test. Pure.

Normalised gain, g = (post - pre) / (100 - pre): the part of what was still to be learnt that was
learnt (Hake, 1998). Of a group it is worked out from the means of matched pairs, and nothing is
said of fewer than five people. Domain reference, section 7.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, QuerySet

from assessments.models import Quiz, QuizAttempt
from courses.models import Cohort, Enrolment

WHOLE = Decimal(100)
FEWEST = 5
MEDIUM, HIGH = Decimal("0.30"), Decimal("0.70")


def normalised_gain(pre: Decimal, post: Decimal) -> Decimal | None:
    """Return the gain of scores of 100, at most 1; None when there was nothing left to learn."""
    if pre >= WHOLE:
        return None
    return (post - pre) / (WHOLE - pre)


@dataclass(frozen=True)
class Gain:
    """Two scores of 100 of one person, or two means of a group."""

    pre: Decimal
    post: Decimal
    people: int = 1

    @property
    def gain(self) -> Decimal | None:
        return normalised_gain(self.pre, self.post)

    @property
    def percent(self) -> int | None:
        """The gain in hundredths, cut towards nought; None where it is undefined or a loss."""
        return None if self.gain is None or self.gain < 0 else int(100 * self.gain)

    @property
    def band(self) -> str:
        """Low, medium or high, by the usual limits of 0.30 and 0.70; "" where it is undefined."""
        if self.gain is None:
            return ""
        return "high" if self.gain >= HIGH else "medium" if self.gain >= MEDIUM else "low"


def group_gain(pairs: Sequence[tuple[Decimal, Decimal]]) -> Gain | None:
    """Return the gain of a group from its matched pairs; None of fewer than five people."""
    if len(pairs) < FEWEST:
        return None
    pre, post = (sum(scores, Decimal(0)) / len(pairs) for scores in zip(*pairs, strict=True))
    return Gain(pre, post, len(pairs))


def gain_of(enrolment: Enrolment) -> Gain | None:
    """Return what one person learnt; None until both tests are handed in."""
    pairs = _pairs(QuizAttempt.objects.filter(enrolment=enrolment))
    return Gain(*pairs[0]) if pairs else None


def gain_in(cohort: Cohort) -> Gain | None:
    """Return what a cohort learnt on average; None of fewer than five people with both tests."""
    studying = QuizAttempt.objects.filter(
        enrolment__cohort=cohort, enrolment__status__in=Enrolment.STUDYING
    )
    return group_gain(_pairs(studying))


@dataclass(frozen=True)
class CohortGain:
    """What a cohort learnt, and how many of its people that is about."""

    gain: Gain | None  # None: too few people have both tests to say anything.
    people: int  # Who studies or has finished.

    @property
    def missing(self) -> int:
        """People without both tests; only asked for where a gain is shown."""
        return self.people - self.gain.people if self.gain else 0


def gain_page(cohort: Cohort) -> CohortGain:
    """Return the gain of a cohort with its numbers. Two queries."""
    people = cohort.enrolments.filter(status__in=Enrolment.STUDYING).count()
    return CohortGain(gain_in(cohort), people)


def _pairs(attempts: QuerySet[QuizAttempt]) -> list[tuple[Decimal, Decimal]]:
    """Return the scores of both tests of everybody who has both; the best attempt counts."""
    rows = (
        attempts.handed_in()
        .filter(quiz__kind__in=[Quiz.Kind.PRE, Quiz.Kind.POST])
        .order_by()
        .values_list("enrolment", "quiz__kind")
        .annotate(best=Max("score"))
    )
    found: dict[int, dict[str, Decimal]] = {}
    for enrolment_id, kind, best in rows:
        found.setdefault(enrolment_id, {})[kind] = best
    return [
        (scores[Quiz.Kind.PRE], scores[Quiz.Kind.POST])
        for scores in found.values()
        if len(scores) == 2
    ]
