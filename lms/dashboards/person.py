"""What the page of one person in one cohort shows to those who teach or run it."""

from dataclasses import dataclass

from courses.domain.ledger import Ledger, ledger_of
from courses.models import Enrolment


@dataclass(frozen=True)
class PersonPage:
    enrolment: Enrolment
    ledger: Ledger


def person_page(enrolment: Enrolment) -> PersonPage:
    """Gather the page. Load the enrolment ``with_course``."""
    return PersonPage(enrolment=enrolment, ledger=ledger_of(enrolment))
