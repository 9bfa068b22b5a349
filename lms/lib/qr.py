"""An address as a QR code, drawn as one SVG path."""

from itertools import groupby

import segno


def qr_path(address: str) -> tuple[int, str]:
    """Return how many modules a side has, and the path of the dark ones. Error level M.

    The path is stroked with the width of one module: half the work of filling rectangles. The
    quiet zone of four modules is left to the page.
    """
    rows = segno.make(address, error="m", micro=False).matrix
    strokes = []
    for y, row in enumerate(rows):
        x = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                strokes.append(f"M{x} {y}.5h{length}")
            x += length
    return len(rows), "".join(strokes)
