"""Every address, in every role, for its own thing and a foreign one, against a written table.

``url_table.csv`` says what each role gets. A new address without a row fails. To write the table
anew, and then read the difference line by line:

    WRITE_URL_TABLE=1 python -m pytest tests/architecture/test_urls_by_role.py -p no:xdist
"""

import csv
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.architecture.addresses import addresses
from tests.architecture.world import ROLES, build

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("url_table.csv")
IS_WRITING = bool(os.environ.get("WRITE_URL_TABLE"))
METHODS = ("get", "post")
# Signing in and the second factor are allauth's, and tested there and in tests/people.
ACCOUNT = re.compile(r"^(account|mfa)_")
DOORS = {name: arguments for name, arguments in addresses() if not ACCOUNT.match(name)}
LOGIN = resolve_url(settings.LOGIN_URL)
# Pages on which a stranger may look at the things of others, with the reason.
SHARED = {
    "completion:verify-folio": "a certificate is verified by anybody",
    "courses:course-detail": "the offer is public",
    "courses:edition-detail": "courses belong to no host: every staff oversees them",
    "courses:lesson-preview": "courses belong to no host: every staff oversees them",
    "courses:text-approve": "courses belong to no host: every staff oversees them",
    "courses:text-disapprove": "courses belong to no host: every staff oversees them",
    "courses:edition-handbooks": "editions belong to no host: every staff may use them",
    "courses:edition-handbooks-request": "editions belong to no host: every staff may use them",
    "courses:handbook-file": "editions belong to no host: every staff may use them",
    "courses:invitation": "whoever has the link holds the key",
    "courses:invitation-decline": "whoever has the link holds the key",
    "courses:invitation-renew": "whoever has the link holds the key",
    "tutoring:check-in": "whoever reads the code on the wall is in the room",
    "courses:letter": "whoever has the link holds the key",
    "courses:letter-file": "whoever has the link holds the key",
    "courses:letter-renew": "whoever has the link holds the key",
    "courses:place-ask": "anybody may ask for a place",
    "courses:place-asked": "anybody may ask for a place",
    "courses:naming": "whoever has the link holds the key",
    "people:membership-end": "staff of any host end the roles in partners",
    "people:membership-invite-again": "staff of any host invite the people of partners",
    "people:organisation-merge": "partners belong to no host: every staff keeps their names",
    "people:organisation-edit": "partners belong to no host: every staff keeps their names",
}
# What a GET may write: that a page was opened, and by whom.
REMEMBERED = {
    "courses_lessonprogress": "that an item was begun",
    "courses_enrolment": "when the person was last seen in the course",
    "people_invitation": "that the link was opened",
    "courses_naminglink": "that the link was opened",
    "courses_partnerlink": "that the link was opened",
    "people_accessrecord": "who looked at personal data",
    "django_session": "the session itself",
    "assessments_logframeproject": "a project is made on first use",
    "assessments_projectmember": "a project is made on first use",
    "assessments_logframerow": "a project is made on first use",
    "assessments_submission": "that a tutor opened it",
    "assessments_homework": "that a tutor opened it",
    "assessments_peerreview": "that the reviewer opened it",
}
WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@pytest.fixture(autouse=True)
def _empty_cache():
    """Nothing that a request writes stays, so what the bar remembers of the roles may."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Build the two programmes once; every request is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        sides = build()
        clients = {}
        for role, place in ROLES.items():
            clients[role] = Client(raise_request_exception=False)
            if place:
                side, name = place
                clients[role].force_login(sides[side].people[name])
        yield sides, clients
        transaction.set_rollback(True)


def ask(client, method, path):
    """Return the answer in one word and the tables it wrote to, and undo what it did."""
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    tables = {match[1] for query in captured if (match := WRITES.match(query["sql"]))}
    if response.status_code == 302 and response.url.startswith(LOGIN):
        return "login", tables
    return str(response.status_code), tables


def paths(sides, name):
    """Yield (side, address): one for a page without arguments, two for the others."""
    if not DOORS[name]:
        yield "-", reverse(name)
        return
    for side in ("a", "b"):
        yield side, reverse(name, kwargs=sides[side].arguments(name))


def read_table():
    if not TABLE.exists():
        return {}
    with TABLE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row.pop("address"), row.pop("method"), row.pop("thing")): row for row in rows}


EXPECTED = read_table()
FOUND = {}


@pytest.mark.parametrize("name", sorted(DOORS))
def test_address_answers_each_role_as_the_table_says(world, name):
    sides, clients = world
    found, written = {}, set()
    for side, path in paths(sides, name):
        for method in METHODS:
            row = found[name, method, side] = {}
            for role, client in clients.items():
                row[role], tables = ask(client, method, path)
                if method == "get":
                    written |= tables

    # A34: a link that somebody is lured to follow must not act for them.
    assert written - set(REMEMBERED) == set()
    if IS_WRITING:
        FOUND.update(found)
    else:
        assert found == {key: row for key, row in EXPECTED.items() if key[0] == name}


def test_table_has_no_row_of_an_address_that_is_gone():
    assert {key[0] for key in EXPECTED} - set(DOORS) == set()


@pytest.mark.parametrize("name", sorted(DOORS))
def test_nobody_of_one_programme_reaches_what_belongs_to_the_other(name):
    """The table itself must be right: only the administrator passes between programmes."""
    if not DOORS[name] or name in SHARED:
        return
    leaks = [
        (method, side, role, row[role])
        for (address, method, side), row in EXPECTED.items()
        if address == name
        for role, place in ROLES.items()
        if place and place[0] != side and role != "admin"
        if row[role] not in {"404", "405"}
    ]

    assert leaks == []


def test_nothing_crashes_in_the_table():
    crashed = [
        (*key, role)
        for key, row in EXPECTED.items()
        for role, answer in row.items()
        if answer.startswith("5")
    ]

    assert crashed == []


# Programs write here, without a session: what they send is signed.
SIGNED = {"people:bounce-report"}


@pytest.mark.parametrize("name", sorted(set(DOORS) - SIGNED))
def test_nothing_is_changed_without_the_token(world, name):
    """A34: a form on another site cannot act for somebody who is signed in here."""
    sides, clients = world
    answers = set()
    for _side, path in paths(sides, name):
        # The token is asked for before anybody asks who it is: two roles are enough.
        for role in ("participant", "admin"):
            strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
            strict.cookies = clients[role].cookies
            answers.add(ask(strict, "post", path)[0])

    assert answers <= {"403", "405"}


def teardown_module():
    if not IS_WRITING:
        return
    with TABLE.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["address", "method", "thing", *ROLES], lineterminator="\n")
        writer.writeheader()
        for address, method, thing in sorted(FOUND):
            row = FOUND[address, method, thing]
            writer.writerow({"address": address, "method": method, "thing": thing, **row})
