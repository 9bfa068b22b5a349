"""The largest matrix that the exercise allows: 132 rows with three indicators each."""

import gzip

import pytest
from django.urls import reverse

from assessments.domain.checker.reading import read_project
from assessments.domain.exercise.writing import write_facts
from assessments.domain.matrix import matrix_of
from assessments.domain.project import project_of
from benchmarks.checker import largest_project
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db
MOST_BYTES = 25_000


def test_the_longest_matrix_opens_component_by_component_and_stays_light(
    client, django_assert_max_num_queries
):
    enrolment = EnrolmentFactory()
    project = project_of(enrolment)
    write_facts(project, read_project(largest_project()), by=None)
    client.force_login(enrolment.participant)
    address = reverse("assessments:matrix", args=[enrolment.cohort.code])
    client.get(address)

    with django_assert_max_num_queries(12):
        page = client.get(address)
    fifth = next(row for row in matrix_of(project).rows if row.code == "A5.3")
    opened = client.get(address, {"fila": fifth.id})
    everything = client.get(address, {"ver": "todo"})

    texts = {"first": page, "fifth": opened, "all": everything}
    rows = {
        name: answer.content.decode().count('<tr role="row">') - 1 for name, answer in texts.items()
    }
    assert rows == {"first": 24, "fifth": 24, "all": 132}
    assert f"{fifth.id}.narrative" in opened.content.decode()
    assert len(gzip.compress(page.content)) < MOST_BYTES
