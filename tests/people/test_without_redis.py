"""A06: Redis goes away. Participants still enter; administrators cannot be guessed at meanwhile."""

import pytest
from django.core.cache import caches
from django.test import override_settings
from django.urls import reverse

from lms.lib.cache import cache_answers
from people.domain.people import confirm_email
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

# Nothing listens on port 1.
AWAY = {
    "default": {
        "BACKEND": "lms.lib.cache.ForgivingRedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
        "OPTIONS": {"socket_connect_timeout": 1},
    }
}


@pytest.fixture
def redis_is_away():
    with override_settings(CACHES=AWAY):
        yield


def person(**facts):
    user = UserFactory(**facts)
    user.set_password("una-clave-larga")
    user.save()
    confirm_email(user)
    return user


def sign_in(client, user):
    return client.post(
        reverse("account_login"), {"login": user.email, "password": "una-clave-larga"}
    )


@pytest.mark.usefixtures("redis_is_away")
def test_a06_participant_enters_while_redis_is_away(client):
    user = person()

    sign_in(client, user)

    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.usefixtures("redis_is_away")
def test_a06_administrator_is_refused_while_redis_is_away(client):
    response = sign_in(client, person(is_superuser=True))

    assert (response.status_code, response.url) == (302, reverse("account_login"))
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("redis_is_away")
def test_a06_an_absent_cache_is_an_empty_one_and_says_so(caplog):
    cache = caches["default"]

    assert cache.add("key", 1)
    assert cache.get("key", "nothing") == "nothing"
    assert cache.get_many(["key"]) == {}
    assert not cache_answers()
    assert {record.levelname for record in caplog.records} == {"ERROR"}


def test_administrator_enters_while_the_cache_answers(client):
    user = person(is_superuser=True)

    sign_in(client, user)

    assert client.session["_auth_user_id"] == str(user.pk)
