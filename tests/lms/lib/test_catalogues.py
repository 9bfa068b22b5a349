import gettext

import pytest

from lms.lib.catalogues import (
    compile_catalogue,
    find_messages,
    message_id,
    read_catalogue,
    translations,
    updated,
    write_catalogue,
)

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy

first = _("Save")
second = pgettext_lazy("navigation", "Home")
third = ngettext("%(count)s seat", "%(count)s seats", 2)
fourth = nothing("Not a message")
"""
TEMPLATE = """
<p class="{% if x %}a{% endif %}">
      {% translate "Save" %} {% translate "Close" as label %}
  {% include "x.html" with title=_("Title") %}
   {% blocktranslate trimmed count n=rows|length %}
      {{ n }} row
    {% plural %}
      {{ n }} rows
   {% endblocktranslate %}
{% comment %}Translators: the person, not the act.{% endcomment %}
{% translate "Guide" %}
"""


@pytest.fixture
def found(tmp_path):
    (tmp_path / "a.py").write_text(PYTHON)
    (tmp_path / "b.html").write_text(TEMPLATE)
    return find_messages([tmp_path / "a.py", tmp_path / "b.html"], root=tmp_path)


def test_messages_are_found_in_python_and_templates(found):
    assert {key: (message.plural, message.files) for key, message in found.items()} == {
        ("", "Save"): ("", {"a.py", "b.html"}),
        ("navigation", "Home"): ("", {"a.py"}),
        ("", "%(count)s seat"): ("%(count)s seats", {"a.py"}),
        ("", "Close"): ("", {"b.html"}),
        ("", "Title"): ("", {"b.html"}),
        ("", "%(n)s row"): ("%(n)s rows", {"b.html"}),
        ("", "Guide"): ("", {"b.html"}),
    }


def test_a_note_to_translators_comes_along(found):
    assert found["", "Guide"].comments == ["Translators: the person, not the act."]


def test_update_keeps_translations_and_drops_what_the_code_no_longer_says(tmp_path, found):
    file = tmp_path / "es_MX" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Save"\nmsgstr "Guardar"\n\nmsgid "Gone"\nmsgstr "Ido"\n')

    catalogue, disagreements = updated(read_catalogue(file), found)

    assert {message_id(each) for each in catalogue if each.id} == set(found)
    assert translations(catalogue)["", "Save"].string == "Guardar"
    assert disagreements == []


def test_fragments_win_over_what_was_there_and_the_first_over_the_second(tmp_path, found):
    entries = {"old": "Salvar", "a": "Guardar", "b": "Grabar"}
    for name, word in entries.items():
        (tmp_path / f"{name}.po").write_text(f'msgid "Save"\nmsgstr "{word}"\n')
    read = {name: read_catalogue(tmp_path / f"{name}.po") for name in entries}

    catalogue, disagreements = updated(read["old"], found, by=[read["a"], read["b"]])

    assert translations(catalogue)["", "Save"].string == "Guardar"
    assert disagreements == ["'Save': 'Guardar', 'Grabar'"]


def test_a_fuzzy_message_is_no_translation(tmp_path):
    (tmp_path / "x.po").write_text('#, fuzzy\nmsgid "Save"\nmsgstr "Guardar"\n')

    assert translations(read_catalogue(tmp_path / "x.po")) == {}


def test_writing_twice_writes_the_same_without_line_numbers(tmp_path, found):
    file = tmp_path / "es_MX" / "LC_MESSAGES" / "django.po"

    write_catalogue(updated(read_catalogue(file), found)[0], file)
    first = file.read_text()
    write_catalogue(updated(read_catalogue(file), found)[0], file)

    assert file.read_text() == first
    assert "#: a.py b.html\n" in first


def test_compiling_makes_what_gettext_reads_and_only_when_needed(tmp_path):
    file = tmp_path / "es_MX" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid "%(n)s row"\nmsgid_plural "%(n)s rows"\n'
        'msgstr[0] "%(n)s fila"\nmsgstr[1] "%(n)s filas"\n\n'
        'msgctxt "navigation"\nmsgid "Home"\nmsgstr "Inicio"\n'
    )

    made = [compile_catalogue(file), compile_catalogue(file)]

    spanish = gettext.translation("django", tmp_path, ["es_MX"])
    assert made == [True, False]
    assert spanish.ngettext("%(n)s row", "%(n)s rows", 3) == "%(n)s filas"
    assert spanish.pgettext("navigation", "Home") == "Inicio"
