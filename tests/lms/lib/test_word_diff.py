from hypothesis import given
from hypothesis import strategies as st

from lms.lib.word_diff import GONE, MOST_WORDS, NEW, Piece, pieces_of

texts = st.lists(st.sampled_from(["agua", "Ñañu", "=1", " ", "\n", "💧"]), max_size=20).map("".join)


@given(before=texts, after=texts)
def test_the_pieces_make_up_both_texts(before, after):
    pieces = pieces_of(before, after)

    assert "".join(piece.text for piece in pieces if piece.fate != NEW) == before
    assert "".join(piece.text for piece in pieces if piece.fate != GONE) == after


def test_texts_that_are_too_long_to_compare_stand_whole():
    long = "agua " * MOST_WORDS

    assert pieces_of(long, "agua") == [Piece(GONE, long), Piece(NEW, "agua")]
