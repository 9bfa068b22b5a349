"""What the importer would say of a file, without a cohort, a page or a row written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from courses.domain.enrolment_addresses import tidy_email
from courses.domain.enrolment_columns import FIELDS, what_columns_lack
from courses.domain.enrolment_import import (
    catalogue_for,
    known_people,
    seated_people,
    stored_catalogue,
)
from courses.domain.enrolment_names import GIVEN_FIRST, WHOLE_NAMES
from courses.domain.enrolment_places import Catalogue, Municipality
from courses.domain.enrolment_reading import PersonEntry, ReadList, entries_of, read_list
from courses.domain.enrolment_review import notices_in_words
from courses.domain.enrolment_suggestions import suggestions_for
from courses.domain.enrolment_verdicts import (
    DUPLICATE,
    ERROR,
    NOTICE,
    READY,
    Verdict,
    judge,
    said,
)
from courses.models import Audience, Cohort
from people.domain.territories import our_municipalities

# The words of the command line for each verdict.
WORDS = {READY: "ready", NOTICE: "warning", ERROR: "fix", DUPLICATE: "duplicate"}


@dataclass(frozen=True)
class PreviewRow:
    """One row of the sheet that names somebody; ``row`` is its line there, from 1.

    ``suggestions``: field → what the page offers for it with one tap, the likeliest first.
    """

    row: int
    verdict: str
    reasons: list[str]
    given_names: str
    surnames: str
    email: str
    municipality: str
    suggestions: dict[str, list[str]]


@dataclass(frozen=True)
class Preview:
    """``columns``: our field → the header over it; ``counts``: verdict → rows, and the total."""

    columns: dict[str, str]
    rows: list[PreviewRow]
    counts: dict[str, int]
    notices: list[str]


def preview_list(content: bytes, *, name: str, cohort: Cohort | None = None) -> Preview:
    """Read and judge a file as the page does. Nothing is written.

    Without ``cohort`` people are taken for public servants of the state that most of them
    name, and only the file itself can hold duplicates. Raises RuleViolation when the file cannot
    be read.
    """
    reading = read_list(content, name=name)
    entries = entries_of(reading.rows, reading.columns, is_order_sure=reading.is_order_sure)
    emails = [tidy_email(entry.email) for entry in entries]
    catalogue = catalogue_for(cohort) if cohort else _catalogue_of(entries)
    verdicts = judge(
        entries,
        catalogue=catalogue,
        known=known_people(cohort, emails) if cohort else {},
        seated=seated_people(cohort, entries) if cohort else {},
        is_government=not cohort or cohort.edition.course.audience == Audience.PUBLIC_SERVANT,
        has_positions="position" in reading.columns.values(),
    )
    rows = [_row(verdict, catalogue, in_a_cohort=bool(cohort)) for verdict in verdicts]
    counts = {word: sum(row.verdict == word for row in rows) for word in WORDS.values()}
    return Preview(
        columns={
            # Whole names are one field here, whichever end comes first; a notice says which.
            GIVEN_FIRST if field in WHOLE_NAMES else field: (
                reading.headers[number] if number < len(reading.headers) else ""
            )
            for number, field in reading.columns.items()
        },
        rows=rows,
        counts={"total": len(rows)} | counts,
        notices=[*notices_in_words(reading.notices), *_missing_columns(reading)],
    )


def _row(verdict: Verdict, catalogue: Catalogue, *, in_a_cohort: bool) -> PreviewRow:
    entry = verdict.entry
    if not in_a_cohort:  # Then no state is the other one.
        reasons = tuple(code for code in verdict.reasons if code != "other_state")
        verdict = replace(verdict, reasons=reasons)
    place = catalogue.by_pk(verdict.territory) if verdict.territory else None
    suggestions: dict[str, list[str]] = {}
    for each in suggestions_for(entry, verdict.reasons, catalogue):
        suggestions.setdefault(each.field, []).append(each.value)
    said_reasons = [said(code) for code in verdict.reasons]
    return PreviewRow(
        row=entry.line,
        verdict=WORDS[verdict.verdict],
        reasons=[f"{reason.tag}: {sentence}" for reason, sentence in said_reasons],
        given_names=entry.given_names,
        surnames=" ".join(filter(None, [entry.surname_1, entry.surname_2])),
        email=entry.email,
        municipality=place.name if place else entry.municipality,
        suggestions=suggestions,
    )


def _missing_columns(reading: ReadList) -> list[str]:
    return [
        _("No column was taken as “%(field)s”: choose it on the page.") % {"field": FIELDS[field]}
        for field in what_columns_lack(reading.columns)
    ]


def _catalogue_of(entries: Sequence[PersonEntry]) -> Catalogue:
    """Return the catalogue with the state at home in which most of the list is found."""
    anywhere = _catalogue()
    states = Counter(
        each.state_code
        for entry in entries
        if entry.municipality
        for each in anywhere.candidates(entry.municipality)
    )
    return anywhere.at_home_in(states.most_common(1)[0][0] if states else "")


def _catalogue() -> Catalogue:
    """Return what the database holds, else what the project brings."""
    try:
        with transaction.atomic():
            stored = stored_catalogue()
    except DatabaseError:  # A clone in which nobody has made the tables.
        stored = Catalogue([])
    if stored.municipalities:
        return stored
    places, states = our_municipalities()
    return Catalogue(
        [
            Municipality(int(place.code), place.code, place.name, state.code, state.name)
            for place, state in places
        ],
        states={state.code: state.name for state in states},
    )
