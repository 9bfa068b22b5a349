"""The first administrator of an empty site."""

import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from people.models import Membership, Organisation, PrivacyNotice, User

pytestmark = pytest.mark.django_db


def create(**options):
    call_command("create_first_admin", **({"email": "jefa@pnud.mx", "name": "Ana Ruiz"} | options))


def test_makes_an_administrator_a_host_and_a_link(
    client, capsys, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        create(host="PNUD Guatemala")

    person = User.objects.get()
    assert (person.is_superuser, person.is_active, person.has_usable_password()) == (
        True,
        True,
        False,
    )
    assert Organisation.objects.get().name == "PNUD Guatemala"
    assert Membership.objects.get().role == "staff"
    assert PrivacyNotice.objects.exists()
    address = re.search(r"http\S+", capsys.readouterr().out).group()
    assert address in mail.outbox[0].body
    assert client.get(address.partition("8000")[2]).status_code == 302


def test_refuses_a_second_one_unless_forced():
    create()

    with pytest.raises(CommandError):
        create(email="otra@pnud.mx")
    create(email="otra@pnud.mx", force=True)

    assert User.objects.filter(is_superuser=True).count() == 2
    assert Organisation.objects.count() == 1


def test_refuses_what_is_no_address():
    with pytest.raises(CommandError):
        create(email="jefa@")

    assert User.objects.count() == 0
