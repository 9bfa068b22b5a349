"""E1 to E4: each has its own minimum, number, day and verdict, and none of them stops the work."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments.domain.adaptation import asked_of_all, with_exercise
from assessments.domain.deliverables import standings_of
from assessments.domain.exercise.minimum import minimum_of
from assessments.domain.exercise.review import dismiss_hint, name_of, review_of
from assessments.domain.grading.reading import approved_submission, criteria_of, rubric_for
from assessments.domain.grading.verdicts import amend_grade, send_verdict
from assessments.domain.snapshots import facts_in
from assessments.domain.submission import submit_project, withdraw_submission
from assessments.models import CohortDeliverable, Deliverable, ExerciseAdaptation
from completion.domain.requirements import what_is_missing
from courses.domain.goals import load_goals
from courses.models import Enrolment, Goal, LessonProgress
from lms.lib.errors import RuleViolation
from tests.assessments.grades import approving, returning
from tests.assessments.projects import (
    complete_project,
    submitted_project,
    whole_facts,
    written_project,
)
from tests.factories import LessonFactory, UserFactory

pytestmark = pytest.mark.django_db


def submit(enrolment, project, deliverable="E1", **more):
    more = {"key": uuid4(), "by": enrolment.participant} | more
    return submit_project(project, enrolment, deliverable=deliverable, **more)


def refused(*args, **more):
    with pytest.raises(RuleViolation) as refusal:
        submit(*args, **more)
    return refusal.value.code


# What each needs


def test_errors_hold_back_their_own_deliverable_and_later_ones_only():
    facts = whole_facts()
    without_strategy = replace(facts, alternatives=(), criteria=(), objectives=())

    enrolment, project = complete_project(facts=without_strategy)

    review = review_of(project)
    assert [minimum_of(each, review).is_met for each in Deliverable] == [True] + [False] * 4
    assert submit(enrolment, project, "E1").state == "waiting"
    assert refused(enrolment, project, "E2") == "gaps"


def test_a_gap_of_an_earlier_deliverable_is_named_apart():
    enrolment, project = complete_project(facts=replace(whole_facts(), title=""))

    minimum = minimum_of("E3", review_of(project))

    assert [need.step for need in minimum.earlier] == ["2.1"]
    assert all(need.is_met for need in minimum.needs)
    [lack] = minimum.earlier[0].lacks
    assert (lack.thing.kind, lack.field) == ("project", "title")
    assert refused(enrolment, project, "E3") == "gaps"


def test_warnings_and_hints_hold_nothing_back():
    facts = whole_facts()
    _enrolment, project = complete_project(
        facts=replace(facts, stakeholders=facts.stakeholders[:1])
    )

    review = review_of(project)

    assert {"STK-01"} <= {note.finding.id for note in review.notes}
    assert minimum_of("E1", review).is_met


@pytest.mark.parametrize(
    ("audience", "steps"),
    [("public_servant", ["2.11", "2.12"]), ("cso", ["2.11", "2.12", "2.13", "2.14"])],
)
def test_the_minimum_of_the_final_project_follows_the_audience(audience, steps):
    _enrolment, project = complete_project(facts=replace(whole_facts(), audience=audience))

    assert [need.step for need in minimum_of("E5", review_of(project)).needs] == steps


def asks(project, *, goals=(), plan=""):
    load_goals()
    adaptation = ExerciseAdaptation.objects.create(cohort=project.cohort, plan_label=plan)
    adaptation.fixed_goals.set(Goal.objects.filter(number__in=goals))


def test_the_final_project_contributes_to_the_sdg_that_its_cohort_asks_for():
    enrolment, project = complete_project(facts=whole_facts())
    linked = int(whole_facts().sdg_links[0].target.partition(".")[0])
    other = next(number for number in (15, 16) if number != linked)
    asks(project, goals=[linked, other])

    standings = {
        each.deliverable: each for each in standings_of(enrolment, project, review_of(project))
    }

    assert standings["E4"].minimum.is_met
    [need] = [need for need in standings["E5"].minimum.needs if not need.is_met]
    assert need.step == "2.12"
    assert [(lack.thing.kind, str(other) in lack.name) for lack in need.lacks] == [
        ("sdg_link", True)
    ]
    assert refused(enrolment, project, "E5") == "gaps"


def test_the_final_project_is_aligned_with_the_plan_that_its_cohort_asks_for():
    facts = whole_facts()
    enrolment, project = complete_project(facts=replace(facts, plans=(), audience="cso"))
    asks(project, plan="Plan Estatal de Desarrollo")

    asked = asked_of_all(enrolment)

    lacks = [
        lack
        for need in minimum_of("E5", review_of(project), asked).needs
        for lack in need.lacks
        if lack.thing.kind == "plan"
    ]
    assert len(lacks) == 1
    assert "Plan Estatal de Desarrollo" in lacks[0].name
    assert refused(enrolment, project, "E5") == "gaps"


def test_the_minimum_is_short(settings):
    _enrolment, project = written_project()
    review = review_of(project)

    assert all(len(minimum_of(each, review).needs) <= 4 for each in list(Deliverable)[:4])


# Handing in


def test_handing_in_an_early_deliverable_stops_nothing():
    enrolment, project = complete_project()

    first, second = submit(enrolment, project, "E1"), submit(enrolment, project, "E2")

    project.refresh_from_db()
    assert project.is_editable
    assert [(s.deliverable, s.number, s.folio.split("-")[1:3]) for s in (first, second)] == [
        ("E1", 1, ["E1", "1"]),
        ("E2", 1, ["E2", "1"]),
    ]


def test_what_waits_or_was_accepted_is_not_handed_in_again_and_what_came_back_is():
    tutor = UserFactory()
    enrolment, project = complete_project()
    first = submit(enrolment, project)
    assert refused(enrolment, project) == "handed_in"

    send_verdict(first, by=tutor, **returning(first))
    second = submit(enrolment, project)
    send_verdict(second, by=tutor, **approving(second))

    assert second.number == 2
    assert refused(enrolment, project) == "approved"


def test_while_the_final_project_is_read_nothing_else_is_handed_in():
    enrolment, project = complete_project()
    submit(enrolment, project, "E5")

    assert refused(enrolment, project, "E1") == "handed_in"


def test_a_deliverable_is_handed_in_from_the_day_the_cohort_says():
    enrolment, project = complete_project()
    opens_at = timezone.now() + timedelta(days=3)
    CohortDeliverable.objects.create(cohort=project.cohort, deliverable="E1", opens_at=opens_at)

    assert refused(enrolment, project) == "not_open"
    assert submit(enrolment, project, now=opens_at).state == "waiting"


def test_each_is_late_by_its_own_day_and_the_clock_of_the_server():
    enrolment, project = complete_project()
    due = timezone.now().replace(microsecond=0)
    CohortDeliverable.objects.create(cohort=project.cohort, deliverable="E1", due_at=due)

    first = submit(enrolment, project, "E1", now=due + timedelta(seconds=0.1))
    second = submit(enrolment, project, "E2", now=due + timedelta(days=9))

    assert (first.is_late, first.due_at) == (True, due)
    assert (second.is_late, second.due_at) == (False, None)


def test_taking_back_an_early_deliverable_leaves_the_project_as_it_is():
    enrolment, project = complete_project()

    withdraw_submission(submit(enrolment, project), by=enrolment.participant)

    project.refresh_from_db()
    assert project.state == "draft"
    assert submit(enrolment, project).number == 2


def test_a_version_keeps_the_whole_project_its_findings_and_what_was_dismissed():
    enrolment, project = written_project()
    hint = next(n.finding for n in review_of(project).notes if n.finding.id == "SYN-01")
    dismiss_hint(
        project, "SYN-01", name_of(hint.place), by=enrolment.participant, reason="No aplica aquí."
    )
    complete = complete_project()
    submission = submit(*complete, "E1")

    review = review_of(complete[1])
    assert submission.snapshot["deliverable"] == "E1"
    assert len(submission.snapshot["findings"]) == len(review.notes)
    assert facts_in(submission.snapshot).title == review.facts.title
    assert submission.snapshot["dismissed"] == []


def test_items_are_completed_when_all_the_deliverables_they_name_are_handed_in():
    enrolment, project = complete_project()
    edition = project.cohort.edition
    both = LessonFactory(module__edition=edition, kind="H", closed_by="submission", awaits="E1 E2")
    homework = LessonFactory(module__edition=edition, kind="H", closed_by="homework", awaits="E2")
    LessonFactory(module__edition=edition, kind="H", closed_by="homework")
    final = LessonFactory(module__edition=edition, kind="P", closed_by="submission")
    accepted = LessonFactory(module__edition=edition, kind="P", closed_by="approval", awaits="E1")

    def done():
        progress = LessonProgress.objects.exclude(completed_at=None)
        return set(progress.values_list("lesson", flat=True))

    first = submit(enrolment, project, "E1")
    assert done() == set()
    submit(enrolment, project, "E2")
    assert done() == {both.pk, homework.pk}
    send_verdict(first, by=UserFactory(), **approving(first))
    assert done() == {both.pk, homework.pk, accepted.pk}
    submit(enrolment, project, "E5")
    assert done() == {both.pk, homework.pk, accepted.pk, final.pk}


def test_standings_say_what_was_sent_and_until_when(django_assert_num_queries):
    enrolment, project = complete_project()
    due = timezone.now() + timedelta(days=3)
    CohortDeliverable.objects.create(cohort=project.cohort, deliverable="E1", due_at=due)
    submit(enrolment, project, "E1")
    review = review_of(project)
    enrolment = with_exercise(Enrolment.objects.with_course()).get(pk=enrolment.pk)

    with django_assert_num_queries(2):
        standings = standings_of(enrolment, project, review)

    first, second = standings[:2]
    assert (first.state, first.due.due_at, first.is_open) == ("waiting", due, False)
    assert (second.state, second.due, second.is_open) == ("", None, True)


# Reading them


@pytest.mark.parametrize(
    ("deliverable", "codes"),
    [("E1", ["R1", "R2"]), ("E2", ["R2", "R3"]), ("E3", ["R4", "R6"]), ("E4", ["R5", "R6"])],
)
def test_each_early_deliverable_is_read_by_two_criteria(deliverable, codes):
    submission = submitted_project(deliverable=deliverable)

    criteria = criteria_of(rubric_for(submission, None), deliverable)

    assert [criterion.code for criterion in criteria] == codes


def test_an_early_deliverable_is_accepted_below_the_mark_of_the_project():
    submission = submitted_project(deliverable="E1")

    grade = send_verdict(submission, by=UserFactory(), **approving(submission, level=1))

    submission.refresh_from_db()
    submission.project.refresh_from_db()
    assert (submission.state, submission.project.state) == ("approved", "draft")
    assert grade.total == Decimal("30.00")
    assert sorted(grade.scores.values_list("criterion__code", flat=True)) == ["R1", "R2"]


def test_an_accepted_early_deliverable_is_no_approved_project():
    submission = submitted_project(deliverable="E1")
    send_verdict(submission, by=UserFactory(), **approving(submission))

    assert approved_submission(submission.enrolment) is None
    assert what_is_missing(submission.enrolment).facts.project == ""


def test_returning_needs_a_message_and_a_day():
    submission = submitted_project(deliverable="E2")

    with pytest.raises(RuleViolation) as refusal:
        send_verdict(submission, by=UserFactory(), **returning(submission) | {"message": " "})

    assert refusal.value.code == "message"


def test_a_verdict_is_corrected_although_another_deliverable_came_later():
    tutor = UserFactory()
    first = submitted_project(deliverable="E1")
    send_verdict(first, by=tutor, **returning(first))
    submit(first.enrolment, first.project, "E2")

    grade = amend_grade(first, by=tutor, **approving(first))

    assert grade.verdict == "approve"
