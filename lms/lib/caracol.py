"""The band of 17 colours, one for each goal, growing like a snail's shell."""

from functools import lru_cache
from math import cos, radians, sin

from lms.lib.tones import GOAL_COLOURS

INNER, SMALLEST, LARGEST = 30, 58, 100
GAP = 0.8  # Degrees on either side of a segment.


@lru_cache(maxsize=1)
def segments() -> tuple[tuple[str, str], ...]:
    """Return colour and SVG path of each segment, for a viewBox of -101 -101 202 202."""
    turn = 360 / len(GOAL_COLOURS)
    step = (LARGEST - SMALLEST) / (len(GOAL_COLOURS) - 1)
    return tuple(
        (
            colour,
            _segment(place * turn + GAP, (place + 1) * turn - GAP, SMALLEST + place * step),
        )
        for place, (colour, _text) in enumerate(GOAL_COLOURS.values())
    )


def _segment(begin: float, end: float, radius: float) -> str:
    return (
        f"M{_point(begin, INNER)}L{_point(begin, radius)}"
        f"A{radius:g} {radius:g} 0 0 1 {_point(end, radius)}"
        f"L{_point(end, INNER)}A{INNER} {INNER} 0 0 0 {_point(begin, INNER)}Z"
    )


def _point(degrees: float, radius: float) -> str:
    """Write the point at an angle counted clockwise from the top."""
    return f"{radius * sin(radians(degrees)):.2f} {-radius * cos(radians(degrees)):.2f}"
