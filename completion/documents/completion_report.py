"""A completion report as a workbook: figures, municipalities and, where agreed, people."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from completion.domain.reports import Contents, Figures, Group
from lms.lib.spreadsheets import Sheet, write_book


def completion_report(contents: Contents) -> bytes:
    """Return the XLSX in the active language. Its numbers are those of the screen."""
    sheets = [_summary(contents), _municipalities(contents)]
    if contents.people is not None:
        sheets.append(_people(contents))
    return write_book(sheets)


def _above(contents: Contents) -> list[str]:
    """Source, filters, cut-off, and what was left out: on top of every sheet."""
    reading, figures = contents.reading, contents.figures
    whose = (
        _("People named by %(partner)s") % {"partner": reading.partner.name}
        if reading.partner
        else _("Everybody in the cohort")
    )
    cut_off = date_format(timezone.localtime(figures.cut_off), "DATETIME_FORMAT")
    lines = [
        _("Completion report: %(cohort)s") % {"cohort": reading.cohort.name},
        _("Source: Aula ODS. %(whose)s. Data as of %(moment)s.")
        % {"whose": whose, "moment": cut_off},
    ]
    if figures.hides_something:
        lines.append(_("Groups of fewer than 5 people are not shown, also by subtraction."))
    return [*lines, ""]


def _count(number: int | None) -> int | str:
    return _("not shown") if number is None else number


def _rows(title: str, groups: tuple[Group, ...] | None) -> Iterator[tuple[object, ...]]:
    yield ("", "", "", "")
    if groups is None:
        yield (title, _("not shown"), _("not shown"), _("not shown"))
        return
    yield (title, _("Named"), _("Enrolled"), _("With certificate"))
    for group in groups:
        yield (
            group.label,
            _count(group.nominated),
            _count(group.enrolled),
            _count(group.graduated),
        )


def definitions() -> list[tuple[str, str]]:
    return [
        (_("Named"), _("Everybody on the partner's lists, whatever became of them.")),
        (_("Enrolled"), _("Accepted the invitation and have not withdrawn.")),
        (_("Started"), _("Enrolled, with at least one entry in the hours ledger.")),
        (_("With certificate"), _("Fulfilled every requirement and hold a certificate.")),
        (
            _("Level and municipality"),
            _("Those of the institution in which the person worked at the time of the course."),
        ),
    ]


def headline_rows(figures: Figures) -> list[tuple[str, int]]:
    """The main counts in the order of the screen."""
    return [
        (_("Seats of the cohort"), figures.seats),
        (_("Named"), figures.nominated),
        (_("Invited, have not accepted yet"), figures.invited),
        (_("Enrolled"), figures.enrolled),
        (_("Started"), figures.started),
        (_("With certificate"), figures.graduated),
        (_("Did not complete"), figures.not_completed),
        (_("Withdrew"), figures.withdrawn),
        (_("Municipalities with people enrolled"), figures.municipalities_reached),
        (_("Municipalities of the territory"), figures.municipalities_in_all),
    ]


def _summary(contents: Contents) -> Sheet:
    figures = contents.figures

    def rows() -> Iterator[tuple[object, ...]]:
        yield from headline_rows(figures)
        yield from _rows(_("Sex"), figures.by_sex)
        yield from _rows(_("Level of government"), figures.by_level)
        yield ("", "")
        yield (_("Definitions"), "")
        yield from definitions()

    return Sheet(_("Summary"), [_("Figure"), _("People"), "", ""], rows(), above=_above(contents))


def _municipalities(contents: Contents) -> Sheet:
    figures = contents.figures

    def rows() -> Iterator[tuple[object, ...]]:
        if figures.by_municipality is None:
            yield ("", _("not shown"), "", "", "")
            return
        for place in figures.by_municipality:
            yield (
                place.key,
                place.label,
                _count(place.nominated),
                _count(place.enrolled),
                _count(place.graduated),
            )
        for name in figures.municipalities_without:
            if name not in {place.label for place in figures.by_municipality}:
                yield ("", name, 0, 0, 0)

    return Sheet(
        _("Municipalities"),
        [
            _("INEGI code"),
            _("Municipality"),
            _("Named"),
            _("Enrolled"),
            _("With certificate"),
        ],
        rows(),
        above=_above(contents),
    )


def _people(contents: Contents) -> Sheet:
    with_grades = contents.reading.shows_grades

    def rows() -> Iterator[tuple[object, ...]]:
        for row in contents.people or ():
            enrolment = row.enrolment
            seen = enrolment.last_seen_at
            yield (
                enrolment.participant.full_name,
                row.municipality,
                enrolment.affiliation.organisation.name,
                enrolment.affiliation.position,
                str(enrolment.get_status_display()),
                row.online // 6 / 10,
                row.in_person // 6 / 10,
                *(
                    (
                        "" if row.grade is None else float(row.grade),
                        date_format(timezone.localtime(seen), "SHORT_DATE_FORMAT") if seen else "",
                    )
                    if with_grades
                    else ()
                ),
            )

    return Sheet(
        _("People"),
        [
            _("Name"),
            _("Municipality"),
            _("Institution"),
            _("Position"),
            _("Status"),
            _("Online hours"),
            _("In-person hours"),
            *((_("Grade of the project"), _("Last activity")) if with_grades else ()),
        ],
        rows(),
        above=_above(contents),
    )
