"""Spreadsheets of people: the empty one, the people of a cohort, what happened to each row."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.domain.enrolment_reading import EXAMPLES
from courses.domain.enrolment_verdicts import said
from courses.models import Enrolment, EnrolmentList, EnrolmentListRow
from lms.lib.spreadsheets import write_sheet
from people.models import Affiliation, Organisation


def headers() -> list[str]:
    """Return the headers that the importer understands without asking, in the page's language."""
    return [
        _("Given names"),
        _("First surname"),
        _("Second surname"),
        _("E-mail"),
        _("Level of government"),
        _("Municipality"),
        _("Ministry or organisation"),
        _("Position"),
        _("Area"),
    ]


def empty_sheet() -> bytes:
    """Return the spreadsheet to fill in, with two rows as an example that no list ever enrols."""
    return write_sheet(
        _("List"),
        headers(),
        [
            (
                "Itzel",
                "Pech",
                "Uc",
                EXAMPLES[0],
                _("Municipal"),
                "Toluca",
                "",
                "Regidora de Obras",
                "Cabildo",
            ),
            (
                "Fernando",
                "Ruiz",
                "Toledo",
                EXAMPLES[1],
                _("State"),
                "",
                "Secretaría de Planeación",
                "Director",
                "Evaluación",
            ),
        ],
    )


def people_sheet(enrolments: QuerySet[Enrolment]) -> bytes:
    """Return the people of a cohort as the importer reads them: uploaded again, nothing changes.

    Withdrawn people are left out: a list would bring them back. Load ``with_workplace``.
    """
    enrolments = enrolments.holding_a_seat().select_related(
        "affiliation__organisation__territory__parent"
    )
    return write_sheet(
        _("People"),
        [*headers(), _("Enrolment")],
        (
            (*_person(each), *_workplace(each.affiliation), each.get_status_display())
            for each in enrolments
        ),
    )


def _person(enrolment: Enrolment) -> tuple[str, ...]:
    person = enrolment.participant
    return person.given_names, person.surname_1, person.surname_2, person.email or ""


def _workplace(affiliation: Affiliation) -> tuple[str, ...]:
    """Return level, municipality, organisation, position and area."""
    place = affiliation.organisation
    town = place.territory if place.kind == Organisation.Kind.MUNICIPALITY else None
    return (
        _levels().get(place.level, ""),
        f"{town.name}, {town.parent.name}" if town and town.parent else "",
        "" if town else place.name,
        affiliation.position,
        affiliation.area,
    )


def _levels() -> dict[str, str]:
    return {"municipal": _("Municipal"), "state": _("State"), "federal": _("Federal")}


def rows_sheet(enrolment_list: EnrolmentList, rows: Iterable[EnrolmentListRow]) -> bytes:
    """Return rows as they stand, with their verdict and reasons; corrected, it can be uploaded."""
    levels = _levels()
    return write_sheet(
        _("List"),
        [_("Row"), *headers(), _("State of the row"), _("Reasons")],
        (
            (
                row.line,
                row.given_names,
                row.surname_1,
                row.surname_2,
                row.email,
                levels.get(row.level, ""),
                row.municipality,
                row.organisation,
                row.position,
                row.area,
                state_of(enrolment_list, row),
                reasons_of(row),
            )
            for row in rows
        ),
    )


def state_of(enrolment_list: EnrolmentList, row: EnrolmentListRow) -> str:
    if enrolment_list.state == EnrolmentList.State.REVIEW:
        return str(row.get_verdict_display())
    return str(row.get_outcome_display())


def refusals() -> dict[str, str]:
    """Return the sentence of each rule that may refuse a row while it is enrolled."""
    return {
        "closed": _("The cohort was not taking enrolments any more."),
        "full": _("All seats of the cohort were taken."),
        "stopped": _("The work was stopped before this row."),
        "declined": _("The UNDP team did not confirm this person."),
    }


def reasons_of(row: EnrolmentListRow) -> str:
    if row.refusal:
        return f"{refusals()[row.refusal]} {row.reason_given}".strip()
    return " ".join(f"{said(code)[0].tag}: {said(code)[1]}" for code in row.reasons)
