import shutil
import subprocess

import pytest
from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Concat

from assessments.documents.handbook_pdf import handbook_html, handbook_pdf
from assessments.domain.handbook import handbook_contents
from assessments.domain.quiz_bank import load_quizzes
from courses.domain.goals import load_goals
from courses.domain.loading import load_course
from courses.domain.publishing import publish_edition
from courses.models import LessonText
from tests.courses.domain.test_figures import FIGURE
from tests.factories import (
    ChoiceFactory,
    EditionFactory,
    LessonFactory,
    ModuleFactory,
    QuizFactory,
    QuizItemFactory,
)
from tests.pdf import faults_of, pages_of, unpacked

pytest.importorskip("weasyprint")

PUBLIC_SERVANTS = settings.BASE_DIR / "courses" / "content" / "public_servants"
QUESTION = """```question
stem: ¿Qué es una brecha?
options:
  - {text: Una distancia, correct: true, reason: Entre dos grupos.}
  - {text: Un puente, reason: Eso une.}
```"""


def small_edition(**facts):
    """An edition with one module: a lesson with a question, and a quiz of one item."""
    edition = EditionFactory(**facts)
    module = ModuleFactory(edition=edition, code="M1", title_es="Brechas")
    lesson = LessonFactory(module=module, code="M1.1", position=1, title_es="Ver la brecha")
    LessonText.objects.create(lesson=lesson, language="es", markdown=QUESTION, html="x")
    quizzed = LessonFactory(module=module, code="M1.2", position=2, kind="Q", closed_by="quiz")
    item = QuizItemFactory(quiz=QuizFactory(lesson=quizzed), stem="¿Qué mide la brecha?")
    ChoiceFactory(item=item, text="La distancia", is_correct=True, feedback="Entre grupos.")
    ChoiceFactory(item=item, text="El promedio", feedback="La esconde.")
    return edition


def page(edition, module=None, **facts):
    return handbook_html(handbook_contents(edition, module, **facts))


@pytest.mark.django_db
def test_a_module_of_the_course_is_a_handbook_without_fault_and_not_too_heavy():
    load_goals()
    edition = load_course(PUBLIC_SERVANTS)
    load_quizzes(edition, PUBLIC_SERVANTS)
    module = publish_edition(edition).modules.get(code="M1")
    LessonText.objects.filter(lesson__code="M1.1").update(
        markdown=Concat("markdown", Value(f"\n\n{FIGURE}\n"))
    )

    pdf = handbook_pdf(page(edition, module))

    assert faults_of(pdf) == []
    assert pages_of(pdf) > 40
    assert len(pdf) < 1_500_000
    inside = unpacked(pdf)
    for sign in (b"pdfuaid", b"es-MX", b"/Outlines", b"/Alt", b"/Lbl", b"/Scope"):
        assert sign in inside


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler reads the text back")
@pytest.mark.django_db
def test_contents_name_the_page_and_every_page_says_where_it_is(tmp_path):
    edition = small_edition()
    file = tmp_path / "handbook.pdf"
    file.write_bytes(handbook_pdf(page(edition, edition.modules.get())))

    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout

    cover, contents, lesson, *_others, answers = (part.split() for part in text.split("\f")[:-1])
    assert "Brechas" in cover
    assert contents[contents.index("brecha") + 2] == "3"
    assert lesson[-3:] == ["3", "de", "6"]
    assert answers[-3:] == ["6", "de", "6"]


@pytest.mark.django_db
def test_running_heads_are_no_content_for_a_screen_reader():
    edition = small_edition()

    inside = unpacked(handbook_pdf(page(edition, edition.modules.get())))

    # Head and foot of each page but the cover: module, part, edition, number.
    assert inside.count(b"<</Type/Pagination>>") == 4 * 5


@pytest.mark.django_db
def test_answers_to_practice_questions_stand_at_the_end_with_their_reasons():
    edition = small_edition()

    before, after = page(edition, edition.modules.get()).split('<section class="answers"')

    assert "Entre dos grupos." not in before
    assert "Pregunta 1: A" in after
    assert "Entre dos grupos." in after
    assert "Eso une." in after


@pytest.mark.django_db
def test_the_key_of_a_quiz_that_counts_is_printed_only_for_those_who_teach():
    edition = small_edition()

    learner, teacher = (page(edition, with_key=with_key) for with_key in (False, True))

    assert "¿Qué mide la brecha?" in learner
    assert "La esconde." not in learner
    assert "La esconde." in teacher
    assert "No se entrega a participantes." in teacher


@pytest.mark.django_db
def test_text_that_no_expert_has_read_says_so():
    edition = small_edition()

    unread = page(edition)
    LessonText.objects.update(is_reviewed=True)
    edition.content_hash = "another"

    assert unread.count("Texto de demostración, sin revisión experta.") == 1
    assert "Texto de demostración, sin revisión experta." not in page(edition)


@pytest.mark.django_db
def test_a_course_that_ends_in_a_project_brings_an_empty_matrix():
    edition = small_edition()

    without = page(edition)
    LessonFactory(module=edition.modules.get(), code="M1.3", kind="P", closed_by="submission")

    assert 'id="matrix"' not in without
    assert page(edition).count("<td></td>") == 4 * 11


@pytest.mark.django_db
def test_a_whole_course_has_its_modules_between_title_and_lessons():
    html = page(small_edition())

    headings = ("<h1>La Agenda", "<h2>Brechas</h2>", '<h3 class="title">Ver')
    places = [html.index(heading) for heading in headings]
    assert places == sorted(places)


@pytest.mark.django_db
def test_a122_what_authors_write_never_reaches_the_printer_as_markup():
    edition = small_edition()
    hostile = '<div style="display:flex"><script>x</script><img src="file:///etc/passwd"></div>'
    edition.modules.update(title_es=hostile, objective_es=hostile)
    LessonText.objects.update(markdown=hostile, sources=hostile)

    html = page(edition)

    assert hostile not in html
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.django_db
def test_glossary_and_works_are_those_of_the_module_and_of_the_whole_course():
    edition = small_edition()
    module = edition.modules.get()
    other = ModuleFactory(edition=edition)
    for place, (term, of) in enumerate((("Brecha", module), ("Cadena", other), ("Meta", None)), 1):
        made = edition.glossary.create(
            position=place, term_es=term, acronym="", definition_es=f"Qué es {term}."
        )
        work = edition.resources.create(
            position=place,
            kind="guide",
            title=f"Guía de {term}",
            language="es",
            author="INEGI",
            year="2020",
            address=f"https://www.inegi.org.mx/{'x' * 50 * place}",
        )
        if of:
            made.modules.add(of)
            work.modules.add(of)

    html = page(edition, module)

    assert [term for term in ("Brecha", "Cadena", "Meta") if f"Qué es {term}." in html] == [
        "Brecha",
        "Meta",
    ]
    assert "Guía de Brecha" in html
    assert "Guía de Cadena" not in html
    assert "<b>Brecha.</b>" in html
    # The site's own, and one for each address that nobody would type.
    assert html.count('class="qr"') == 3
