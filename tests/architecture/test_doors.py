"""Every address is closed to visitors unless it stands in this list, with its reason."""

import pytest
from django.conf import settings
from django.shortcuts import resolve_url

from tests.architecture.addresses import addresses, sample

OPEN_TO_VISITORS = {
    "health": "load balancers and the supervisor ask",
    "landing": "the front page",
    "help": "somebody who cannot sign in needs help",
    "accessibility": "a public statement",
    "privacy": "people read the notice before they accept",
    "light-version": "a visitor on a slow line needs it too",
    "people:bounce-report": "mail systems report; their signature is the key",
    "courses:catalogue": "the offer is public",
    "courses:course-detail": "the offer is public",
    "courses:invitation": "the link in the message is the key",
    "courses:invitation-decline": "the link in the message is the key",
    "courses:invitation-renew": "writes only to the address that was invited",
    "courses:letter": "the link in the letter is the key",
    "courses:letter-file": "the link in the letter is the key",
    "courses:letter-renew": "writes only to the address that the letter went to",
    "courses:naming": "the link that the partner handed out is the key",
    "courses:place-ask": "whoever was not invited asks for a place",
    "courses:place-asked": "whoever asked reads that it arrived",
    "tutoring:check-in-code": "people type the code of a session before they sign in",
    "assessments:project-schema": "a file format is public, and says nothing about any project",
    "completion:verify": "anybody may check a certificate",
    "completion:verify-folio": "anybody may check a certificate",
    "account_login": "signing in",
    "account_request_login_code": "signing in",
    "account_confirm_login_code": "signing in; without a code asked for it leads back",
    "account_reset_password": "a forgotten password",
    "account_reset_password_done": "a forgotten password",
    "account_reset_password_from_key": "the link in the message is the key",
    "account_reset_password_from_key_done": "a forgotten password",
    "account_inactive": "says why somebody cannot enter",
    "account_logout": "a visitor has nothing to leave and is led to the front page",
    "mfa_authenticate": "the second step of signing in; without the first it leads back",
}
DOORS = dict(addresses())
CLOSED = sorted(set(DOORS) - set(OPEN_TO_VISITORS))


def test_every_open_address_exists():
    assert set(OPEN_TO_VISITORS) - set(DOORS) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_visitor_is_sent_to_sign_in(client, name, method):
    response = getattr(client, method)(sample(name, DOORS[name]))

    assert response.status_code == 302
    assert response.url.startswith(resolve_url(settings.LOGIN_URL))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(OPEN_TO_VISITORS) - {"health"}))
def test_open_page_answers_a_visitor(client, name):
    response = client.get(sample(name, DOORS[name]))

    # Found, not found (the samples point to nothing), only by POST, or back to the first step.
    assert response.status_code in {200, 302, 404, 405, 410}
