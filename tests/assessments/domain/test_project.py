"""A project is made on first use, and knows from the course for whom it is."""

import pytest

from assessments.domain.project import project_of
from tests.factories import CourseFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("audience", "expected"), [("cso", "cso"), ("tutor", "")])
def test_a_new_project_is_for_the_audience_of_the_course(audience, expected):
    course = CourseFactory(slug=audience, audience=audience)
    enrolment = EnrolmentFactory(cohort__edition__course=course)

    project = project_of(enrolment)

    assert project.audience == expected
    assert project_of(enrolment) == project
    # Nobody has written anything yet.
    assert project.last_saved_at is None
