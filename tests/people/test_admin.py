"""Django's admin is for superusers, and makes none."""

import pytest

from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_visitors_are_led_to_the_sign_in_page(client):
    wall = client.get("/django-admin/people/user/", follow=True)

    assert wall.redirect_chain[-1][0] == "/entrar/?next=/django-admin/people/user/"
    assert client.get("/django-admin/login/").url == "/entrar/?next=/django-admin/"


@pytest.mark.parametrize("path", ["/django-admin/", "/django-admin/people/user/"])
def test_staff_of_the_programme_stay_out(client, path):
    client.force_login(MembershipFactory(role="staff").person)

    assert client.get(path, follow=True).status_code == 403


def test_superusers_see_people_but_cannot_make_a_superuser(client):
    admin = UserFactory(is_superuser=True)
    person = UserFactory()
    client.force_login(admin)
    path = f"/django-admin/people/user/{person.pk}/change/"
    assert client.get(path).status_code == 200

    client.post(
        path,
        {
            "email": person.email,
            "given_names": "Ana",
            "surname_1": "López",
            "language": "es-mx",
            "time_zone": "America/Mexico_City",
            "is_active": "on",
            "is_superuser": "on",
        },
    )

    person.refresh_from_db()
    assert (person.surname_1, person.is_superuser) == ("López", False)
    assert client.get("/django-admin/people/user/add/").status_code == 403
    assert client.get("/django-admin/people/membership/add/").status_code == 403
