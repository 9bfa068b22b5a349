"""Somebody who studies, their project, and a browser in which they are signed in."""

import pytest

from assessments.domain.project import project_of
from tests.factories import EnrolmentFactory


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def project(enrolment):
    return project_of(enrolment)


@pytest.fixture
def signed_in(client, enrolment):
    client.force_login(enrolment.participant)
    return client
