from xml.etree import ElementTree

import pytest

from courses.domain.markdown import to_html
from courses.domain.print_markdown import to_print
from lms.lib.errors import RuleViolation

SVG = "{http://www.w3.org/2000/svg}"
FIGURE = """```figure
title: Dos árboles & un <b>puente</b>
description: El problema va a la izquierda.
left: {title: Problemas, arrows: up, boxes: [Sin agua, Fugas]}
right: {title: Objetivos, arrows: up, boxes: [Agua diaria, Red en buen estado]}
between: [right, both]
```"""
CYCLE = """```figure
title: Ciclo
description: Cuatro pasos.
numbered: true
left: {arrows: up, boxes: [Medir, Decidir]}
right: {arrows: down, boxes: [Probar, Contar]}
between: [right, left]
```"""


def drawn(markdown):
    html = to_html(markdown, language="en")
    return ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])  # noqa: S314 -- our own


def texts(drawing):
    return [each.text for each in drawing.iter(f"{SVG}text")]


def test_figure_says_its_boxes_row_by_row_and_what_it_shows():
    drawing = drawn(FIGURE)

    assert drawing.get("role") == "img"
    assert drawing.find(f"{SVG}title").text == "Dos árboles & un <b>puente</b>"
    assert drawing.find(f"{SVG}desc").text == "El problema va a la izquierda."
    assert texts(drawing) == [
        *("Problemas", "Objetivos"),
        *("Sin agua", "Agua diaria"),
        *("Fugas", "Red en buen estado"),
    ]
    arrows = 2 + 1 + 2  # Upwards in each column; across in the first row, both ways in the second.
    assert len(drawing.findall(f"{SVG}path")) == 2 * arrows


def test_boxes_of_a_cycle_are_numbered_as_a_clock_goes():
    assert texts(drawn(CYCLE)) == ["1. Medir", "2. Probar", "4. Decidir", "3. Contar"]


def test_long_words_are_broken_into_lines_and_the_drawing_grows():
    long = FIGURE.replace("Sin agua", "Los hogares de la ladera reciben agua dos días por semana")

    heights = [float(drawn(each).get("viewBox").split()[3]) for each in (FIGURE, long)]

    assert heights[1] - heights[0] == 2 * 17


def test_page_names_the_figure_and_has_no_style_of_its_own():
    html = to_html(FIGURE, language="en")

    assert html.startswith(
        '<figure class="fig"><figcaption>Dos árboles &amp; un &lt;b&gt;puente&lt;/b&gt;<'
    )
    assert "style" not in html
    assert "<b>" not in html


def test_paper_has_name_and_description_in_the_one_place_that_a_pdf_reads():
    html = to_print(FIGURE, language="en", anchor="x", top=3).html

    assert html.startswith('<div class="fig"><p class="eye">Dos árboles &amp; un')
    assert "puente&lt;/b&gt;. El problema va a la izquierda.</title>" in html
    assert "<desc>" not in html


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[right, both]", "[right]"),
        ("[right, both]", "[right, across]"),
        ("[Sin agua, Fugas]", "[Sin agua, Fugas, Más]"),
        ("description", "about"),
        ("arrows: up", "arrows: sideways"),
        ("Fugas", "x" * 121),
    ],
)
def test_figure_that_is_not_as_agreed_is_refused(old, new):
    with pytest.raises(RuleViolation) as refusal:
        to_html(FIGURE.replace(old, new), language="en")

    assert refusal.value.code == "fence"
