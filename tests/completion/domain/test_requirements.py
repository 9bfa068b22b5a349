from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import QuizAttempt
from completion.domain.requirements import (
    Facts,
    QuizResult,
    Rule,
    Standing,
    load_requirements,
    missing,
    standings_of,
    what_is_missing,
)
from completion.models import CompletionRequirement
from courses.models import Enrolment
from tests.completion.world import complete, give_hours, make_cohort, quizzes_of, take
from tests.factories import (
    EditionFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    LogframeProjectFactory,
    ProjectMemberFactory,
    QuizAllowanceFactory,
    SubmissionFactory,
)

RULES = [
    Rule("online", 2400),
    Rule("in_person", 480),
    Rule("quizzes", 70),
    Rule("project"),
    Rule("post_test"),
    Rule("survey"),
]


def quizzes(*scores):
    return tuple(
        QuizResult(number, None if score is None else Decimal(score))
        for number, score in enumerate(scores)
    )


COMPLETE = {
    "online": 2400,
    "in_person": 480,
    "quizzes": quizzes("70", "70"),
    "project": "approved",
    "has_taken_post_test": True,
    "has_answered_survey": True,
}


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({}, []),
        ({"online": 2399}, ["online"]),
        ({"online": 2500}, []),
        ({"in_person": 479}, ["in_person"]),
        ({"in_person": 600}, []),
        ({"quizzes": quizzes("100", "39.99")}, ["quizzes"]),
        ({"quizzes": quizzes("100", "40")}, []),
        ({"quizzes": quizzes("69.99", "70")}, ["quizzes"]),
        ({"quizzes": quizzes("100", None)}, ["quizzes"]),
        ({"quizzes": ()}, ["quizzes"]),
        ({"project": "waiting"}, ["project"]),
        ({"project": "returned"}, ["project"]),
        ({"project": ""}, ["project"]),
        ({"has_taken_post_test": False}, ["post_test"]),
        ({"has_answered_survey": False}, ["survey"]),
        (
            {"online": 0, "project": "", "has_answered_survey": False},
            ["online", "project", "survey"],
        ),
    ],
)
def test_missing_names_each_rule_that_the_facts_do_not_fulfil(changes, lacks):
    facts = Facts(**(COMPLETE | changes))

    assert missing(facts, RULES) == lacks


def test_nothing_done_lacks_every_rule():
    assert missing(Facts(), RULES) == [rule.kind for rule in RULES]


@pytest.mark.django_db
def test_load_requirements_sets_six_and_again_changes_nothing():
    edition = EditionFactory()

    load_requirements(edition)
    load_requirements(edition)

    assert list(
        edition.completion_requirements.order_by("position").values_list("kind", "threshold")
    ) == [
        ("online", 2400),
        ("in_person", 480),
        ("quizzes", 70),
        ("project", 0),
        ("post_test", 0),
        ("survey", 0),
    ]


@pytest.fixture
def cohort(db):
    return make_cohort()


def item(standing, kind):
    return next(item for item in standing.items if item.kind == kind)


def test_somebody_who_has_done_everything_is_complete(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    complete(enrolment)

    standing = what_is_missing(enrolment)

    assert standing.is_complete
    assert standing.met_count == 6
    assert standing.missing == []


def test_somebody_new_lacks_everything_and_reads_what_to_do(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)

    standing = what_is_missing(enrolment)

    assert not standing.is_complete
    assert [item.kind for item in standing.missing] == [rule.kind for rule in RULES]
    assert all(item.detail.endswith(".") for item in standing.missing)
    assert item(standing, "online").url_args == ("mex26b", cohort.lesson.public_id)
    assert item(standing, "survey").who == "staff"


def test_an_edition_that_asks_nothing_recognises_nobody():
    assert not Standing(None, (), Facts()).is_complete


def test_the_best_attempt_counts_and_open_attempts_do_not(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    first, second = quizzes_of(cohort)
    take(enrolment, first, 40, 90)
    take(enrolment, second, 55)
    QuizAttempt.objects.create(quiz=second, enrolment=enrolment, number=2, seed=1)

    standing = what_is_missing(enrolment)

    assert standing.facts.quiz_mean == Decimal("72.5")
    assert item(standing, "quizzes").is_met


def test_a_mean_just_under_the_mark_is_never_rounded_up(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    first, second = quizzes_of(cohort)
    take(enrolment, first, Decimal("69.99"))
    take(enrolment, second, 70)

    standing = what_is_missing(enrolment)

    assert not item(standing, "quizzes").is_met
    assert item(standing, "quizzes").state == "69"


def test_without_attempts_left_the_team_must_act(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    for quiz in quizzes_of(cohort):
        take(enrolment, quiz, 10, 20)

    assert item(what_is_missing(enrolment), "quizzes").who == "staff"


def test_with_an_extra_attempt_the_person_may_try_again(cohort):
    enrolment, other = EnrolmentFactory(cohort=cohort), EnrolmentFactory(cohort=cohort)
    for quiz in quizzes_of(cohort):
        take(enrolment, quiz, 10, 20)
        take(other, quiz, 10, 20)
    QuizAllowanceFactory(quiz=quiz, enrolment=enrolment, extra_attempts=1)

    found = [item(what_is_missing(each), "quizzes").who for each in (enrolment, other)]

    assert found == ["participant", "staff"]


def test_sessions_ahead_are_named_and_if_they_do_not_reach_the_team_acts(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    soon = timezone.now() + timedelta(days=2)
    InPersonSessionFactory(
        cohort=cohort, starts_at=soon, ends_at=soon + timedelta(hours=4), minutes=240
    )
    assert item(what_is_missing(enrolment), "in_person").who == "staff"

    InPersonSessionFactory(
        cohort=cohort, starts_at=soon, ends_at=soon + timedelta(hours=4), minutes=240
    )
    assert item(what_is_missing(enrolment), "in_person").who == "participant"


@pytest.mark.parametrize(("threshold", "is_met"), [(480, True), (585, True), (600, False)])
def test_a81_nine_hours_and_three_quarters_are_never_rounded_up(cohort, threshold, is_met):
    cohort.edition.completion_requirements.filter(kind="in_person").update(threshold=threshold)
    enrolment = EnrolmentFactory(cohort=cohort)
    give_hours(enrolment, in_person=585)

    found = item(what_is_missing(enrolment), "in_person")

    assert (found.is_met, found.state) == (is_met, "9.7 h")


@pytest.mark.parametrize(
    ("states", "met", "who"),
    [
        ([], False, "participant"),
        (["withdrawn"], False, "participant"),
        (["returned"], False, "participant"),
        (["returned", "waiting"], False, "tutor"),
        (["returned", "approved"], True, "participant"),
        (["approved", "returned"], True, "participant"),
    ],
)
def test_the_project_counts_once_approved_and_waits_for_the_tutor_before(cohort, states, met, who):
    enrolment = EnrolmentFactory(cohort=cohort)
    project = LogframeProjectFactory(cohort=cohort)
    for number, state in enumerate(states, start=1):
        SubmissionFactory(project=project, enrolment=enrolment, number=number, state=state)

    standing = what_is_missing(enrolment)

    assert (item(standing, "project").is_met, item(standing, "project").who) == (met, who)


def test_the_approved_project_of_a_team_counts_for_its_members_and_for_nobody_else(cohort):
    project = LogframeProjectFactory(cohort=cohort)
    owner = ProjectMemberFactory(project=project).enrolment
    member = ProjectMemberFactory(project=project, is_owner=False).enrolment
    gone = ProjectMemberFactory(project=project, is_owner=False, left_at=timezone.now()).enrolment
    stranger = EnrolmentFactory(cohort=cohort)
    SubmissionFactory(project=project, enrolment=owner, state="approved")

    met = {
        standing.enrolment: item(standing, "project").is_met for standing in standings_of(cohort)
    }

    assert met == {owner: True, member: True, gone: False, stranger: False}


def test_the_approval_of_a_team_somebody_left_is_not_theirs_in_the_next_team(cohort):
    approved = LogframeProjectFactory(cohort=cohort)
    owner = ProjectMemberFactory(project=approved).enrolment
    SubmissionFactory(project=approved, enrolment=owner, state="approved")
    mover = ProjectMemberFactory(project=approved, left_at=timezone.now()).enrolment
    ProjectMemberFactory(project=LogframeProjectFactory(cohort=cohort), enrolment=mover)

    assert not item(what_is_missing(mover), "project").is_met


def test_a_withdrawn_submission_changes_nothing(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    project = LogframeProjectFactory(cohort=cohort)
    for number, state in enumerate(["returned", "withdrawn"], start=1):
        SubmissionFactory(project=project, enrolment=enrolment, number=number, state=state)

    assert what_is_missing(enrolment).facts.project == "returned"


def test_what_is_missing_and_standings_of_agree(cohort):
    for number in range(3):
        enrolment = EnrolmentFactory(cohort=cohort)
        if number:
            complete(enrolment)
        if number == 2:
            give_hours(enrolment, online=-1, source_id=5)

    for standing in standings_of(cohort):
        alone = what_is_missing(
            Enrolment.objects.select_related("cohort__edition").get(pk=standing.enrolment.pk)
        )
        assert alone.items == standing.items


def test_standings_cost_the_same_for_3_and_10_people(cohort):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            standings_of(cohort)
        return len(seen)

    for _number in range(3):
        take(EnrolmentFactory(cohort=cohort), quizzes_of(cohort)[0], 50)
    with_three = queries()
    for _number in range(7):
        take(EnrolmentFactory(cohort=cohort), quizzes_of(cohort)[0], 50)

    assert queries() == with_three
    assert with_three <= 10


def test_people_who_withdrew_or_have_not_accepted_are_not_listed(cohort):
    EnrolmentFactory(cohort=cohort, status="withdrawn")
    EnrolmentFactory(cohort=cohort, status="invited")
    active = EnrolmentFactory(cohort=cohort)

    assert [standing.enrolment for standing in standings_of(cohort)] == [active]


def test_requirement_is_once_per_edition(cohort):
    assert CompletionRequirement.objects.filter(edition=cohort.edition).count() == 6
