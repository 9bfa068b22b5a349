"""Links: made, found, replaced, renewed, used up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lms.lib.errors import RuleViolation
from people.domain import invitations
from people.models import Invitation
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    return invitations.invite(UserFactory(is_active=False), purpose="enrolment", by=UserFactory())


def test_a_link_is_found_by_its_token_and_only_its_hash_is_stored(waiting):
    token = invitations.token_of(waiting)

    assert invitations.find(token) == waiting
    assert token not in str(Invitation.objects.values().get(pk=waiting.pk))
    assert invitations.find(token + "x") is None
    assert invitations.find("") is None


def test_a_new_key_of_the_site_keeps_the_links_that_were_sent(waiting, settings):
    token = invitations.token_of(waiting)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"

    assert invitations.token_of(waiting) == token
    assert invitations.find(token) == waiting


def test_without_the_old_key_a_link_is_not_made_up(waiting, settings):
    settings.SECRET_KEY = "another key"

    with pytest.raises(LookupError):
        invitations.token_of(waiting)


def test_inviting_again_replaces_the_link_of_the_same_purpose(waiting):
    team = invitations.invite(waiting.person, purpose="team", by=UserFactory())

    newer = invitations.invite(waiting.person, purpose="enrolment", by=UserFactory())

    for invitation in (waiting, team, newer):
        invitation.refresh_from_db()
    standings = [invitations.standing_of(each).value for each in (waiting, team, newer)]
    assert standings == ["replaced", "open", "open"]


def test_nobody_is_invited_without_an_address():
    with pytest.raises(RuleViolation) as refusal:
        invitations.invite(UserFactory(email=None), purpose="team", by=UserFactory())

    assert refusal.value.code == "email"


def test_a_link_lasts_as_long_as_the_setting_says(waiting, settings):
    last = waiting.created_at + timedelta(days=settings.INVITATION_DAYS)

    assert invitations.standing_of(waiting, now=last - timedelta(seconds=1)) == "open"
    assert invitations.standing_of(waiting, now=last) == "expired"


@pytest.mark.parametrize("code", ["accepted", "declined", "replaced", "expired"])
def test_a_link_that_is_not_open_is_refused(waiting, code):
    moment = timezone.now()
    if code == "expired":
        moment += timedelta(days=40)
    else:
        Invitation.objects.filter(pk=waiting.pk).update(**{f"{code}_at": moment})

    for use in (invitations.accept, invitations.decline):
        with pytest.raises(RuleViolation) as refusal:
            use(waiting, now=moment)
        assert refusal.value.code == code
    waiting.person.refresh_from_db()
    assert not waiting.person.is_active


def test_accepting_does_not_touch_the_password_of_an_account():
    person = UserFactory()
    person.set_password("the first one")
    person.save()
    invitation = invitations.invite(person, purpose="enrolment", by=UserFactory())

    invitations.accept(invitation, password="another one")

    person.refresh_from_db()
    assert person.check_password("the first one")


def test_renewing_goes_to_the_first_address_even_if_another_is_known_now(waiting):
    person = waiting.person
    first = waiting.email
    person.email = "thief@example.org"
    person.save()

    renewed = invitations.renew(waiting, now=timezone.now() + timedelta(days=40))

    assert renewed.email == first


def test_marks_are_made_once(waiting):
    early, late = timezone.now(), timezone.now() + timedelta(hours=1)

    for mark, name in ((invitations.mark_sent, "sent_at"), (invitations.mark_opened, "opened_at")):
        mark(waiting, now=early)
        mark(waiting, now=late)
        waiting.refresh_from_db()
        assert getattr(waiting, name) == early
