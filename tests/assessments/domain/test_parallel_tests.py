"""The tests before and after a course ask the same things, equally hard."""

import pytest
from django.conf import settings

from assessments.domain.quiz_file import LEAST_ITEMS, read_bank
from courses.domain.outline_file import read_outline
from courses.domain.text_files import banks_of

CONTENT = settings.BASE_DIR / "courses" / "content"


def both_tests(folder):
    """Return the banks of the pre-test and the post-test of a course, read."""
    plan = read_outline(folder)
    banks = banks_of(folder, plan)
    codes = {lesson.test: lesson.code for lesson in plan.lessons if lesson.test}
    return [read_bank(banks[codes[kind]]) for kind in ("pre", "post")]


OFFERED = [CONTENT / name for name in ("academia", "cso", "public_servants")]


@pytest.mark.parametrize("folder", OFFERED, ids=lambda folder: folder.name)
def test_each_item_has_a_partner_of_the_same_kind_objective_and_difficulty(folder):
    pre, post = ({item.pair: item for item in bank.items} for bank in both_tests(folder))

    assert len(pre) >= LEAST_ITEMS
    assert "" not in pre
    assert [(pair, item.kind, item.objective, item.difficulty) for pair, item in pre.items()] == [
        (pair, post[pair].kind, post[pair].objective, post[pair].difficulty) for pair in pre
    ]
    assert pre.keys() == post.keys()
    assert None not in {item.difficulty for item in pre.values()}


@pytest.mark.parametrize("folder", OFFERED, ids=lambda folder: folder.name)
def test_both_tests_ask_everything_and_offer_as_many_choices(folder):
    pre, post = both_tests(folder)
    offered = [
        {item.pair: (len(item.choices), len(item.parts)) for item in bank.items}
        for bank in (pre, post)
    ]

    assert offered[0] == offered[1]
    assert (pre.asks, post.asks) == (None, None)


def _words_of(item):
    choices = [*item.choices, *(choice for part in item.parts for choice in part.choices)]
    return {each.text for each in (*choices, *item.parts)}


@pytest.mark.parametrize("folder", OFFERED, ids=lambda folder: folder.name)
def test_no_item_of_the_first_test_comes_back_in_the_second(folder):
    pre, post = (
        {item.pair: (item.stem, _words_of(item)) for item in bank.items}
        for bank in both_tests(folder)
    )

    assert [pair for pair in pre if pre[pair] == post[pair]] == []
