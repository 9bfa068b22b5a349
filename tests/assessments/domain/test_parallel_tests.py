"""The tests before and after a course ask the same things, equally hard."""

import pytest
import yaml
from django.conf import settings

from assessments.domain.quiz_file import LEAST_ITEMS, read_bank

CONTENT = settings.BASE_DIR / "courses" / "content"


def banks_of(folder):
    """Return the banks of the pre-test and the post-test of a course that has written both."""
    outline = yaml.safe_load((folder / "course.yaml").read_text(encoding="utf-8"))
    tests = {
        lesson["test"]: folder / module["code"] / f"{lesson['code']}.items.yaml"
        for module in outline.get("modules", [])
        for lesson in module.get("lessons", [])
        if "test" in lesson
    }
    return [tests[kind] for kind in ("pre", "post") if kind in tests and tests[kind].exists()]


FOLDERS = [path.parent for path in sorted(CONTENT.glob("*/course.yaml"))]
BOTH = [folder for folder in FOLDERS if len(banks_of(folder)) == 2]


def test_the_course_for_public_servants_has_both_tests():
    assert "public_servants" in {folder.name for folder in BOTH}


@pytest.mark.parametrize("folder", BOTH, ids=lambda folder: folder.name)
def test_each_item_has_a_partner_of_the_same_kind_objective_and_difficulty(folder):
    pre, post = ({item.pair: item for item in read_bank(path).items} for path in banks_of(folder))

    assert len(pre) >= LEAST_ITEMS
    assert "" not in pre
    assert [(pair, item.kind, item.objective, item.difficulty) for pair, item in pre.items()] == [
        (pair, post[pair].kind, post[pair].objective, post[pair].difficulty) for pair in pre
    ]
    assert pre.keys() == post.keys()
    assert None not in {item.difficulty for item in pre.values()}


@pytest.mark.parametrize("folder", BOTH, ids=lambda folder: folder.name)
def test_both_tests_ask_everything_and_offer_as_many_choices(folder):
    pre, post = (read_bank(path) for path in banks_of(folder))
    offered = [
        {item.pair: (len(item.choices), len(item.parts)) for item in bank.items}
        for bank in (pre, post)
    ]

    assert offered[0] == offered[1]
    assert (pre.asks, post.asks) == (None, None)


@pytest.mark.parametrize("folder", BOTH, ids=lambda folder: folder.name)
def test_no_item_of_the_first_test_comes_back_in_the_second(folder):
    pre, post = (
        {item.pair: (item.stem, {choice.text for choice in item.choices}) for item in bank.items}
        for bank in map(read_bank, banks_of(folder))
    )

    assert [pair for pair in pre if pre[pair] == post[pair]] == []
