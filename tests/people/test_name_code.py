"""Signing in with a name code, on the same form as everybody."""

import pytest
from django.test import Client

from people.domain.credentials import hashed, new_credential, put_in_force
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/entrar/"


@pytest.fixture
def credential():
    person = UserFactory(email=None, is_active=False, given_names="Itzel")
    made = new_credential(person)
    put_in_force([made], hashed([made]), by=UserFactory())
    return made


def enter(code, pin, client=None, address="10.0.0.1", **facts):
    return (client or Client()).post(
        LOGIN, {"login": code, "password": pin, **facts}, REMOTE_ADDR=address
    )


def test_a_printed_pin_opens_the_page_that_replaces_it_and_no_other(client, credential):
    response = enter(credential.name_code.upper(), credential.pin, client)

    assert response.status_code == 302
    assert client.get("/inicio/").url == "/entrar/primera-vez/"
    assert client.get("/cuenta/").url == "/entrar/primera-vez/"
    assert client.get("/privacidad/").status_code == 200


def test_the_address_of_the_qr_fills_the_code_in(client, credential):
    page = client.get(LOGIN, {"clave": credential.name_code}).content.decode()

    assert f'value="{credential.name_code}"' in page


def test_a_wrong_pin_and_an_unknown_code_get_the_same_answer(credential):
    wrong = enter(credential.name_code, "00000000")
    unknown = enter("nadie-22222", "00000000")

    assert wrong.status_code == unknown.status_code == 200
    assert "_auth_user_id" not in wrong.wsgi_request.session
    words = "El correo o la clave de acceso, o la contraseña, no es correcto."
    assert words in wrong.content.decode()
    assert words in unknown.content.decode()


def test_a01_whoever_is_guessed_at_enters_again_with_a_new_code(credential):
    for number in range(12):
        enter(credential.name_code, "00000000", address=f"10.0.1.{number}")
    kept_out = enter(credential.name_code, credential.pin)
    again = new_credential(credential.person)
    put_in_force([again], hashed([again]), by=UserFactory())

    let_in = enter(again.name_code, again.pin)

    assert kept_out.status_code == 200
    assert let_in.status_code == 302


def test_a12_a_new_pin_ends_the_session_of_the_old_one(client, credential):
    enter(credential.name_code, credential.pin, client)
    again = new_credential(credential.person)

    put_in_force([again], hashed([again]), by=UserFactory())

    assert client.get("/entrar/primera-vez/").url.startswith(LOGIN)


def test_a_person_sees_when_they_entered_and_on_what(client, credential):
    person = credential.person
    client.post(
        LOGIN,
        {"login": credential.name_code, "password": credential.pin},
        headers={"User-Agent": "Mozilla/5.0 (Android 14; Mobile) Gecko/130 Firefox/130.0"},
    )
    person.refresh_from_db()
    person.pin_printed_at = None
    person.save()

    page = client.get("/cuenta/").content.decode()

    assert "Firefox, Android" in page
    assert credential.name_code in page


def test_a_code_by_mail_is_refused_for_a_name_code_with_the_reason(client, credential):
    page = client.post("/entrar/codigo/", {"login": credential.name_code})

    assert page.status_code == 200
    assert [str(each) for each in page.context["form"].errors["email"]] == [
        "Escriba un correo completo. Con una clave de acceso se entra con su NIP."
    ]
