import pytest

from tests.assessments.projects import submitted_project
from tests.factories import UserFactory


@pytest.fixture
def tutor():
    return UserFactory(given_names="Renata", surname_1="Tun")


@pytest.fixture
def submission(tutor):
    return submitted_project(tutor=tutor)
