"""What the page of one person in one cohort shows to those who teach or run it."""

from dataclasses import dataclass

from courses.domain.ledger import Ledger, ledger_of
from courses.domain.progress import Outline, outline_of
from courses.domain.study import sheet_to_undo
from courses.models import Enrolment, StudySheet
from people.models import User


@dataclass(frozen=True)
class PersonPage:
    enrolment: Enrolment
    ledger: Ledger
    outline: Outline
    to_undo: StudySheet | None  # What the reader entered a moment ago.


def person_page(enrolment: Enrolment, *, reader: User) -> PersonPage:
    """Gather the page. Load the enrolment ``with_course``."""
    return PersonPage(
        enrolment=enrolment,
        ledger=ledger_of(enrolment),
        outline=outline_of(enrolment),
        to_undo=sheet_to_undo(enrolment, by=reader),
    )
