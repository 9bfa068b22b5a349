"""The accepting page: every state of a link, and what accepting does."""

import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from courses.models import Enrolment
from courses.notifications import invitation_to_course
from people.domain.invitations import invite, token_of
from people.domain.people import find_or_make_person
from people.domain.team import Newcomer, invite_to_team
from people.models import Consent, Invitation, Message, User
from tests.factories import (
    AffiliationFactory,
    CohortFactory,
    DataAgreementFactory,
    EnrolmentFactory,
    HostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ANSWERS = {
    "given_names": "Ñähñu",
    "surname_1": "Gómez",
    "surname_2": "Dänꞌthe",
    "entry": "code",
    "accepts_notice": "on",
}
PASSWORD = "un sol de agua clara"


def invited(email="temoaya@example.org", **facts):
    person, _is_new = find_or_make_person(email=email, given_names="Nahnu", surname_1="Gomez")
    enrolment = EnrolmentFactory(
        participant=person,
        cohort=facts.pop("cohort", None) or CohortFactory(),
        status="invited",
        activated_at=None,
    )
    enrolment.invitation = invite(person, purpose="enrolment", by=UserFactory(), **facts)
    enrolment.save()
    return enrolment


def address(invitation, end=""):
    return f"/invitacion/{token_of(invitation)}/{end}"


def texts(response):
    return response.content.decode()


def test_the_page_says_who_nominated_what_is_offered_and_who_sees_what(client):
    enrolment = invited()

    page = texts(client.get(address(enrolment.invitation)))

    assert enrolment.nominated_by.name in page
    assert enrolment.cohort.name in page
    assert "<b>50</b>" in page
    assert "temoaya@example.org" in page
    assert page.count('role="row"') == 6
    enrolment.invitation.refresh_from_db()
    assert enrolment.invitation.opened_at


@pytest.mark.parametrize(
    ("agreement", "seen"),
    [(None, [False, False]), (False, [True, False]), (True, [True, True])],
)
def test_the_table_follows_the_data_agreement(client, agreement, seen):
    enrolment = invited()
    if agreement is not None:
        DataAgreementFactory(partner=enrolment.nominated_by, includes_grades=agreement)

    offer = client.get(address(enrolment.invitation)).context["offer"]

    assert [offer.partner_sees_names, offer.partner_sees_grades] == seen


def test_an_agreement_that_has_ended_shows_nothing(client):
    enrolment = invited()
    yesterday = timezone.localdate() - timedelta(days=1)
    DataAgreementFactory(partner=enrolment.nominated_by, until=yesterday)

    assert not client.get(address(enrolment.invitation)).context["offer"].partner_sees_names


def test_accepting_opens_the_account_the_seat_and_the_session(client):
    enrolment = invited()

    response = client.post(
        address(enrolment.invitation),
        ANSWERS | {"entry": "password", "password": PASSWORD, "sex": "woman", "birth_year": 1980},
    )

    assert response.url == "/inicio/"
    person = User.objects.get(pk=enrolment.participant_id)
    enrolment.refresh_from_db()
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.is_active, person.full_name) == (True, "Ñähñu Gómez Dänꞌthe")
    assert person.check_password(PASSWORD)
    assert (person.sex, person.birth_year) == ("woman", 1980)
    assert person.told_about_self_at
    assert (enrolment.status, bool(enrolment.activated_at)) == ("active", True)
    assert Invitation.objects.get(pk=enrolment.invitation_id).accepted_at
    assert EmailAddress.objects.get(user=person).verified
    consent = Consent.objects.get(person=person)
    assert (consent.notice.version, consent.invitation_id) == (1, enrolment.invitation_id)


def test_account_opened_on_a_shared_device_leaves_nothing_on_it(client):
    invitation = invited().invitation

    client.post(address(invitation), ANSWERS | {"shared": "on"})

    assert client.get("/cuenta/").headers["Cache-Control"] == "private, no-store"


def test_a_code_each_time_leaves_no_password(client):
    enrolment = invited()

    client.post(address(enrolment.invitation), ANSWERS)

    person = User.objects.get(pk=enrolment.participant_id)
    assert (person.is_active, person.has_usable_password()) == (True, False)


def test_the_optional_data_may_be_skipped_and_is_asked_once(client):
    first = invited()
    client.post(address(first.invitation), ANSWERS)
    person = User.objects.get(pk=first.participant_id)
    assert (person.sex, person.birth_year, person.connectivity) == ("", None, "")
    assert person.told_about_self_at

    second = invited()
    page = texts(client.get(address(second.invitation)))

    assert 'name="sex"' not in page
    assert 'name="given_names"' not in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"accepts_notice": ""}, "accepts_notice"),
        ({"given_names": "  "}, "given_names"),
        ({"entry": ""}, "entry"),
        ({"entry": "password", "password": "short"}, "password"),
        ({"entry": "password", "password": ""}, "password"),
        ({"entry": "password", "password": "1234567890123"}, "password"),
        ({"birth_year": "1850"}, "birth_year"),
        ({"sex": "other thing"}, "sex"),
    ],
)
def test_a_wrong_answer_is_said_and_what_was_typed_stays(client, change, field):
    enrolment = invited()

    response = client.post(address(enrolment.invitation), ANSWERS | change)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Dänꞌthe" in texts(response)
    enrolment.refresh_from_db()
    assert enrolment.status == "invited"
    assert not User.objects.get(pk=enrolment.participant_id).is_active
    assert Consent.objects.count() == 0


def test_a_link_works_once(client):
    enrolment = invited()
    client.post(address(enrolment.invitation), ANSWERS)

    again = Client().post(address(enrolment.invitation), ANSWERS | {"given_names": "Somebody"})

    assert again.status_code == 410
    assert User.objects.get(pk=enrolment.participant_id).given_names == "Ñähñu"
    assert Consent.objects.count() == 1


def test_an_expired_link_opens_nothing_and_can_be_renewed(
    client, django_capture_on_commit_callbacks
):
    enrolment = invited(now=timezone.now() - timedelta(days=31))
    old = address(enrolment.invitation)
    assert client.post(old, ANSWERS).status_code == 410
    assert not User.objects.get(pk=enrolment.participant_id).is_active

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(old + "renovar/")

    assert page.status_code == 200
    assert [letter.to for letter in mail.outbox] == [["temoaya@example.org"]]
    enrolment.refresh_from_db()
    new = address(enrolment.invitation)
    assert new in mail.outbox[0].body
    assert new != old
    assert client.get(old).status_code == 410
    assert client.post(new, ANSWERS).url == "/inicio/"


def test_a_new_link_is_not_sent_again_at_once(client, django_capture_on_commit_callbacks):
    enrolment = invited(now=timezone.now() - timedelta(days=31))
    old = address(enrolment.invitation)

    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(old + "renovar/").status_code for _time in range(3)]

    assert answers == [200, 422, 422]
    assert len(mail.outbox) == 1


def test_an_accepted_link_cannot_be_renewed(client):
    enrolment = invited()
    client.post(address(enrolment.invitation), ANSWERS)

    response = Client().post(address(enrolment.invitation, "renovar/"))

    assert response.status_code == 422
    assert Message.objects.count() == 0


def test_a_replaced_link_opens_nothing(client):
    old = invited()
    invite(old.participant, purpose="enrolment", by=UserFactory())

    assert client.get(address(old.invitation)).status_code == 410
    assert client.post(address(old.invitation), ANSWERS).status_code == 410


def test_an_edited_link_and_one_that_never_was_look_the_same(client):
    enrolment = invited()
    token = token_of(enrolment.invitation)

    changed = (token[:-1], token[::-1], "x", "y" * 43)
    pages = {each: client.get(f"/invitacion/{each}/") for each in changed}

    assert {page.status_code for page in pages.values()} == {404}
    # The foot of each page leads back to the address that was asked for.
    shown = {texts(page).replace(each, "…") for each, page in pages.items() if each != "x"}
    assert len({text.partition("<main")[2] for text in shown}) == 1
    for end in ("renovar/", "declinar/"):
        assert client.post(f"/invitacion/{token[::-1]}/{end}").status_code == 404


def test_somebody_else_who_is_signed_in_cannot_accept(client):
    enrolment = invited()
    client.force_login(UserFactory())

    for response in (
        client.get(address(enrolment.invitation)),
        client.post(address(enrolment.invitation), ANSWERS),
        client.post(address(enrolment.invitation, "declinar/")),
    ):
        assert response.status_code == 403
        assert "temoaya@example.org" not in texts(response)
    enrolment.refresh_from_db()
    assert enrolment.status == "invited"


def test_somebody_with_an_account_signs_in_first_and_then_confirms(client):
    person = UserFactory(email="temoaya@example.org", given_names="Ñähñu")
    person.set_password(PASSWORD)
    person.save()
    enrolment = invited()
    path = address(enrolment.invitation)
    page = client.get(path)
    assert f"/entrar/?next={path}" in texts(page)
    assert client.post(path, ANSWERS).status_code == 200
    enrolment.refresh_from_db()
    assert enrolment.status == "invited"

    client.force_login(person)
    response = client.post(path, {"accepts_notice": "on", "given_names": "Other"})

    assert response.url == "/inicio/"
    enrolment.refresh_from_db()
    person.refresh_from_db()
    assert (enrolment.status, person.given_names) == ("active", "Ñähñu")
    assert person.check_password(PASSWORD)


def test_declining_frees_the_seat_and_keeps_the_reason(client):
    enrolment = invited()

    response = client.post(address(enrolment.invitation, "declinar/"), {"reason": "Cambio"})

    assert client.get(response.url).status_code == 410
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.holds_a_seat) == ("withdrawn", False)
    assert enrolment.withdrawal_reason.endswith("Cambio")
    assert not User.objects.get(pk=enrolment.participant_id).is_active
    assert client.post(address(enrolment.invitation), ANSWERS).status_code == 410


def test_opening_a_link_changes_nothing_but_the_mark(client):
    enrolment = invited()

    for _time in range(2):
        client.get(address(enrolment.invitation))
        client.head(address(enrolment.invitation))

    enrolment.refresh_from_db()
    assert enrolment.status == "invited"
    assert client.get(address(enrolment.invitation, "declinar/")).status_code == 405
    assert client.get(address(enrolment.invitation, "renovar/")).status_code == 405


def test_a_team_invitation_opens_the_account_and_the_role(client):
    host = HostFactory()
    membership = invite_to_team(
        Newcomer("renata@x.mx", "Renata", "Tun"), organisation=host, role="tutor", by=UserFactory()
    )
    page = texts(client.get(address(membership.invitation)))
    assert host.name in page
    assert 'class="cards"' not in page
    assert 'name="sex"' not in page

    response = client.post(address(membership.invitation), ANSWERS)

    assert response.url == "/inicio/"
    assert client.get("/inicio/").url == "/tutoria/"


def test_a_declined_team_invitation_takes_the_role_back(client):
    membership = invite_to_team(
        Newcomer("renata@x.mx", "Renata"),
        organisation=HostFactory(),
        role="staff",
        by=UserFactory(),
    )

    client.post(address(membership.invitation, "declinar/"))

    assert membership.person.memberships.count() == 0


def test_the_letter_is_written_once_and_its_link_works(client, django_capture_on_commit_callbacks):
    enrolment = invited()

    with django_capture_on_commit_callbacks(execute=True):
        invitation_to_course(enrolment)
        invitation_to_course(enrolment)

    assert len(mail.outbox) == 1
    assert address(enrolment.invitation) in mail.outbox[0].body
    assert enrolment.cohort.name in mail.outbox[0].body
    message = Message.objects.get(key=f"invitation-{enrolment.invitation.public_id}")
    assert (message.state, message.text, message.html) == ("sent", "", "")
    assert Invitation.objects.get(pk=enrolment.invitation_id).sent_at


def test_the_page_costs_few_queries(client, django_assert_max_num_queries):
    path = address(invited().invitation)

    with django_assert_max_num_queries(8):
        client.get(path)


@pytest.mark.django_db(transaction=True)
def test_two_browsers_that_accept_at_once_make_one_account_and_one_enrolment():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer.")
    cohort = CohortFactory()
    enrolment = invited(cohort=cohort)
    AffiliationFactory(person=enrolment.participant)
    path = address(enrolment.invitation)
    answers = []
    start = threading.Barrier(2)

    def accept(name):
        browser = Client()
        start.wait()
        answers.append(browser.post(path, ANSWERS | {"given_names": name}).status_code)
        connection.close()

    browsers = [threading.Thread(target=accept, args=[name]) for name in ("Ana", "Eva")]
    for browser in browsers:
        browser.start()
    for browser in browsers:
        browser.join()

    assert sorted(answers) == [302, 410]
    assert User.objects.filter(email="temoaya@example.org").count() == 1
    assert Enrolment.objects.filter(cohort=cohort, status="active").count() == 1
    assert Consent.objects.count() == 1


def test_an_expired_team_invitation_is_renewed_to_the_same_address(
    client, django_capture_on_commit_callbacks
):
    past = timezone.now() - timedelta(days=31)
    membership = invite_to_team(
        Newcomer("renata@x.mx", "Renata"),
        organisation=HostFactory(),
        role="tutor",
        by=UserFactory(),
        now=past,
    )

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(address(membership.invitation, "renovar/"))

    assert page.status_code == 200
    membership.refresh_from_db()
    assert [letter.to for letter in mail.outbox] == [["renata@x.mx"]]
    assert address(membership.invitation) in mail.outbox[0].body
    assert client.post(address(membership.invitation), ANSWERS).url == "/inicio/"
