"""Workshops outside courses as a workbook: a row for each territory that people came from."""

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.lib.spreadsheets import write_sheet
from tutoring.models import Workshop, WorkshopCount


def workshops_xlsx(workshops: QuerySet[Workshop]) -> bytes:
    """Return the file; two queries."""
    rows = (
        WorkshopCount.objects.filter(workshop__in=workshops.order_by().values("pk"))
        .select_related("workshop__partner", "workshop__territory", "territory__parent")
        .order_by("workshop__held_on", "workshop", "territory__folded_name", "pk")
    )
    headers = [
        _("Day"),
        _("Workshop"),
        _("Organised with"),
        _("Modality"),
        _("Held in"),
        _("Code"),
        _("State"),
        _("Municipality"),
        _("People"),
        _("Institutions"),
    ]
    return write_sheet(
        _("Workshops"),
        headers,
        (_row(row) for row in rows.iterator()),
        above=[_("Workshops outside courses: counts of people and institutions")],
    )


def _row(row: WorkshopCount) -> list[object]:
    workshop, place = row.workshop, row.territory
    is_municipality = place.kind == place.Kind.MUNICIPALITY
    return [
        date_format(workshop.held_on, "Y-m-d"),
        workshop.title,
        workshop.partner.called if workshop.partner else "",
        workshop.get_modality_display(),
        workshop.territory.name,
        place.code,
        place.parent.name if is_municipality else place.name,
        place.name if is_municipality else "",
        row.people,
        row.institutions,
    ]
