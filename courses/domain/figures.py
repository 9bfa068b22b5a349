"""Figures of a lesson: two columns of boxes with arrows, drawn as SVG from what a text says. Pure.

One form serves a tree beside its mirror, two parties that answer each other, and a cycle. It is as
wide as a phone, and drawn in the colour of the text around it, for light and dark pages and paper.
"""

from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _

from lms.lib.shapes import flag, many, one_of, record, text

SIGNS = 19  # In a line of a box; the box on top has room for twice as many.
MOST_ROWS = 8
WIDTH, BOX, EDGE, LINE, PAD, SPACE = 360, 160, 4, 17, 8, 26
LEFT, RIGHT = EDGE, WIDTH - EDGE - BOX
UPRIGHT, LEVEL = ("none", "up", "down"), ("none", "right", "left", "both")

SVG_TAGS = {"svg", "title", "desc", "rect", "path", "text"}
SVG_ATTRIBUTES = {
    "svg": {"xmlns", "viewBox", "role", "font-family", "font-size", "text-anchor", "fill"},
    "rect": {"x", "y", "width", "height", "fill", "stroke", "stroke-width"},
    "path": {"d", "stroke"},
    "text": {"x", "y", "font-weight"},
}

_COLUMN = record(
    {"boxes": many(text(longest=120), least=2)},
    {"title": text(longest=60), "arrows": one_of(*UPRIGHT)},
)
_FIGURE = record(
    {
        "title": text(longest=120),
        "description": text(longest=600),
        "left": _COLUMN,
        "right": _COLUMN,
    },
    {"top": text(longest=120), "between": many(one_of(*LEVEL)), "numbered": flag()},
)


def figure_shape(said: Any, where: str) -> Iterator[str]:
    """Say what of a figure is not as agreed: both columns have as many boxes."""
    problems = list(_FIGURE(said, where))
    if not problems:
        rows = len(said["left"]["boxes"])
        lengths = {rows, len(said["right"]["boxes"]), len(said.get("between") or ["none"] * rows)}
        if lengths != {rows} or rows > MOST_ROWS:
            problems = [
                _("both columns have as many boxes, %(most)s at most.") % {"most": MOST_ROWS}
            ]
    yield from problems


def draw(said: dict, *, title: str, description: str = "") -> str:
    """Return the SVG of a figure whose shape is right; what it shows stands in it in words."""
    drawing = _Drawing()
    y = float(EDGE)
    if said.get("top"):
        y = drawing.box(EDGE, y, wrap(said["top"], 2 * SIGNS), width=WIDTH - 2 * EDGE, stroke=3)
        for x in (LEFT, RIGHT):
            drawing.arrow(x + BOX / 2, y + SPACE, 0, -SPACE)
        y += SPACE
    y = drawing.titles(said, y)
    for row in range(len(said["left"]["boxes"])):
        y = drawing.row(said, row, y)
    parts = "".join(drawing.parts)
    about = f"<desc>{escape(description)}</desc>" if description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + EDGE:g}" role="img"'
        ' font-family="sans-serif" font-size="13" text-anchor="middle" fill="currentColor">'
        f"<title>{escape(title)}</title>{about}{parts}</svg>"
    )


class _Drawing:
    def __init__(self) -> None:
        self.parts: list[str] = []

    def titles(self, said: dict, y: float) -> float:
        """Write the names of the columns, and return where the boxes begin."""
        names = [wrap(said[side].get("title", ""), SIGNS) for side in ("left", "right")]
        for x, lines in zip((LEFT, RIGHT), names, strict=True):
            self.words(x + BOX / 2, y, lines, is_bold=True)
        lines = max(map(len, names))
        return y + lines * LINE + (PAD if lines else 0)

    def row(self, said: dict, row: int, y: float) -> float:
        """Draw the boxes of a row, equally tall, with the arrows to what is left and above."""
        columns = [(LEFT, said["left"]), (RIGHT, said["right"])]
        lines = [wrap(_name(said, column, row), SIGNS) for _x, column in columns]
        tall = max(map(len, lines)) * LINE + 2 * PAD
        for (x, column), words in zip(columns, lines, strict=True):
            if row:
                self.upright(x + BOX / 2, y, column.get("arrows", "none"))
            self.box(x, y + (SPACE if row else 0), words, tall=tall)
        y += SPACE if row else 0
        self.level(y + tall / 2, (said.get("between") or ["none"] * (row + 1))[row])
        return y + tall

    def upright(self, x: float, y: float, way: str) -> None:
        if way == "up":
            self.arrow(x, y + SPACE, 0, -SPACE)
        elif way == "down":
            self.arrow(x, y, 0, SPACE)

    def level(self, y: float, way: str) -> None:
        near, far = LEFT + BOX, RIGHT
        up = 6 if way == "both" else 0
        if way in {"right", "both"}:
            self.arrow(near, y - up, far - near, 0)
        if way in {"left", "both"}:
            self.arrow(far, y + up, near - far, 0)

    def arrow(self, x: float, y: float, dx: float, dy: float) -> None:
        """Draw an arrow from a point, level or upright, that ends a little before the box."""
        along = 1 if dx + dy > 0 else -1
        tip_x, tip_y = (x + dx - 2 * along, y) if dx else (x, y + dy - 2 * along)
        head = (
            f"M{tip_x:g} {tip_y:g}l{-8 * along} -4v8z"
            if dx
            else f"M{tip_x:g} {tip_y:g}l-4 {-8 * along}h8z"
        )
        self.parts.append(
            f'<path d="M{x:g} {y:g}L{tip_x:g} {tip_y:g}" stroke="currentColor"/><path d="{head}"/>'
        )

    def box(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        tall: float = 0,
        width: float = BOX,
        stroke: int = 1,
    ) -> float:
        """Draw a box with its words in the middle, and return where it ends."""
        tall = tall or len(lines) * LINE + 2 * PAD
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{tall:g}" fill="none"'
            f' stroke="currentColor" stroke-width="{stroke}"/>'
        )
        self.words(x + width / 2, y + (tall - len(lines) * LINE) / 2, lines)
        return y + tall

    def words(self, x: float, y: float, lines: Sequence[str], *, is_bold: bool = False) -> None:
        bold = ' font-weight="700"' if is_bold else ""
        for place, line in enumerate(lines, start=1):
            self.parts.append(
                f'<text x="{x:g}" y="{y + place * LINE - 4:g}"{bold}>{escape(line)}</text>'
            )


def _name(said: dict, column: dict, row: int) -> str:
    """Return the words of a box; those of a cycle are numbered as a clock goes."""
    words = column["boxes"][row].strip()
    if not said.get("numbered"):
        return words
    rows = len(column["boxes"])
    place = row + 2 if column is said["right"] else 1 if row == 0 else 2 * rows - row + 1
    return f"{place}. {words}"
