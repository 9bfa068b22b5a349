"""Two-step sign-in: who must have it, and that nobody walks around it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from people.domain.people import confirm_email
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "un sol de agua clara"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(steps=0):
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


@pytest.fixture
def staff():
    person = MembershipFactory(role="staff").person
    person.set_password(PASSWORD)
    person.save()
    confirm_email(person)
    return person


def enter(person):
    client = Client()
    response = client.post("/entrar/", {"login": person.email, "password": PASSWORD})
    return client, response


def test_staff_without_a_second_factor_are_led_to_switch_it_on(client, staff, settings):
    settings.REQUIRE_MFA = True
    client.force_login(staff)

    assert client.get("/gestion/equipo/").url == "/cuenta/2fa/activar/"
    assert client.post("/gestion/equipo/invitar/").url == "/cuenta/2fa/activar/"
    assert client.get("/ayuda/").status_code == 200


def test_superusers_need_it_as_well(client, settings):
    settings.REQUIRE_MFA = True
    client.force_login(UserFactory(is_superuser=True))

    assert client.get("/django-admin/").url == "/cuenta/2fa/activar/"


def test_participants_do_not_need_it(client, settings):
    settings.REQUIRE_MFA = True
    client.force_login(UserFactory())

    assert client.get("/cuenta/").status_code == 200


def test_the_demonstration_does_not_ask_for_it(client, staff):
    client.force_login(staff)

    assert client.get("/gestion/equipo/").status_code == 200


def test_the_second_step_cannot_be_skipped(staff, settings):
    settings.REQUIRE_MFA = True
    TOTP.activate(staff, SECRET)

    client, response = enter(staff)

    assert response.url == "/entrar/segundo-paso/"
    assert client.get("/gestion/equipo/").url == "/entrar/?next=/gestion/equipo/"
    assert "_auth_user_id" not in client.session
    client.post("/entrar/segundo-paso/", {"code": code_now()})
    assert client.get("/gestion/equipo/").status_code == 200


def test_a_code_is_good_for_one_use(staff):
    TOTP.activate(staff, SECRET)
    code = code_now()
    first, _response = enter(staff)
    assert first.post("/entrar/segundo-paso/", {"code": code}).status_code == 302

    second, _response = enter(staff)

    assert second.post("/entrar/segundo-paso/", {"code": code}).status_code == 200
    assert "_auth_user_id" not in second.session


def test_an_old_code_is_refused(staff):
    TOTP.activate(staff, SECRET)
    client, _response = enter(staff)

    client.post("/entrar/segundo-paso/", {"code": code_now(-20)})

    assert "_auth_user_id" not in client.session


def test_a_mailed_code_does_not_replace_the_second_step(
    staff, django_capture_on_commit_callbacks, mailoutbox
):
    TOTP.activate(staff, SECRET)
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/entrar/codigo/", {"email": staff.email})
    code = next(line for line in mailoutbox[0].body.splitlines() if line.isdecimal())

    response = client.post("/entrar/codigo/confirmar/", {"code": code})

    assert response.url == "/entrar/segundo-paso/"
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_works_once(staff):
    TOTP.activate(staff, SECRET)
    code = RecoveryCodes.activate(staff).get_unused_codes()[0]
    first, _response = enter(staff)
    assert first.post("/entrar/segundo-paso/", {"code": code}).status_code == 302

    second, _response = enter(staff)
    second.post("/entrar/segundo-paso/", {"code": code})

    assert "_auth_user_id" not in second.session


def test_wrong_codes_are_throttled(staff):
    TOTP.activate(staff, SECRET)
    client, _response = enter(staff)
    for _attempt in range(12):
        client.post("/entrar/segundo-paso/", {"code": "000000"})

    client.post("/entrar/segundo-paso/", {"code": code_now()})

    assert "_auth_user_id" not in client.session


def test_switching_it_on_shows_the_recovery_codes(staff, settings):
    settings.REQUIRE_MFA = True
    client, _response = enter(staff)
    assert client.get("/cuenta/2fa/activar/").url.startswith("/cuenta/confirmar/")
    client.post("/cuenta/confirmar/", {"password": PASSWORD, "next": "/cuenta/2fa/activar/"})
    assert client.get("/cuenta/2fa/activar/").status_code == 200
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    response = client.post("/cuenta/2fa/activar/", {"code": code})

    assert response.url == "/cuenta/2fa/codigos/"
    assert client.get(response.url).status_code == 200
    assert client.get("/cuenta/2fa/").status_code == 200
    assert client.get("/gestion/equipo/").status_code == 200


def test_whoever_must_have_it_cannot_switch_it_off(staff, settings):
    settings.REQUIRE_MFA = True
    TOTP.activate(staff, SECRET)
    client, _response = enter(staff)
    client.post("/entrar/segundo-paso/", {"code": code_now()})
    cache.clear()
    client.post("/cuenta/2fa/confirmar/", {"code": code_now(1), "next": "/cuenta/2fa/desactivar/"})

    client.post("/cuenta/2fa/desactivar/")

    assert Authenticator.objects.filter(user=staff, type="totp").exists()
