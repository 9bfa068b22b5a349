"""The page on which the team corrects a name."""

from uuid import uuid4

import pytest
from django.urls import reverse

from completion.domain.certificates import issue
from completion.models import Certificate
from courses.models import RosterChange
from tests.completion.world import make_cohort, somebody_complete
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_name_is_corrected_with_the_certificate_and_stands_in_the_history(client):
    person = somebody_complete(make_cohort())
    issued = issue(person)
    client.force_login(MembershipFactory(organisation=person.cohort.host).person)
    address = reverse("completion:name-correct", args=[person.public_id])
    form = {"given_names": "Ana", "surname_1": "Pérez", "key": uuid4(), "reason": "Acta"}

    assert issued.folio in client.get(address).content.decode()
    assert client.post(address, form | {"reason": ""}).status_code == 422
    done = client.post(address, form | {"reissue": "on"})

    page = reverse("person", args=[person.public_id])
    assert (done.status_code, done.url) == (302, page)
    assert Certificate.objects.in_force().get().snapshot["name"] == "Ana Pérez"
    shown = client.get(page).content.decode()
    assert "Nombre corregido" in shown
    undo = reverse("roster-undo", args=[person.cohort.code, RosterChange.objects.get().public_id])
    answer = client.post(undo, {"persona": person.public_id}, follow=True).content.decode()
    assert "Ya se emitió una constancia" in answer


def test_who_does_not_run_the_cohort_corrects_no_name(client):
    person = somebody_complete(make_cohort())
    address = reverse("completion:name-correct", args=[person.public_id])
    form = {"given_names": "X", "key": uuid4(), "reason": "x"}

    for who, status in ((person.participant, 403), (MembershipFactory().person, 404)):
        client.force_login(who)
        assert client.post(address, form).status_code == status
