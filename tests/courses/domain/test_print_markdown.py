from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.domain.print_markdown import PRINT_TAGS, Answer, Verdict, to_print
from lms.lib.errors import RuleViolation

QUESTION = """```question
stem: ¿Cuántos ODS **hay**?
options:
  - text: "17"
    correct: true
    reason: Son *diecisiete*.
  - text: "8"
    reason: Esos eran los ODM.
```"""


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []
        self.depth = self.deepest = 0

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        self.depth += tag not in {"br", "hr"}
        self.deepest = max(self.depth, self.deepest)

    def handle_endtag(self, tag):
        self.depth -= tag not in {"br", "hr"}


def elements(made):
    reader = Elements()
    reader.feed(made)
    return reader


def printed(markdown, top=3):
    return to_print(markdown, language="en", anchor="m1-1", top=top)


def test_question_is_printed_with_room_to_answer_and_without_its_verdicts():
    made = printed(QUESTION)

    assert made.html == (
        '<section class="question" id="q-m1-1-1">\n'
        '<p class="eye">Practice question 1</p>\n'
        '<p class="stem"><strong>¿Cuántos ODS <strong>hay</strong>?</strong></p>\n'
        '<ol class="options">\n<li>17</li>\n<li>8</li>\n</ol>\n'
        '<p class="why">Circle your answer and write why.</p>\n'
        '<div class="ruled l3"></div>\n'
        '<p class="see"><a class="answer" href="#a-m1-1-1">See the answer, at the end</a></p>\n'
        "</section>\n"
    )
    assert made.answers == (
        Answer(
            "m1-1-1",
            1,
            (
                Verdict("A", True, "Son <em>diecisiete</em>."),
                Verdict("B", False, "Esos eran los ODM."),
            ),
        ),
    )
    assert made.answers[0].right == "A"


def test_chain_says_its_goal_in_words_for_a_printer_without_colours():
    made = printed(
        "```chain\n- {label: Meta, title: Agua, text: Para todas., goal: 6}\n- {title: Plan}\n```"
    )

    assert made.html == (
        '<ol class="chain">\n'
        '<li><div class="box"><p class="step">Meta <span class="chip">SDG 6</span></p>'
        '<p class="what"><b>Agua</b> Para todas.</p></div></li>\n'
        '<li><div class="box"><p class="what"><b>Plan</b> </p></div></li>\n'
        "</ol>\n"
    )


def test_links_are_numbered_each_address_once():
    inegi, mail = "https://www.inegi.org.mx/", "mailto:a@b.mx"

    made = printed(f"[uno]({inegi}) [dos](http://b.mx) [otra vez]({inegi}) [correo]({mail})")

    assert made.links == (inegi, "http://b.mx")
    assert made.html == (
        f'<p><a href="{inegi}">uno</a><sup>[1]</sup> <a href="http://b.mx">dos</a><sup>[2]</sup>'
        f' <a href="{inegi}">otra vez</a><sup>[1]</sup> <a href="{mail}">correo</a></p>\n'
    )


@pytest.mark.parametrize(("top", "tags"), [(3, ["h3", "h4", "h5"]), (4, ["h4", "h5", "h6"])])
def test_headings_begin_below_that_of_the_lesson(top, tags):
    made = printed("# Uno\n\n## Dos\n\n### Tres\n", top=top)

    assert [tag for tag, _attributes in elements(made.html).found] == tags


def test_tables_keep_their_head_and_scope():
    made = printed("|a|b|\n|-|-:|\n|1|2|\n")

    assert made.html.startswith(
        '<table>\n<thead>\n<tr>\n<th scope="col">a</th>\n<th class="r num" scope="col">b</th>'
    )


def test_block_that_is_not_written_as_agreed_is_refused():
    with pytest.raises(RuleViolation) as refusal:
        printed("```question\nstem: x\n```")

    assert refusal.value.code == "fence"


# A122: what an author writes can neither bring elements of its own nor grow without bounds.


@given(st.text("<>/=\"'&`*_#>-|[]()!:; \nadivsyle", max_size=300))
@settings(max_examples=150)
def test_a122_no_element_or_attribute_but_ours_reaches_the_printer(markdown):
    found = elements(printed(markdown).html).found

    allowed = {"class", "href", "id", "scope", "start"}
    assert {tag for tag, _attributes in found} <= PRINT_TAGS
    assert {name for _tag, attributes in found for name in attributes} <= allowed


@pytest.mark.parametrize(
    "bomb",
    [
        "> " * 500 + "x",
        "\n".join("  " * level + "- x" for level in range(500)),
        "> - " * 250 + "x",
        '<div style="display:flex">' * 500,
        "**" * 5000 + "x",
        "[" * 5000 + "x",
    ],
    ids=["quotes", "lists", "both", "html", "emphasis", "brackets"],
)
def test_a122_nesting_ends_at_twenty_levels(bomb):
    made = printed(bomb)

    assert elements(made.html).deepest <= 2 * 20 + 1


def test_a123_pictures_and_other_schemes_are_not_fetched_for_they_are_not_there():
    made = printed("![x](http://169.254.169.254/meta) [y](file:///etc/passwd)")

    assert {tag for tag, _attributes in elements(made.html).found} <= {"p"}
