import pytest

from tests.live import live_site, running_chromium


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """The test database without a transaction: other processes must see what is written."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def site(db, tmp_path):
    """A running site whose worker has not been started, for each test."""
    with live_site(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def chromium():
    with running_chromium() as browser:
        yield browser
