import re

from lms.lib.caracol import segments


def test_the_ring_has_a_growing_segment_for_each_goal():
    drawn = segments()

    radii = [float(re.search(r"A([\d.]+) ", path)[1]) for _colour, path in drawn]
    assert len(drawn) == 17
    assert radii == sorted(radii)
    assert (radii[0], radii[-1]) == (58, 100)
