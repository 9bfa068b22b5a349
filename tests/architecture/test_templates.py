"""Templates keep the content security policy, say what they need, and belong to a view."""

import re

import pytest
from django.conf import settings
from django.template.loader import get_template

TEMPLATES = settings.BASE_DIR / "templates"
ALL = [path.relative_to(TEMPLATES) for path in sorted(TEMPLATES.rglob("*.html"))]
# Mail programs and the PDF renderer read no stylesheets of ours.
PAGES = [path for path in ALL if path.parts[0] not in {"emails", "documents"}]
PARTIALS = [path for path in PAGES if {"partials", "components"} & set(path.parts)]
APPS = {"lms", "people", "courses", "tutoring", "assessments", "completion"}
VIEW_PAGES = [path for path in PAGES if path.parts[0] in APPS and "partials" not in path.parts]
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\s(?:style|on[a-z]+)=", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action)=\"(?:https?:)?//", re.IGNORECASE)
HTMX = re.compile(r"\s(hx-[\w:-]+)=")
TAGS = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}|{%.*?%}", re.DOTALL)


def source(template) -> str:
    return (TEMPLATES / template).read_text(encoding="utf-8")


@pytest.mark.parametrize("template", ALL, ids=str)
def test_template_can_be_read(template):
    get_template(str(template))


@pytest.mark.parametrize("template", PAGES, ids=str)
def test_page_has_no_inline_script_or_style(template):
    assert INLINE.findall(TAGS.sub("", source(template))) == []


@pytest.mark.parametrize("template", PAGES, ids=str)
def test_page_asks_nothing_of_another_host(template):
    assert ELSEWHERE.findall(TAGS.sub("", source(template))) == []


@pytest.mark.parametrize("template", PAGES, ids=str)
def test_attributes_of_htmx_are_valid_html(template):
    assert HTMX.findall(source(template)) == []


@pytest.mark.parametrize("template", PAGES, ids=str)
def test_every_form_that_changes_something_carries_the_token(template):
    forms = re.findall(r"<form\b[^>]*>.*?</form>", source(template), re.DOTALL | re.IGNORECASE)
    changing = [form for form in forms if re.search(r"method=\"post\"", form, re.IGNORECASE)]

    assert [form[:80] for form in changing if "{% csrf_token %}" not in form] == []


@pytest.mark.parametrize("template", PARTIALS, ids=str)
def test_partial_is_named_as_one_and_says_what_it_needs(template):
    assert template.name.startswith("_")
    assert source(template).startswith("{% comment %}\n")


@pytest.mark.parametrize("template", VIEW_PAGES, ids=str)
def test_page_has_the_name_of_a_view_that_renders_it(template):
    views = (settings.BASE_DIR / template.parts[0] / "views").rglob("*.py")
    mentions = [f'"{template}"' in view.read_text(encoding="utf-8") for view in views]

    assert any(mentions)


@pytest.mark.parametrize("template", VIEW_PAGES, ids=str)
def test_page_stands_in_the_frame(template):
    assert source(template).lstrip().startswith('{% extends "')
