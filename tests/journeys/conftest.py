import pytest

from tests.live import live_site, running_chromium


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """The test database without a transaction: other processes must see what is written."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def site(db, tmp_path_factory):
    """A running site with its worker, without anybody in it."""
    with live_site(tmp_path_factory.mktemp("site")) as running:
        running.start_worker()
        yield running


@pytest.fixture(scope="module")
def world(site):
    """The site with the demonstration, of 24 people instead of 275."""
    site.manage("load_basics")
    site.manage("seed_demo", "--small")
    return site


@pytest.fixture(scope="module")
def chromium():
    with running_chromium() as browser:
        yield browser
