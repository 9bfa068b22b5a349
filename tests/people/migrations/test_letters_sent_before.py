"""Letters that were sent before the invitation kept it are joined to it."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from people.domain.invitations import invite, letter_key
from people.models import Message
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_letter_finds_its_invitation_by_its_key_and_others_stay_alone():
    invitation = invite(UserFactory(is_active=False), purpose="enrolment", by=UserFactory())
    at = timezone.now() - timedelta(days=3)
    letter, other = (
        Message.objects.create(key=key, to="a@b.example", language="es-mx", sent_at=at)
        for key in (letter_key(invitation), "invitation-of-somebody")
    )
    migration = import_module("people.migrations.0005_letters_sent_before_say_so")

    migration.join_letters(apps, None)

    for row in (letter, other, invitation):
        row.refresh_from_db()
    assert (letter.invitation, other.invitation) == (invitation, None)
    assert invitation.handed_over_at == at
