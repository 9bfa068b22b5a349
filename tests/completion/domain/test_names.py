"""Correcting a name: on what is issued later, on a certificate issued before, and the way back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from completion.domain.certificates import issue, progress_of, verify
from completion.domain.names import correct_name, undo_name
from completion.models import Certificate
from courses.models import HoursEntry, RosterChange
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.completion.world import make_cohort, somebody_complete
from tests.factories import UserFactory


@pytest.fixture
def person(db):
    person = somebody_complete(make_cohort())
    person.participant.given_names, person.participant.surname_1 = "Ana", "Peres"
    person.participant.save()
    return person


def corrected(person, **facts):
    facts = {"given_names": "Ana", "surname_1": "Pérez", "reason": "Acta", "key": uuid4()} | facts
    return correct_name(person, by=UserFactory(), **facts)


def refusal_of(call, *arguments, **values):
    with pytest.raises(RuleViolation) as refusal:
        call(*arguments, **values)
    return refusal.value.code


def test_a_corrected_name_stands_on_the_certificate_that_is_issued_later(person):
    key = uuid4()

    change = corrected(person, key=key)

    assert corrected(person, key=key) == change
    assert issue(person).snapshot["name"] == "Ana Pérez"
    assert AccessRecord.objects.get(action="correct name").reason == "Acta"
    person.participant.refresh_from_db()
    assert person.participant.folded_name == "ana perez"


def test_a_certificate_that_was_issued_keeps_its_name_until_it_is_replaced(person):
    issued = issue(person)

    corrected(person)
    assert verify(issued.folio).name == "Ana Peres"
    person.participant.refresh_from_db()
    corrected(person, surname_1="Pérez Ruiz", reissue=True)

    new = Certificate.objects.exclude(pk=issued.pk).get()
    former, present = verify(issued.folio), verify(new.folio)
    assert (former.state, former.name, former.replaced_by) == ("replaced", "Ana Peres", new.folio)
    assert (present.state, present.name, present.total) == ("valid", "Ana Pérez Ruiz", former.total)
    assert (new.version, new.release) == (2, issued.release)
    assert progress_of(person.cohort).total == 1
    assert issue(person) == new


def test_the_former_name_comes_back_unless_somebody_changed_it_or_it_was_issued(person):
    change = corrected(person)
    undo_name(change, by=UserFactory())
    person.participant.refresh_from_db()
    assert person.participant.full_name == "Ana Peres"

    own = corrected(person)
    person.participant.refresh_from_db()
    person.participant.given_names = "Anahí"
    person.participant.save()
    assert len(undo_name(own, by=UserFactory()).stuck) == 1
    issue(person)
    issued = corrected(person, reissue=True)
    assert refusal_of(undo_name, issued, by=UserFactory()) == "issued"


def test_the_same_name_none_or_no_reason_changes_nothing(person):
    codes = [
        refusal_of(corrected, person, surname_1="Peres"),
        refusal_of(corrected, person, given_names=" "),
        refusal_of(corrected, person, reason=" "),
    ]

    assert codes == ["same", "no_name", "no_reason"]
    assert not RosterChange.objects.exists()


def test_a_certificate_whose_hours_were_lowered_is_not_issued_anew_with_another_name(person):
    issued = issue(person)
    HoursEntry.objects.create(
        enrolment=person,
        modality="in_person",
        minutes=-600,
        source_kind="correction",
        source_id=77,
        label="x",
        earned_on=timezone.localdate(),
        entered_by=person.participant,
        entered_at=issued.issued_at + timedelta(minutes=1),
    )

    assert refusal_of(corrected, person, reissue=True) == "short_of_hours"
    corrected(person)
    assert Certificate.objects.get() == issued
