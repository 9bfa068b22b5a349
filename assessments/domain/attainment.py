"""How far an indicator has come, and the colour of its traffic light (domain reference 2.8d)."""

from decimal import Decimal

from assessments.domain.exercise_limits import AMBER_MIN, GREEN_MIN, OVER_MAX

HUNDRED = Decimal(100)
OVER, GREEN, AMBER, RED, NONE = "over", "green", "amber", "red", "none"
TO_EXPLAIN = {OVER, AMBER, RED}  # Fact, cause and action.


def attainment(
    result: Decimal | None,
    *,
    target: Decimal | None,
    baseline: Decimal | None = None,
    direction: str = "ascending",
) -> Decimal | None:
    """Return per cent of the target of the period; None when it cannot be said.

    Federal practice: 100 R/M ascending, 100 (2 − R/M) descending. With a target of zero, or of the
    other sign than the result, the way from the baseline counts: 100 (R − B)/(M − B).
    """
    if result is None or target is None:
        return None
    if target == 0 or result * target < 0:
        if baseline is None or target == baseline:
            return None
        return HUNDRED * (result - baseline) / (target - baseline)
    share = result / target
    return HUNDRED * (2 - share if direction == "descending" else share)


def light(
    reached: Decimal | None,
    *,
    amber_min: Decimal = Decimal(AMBER_MIN),
    green_min: Decimal = Decimal(GREEN_MIN),
    over_max: Decimal = Decimal(OVER_MAX),
) -> str:
    """Return the colour: over, green, amber, red, or none without a figure.

    Far more than planned is no success: it shows a target that was set too low.
    """
    if reached is None:
        return NONE
    if reached > over_max:
        return OVER
    if reached >= green_min:
        return GREEN
    return AMBER if reached >= amber_min else RED
