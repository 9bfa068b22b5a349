"""The words and drawings that a handbook has on paper and in an e-reader alike."""

from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assessments.domain.handbook import HandbookContents
from assessments.models import LogframeRow
from lms.lib.caracol import segments
from lms.templatetags.ui import hours

COMPONENTS, ACTIVITIES = 3, 6


def context_of(handbook: HandbookContents) -> dict[str, Any]:
    """Return what the templates of a handbook need, in the active language."""
    lessons = handbook.lessons
    return {
        "handbook": handbook,
        "lessons": lessons,
        "language": "en" if (get_language() or "").startswith("en") else "es-MX",
        "title": _title(handbook),
        "eyebrow": _("Handbook of the course")
        if lessons.is_whole_course
        else _("Handbook of module %(code)s") % {"code": lessons.modules[0].code},
        "hours_line": _hours_line(handbook),
        "edition_line": _edition_line(handbook),
        "segments": segments(),
        "address": settings.SITE_URL,
        "shown_address": settings.SITE_URL.partition("://")[2].rstrip("/"),
        "matrix_levels": _matrix_levels(),
    }


def _title(handbook: HandbookContents) -> str:
    lessons = handbook.lessons
    if lessons.is_whole_course:
        return lessons.course
    return f"{lessons.modules[0].code} {lessons.title}"


def _hours_line(handbook: HandbookContents) -> str:
    count = len(handbook.lessons.lessons)
    return ngettext(
        "%(hours)s hours · %(count)s item", "%(hours)s hours · %(count)s items", count
    ) % {"hours": hours(handbook.lessons.minutes), "count": count}


def _edition_line(handbook: HandbookContents) -> str:
    published_at = handbook.lessons.published_at
    if published_at is None:
        return _("Edition %(number)s, draft") % {"number": handbook.lessons.edition}
    return _("Edition %(number)s, %(date)s") % {
        "number": handbook.lessons.edition,
        "date": date_format(localtime(published_at), "DATE_FORMAT"),
    }


def _matrix_levels() -> list[str]:
    """Return the names of the rows of an empty matrix, from the goal down."""
    level = LogframeRow.Level
    return [
        str(level.GOAL.label),
        str(level.PURPOSE.label),
        *(f"{level.COMPONENT.label} {number}" for number in range(1, COMPONENTS + 1)),
        *(str(level.ACTIVITY.label) for _row in range(ACTIVITIES)),
    ]
