"""Whether a cohort is ready to invite people: one list, with what is required of it.

What lies in other apps they tell themselves, when ``readiness_asked`` asks; what is required, and
what follows from it, is decided here and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import Cohort
from courses.signals import readiness_asked
from lms.lib.errors import RuleViolation
from people.models import DataAgreement, Organisation, PrivacyNotice

REQUIRED, RECOMMENDED = True, False
# Code → words, and whether nobody can be invited without it. In the order of the page.
LINES: dict[str, tuple[Any, bool]] = {
    "dates": (_("dates of the cohort"), REQUIRED),
    "tutors": (_("tutors"), REQUIRED),
    "sessions": (_("in-person sessions with venue"), REQUIRED),
    "rules": (_("rules of the certificate"), REQUIRED),
    "notice": (_("privacy notice"), REQUIRED),
    "days": (_("due days"), RECOMMENDED),
    "exercise": (_("exercise of the cohort"), RECOMMENDED),
    "signatories": (_("signatories of the certificate"), RECOMMENDED),
    "logos": (pgettext_lazy("readiness", "logos"), RECOMMENDED),
    "agreement": (_("data agreement"), RECOMMENDED),
    "survey": (_("exit survey"), RECOMMENDED),
}


@dataclass(frozen=True)
class Known:
    """What an app knows about one line; ``have`` of ``wanted`` where things are counted."""

    is_met: bool
    have: int = 0
    wanted: int = 0


@dataclass(frozen=True)
class Line:
    code: str
    label: str
    is_required: bool
    known: Known

    @property
    def is_met(self) -> bool:
        return self.known.is_met


@dataclass(frozen=True)
class Readiness:
    lines: Sequence[Line]

    @property
    def missing(self) -> list[Line]:
        """What keeps people from being invited."""
        return [line for line in self.lines if line.is_required and not line.is_met]

    @property
    def advised(self) -> list[Line]:
        return [line for line in self.lines if not line.is_required and not line.is_met]

    @property
    def is_ready(self) -> bool:
        return not self.missing


def readiness_of(cohort: Cohort, *, today: date | None = None) -> Readiness:
    """Ask every app once, in a query each. A line of which nobody knows anything is not met."""
    known = _known_here(cohort, today or timezone.localdate())
    for _receiver, answer in readiness_asked.send(sender=None, cohort=cohort):
        known |= answer
    unknown = Known(is_met=False)
    return Readiness(
        [
            Line(code, label, is_required, known.get(code, unknown))
            for code, (label, is_required) in LINES.items()
        ]
    )


def refuse_unless_ready(cohort: Cohort, *, today: date | None = None) -> None:
    """Refuse to invite anybody while something required is missing, and say what it is."""
    missing = readiness_of(cohort, today=today).missing
    if missing:
        raise RuleViolation(
            _("Nobody can be invited yet. The cohort needs: %(missing)s."),
            code="not_ready",
            params={"missing": ", ".join(str(line.label) for line in missing)},
        )


def _known_here(cohort: Cohort, today: date) -> dict[str, Known]:
    organisations = [cohort.host_id, cohort.partner_id]
    agreements = DataAgreement.objects.in_force(today).filter(partner=cohort.partner_id)
    facts = (
        Cohort.objects.filter(pk=cohort.pk)
        .annotate(
            has_notice=Exists(PrivacyNotice.objects.filter(language="es-mx")),
            has_agreement=Exists(agreements),
            lacks_logo=Exists(Organisation.objects.filter(pk__in=organisations, logo="")),
        )
        .values("has_notice", "has_agreement", "lacks_logo")
        .get()
    )
    return {
        "dates": Known(cohort.starts_on < cohort.ends_on and today <= cohort.ends_on),
        "notice": Known(facts["has_notice"]),
        "signatories": Known(bool(cohort.signatories.strip())),
        "logos": Known(not facts["lacks_logo"]),
        "agreement": Known(facts["has_agreement"]),
    }
