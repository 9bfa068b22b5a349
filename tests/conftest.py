import os
import sys

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from lms.lib import pdf

# CI tries the same examples every time; a developer's machine looks for new ones.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, max_examples=40)
hypothesis.settings.register_profile("here", deadline=None, max_examples=40)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

TABLES = {"db", "transactional_db"}  # Fixtures that bring a database.


def pytest_make_parametrize_id(val, argname):
    """Name files by their argument: their bytes hold the time at which they were made.

    Two processes that name the same test differently refuse to share the tests out.
    """
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Begin with what takes longest, leave the faults of a file to one process, mark the rest."""
    for item in items:
        if item.get_closest_marker("django_db") or TABLES & set(item.fixturenames):
            item.add_marker(pytest.mark.database)
        if item.get_closest_marker("fault") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    slow = ("journey", "fault")
    items.sort(key=lambda item: not any(map(item.get_closest_marker, slow)))


def pytest_collection_finish(session):
    """Refuse to go on when groups are lost: every process would build the world of each file."""
    if not getattr(session.config.option, "loadgroup", False):
        return
    scattered = [
        item.nodeid
        for item in session.items
        if item.get_closest_marker("xdist_group") and "@" not in item.nodeid
    ]
    if scattered:
        raise pytest.UsageError(f"xdist does not see the group of {scattered[0]}.")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End what killed servers and workers left connected, so that the database can be dropped."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def _language_of_the_site():
    """A page in English leaves its language behind in the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _ledger_goes_with_the_test(request):
    """Emptying SQLite's tables after a test deletes lines of the ledger, which a trigger refuses.

    The trigger comes back with the next emptying; PostgreSQL empties tables without asking it.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction") and connection.vendor == "sqlite":
        request.getfixturevalue("_django_db_helper")
        yield
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS hours_entry_never_goes")
    else:
        yield


@pytest.fixture
def heard():
    """Listen to a signal: ``heard(enrolled)`` is a list of the facts of every announcement."""
    connections = []

    def listen(signal):
        announcements = []

        def remember(sender, signal, **facts):
            announcements.append(facts)

        signal.connect(remember, weak=False)
        connections.append((signal, remember))
        return announcements

    yield listen

    for signal, receiver in connections:
        signal.disconnect(receiver)


class NoPango:
    """What importing the library for PDFs does on a machine without pango."""

    def find_spec(self, name, *_rest):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.fixture
def machine_without_pango(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    pdf._press.cache_clear()
    yield
    pdf._press.cache_clear()
