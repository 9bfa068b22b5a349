"""The few tags and filters that pages share."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.lib.qr import qr_path
from lms.lib.tones import GOAL_COLOURS, ICONS

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=1000)
def icon(name: str, label: str = "", tone: str = "") -> SafeString:
    """Draw a line icon. Without ``label`` it is decoration beside a word."""
    role = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="i{}" {} viewBox="0 0 24 24">{}</svg>',
        f" {tone}" if tone else "",
        mark_safe(role) if not label else role,  # noqa: S308 -- a constant
        mark_safe(ICONS[name]),  # noqa: S308 -- our own drawings
    )


@register.simple_tag
def goal(number: int) -> SafeString:
    """Show the numeral of a goal on its colour; its name belongs beside it."""
    assert number in GOAL_COLOURS  # noqa: S101 -- a template that says goal 18 is a bug
    return format_html(
        '<span class="sdg g{}"><span class="vh">{} </span>{}</span>', number, _("SDG"), number
    )


@register.simple_tag
def qr(address: str) -> SafeString:
    """Draw an address as a QR code with its quiet zone, for documents."""
    side, path = qr_path(address)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="-4 -4 {0} {0}">'
        '<title>{1}</title><path fill="none" stroke="#000" d="{2}"/></svg>',
        side + 8,
        _("QR code with the address beside it"),
        path,
    )


@register.filter
def hours(minutes: int) -> str:
    """Write minutes as hours with at most one decimal, cut and never rounded up: 1345 → 22.4."""
    tenths = int(minutes) // 6
    return number_format(tenths / 10, decimal_pos=1 if tenths % 10 else 0)


@register.filter(expects_localtime=True)
def long_day(moment: date, clock: str = "") -> str:
    """Write a day with its name, and the hour if ``clock`` says how: miércoles 25 de noviembre."""
    # Translators: a weekday, a day and a month, in the letters of the framework's date format.
    form = pgettext("date format", "l j F")
    return date_format(moment, f"{form}, {clock}" if clock else form, use_l10n=False)


@register.filter
def size(count: int) -> str:
    """Write bytes as KB or MB, the way people read what a download costs."""
    kilobytes = max(1, round((count or 0) / 1000))
    if kilobytes < 1000:
        return f"{kilobytes} KB"
    return f"{number_format(kilobytes / 1000, decimal_pos=1)} MB"


@register.filter
def count(number: int) -> str:
    """Write a whole number for reading, with its thousands apart: 1248 → 1,248."""
    return number_format(number, force_grouping=True)


@register.filter
def plain_number(number: Decimal) -> str:
    """Write a number for reading, with the decimals that it has: 1234.500000 → 1,234.5."""
    decimals = max(0, -number.normalize().as_tuple().exponent)
    return number_format(number, decimal_pos=decimals, force_grouping=True)


@register.filter
def percent(part: float, whole: float) -> str:
    """Write ``part`` of ``whole`` as a percentage with one decimal, or a dash without a whole."""
    if not whole:
        return "–"
    return f"{number_format(100 * part / whole, decimal_pos=1)}\u00a0%"


@register.filter
def get(mapping: dict, key: Any) -> Any:
    """Return ``mapping[key]``, for tables whose columns are data."""
    return mapping.get(key)
