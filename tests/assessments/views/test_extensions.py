from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.domain.due import due_dates_of
from courses.models import DueExtension
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
)

pytestmark = pytest.mark.django_db


def test_tutor_gives_more_time_and_takes_it_back(client):
    due_at = timezone.now() + timedelta(days=5)
    enrolment = EnrolmentFactory(cohort=CohortFactory(project_due_at=due_at))
    tutor = TutorAssignmentFactory(enrolment=enrolment).tutor
    address = reverse("assessments:extension", args=[enrolment.public_id])
    form = {
        "what": "E5",
        "day": (timezone.localdate() + timedelta(days=9)).isoformat(),
        "reason": "Cuida a su madre",
        "key": str(uuid4()),
    }

    client.force_login(enrolment.participant)
    assert client.get(address).status_code == 403
    client.force_login(MembershipFactory().person)
    assert client.get(address).status_code == 404
    client.force_login(tutor)
    assert client.post(address, form | {"reason": ""}).status_code == 422
    assert client.post(address, form).url == address
    assert "Cuida a su madre" in client.get(address).content.decode()
    assert due_dates_of(enrolment)["E5"].is_extended

    batch = DueExtension.objects.get().batch
    undo = reverse("assessments:extension-withdraw", args=[enrolment.public_id, batch])
    assert client.post(undo).url == address
    assert not due_dates_of(enrolment)["E5"].is_extended
