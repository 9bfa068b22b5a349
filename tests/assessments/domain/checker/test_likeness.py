from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.checker.likeness import Likeness
from assessments.domain.checker.words import jaccard

sets = st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=6), max_size=12)


@given(texts=sets, text=st.frozensets(st.sampled_from("abcdefghxyz"), max_size=6))
def test_alike_is_what_the_share_of_common_stems_says(texts, text):
    for least in (0.6, 0.8, 1.0):
        expected = [place for place, each in enumerate(texts) if jaccard(text, each) >= least]

        assert Likeness(texts, least).like(text) == expected


def test_groups_reach_through_others_and_leave_out_the_empty_and_the_lonely():
    texts = [frozenset(word) for word in ("abcde", "abcdef", "", "xyz", "abcdefg", "")]

    assert Likeness(texts, 0.8).groups() == [[0, 1, 4]]
    assert Likeness([], 0.8).groups() == []


@given(texts=sets)
def test_groups_do_not_depend_on_the_order(texts):
    def groups(of):
        found = Likeness(of, 0.8).groups()
        return sorted(sorted(map(sorted, (of[place] for place in group))) for group in found)

    assert groups(texts) == groups(texts[::-1])
