"""The picture of a tree: effects above, the central problem in the middle, causes below.

Drawn with the colour of the text around it, so that it suits light and dark pages alike.
"""

from collections.abc import Callable, Sequence
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

from assessments.domain.exercise.outline import Branch, Outline

CHARACTERS = 22  # A line of a box; twice as many in the middle.
# Tints that leave the text of the page legible, light or dark.
CENTRAL = 'fill="currentColor" fill-opacity=".16"'
CAUSE = 'fill="currentColor" fill-opacity=".06"'
EFFECT = 'fill="#006eb5" fill-opacity=".16"'
WIDTH, GAP, LINE, PAD, SPACE = 174, 16, 16, 10, 28
Text = Callable[[Branch], str]


def draw_tree(outline: Outline, *, label: str, text: Text) -> str:
    """Return the drawing as SVG; ``label`` says in words what it shows."""
    if outline.central is None:
        return ""
    drawing = _Drawing(text)
    span = max(_span(outline.causes), _span(outline.effects), 2)
    width = span * (WIDTH + GAP) + GAP
    heights = [drawing.heights(outline.effects), drawing.heights(outline.causes)]
    above = sum(height + SPACE for height in heights[0])
    lines = wrap(text(outline.central), CHARACTERS * 2) or ["…"]
    tall = len(lines) * LINE + 2 * PAD
    top = above + GAP
    middle = width / 2
    wide = min(width - 2 * GAP, 380)
    drawing.box(middle, top, lines, tall, width=wide, fill=CENTRAL, more='stroke-width="3"')
    for branches, end, levels, up in (
        (outline.effects, top, heights[0], True),
        (outline.causes, top + tall, heights[1], False),
    ):
        left = GAP + (span - _span(branches)) * (WIDTH + GAP) / 2
        drawing.level(branches, left, middle, end, levels, up=up)
    height = top + tall + sum(each + SPACE for each in heights[1]) + GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" aria-label={quoteattr(label)} '
        f'font-family="sans-serif" font-size="13">{"".join(drawing.parts)}</svg>'
    )


def _span(branches: Sequence[Branch]) -> int:
    """Count the columns that branches take side by side."""
    return sum(max(1, _span(branch.branches)) for branch in branches)


class _Drawing:
    def __init__(self, text: Text) -> None:
        self.text = text
        self.parts: list[str] = []

    def lines(self, branch: Branch) -> list[str]:
        return wrap(self.text(branch), CHARACTERS) or ["…"]

    def heights(self, branches: Sequence[Branch]) -> list[int]:
        """Return how tall each level is: as its longest text."""
        found = []
        while branches:
            found.append(max(len(self.lines(each)) for each in branches) * LINE + 2 * PAD)
            branches = [below for each in branches for below in each.branches]
        return found

    def level(
        self,
        branches: Sequence[Branch],
        left: float,
        x: float,
        y: float,
        heights: Sequence[int],
        *,
        up: bool,
    ) -> None:
        """Draw branches from ``left`` on, joined to the box that ends at ``x``, ``y``."""
        for branch in branches:
            columns = max(1, _span(branch.branches))
            centre = left + columns * (WIDTH + GAP) / 2 - GAP / 2
            lines = self.lines(branch)
            tall = len(lines) * LINE + 2 * PAD
            near = y - SPACE if up else y + SPACE
            half = (y + near) / 2
            self.parts.append(
                f'<path d="M{x:g} {y:g}V{half:g}H{centre:g}V{near:g}" '
                'fill="none" stroke="currentColor"/>'
            )
            fill = EFFECT if up else CAUSE
            self.box(centre, near - tall if up else near, lines, tall, fill=fill)
            if branch.branches:
                # The next level begins where the tallest box of this one ends.
                end = near - heights[0] if up else near + heights[0]
                own = near - tall if up else near + tall
                self.parts.append(
                    f'<path d="M{centre:g} {own:g}V{end:g}" fill="none" stroke="currentColor"/>'
                )
                self.level(branch.branches, left, centre, end, heights[1:], up=up)
            left += columns * (WIDTH + GAP)

    def box(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        tall: float,
        *,
        fill: str,
        width: float = WIDTH,
        more: str = "",
    ) -> None:
        self.parts.append(
            f'<rect x="{x - width / 2:g}" y="{y:g}" width="{width:g}" height="{tall:g}" '
            f'{fill} stroke="currentColor" {more}/>'
        )
        for place, line in enumerate(lines, start=1):
            self.parts.append(
                f'<text x="{x:g}" y="{y + PAD + place * LINE - 4:g}" text-anchor="middle" '
                f'fill="currentColor">{escape(line)}</text>'
            )
