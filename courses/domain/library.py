"""The glossary and the resources of an edition, arranged for their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from courses.domain.reading import library_of, structure_of
from courses.models import Edition, GlossaryTerm, Module, Resource
from lms.lib.text import fold


@dataclass(frozen=True)
class GlossaryPage:
    letters: Sequence[tuple[str, Sequence[GlossaryTerm]]]
    modules: Sequence[Module]  # Those that have terms of their own.
    chosen: Module | None

    @property
    def count(self) -> int:
        return sum(len(terms) for _letter, terms in self.letters)


@dataclass(frozen=True)
class ResourcesPage:
    """Resources by module; those of the whole course come last, without one."""

    parts: Sequence[tuple[Module | None, Sequence[Resource]]]


def glossary_page(edition: Edition, *, module: str = "") -> GlossaryPage:
    """Arrange the terms by their first letter; of one module when its code is given."""
    terms = library_of(edition).terms
    modules = [each for each in structure_of(edition).modules if _has(each, terms)]
    chosen = next((each for each in modules if each.code == module), None)
    shown = [term for term in terms if chosen is None or chosen in term.modules.all()]
    if not (get_language() or "").startswith("es"):
        shown = sorted(shown, key=lambda term: fold(term.term))
    letters = groupby(shown, key=lambda term: fold(term.term)[:1].upper())
    return GlossaryPage(
        [(letter, list(of_letter)) for letter, of_letter in letters], modules, chosen
    )


def resources_page(edition: Edition) -> ResourcesPage:
    """Arrange the resources by module, in the order of the course."""
    resources = library_of(edition).resources
    parts: list[tuple[Module | None, list[Resource]]] = [
        (module, [each for each in resources if module in each.modules.all()])
        for module in structure_of(edition).modules
    ]
    parts.append((None, [each for each in resources if not each.modules.all()]))
    return ResourcesPage([(module, found) for module, found in parts if found])


def _has(module: Module, terms: Sequence[GlossaryTerm]) -> bool:
    return any(module in term.modules.all() for term in terms)
