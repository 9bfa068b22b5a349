"""What the checker finds in a stored project: errors first, and hints that people dismissed."""

import pytest
from django.utils.translation import override

from assessments.domain.checker.check import CATALOGUE
from assessments.domain.checker.reasons import reason_for
from assessments.domain.exercise.review import (
    STEP_OF_KIND,
    bring_back_hint,
    dismiss_hint,
    name_of,
    review_of,
)
from assessments.domain.matrix import matrix_of
from assessments.models import ExerciseAdaptation, HintDismissal, LogframeProject, SilencedRule
from lms.lib.errors import RuleViolation
from tests.assessments.projects import written_project
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
REASON = "La frase nombra a la población en otro lugar."


def hint_of(project, rule="SYN-01"):
    return next(note for note in review_of(project).notes if note.finding.id == rule).finding


def ids(notes):
    return [note.finding.id for note in notes]


@pytest.fixture
def project():
    return written_project()[1]


def test_errors_come_first_and_advice_last(project):
    levels = [note.finding.level for note in review_of(project).notes]

    assert levels == sorted(levels, key="EWA".index)
    assert set(levels) == {"E", "W", "A"}


def test_a_review_costs_two_queries(project, django_assert_num_queries):
    with django_assert_num_queries(2):
        review_of(project)


def test_rules_that_the_cohort_switched_off_are_silent_but_errors_never(project):
    adaptation = ExerciseAdaptation.objects.create(cohort=project.cohort)
    for rule in ("SYN-01", "IND-03"):
        SilencedRule.objects.create(adaptation=adaptation, rule=rule)

    found = ids(review_of(project).notes)

    assert "SYN-01" not in found
    assert "IND-03" in found


def test_a_cell_shows_what_is_about_it_whatever_the_step(project):
    row = matrix_of(project).rows[0]

    found = review_of(project).of_cell(row.id, "indicator")

    assert found.notes
    assert {note.finding.place.row for note in found.notes} == {str(row.id)}
    assert {note.finding.place.kind for note in found.notes} == {"indicator"}


def test_every_rule_has_a_reason_in_both_languages():
    for rule in CATALOGUE:
        for language in ("es-mx", "en"):
            with override(language):
                assert len(reason_for(rule.id)) > 20
    assert set(STEP_OF_KIND.values()) <= {rule.step for rule in CATALOGUE}


# Dismissing


def test_a_dismissed_hint_is_put_aside_with_its_reason_and_comes_back(project):
    hint, person = hint_of(project), UserFactory()

    dismissal = dismiss_hint(project, hint.id, name_of(hint.place), by=person, reason=REASON)

    review = review_of(project)
    assert hint.id not in ids(review.notes)
    assert [(note.finding.id, note.dismissal.reason) for note in review.dismissed] == [
        ("SYN-01", REASON)
    ]
    bring_back_hint(dismissal)
    assert hint.id in ids(review_of(project).notes)
    assert review_of(project).dismissed == ()


def test_dismissing_again_keeps_the_first_dismissal(project):
    hint, person = hint_of(project), UserFactory()

    first, second = (
        dismiss_hint(project, hint.id, name_of(hint.place), by=person, reason=REASON)
        for _click in range(2)
    )

    assert first == second
    assert HintDismissal.objects.count() == 1


@pytest.mark.parametrize(
    ("rule", "reason", "code"),
    [("IND-03", REASON, "not_a_hint"), ("SYN-01", " no ", "reason"), ("SYN-99", REASON, "gone")],
)
def test_facts_are_mended_and_hints_need_a_reason(project, rule, reason, code):
    there = next((n for n in review_of(project).notes if n.finding.id == rule), None)
    place = name_of(there.finding.place) if there else "row:x:narrative"

    with pytest.raises(RuleViolation) as refusal:
        dismiss_hint(project, rule, place, by=UserFactory(), reason=reason)

    assert refusal.value.code == code


def test_nothing_is_dismissed_in_a_project_that_is_handed_in(project):
    hint = hint_of(project)
    LogframeProject.objects.update(state="submitted")

    with pytest.raises(RuleViolation) as refusal:
        dismiss_hint(project, hint.id, name_of(hint.place), by=UserFactory(), reason=REASON)

    assert refusal.value.code == "handed_in"
