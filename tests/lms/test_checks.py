import pytest
from django.db import connection

from lms.checks import check_places, check_secrets, check_services


@pytest.fixture
def deployed(settings, tmp_path, monkeypatch):
    """A site as it must be on a server."""
    tmp_path.chmod(0o700)
    settings.DATA = tmp_path
    settings.SECRET_KEY_IS_GIVEN = True
    monkeypatch.setattr(connection._connections[connection._alias], "vendor", "postgresql")
    settings.REDIS_URL = "redis://localhost"
    settings.EMAIL_HOST = "mail.example.org"
    settings.HTTPS = True
    settings.DEMO = False
    return settings


def found(deployed):
    return [each.id for check in (check_secrets, check_services, check_places) for each in check()]


def test_a_site_as_it_must_be_passes(deployed):
    assert found(deployed) == []


@pytest.mark.parametrize(
    ("name", "value", "finding"),
    [
        ("SECRET_KEY_IS_GIVEN", False, "lms.E001"),
        ("REDIS_URL", "", "lms.W002"),
        ("EMAIL_HOST", "", "lms.W003"),
        ("HTTPS", False, "lms.E002"),
        ("DEMO", True, "lms.E003"),
    ],
)
def test_what_is_only_for_trying_out_is_named(deployed, name, value, finding):
    setattr(deployed, name, value)

    assert found(deployed) == [finding]


def test_sqlite_is_named(deployed, monkeypatch):
    monkeypatch.setattr(connection._connections[connection._alias], "vendor", "sqlite")

    assert found(deployed) == ["lms.W001"]


def test_data_open_to_everybody_is_named(deployed):
    deployed.DATA.chmod(0o755)

    assert found(deployed) == ["lms.W004"]
