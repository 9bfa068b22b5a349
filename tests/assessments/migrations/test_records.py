"""What was written before each record had its own version is there afterwards, and back."""

import pytest

from lms.lib.migrations import step_executor
from tests.factories import LogframeProjectFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("assessments", "0009_project_remembers_its_last_save")]
AFTER = [("assessments", "0011_means_belong_to_an_indicator")]


def migrate(target):
    """Go to that migration and return its models."""
    executor = step_executor()
    executor.migrate(target)
    return step_executor().loader.project_state(target).apps


@pytest.fixture
def _latest():
    """Leave the database as the other tests need it, whatever happens."""
    yield
    executor = step_executor()
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("_latest")
def test_cells_become_versions_of_records_and_back():
    project_id, person_id = LogframeProjectFactory().pk, UserFactory().pk
    old = migrate(BEFORE).get_model
    row = old("assessments", "LogframeRow").objects.create(project_id=project_id, level="goal")
    bare = old("assessments", "LogframeRow").objects.create(project_id=project_id, level="purpose")
    indicator = old("assessments", "Indicator").objects.create(row=row, name="Porcentaje")
    means = old("assessments", "MeansOfVerification").objects
    means.create(row=row, source_name="Censo")
    means.create(row=bare, source_name="Encuesta")
    cell = old("assessments", "LogframeCell").objects.create
    for number, column in enumerate(("narrative", "indicator", "means", "assumption"), start=2):
        last = cell(row=row, column=column, version=number, changed_by_id=person_id)
    goal = old("courses", "Goal").objects.create(number=6, name_es="Agua", name_en="Water")
    for place, code in enumerate(("6.1", "6.b"), start=1):
        target = old("courses", "Target").objects.create(goal=goal, code=code, position=place)
        old("assessments", "LogframeProject").objects.get(pk=project_id).targets.add(target)

    new = migrate(AFTER).get_model

    found = new("assessments", "MeansOfVerification").objects.order_by("pk")
    assert [(m.source_name, m.indicator.name, m.indicator.row_id, m.version) for m in found] == [
        ("Censo", "Porcentaje", row.pk, 4),
        ("Encuesta", "", bare.pk, 0),
    ]
    stored = new("assessments", "Indicator").objects.get(pk=indicator.pk)
    assert (stored.version, stored.changed_by_id) == (3, person_id)
    assert new("assessments", "LogframeRow").objects.get(pk=row.pk).version == 2
    project = new("assessments", "LogframeProject").objects.get(pk=project_id)
    assert project.last_saved_at == last.changed_at
    assert [link.target.code for link in project.sdg_links.order_by("position")] == ["6.1", "6.b"]

    old = migrate(BEFORE).get_model

    means = old("assessments", "MeansOfVerification").objects.order_by("pk")
    assert [(m.source_name, m.row_id, m.indicator_id) for m in means] == [
        ("Censo", row.pk, indicator.pk),
        ("Encuesta", bare.pk, None),
    ]
    cells = old("assessments", "LogframeCell").objects.order_by("version")
    assert [(c.column, c.version) for c in cells] == [
        ("narrative", 2),
        ("indicator", 3),
        ("means", 4),
    ]
    assert old("assessments", "LogframeProject").objects.get(pk=project_id).targets.count() == 2
