"""The page on which the team plans a cohort like an earlier one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from courses.models import Cohort
from tests.factories import CohortFactory, HostFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_the_days_are_shown_first_and_a_refusal_keeps_what_was_typed(client):
    host = HostFactory()
    client.force_login(MembershipFactory(organisation=host, role="staff").person)
    source = CohortFactory(host=host)
    address = reverse("assessments:cohort-copy", args=[source.code])
    typed = {
        "name": "Otra",
        "code": "otra27",
        "starts_on": (source.starts_on + timedelta(days=365)).isoformat(),
    }

    looked = client.post(address, typed | {"look": "1"}, follow=True)
    refused = client.post(address, typed | {"code": source.code})
    planned = client.post(address, typed)

    assert (looked.status_code, refused.status_code) == (200, 422)
    assert "Fechas nuevas" in looked.content.decode()
    assert 'value="Otra"' in refused.content.decode()
    assert planned.url == Cohort.objects.get(code="otra27").get_absolute_url()
