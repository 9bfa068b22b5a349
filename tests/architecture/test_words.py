"""Every word on screen exists in both languages: English in the code, Spanish in the catalogue."""

import re

import pytest
from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from lms.lib.catalogues import find_messages, message_id, read_catalogue, translations
from lms.management.commands.update_messages import CATALOGUE, sources

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")


@pytest.fixture(scope="module")
def found():
    return find_messages(sources(), root=settings.BASE_DIR)


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue(CATALOGUE)


def test_every_message_is_translated(found, catalogue):
    assert sorted(set(found) - set(translations(catalogue))) == []


def test_the_catalogue_holds_no_message_that_the_code_does_not_say(found, catalogue):
    assert sorted({message_id(each) for each in catalogue if each.id} - set(found)) == []


def test_nothing_in_the_catalogue_is_a_guess(catalogue):
    assert [each.id for each in catalogue if each.id and each.fuzzy] == []


def test_a_translation_fills_in_what_the_message_does(catalogue):
    wrong = []
    for (_context, singular), message in translations(catalogue).items():
        ids = [singular] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        known = {part for each in ids for part in PLACEHOLDER.findall(each)}
        used = [set(PLACEHOLDER.findall(each)) for each in strings]
        # One form may leave the number out ("una persona"), but no form may invent a name.
        if any(each - known for each in used) or set().union(*used) != known:
            wrong.append(singular)

    assert wrong == []


def test_a_sentence_stays_a_sentence(catalogue):
    ends = {
        singular: message.string
        for (_context, singular), message in translations(catalogue).items()
        if isinstance(message.string, str)
        and singular.rstrip()[-1:] in {".", "?", ":"}
        and message.string.rstrip()[-1:] != singular.rstrip()[-1:]
    }

    assert ends == {}


def test_english_needs_no_catalogue_and_never_falls_back_to_spanish():
    with override("en"):
        assert gettext("Courses") == "Courses"
        assert ngettext("%(count)s day", "%(count)s days", 2) == "%(count)s days"
