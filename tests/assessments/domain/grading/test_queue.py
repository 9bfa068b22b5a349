from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.domain.grading.queue import waiting_lines

pytestmark = pytest.mark.django_db


def test_waiting_is_counted_in_days(submission):
    submission.submitted_at = timezone.now() - timedelta(days=8)

    line = waiting_lines([submission])[0]

    assert (line.days, line.is_slow) == (8, True)
