"""One's own account."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import EnrolmentFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

ACCOUNT = "/cuenta/"
ANSWERS = {
    "given_names": "Ñähñu",
    "surname_1": "Gómez",
    "surname_2": "",
    "preferred_name": "Ñä",
    "language": "es-mx",
    "time_zone": "America/Cancun",
}


def test_the_name_is_kept_as_its_owner_writes_it(client):
    person = UserFactory()
    client.force_login(person)

    assert client.post(ACCOUNT, ANSWERS).url == ACCOUNT

    person.refresh_from_db()
    assert (person.given_names, person.called, person.time_zone) == (
        "Ñähñu",
        "Ñä",
        "America/Cancun",
    )
    assert person.folded_name == "nahnu gomez"


def test_the_page_comes_back_in_the_language_that_was_chosen(client):
    client.force_login(UserFactory())

    assert client.post(ACCOUNT, ANSWERS | {"language": "en"}).url == "/en/cuenta/"


@pytest.mark.parametrize(
    "change",
    [
        {"given_names": ""},
        {"language": "xx"},
        {"time_zone": "Mars/Olympus"},
    ],
)
def test_a_wrong_answer_changes_nothing(client, change):
    person = UserFactory()
    client.force_login(person)

    assert client.post(ACCOUNT, ANSWERS | change).status_code == 422

    person.refresh_from_db()
    assert person.given_names == "Ana"


def test_nobody_becomes_a_superuser_or_changes_address_here(client):
    person = UserFactory()
    before = person.email
    client.force_login(person)

    client.post(ACCOUNT, ANSWERS | {"is_superuser": "on", "email": "other@x.mx", "is_staff": "on"})

    person.refresh_from_db()
    assert (person.is_superuser, person.is_staff, person.email) == (False, False, before)


def test_other_roles_are_offered_to_those_who_have_them(client):
    person = MembershipFactory(role="staff").person
    EnrolmentFactory(participant=person)
    client.force_login(person)

    assert '<button class="btn alt s" name="role" value="participant">' in (
        client.get(ACCOUNT).content.decode()
    )


def test_visitors_are_led_to_the_sign_in_page(client):
    assert client.get(ACCOUNT).url == "/entrar/?next=/cuenta/"


def test_the_page_costs_few_queries(client):
    client.force_login(UserFactory())
    with CaptureQueriesContext(connection) as queries:
        client.get(ACCOUNT)

    assert len(queries) <= 8
