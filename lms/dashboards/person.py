"""What the page of one person in one cohort shows to those who teach or run it."""

from dataclasses import dataclass

from courses.domain.ledger import Ledger, ledger_of
from courses.domain.progress import Outline, outline_of
from courses.domain.study import sheet_to_undo
from courses.models import Enrolment, StudySheet
from people.models import User
from tutoring.domain.missing import Missing, made_up_in_person, missing_of
from tutoring.models import MakeUp


@dataclass(frozen=True)
class PersonPage:
    enrolment: Enrolment
    ledger: Ledger
    outline: Outline
    to_undo: StudySheet | None  # What the reader entered a moment ago.
    make_ups: list[MakeUp]
    missing: list[Missing]

    @property
    def granted(self) -> list[MakeUp]:
        return [each for each in self.make_ups if each.state == MakeUp.State.GRANTED]

    @property
    def made_up_in_person(self) -> int:
        return made_up_in_person(self.make_ups)


def person_page(enrolment: Enrolment, *, reader: User) -> PersonPage:
    """Gather the page in seven queries. Load the enrolment ``with_course``."""
    outline = outline_of(enrolment)
    make_ups = list(enrolment.make_ups.with_place())
    return PersonPage(
        enrolment=enrolment,
        ledger=ledger_of(enrolment),
        outline=outline,
        to_undo=sheet_to_undo(enrolment, by=reader),
        make_ups=make_ups,
        missing=missing_of(enrolment, outline, make_ups),
    )
