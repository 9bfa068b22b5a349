"""What can never be true in storage, whatever the code does."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from assessments.models import (
    Assumption,
    BudgetLine,
    CohortDeliverable,
    Deletion,
    LogframeRow,
    ObjectiveNode,
    ProblemNode,
    Stakeholder,
    StrategyCriterion,
)
from assessments.models.part import Part
from tests.factories import CohortFactory, LogframeProjectFactory

pytestmark = pytest.mark.django_db
PARTS = [
    model for model in apps.get_app_config("assessments").get_models() if issubclass(model, Part)
]


def refused(make):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make()
    return str(refusal.value)


def central(project):
    return ProblemNode.objects.create(project=project, kind="central")


@pytest.mark.parametrize(
    ("constraint", "make"),
    [
        (
            "influence_and_interest_are_1_to_5",
            lambda project: Stakeholder.objects.create(project=project, influence=6),
        ),
        (
            "only_the_central_problem_has_no_parent",
            lambda project: ProblemNode.objects.create(project=project, kind="cause"),
        ),
        (
            "only_the_central_objective_has_no_parent",
            lambda project: ObjectiveNode.objects.create(project=project, kind="means"),
        ),
        (
            "weight_is_0_to_100",
            lambda project: StrategyCriterion.objects.create(project=project, weight=101),
        ),
        (
            "a_cost_is_of_an_activity_or_of_the_whole",
            lambda project: BudgetLine.objects.create(project=project),
        ),
        (
            "budget_amount_is_not_negative",
            lambda project: BudgetLine.objects.create(
                project=project, cross_cutting_kind="mel", amount=-1
            ),
        ),
        (
            "project_ends_after_it_starts",
            lambda _project: LogframeProjectFactory(
                period_start=date(2026, 5, 1), period_end=date(2026, 5, 1)
            ),
        ),
        (
            "final_project_is_due_with_the_cohort",
            lambda project: CohortDeliverable.objects.create(
                cohort=project.cohort, deliverable="E5", due_at="2026-05-01T12:00Z"
            ),
        ),
    ],
)
def test_the_database_has_the_last_word(constraint, make):
    project = LogframeProjectFactory()

    assert constraint in refused(lambda: make(project))


def test_a_tree_has_one_central_problem_among_those_not_deleted():
    project = LogframeProjectFactory()
    first = central(project)
    refused(lambda: central(project))
    first.deletion = Deletion.objects.create(project=project, kind="problem", records=1)
    first.save(update_fields=["deletion"])

    second = central(project)

    assert list(project.problem_nodes.all()) == [second]


def test_a_deleted_record_is_nowhere_but_in_the_full_list():
    project = LogframeProjectFactory()
    row = LogframeRow.objects.create(project=project, level="component")
    kept, gone = (Assumption.objects.create(row=row, text=text) for text in ("Uno", "Dos"))
    gone.deletion = Deletion.objects.create(project=project, kind="assumption", records=1)
    gone.save(update_fields=["deletion"])

    assert list(row.assumptions.all()) == [kept] == list(Assumption.objects.all())
    assert set(Assumption.with_deleted.all()) == {kept, gone}


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_every_part_finds_its_project_and_hides_what_was_deleted(model):
    assert model._meta.default_manager.name == "objects"
    assert not model.objects.filter(**{model.PATH: LogframeProjectFactory()}).exists()


def test_a_cohort_has_each_deliverable_once():
    cohort = CohortFactory()
    CohortDeliverable.objects.create(cohort=cohort, deliverable="E1")

    assert refused(lambda: CohortDeliverable.objects.create(cohort=cohort, deliverable="E1"))
