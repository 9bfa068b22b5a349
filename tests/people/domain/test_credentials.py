"""Name codes and PINs: drawn, put in force, replaced."""

import pytest
from django.core.exceptions import ValidationError

from lms.lib.errors import RuleViolation
from people.domain.credentials import (
    check_secret,
    choose_secret,
    hashed,
    new_credential,
    normal_name_code,
    put_in_force,
    refuse_credentials,
)
from people.models import AccessRecord
from tests.factories import MembershipFactory, UserFactory


def give(person, by):
    credential = new_credential(person)
    put_in_force([credential], hashed([credential]), by=by)
    person.refresh_from_db()
    return credential


def test_a_name_code_is_plain_whatever_the_name():
    credential = new_credential(UserFactory.build(given_names="Ñäñá Ixchel"))

    assert credential.name_code.startswith("nana-")
    assert len(credential.pin) == 8
    assert credential.pin_in_groups == f"{credential.pin[:4]} {credential.pin[4:]}"


def test_a_name_code_is_understood_as_a_telephone_writes_it():
    assert normal_name_code("  Nana‐7K4MP ") == "nana-7k4mp"
    assert normal_name_code("nana 7k4mp") == "nana-7k4mp"


@pytest.mark.django_db
def test_a_new_pin_ends_the_old_one_and_brings_a_new_code():
    staff, person = UserFactory(), UserFactory(email=None, is_active=False)

    first = give(person, staff)
    second = give(person, staff)

    assert person.is_active
    assert person.must_choose_pin
    assert person.name_code == second.name_code != first.name_code
    assert person.check_password(second.pin)
    assert not person.check_password(first.pin)
    assert (
        list(AccessRecord.objects.values_list("person", "action", "object_id"))
        == [(staff.pk, "new pin", str(person.public_id))] * 2
    )


@pytest.mark.django_db
def test_nobody_is_handed_the_account_of_somebody_with_mail_a_role_or_a_closed_account():
    with_mail = UserFactory()
    with_role = MembershipFactory(person__email=None).person
    closed = UserFactory(email=None, is_active=False, last_login="2026-01-01T00:00Z")

    codes = []
    for person in (with_mail, with_role, closed):
        person.refresh_from_db()
        with pytest.raises(RuleViolation) as refusal:
            refuse_credentials(person)
        codes.append(refusal.value.code)

    assert codes == ["has_email", "has_a_role", "closed"]


@pytest.mark.parametrize("pin", ["1234567", "12345678", "11112222", "48154815", "19871224"])
def test_a_pin_that_is_easy_to_guess_is_refused(pin):
    person = UserFactory.build(email=None, name_code="ana-7k4mp")

    with pytest.raises(ValidationError):
        check_secret(pin, person)


def test_eight_digits_are_enough_without_mail_and_not_with_it():
    check_secret("48290517", UserFactory.build(email=None, name_code="ana-7k4mp"))

    with pytest.raises(ValidationError):
        check_secret("48290517", UserFactory.build(email="ana@toluca.gob.mx"))


@pytest.mark.django_db
def test_the_printed_pin_cannot_be_chosen_again():
    person = UserFactory(email=None)
    credential = give(person, UserFactory())

    with pytest.raises(RuleViolation) as refusal:
        choose_secret(person, credential.pin)
    choose_secret(person, "48290517")

    assert refusal.value.code == "same"
    assert not person.must_choose_pin
    assert person.check_password("48290517")
