import re

import segno

from lms.lib.qr import qr_path


def test_the_qr_is_drawn_as_its_matrix_says():
    address = "https://aula.example.org/v/" + "x" * 43

    side, path = qr_path(address)

    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", path):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    matrix = segno.make(address, error="m", micro=False).matrix
    assert side == len(matrix)
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}
