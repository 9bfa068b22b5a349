from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.domain.figures import SVG_ATTRIBUTES
from courses.domain.markdown import TAGS, to_html, words_in
from lms.lib.errors import RuleViolation

QUESTION = """```question
stem: ¿Cuántos ODS **hay**?
options:
  - text: "17"
    correct: true
    reason: Son diecisiete.
  - text: "8"
    reason: Esos eran los ODM.
```"""
CHAIN = """```chain
- label: 1 · Meta
  title: ODS 6
  text: Agua.
  goal: 6
- {label: 2, title: Plan, text: Eje.}
```"""

FIGURE = """```figure
title: </title><script>a</script>
description: Nada.
left: {boxes: [Uno, "Dos"]}
right: {boxes: [Tres, "Cuatro"]}
```"""
DRAWN = {name.lower() for names in SVG_ATTRIBUTES.values() for name in names}
ALLOWED = {"class", "href", "rel", "role", "scope", "tabindex", "aria-label"} | DRAWN


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def elements(made):
    reader = Elements()
    reader.feed(made)
    return reader.found


def html(markdown):
    return to_html(markdown, language="en")


def test_practice_question_opens_to_its_verdict_without_script():
    assert html(QUESTION) == (
        '<section class="question" aria-label="Practice question 1">\n'
        '<p class="eye">Practice question · it does not count for your grade</p>\n'
        '<p class="stem"><strong>¿Cuántos ODS <strong>hay</strong>?</strong></p>\n'
        "<details><summary>17</summary><p><strong>Correct.</strong> Son diecisiete.</p></details>\n"
        "<details><summary>8</summary>"
        "<p><strong>That is not it.</strong> Esos eran los ODM.</p></details>\n"
        "</section>\n"
    )


def test_chain_shows_its_steps_in_the_colour_of_their_goal():
    made = html(CHAIN)

    assert made == (
        '<ol class="chain">\n'
        '<li class="g6"><span class="xs mut">1 · Meta</span><b>ODS 6</b>Agua.</li>\n'
        '<li><span class="xs mut">2</span><b>Plan</b>Eje.</li>\n'
        "</ol>\n"
    )


def test_tables_are_regions_with_distinct_names_that_the_keyboard_reaches():
    made = html("## Datos\n\n|a|b|\n|-|-:|\n|1|2|\n\n|c|\n|-|\n|3|\n")

    assert made.count('<div class="scroll" role="region" tabindex="0" aria-label="Datos">') == 1
    assert made.count('aria-label="Datos (2)"') == 1
    assert '<td class="r num">2</td>' in made
    assert "style" not in made


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [("# A\n\n## B", ["h2", "h3"]), ("## A\n\n### B", ["h2", "h3"]), ("### A", ["h2"])],
)
def test_headings_begin_below_the_title_of_the_page(markdown, levels):
    made = html(markdown)

    assert [level for level in ("h1", "h2", "h3", "h4") if f"<{level}>" in made] == levels


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext></p><script>alert(1)</script></mtext></math>",
        '<p style="background:url(//evil)">x</p>',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<style>@import url(//evil)</style>",
        '<a href="//evil" target="_blank">x</a>',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](javascript:alert(1))",
        '<a href="x" onclick="alert(1)">x</a>',
        "<iframe src=//evil></iframe>",
        QUESTION.replace("17", "<img src=x onerror=a>").replace("hay", "<script>a</script>"),
        CHAIN.replace("Agua", "<svg onload=a>").replace("1 · Meta", "<script>a</script>'>"),
        FIGURE.replace("Uno", "</text><script>a</script>").replace("Dos", "<svg onload=a>"),
        '## "><script>alert(1)</script>\n\n|a|\n|-|\n|b|\n',
    ],
)
def test_hostile_text_comes_out_as_text_or_not_at_all(hostile):
    made = html(hostile)

    for tag, attributes in elements(made):
        assert tag in TAGS
        assert set(attributes) <= ALLOWED
        assert not attributes.get("href", "").startswith(("javascript", "data"))


def test_links_to_other_sites_give_nothing_away():
    assert html("[INEGI](https://www.inegi.org.mx)") == (
        '<p><a href="https://www.inegi.org.mx" rel="noopener">INEGI</a></p>\n'
    )


@pytest.mark.parametrize(
    "fence",
    [
        "```question\nstem: x\n```",
        "```chain\nstem: x\n```",
        "```question\n: [\n```",
        "```chain\n- 1\n```",
        CHAIN.replace("goal: 6", "goal: 18"),
        CHAIN.replace("goal: 6", "goal: 6'\" onclick=a"),
        CHAIN.replace("title: ODS 6", "heading: ODS 6"),
        QUESTION.replace("    reason: Esos eran los ODM.\n", ""),
        QUESTION.replace("    correct: true\n", ""),
        QUESTION.replace("question", "queston"),
    ],
)
def test_block_that_is_not_written_as_agreed_is_refused(fence):
    with pytest.raises(RuleViolation) as refusal:
        html(fence)

    assert refusal.value.code == "fence"


def test_words_are_counted_without_marks():
    assert words_in("## Uno dos\n\n- **tres** — 4") == 4


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_no_text_at_all_becomes_a_handler_or_an_unknown_element(text):
    try:
        made = html(text)
    except RuleViolation as refusal:
        assert refusal.code == "fence"  # noqa: PT017 -- most texts are not refused
        return

    assert {tag for tag, _attributes in elements(made)} <= TAGS
