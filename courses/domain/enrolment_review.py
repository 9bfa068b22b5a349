"""A list as its page shows it: rows with what is to be said, to type and to choose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from courses.domain.enrolment_columns import FIELDS
from courses.domain.enrolment_import import catalogue_for
from courses.domain.enrolment_names import GIVEN_FIRST, SURNAMES_FIRST, WHOLE_NAMES
from courses.domain.enrolment_places import Catalogue
from courses.domain.enrolment_suggestions import Suggestion, names_no_place, suggestions_for
from courses.domain.enrolment_verdicts import (
    ERROR,
    LENGTHS,
    said,
)
from courses.models import Cohort, EnrolmentList, EnrolmentListRow

VERDICTS = EnrolmentListRow.Verdict
# Tab → the verdicts that it shows.
TABS = {
    "atencion": (VERDICTS.ERROR, VERDICTS.DUPLICATE, VERDICTS.NOTICE),
    "listas": (VERDICTS.READY,),
    "todas": tuple(VERDICTS),
}
SUMMARY = 8
# Reasons that may speak of people whom others named.
FOR_THE_TEAM = {
    "has_account",
    "name_differs",
    "already_enrolled",
    "same_person_enrolled",
    "same_person_without_email",
}


@dataclass(frozen=True)
class Edit:
    """One input in a row: what it is called, what it holds, what is wrong with it."""

    name: str
    label: Promise
    value: str
    limit: int
    error: str
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Remark:
    """A word about a row, and its sentence where no input says it already."""

    verdict: str
    tag: Promise
    sentence: str


@dataclass(frozen=True)
class ReviewRow:
    row: EnrolmentListRow
    remarks: list[Remark]
    edits: dict[str, Edit]
    looks_like_another: bool = False
    is_name_doubtful: bool = False

    def _chosen(self, *names: str) -> list[Edit]:
        return [self.edits[name] for name in names if name in self.edits]

    @property
    def name_edits(self) -> list[Edit]:
        return self._chosen("given_names", "surname_1", "surname_2")

    @property
    def name_as_text(self) -> str:
        """What of the name is shown and not edited."""
        names = ("given_names", "surname_1", "surname_2")
        shown = [getattr(self.row, name) for name in names if name not in self.edits]
        return " ".join(filter(None, shown))

    @property
    def email_edits(self) -> list[Edit]:
        return self._chosen("email")

    @property
    def place_edits(self) -> list[Edit]:
        return self._chosen("municipality", "organisation")

    @property
    def position_edits(self) -> list[Edit]:
        return self._chosen("position", "area")


def rows_of_tab(enrolment_list: EnrolmentList, tab: str) -> QuerySet[EnrolmentListRow]:
    """Return the rows of a tab, errors first where there are any."""
    rows = enrolment_list.rows.select_related("territory__parent")
    if tab == "todas":
        return rows.order_by("line")
    weight = Case(When(verdict=VERDICTS.ERROR, then=0), When(verdict=VERDICTS.DUPLICATE, then=1))
    return rows.filter(verdict__in=TABS[tab]).order_by(weight.asc(nulls_last=True), "line")


def review_rows(rows: Sequence[EnrolmentListRow], cohort: Cohort) -> list[ReviewRow]:
    """Say of each row what is to be said; suggestions cost one query, and only when needed."""
    needs_catalogue = any(names_no_place(row.reasons) for row in rows)
    catalogue = catalogue_for(cohort) if needs_catalogue else None
    return [_review(row, catalogue) for row in rows]


def without_what_others_named(rows: Iterable[EnrolmentListRow]) -> list[EnrolmentListRow]:
    """Take from rows, not stored, what speaks of people whom other partners named."""
    cleaned = []
    for row in rows:
        row.reasons = [code for code in row.reasons if code.split(":")[0] not in FOR_THE_TEAM]
        cleaned.append(row)
    return cleaned


def _review(row: EnrolmentListRow, catalogue: Catalogue | None) -> ReviewRow:
    remarks, edits = [], {}
    suggested = suggestions_for(row, row.reasons, catalogue)
    for code in row.reasons:
        name, _colon, value = code.partition(":")
        reason, sentence = said(code)
        is_error = reason.verdict == ERROR
        fields = (value,) if name == "too_long" else reason.edits
        for field in fields:
            if field not in edits or is_error:
                edits[field] = Edit(
                    f"{field}-{row.line}",
                    FIELDS[field],
                    getattr(row, field),
                    LENGTHS[field] - 1,
                    sentence if is_error and field == fields[0] else "",
                    tuple(each for each in suggested if each.field == field),
                )
        remarks.append(Remark(reason.verdict, reason.tag, "" if is_error else sentence))
    is_alike = any(code.startswith("same_person") for code in row.reasons)
    return ReviewRow(
        row,
        remarks,
        edits,
        looks_like_another=is_alike,
        is_name_doubtful="name_order" in row.reasons,
    )


@dataclass(frozen=True)
class NameExample:
    """How the first whole name of a list was divided."""

    line: int
    given_names: str
    surnames: str
    order: str
    is_guess: bool

    @property
    def other_order(self) -> str:
        return GIVEN_FIRST if self.order == SURNAMES_FIRST else SURNAMES_FIRST

    @property
    def other_in_words(self) -> str:
        if self.order == SURNAMES_FIRST:
            return _("The given names come first")
        return _("The surnames come first")


def name_example(enrolment_list: EnrolmentList) -> NameExample | None:
    """Return an example of the order of whole names, if a column holds them; a query."""
    fields = set(enrolment_list.columns.values())
    if "given_names" in fields or not set(WHOLE_NAMES) & fields:
        return None
    row = enrolment_list.rows.exclude(given_names="").exclude(surname_1="").first()
    if row is None:
        return None
    surnames = f"{row.surname_1} {row.surname_2}".strip()
    order = SURNAMES_FIRST if SURNAMES_FIRST in fields else GIVEN_FIRST
    is_guess = any(code.endswith("_guess") for code, _value in enrolment_list.notices)
    return NameExample(row.line, row.given_names, surnames, order, is_guess)


@dataclass(frozen=True)
class ErrorLink:
    """A line of the summary on top: the row, what is wrong, and the page where it is."""

    line: int
    tag: str
    page: int


def first_errors(enrolment_list: EnrolmentList, *, per_page: int) -> list[ErrorLink]:
    """Return the first rows with errors as the first tab orders them."""
    rows = enrolment_list.rows.filter(verdict=ERROR).order_by("line")[:SUMMARY]
    links = []
    for number, (line, reasons) in enumerate(rows.values_list("line", "reasons")):
        tags = [said(code)[0] for code in reasons]
        tag = next(str(reason.tag) for reason in tags if reason.verdict == ERROR)
        links.append(ErrorLink(line, tag, number // per_page + 1))
    return links


def notices_in_words(notices: Sequence[Sequence]) -> list[str]:
    """Return what people should know about how a file was read."""
    sentences = {
        "sheet": _("The file has several sheets; this one was read: %(value)s."),
        "hidden_rows": _("Hidden rows were left out: %(value)s. Show them and upload again."),
        "hidden_columns": _("Hidden columns were left out: %(value)s."),
        "not_people": _("These rows name nobody and were left out: %(value)s."),
        "examples": _("The example rows of the sheet to fill in were left out: %(value)s."),
        "encoding": _("Check the accents: the file seems to be written in %(value)s."),
        "given_first": _("Whole names were read with the given names first."),
        "given_first_guess": _(
            "Whole names were read with the given names first. It is a guess: check them."
        ),
        "surnames_first": _("Whole names were read with the surnames first."),
        "surnames_first_guess": _(
            "Whole names were read with the surnames first. It is a guess: check them."
        ),
        "split_surnames": _(
            "Both surnames are in one column and were divided after the first: check those of"
            " more than two words."
        ),
    }
    return [sentences[code] % {"value": _short(value)} for code, value in notices]


def _short(value: object) -> str:
    if not isinstance(value, list):
        return str(value)
    shown = ", ".join(str(number) for number in value[:15])
    return f"{shown}…" if len(value) > 15 else shown
