"""What WeasyPrint leaves unsaid in a tagged PDF, said before the file is written.

A header cell gets its scope, a link belongs on paper too, and running heads and page numbers are
no content: else a screen reader reads them out on every page.
"""

from collections.abc import Iterator
from typing import Any

PRINT = 4  # The flag of an annotation that is printed.


def finish(_document: Any, pdf: Any) -> None:
    """Complete the tags of ``pdf``, a pydyf.PDF; WeasyPrint calls this at the end."""
    tree = _Tree(pdf)
    for thing in tree.dictionaries():
        if thing.get("Subtype") == "/Link":
            thing["F"] = PRINT
        elif thing.get("S") == "/TH" and "A" in thing:
            group = tree.parent(tree.parent(thing))
            thing["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
    tree.make_margins_artifacts()


class _Tree:
    """The objects of a PDF, found by the references between them."""

    def __init__(self, pdf: Any) -> None:
        self.objects = pdf.objects
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.pages = pdf.page_references

    def at(self, reference: bytes) -> Any:
        return self.objects[int(reference.split()[0])]

    def parent(self, element: dict) -> dict:
        return self.at(element["P"])

    def dictionaries(self) -> Iterator[dict]:
        return (thing for thing in self.objects if isinstance(thing, dict))

    def make_margins_artifacts(self) -> None:
        """Take what stands in the margins out of the tags: it hangs on the tree by one end only."""
        document = self.at(self.root["K"][0])
        linked = set(document["K"])
        marks: dict[bytes, set[int]] = {}
        for element in self.dictionaries():
            if element.get("P") == document.reference and element.reference not in linked:
                for page, mark in self._marks_under(element):
                    marks.setdefault(page, set()).add(mark)
        numbers = self.at(self.root["ParentTree"])["Nums"]
        for place, page in enumerate(self.pages):
            found = marks.get(page, set())
            for mark in found:
                numbers[2 * place + 1][mark] = "null"
            _rewrite(self.at(self.at(page)["Contents"]).stream, found)

    def _marks_under(self, element: dict) -> Iterator[tuple[bytes, int]]:
        for child in element["K"]:
            if isinstance(child, int):
                yield element["Pg"], child
            else:
                yield from self._marks_under(self.at(child))


def _rewrite(stream: list, marks: set[int]) -> None:
    """Turn the marked pieces of a page's drawing into artifacts."""
    for place, operator in enumerate(stream):
        if operator == b"BDC" and _mark(stream[place - 1]) in marks:
            stream[place - 2 : place + 1] = ["/Artifact", "<</Type/Pagination>>", b"BDC"]


def _mark(properties: Any) -> int:
    return properties["MCID"]
