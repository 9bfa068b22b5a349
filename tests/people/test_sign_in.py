"""Signing in: passwords, mailed codes, resets, limits and sessions."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from people.domain.people import confirm_email
from people.models import Message
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "un sol de agua clara"
LOGIN = "/entrar/"


@pytest.fixture
def person():
    person = UserFactory(email="ana@toluca.gob.mx")
    person.set_password(PASSWORD)
    person.save()
    confirm_email(person)
    return person


def try_password(password, *, address="10.0.0.1", email="ana@toluca.gob.mx", client=None):
    return (client or Client()).post(
        LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address
    )


def is_in(response):
    return response.status_code == 302 and response.url == "/inicio/"


def ask_for_code(client, email="ana@toluca.gob.mx", address="10.0.0.1"):
    return client.post("/entrar/codigo/", {"email": email}, REMOTE_ADDR=address)


def posted(capture, action):
    """Run ``action`` and hand over the letters it put into the outbox."""
    with capture(execute=True):
        return action()


def code_in(letter):
    return re.search(r"^\d{6}$", letter.body, re.MULTILINE).group()


def test_the_sign_in_page_has_the_two_fields(client):
    page = client.get(LOGIN).content.decode()

    assert 'name="login"' in page
    assert 'name="password"' in page
    assert "demo-ods-2030" not in page


def test_the_demonstration_lists_its_accounts_as_plain_forms(client, settings):
    settings.DEMO = True

    page = client.get(LOGIN).content.decode()

    for name in ("participante", "tutora", "pnud", "contraparte", "observadora", "facilitadora"):
        assert f'name="login" value="{name}@demo.test"' in page


def test_a_right_password_signs_in(client, person):
    assert is_in(try_password(PASSWORD, client=client))
    assert client.session["_auth_user_id"] == str(person.pk)


def test_capital_letters_in_the_address_do_not_matter(client, person):
    assert is_in(try_password(PASSWORD, client=client, email="Ana@Toluca.GOB.mx"))


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(person):
    wrong = try_password("not the password")
    unknown = try_password("not the password", email="nobody@toluca.gob.mx")

    def words(response):
        text = re.sub(r'value="[^"]*"', "", response.content.decode())
        return re.sub(r"\w+@toluca.gob.mx", "", text)

    assert wrong.status_code == unknown.status_code
    assert words(wrong) == words(unknown)


def test_a_new_password_is_asked_for_with_the_same_answer_for_every_address(
    person, django_capture_on_commit_callbacks
):
    def answer(email):
        client = Client()
        first = client.post("/contrasena/", {"email": email})
        text = re.sub(r'value="[^"]*"', "", client.get(first.url).content.decode())
        return first.status_code, first.url, text

    with django_capture_on_commit_callbacks(execute=True):
        assert answer("ana@toluca.gob.mx") == answer("nobody@toluca.gob.mx")
    assert [letter.to for letter in mail.outbox] == [["ana@toluca.gob.mx"]]


def test_a_code_is_asked_for_with_the_same_answer_for_every_address(
    person, django_capture_on_commit_callbacks
):
    def answer(email):
        client = Client()
        first = ask_for_code(client, email)
        page = client.get(first.url)
        text = re.sub(r'value="[^"]*"', "", page.content.decode()).replace(email, "")
        return first.status_code, first.url, page.status_code, text

    with django_capture_on_commit_callbacks(execute=True):
        assert answer("ana@toluca.gob.mx") == answer("nobody@toluca.gob.mx")
    assert [letter.to for letter in mail.outbox] == [["ana@toluca.gob.mx"]]


def test_a_mailed_code_signs_in_once_and_is_not_kept(
    client, person, django_capture_on_commit_callbacks
):
    posted(django_capture_on_commit_callbacks, lambda: ask_for_code(client))
    code = code_in(mail.outbox[0])

    assert is_in(client.post("/entrar/codigo/confirmar/", {"code": code}))
    other = Client()
    ask_for_code(other)
    assert not is_in(other.post("/entrar/codigo/confirmar/", {"code": code}))
    assert [code in message.text for message in Message.objects.filter(state="sent")] == [False]


def test_the_sign_in_page_can_ask_for_a_code_with_its_own_field(
    client, person, django_capture_on_commit_callbacks
):
    response = posted(
        django_capture_on_commit_callbacks,
        lambda: client.post("/entrar/codigo/", {"login": "ana@toluca.gob.mx", "password": ""}),
    )

    assert response.url == "/entrar/codigo/confirmar/"
    assert len(mail.outbox) == 1


def test_a_code_works_for_half_an_hour(
    client, person, django_capture_on_commit_callbacks, monkeypatch
):
    posted(django_capture_on_commit_callbacks, lambda: ask_for_code(client))
    code = code_in(mail.outbox[0])
    now = time.time()

    monkeypatch.setattr(time, "time", lambda: now + 31 * 60)
    assert not is_in(client.post("/entrar/codigo/confirmar/", {"code": code}))
    monkeypatch.setattr(time, "time", lambda: now)
    other = Client()
    posted(django_capture_on_commit_callbacks, lambda: ask_for_code(other, address="10.0.0.2"))
    monkeypatch.setattr(time, "time", lambda: now + 29 * 60)
    code = code_in(mail.outbox[-1])
    assert is_in(other.post("/entrar/codigo/confirmar/", {"code": code}))


def test_wrong_codes_end_the_attempt(client, person, django_capture_on_commit_callbacks):
    posted(django_capture_on_commit_callbacks, lambda: ask_for_code(client))
    code = code_in(mail.outbox[0])
    wrong = "000000" if code != "000000" else "111111"

    for _attempt in range(3):
        client.post("/entrar/codigo/confirmar/", {"code": wrong})

    assert not is_in(client.post("/entrar/codigo/confirmar/", {"code": code}))


def test_guessing_one_account_from_many_addresses_is_stopped_and_told(
    person, django_capture_on_commit_callbacks
):
    """Thirty wrong passwords from thirty addresses are throttled by the account's key."""
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(30):
            try_password("guess", address=f"10.0.1.{number}")

        assert not is_in(try_password(PASSWORD, address="10.0.2.1"))
    assert [letter.to for letter in mail.outbox] == [["ana@toluca.gob.mx"]]


def test_the_owner_of_a_guessed_account_enters_with_a_code(
    client, person, django_capture_on_commit_callbacks
):
    for number in range(30):
        try_password("guess", address=f"10.0.1.{number}")
    mail.outbox.clear()

    posted(django_capture_on_commit_callbacks, lambda: ask_for_code(client, address="10.0.3.1"))

    code = code_in(mail.outbox[-1])
    assert is_in(client.post("/entrar/codigo/confirmar/", {"code": code}))


def test_the_owner_of_a_guessed_account_enters_after_choosing_a_new_password(
    client, person, django_capture_on_commit_callbacks
):
    for number in range(30):
        try_password("guess", address=f"10.0.1.{number}")
    posted(
        django_capture_on_commit_callbacks,
        lambda: client.post("/contrasena/", {"email": person.email}),
    )
    link = re.search(r"http://\S+/contrasena/nueva/\S+", mail.outbox[-1].body).group()
    form = client.get(link.partition("8000")[2], follow=True)
    new = "otra frase muy larga"

    saved = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert saved.url == "/contrasena/lista/"
    assert is_in(try_password(new, address="10.0.4.1"))
    used_again = Client().get(link.partition("8000")[2])
    assert "contrasena/nueva" not in used_again.headers.get("Location", "")


def test_one_password_for_many_accounts_from_one_address_is_stopped():
    """Five hundred accounts with one password from one address are throttled by the address."""
    client = Client()
    answers = [
        try_password("primavera2026", email=f"person-{number}@x.mx", client=client)
        for number in range(130)
    ]

    assert answers[-1].status_code == 429
    person = UserFactory(email="later@x.mx")
    person.set_password("primavera2026")
    person.save()
    refused = try_password("primavera2026", email="later@x.mx")
    assert refused.status_code == 429
    assert is_in(try_password("primavera2026", email="later@x.mx", address="10.9.9.9"))


def test_sixty_people_behind_one_address_all_enter():
    people = UserFactory.create_batch(60)
    for person in people:
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])

    answers = []
    for person in people:
        # Every third mistypes the password first.
        if person.pk % 3 == 0:
            try_password("oops", email=person.email, address="10.5.5.5")
        answers.append(is_in(try_password(PASSWORD, email=person.email, address="10.5.5.5")))

    assert answers == [True] * 60


def test_an_inactive_account_stays_out(client):
    person = UserFactory(email="ana@toluca.gob.mx", is_active=False)
    person.set_password(PASSWORD)
    person.save()

    response = try_password(PASSWORD, client=client)

    assert response.url == "/entrar/inactiva/"
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client):
    for path in ("/registro/", "/signup/", "/accounts/signup/"):
        assert client.get(path).status_code in {302, 404}
    with pytest.raises(Exception, match="account_signup"):
        reverse("account_signup")


def test_a_lost_session_comes_back_to_its_page(client, person):
    wall = client.get("/cuenta/")
    assert wall.url == "/entrar/?next=/cuenta/"

    page = client.get(wall.url).content.decode()
    assert '<input type="hidden" name="next" value="/cuenta/">' in page
    response = client.post(LOGIN, {"login": person.email, "password": PASSWORD, "next": "/cuenta/"})

    assert response.url == "/cuenta/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_sent_to_another_site(client, person, elsewhere):
    response = client.post(LOGIN, {"login": person.email, "password": PASSWORD, "next": elsewhere})

    assert response.url == "/inicio/"


def test_signing_in_changes_the_key_of_the_session(client, person):
    session = client.session
    session["something"] = "fixed by a stranger"
    session.save()
    before = client.cookies["sessionid"].value

    try_password(PASSWORD, client=client)

    assert client.cookies["sessionid"].value != before


def test_the_cookies_are_closed_to_scripts_and_to_other_sites(client, person, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client.get(LOGIN)

    try_password(PASSWORD, client=client)

    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")


def test_a_session_ends_with_the_browser_unless_it_is_to_be_remembered(person):
    client = Client()
    try_password(PASSWORD, client=client)
    assert client.cookies["sessionid"]["max-age"] == ""

    other = Client()
    other.post(LOGIN, {"login": person.email, "password": PASSWORD, "remember": "on"})
    assert other.cookies["sessionid"]["max-age"] == 14 * 24 * 3600


def test_signing_out_is_a_post(client, person):
    client.force_login(person)

    client.get("/salir/")
    assert "_auth_user_id" in client.session
    client.post("/salir/")
    assert "_auth_user_id" not in client.session


def test_a_changed_password_is_told_to_its_owner(
    client, person, django_capture_on_commit_callbacks
):
    client.force_login(person)
    new = "otra frase muy larga"

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            "/contrasena/cambiar/",
            {"oldpassword": PASSWORD, "password1": new, "password2": new},
        )

    assert response.url == "/cuenta/"
    assert [letter.to for letter in mail.outbox] == [[person.email]]


@pytest.mark.parametrize("path", ["/entrar/", "/entrar/codigo/", "/contrasena/", "/privacidad/"])
def test_public_pages_pass_the_wall(client, path):
    assert client.get(path).status_code == 200
    assert client.get(f"/en{path}").status_code == 200


def test_confirming_an_address_leaves_one_verified_row(person):
    EmailAddress.objects.create(user=person, email="old@x.mx", primary=False)

    confirm_email(person)

    rows = EmailAddress.objects.filter(user=person).values_list("email", "verified", "primary")
    assert list(rows) == [("ana@toluca.gob.mx", True, True)]
