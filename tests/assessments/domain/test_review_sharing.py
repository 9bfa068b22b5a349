from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.peer_reviews import open_review
from assessments.domain.review_sharing import Given, Reader, share_out, share_reviews
from assessments.models import PeerReview, Submission
from courses.domain.progress import complete_lesson
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    LessonFactory,
    PeerReviewFactory,
    ProjectMemberFactory,
    SubmissionFactory,
)

AGO = timedelta(days=1)


def people(*teams):
    """One reader for each person: ``people(1, 2)`` is one alone, and a team of two."""
    number = iter(range(1, 1000))
    return [
        Reader(next(number), project, frozenset({project}))
        for project, size in enumerate(teams, start=1)
        for _member in range(size)
    ]


def handed_in(readers):
    return list(dict.fromkeys(reader.project for reader in readers))


def share(readers, given=()):
    return share_out(readers, handed_in(readers), given)


def test_in_one_go_everybody_gives_two_and_gets_two():
    readers = people(1, 1, 1, 1, 1, 1, 1)

    pairs = share(readers)

    assert Counter(reader for reader, _project in pairs) == dict.fromkeys(range(1, 8), 2)
    assert Counter(project for _reader, project in pairs) == dict.fromkeys(range(1, 8), 2)
    assert not any((project, reader) in pairs for reader, project in pairs)


def test_who_is_alone_waits_and_the_first_others_are_given_at_once():
    assert share(people(1)) == set()
    assert share(people(1, 1)) == {(1, 2), (2, 1)}


def test_whoever_comes_late_is_reviewed_too_by_those_who_have_not_begun():
    readers = people(1, 1, 1, 1)
    earlier = [Given(reader, project, is_opened=False) for reader, project in share(readers[:3])]

    pairs = share(readers, earlier)

    assert Counter(project for _reader, project in pairs) == dict.fromkeys(range(1, 5), 2)


def test_what_was_opened_stays_with_its_reader():
    readers = people(1, 1, 1, 1)
    opened = [Given(reader, project) for reader, project in share(readers[:3])]

    pairs = share(readers, opened)

    assert {reader for reader, _project in pairs} == {4}


def test_two_teams_read_each_other_and_wait_for_a_third():
    assert share(people(2, 2)) == {(1, 2), (2, 2), (3, 1), (4, 1)}


@given(
    sizes=st.lists(st.integers(1, 4), max_size=12),
    opened=st.sets(st.integers(0, 60)),
    came=st.integers(0, 12),
)
def test_nobody_reads_their_own_and_the_shares_are_even(sizes, opened, came):
    readers = people(*sizes)
    first = sorted(share([reader for reader in readers if reader.project <= came]))
    given_before = [Given(*pair, is_opened=place in opened) for place, pair in enumerate(first)]

    pairs = share(readers, given_before)
    again = share(
        readers,
        [Given(*pair, is_opened=False) for pair in pairs]
        + [one for one in given_before if one.is_opened],
    )

    everything = pairs | {(one.reader, one.project) for one in given_before if one.is_opened}
    own = {(reader.id, reader.project) for reader in readers}
    assert everything.isdisjoint(own)
    each = Counter(reader for reader, _project in everything)
    assert all(each[reader.id] == min(2, len(sizes) - 1) for reader in readers)
    assert again == pairs
    if not opened and sizes and set(sizes) == {1}:
        load = Counter(project for _reader, project in everything)
        assert max(load.values(), default=0) - min(load.values(), default=0) <= 1


@pytest.fixture
def cohort():
    cohort = CohortFactory()
    LessonFactory(module__edition=cohort.edition, kind="P", closed_by="review", minutes=60)
    return cohort


def hand_in(cohort, **facts):
    """Return the submission of somebody who works alone."""
    facts = {"submitted_at": timezone.now() - AGO} | facts
    submission = SubmissionFactory(project__cohort=cohort, **facts)
    ProjectMemberFactory(project=submission.project, enrolment=submission.enrolment)
    return submission


def pairs_in(cohort):
    reviews = PeerReview.objects.filter(project__cohort=cohort)
    return set(reviews.values_list("reviewer", "position", "project", "submission"))


@pytest.mark.django_db
def test_sharing_again_changes_nothing_and_says_once_who_has_both(cohort):
    submissions = [hand_in(cohort) for _ in range(3)]
    hand_in(CohortFactory(edition=cohort.edition))

    served = share_reviews(cohort)
    before = pairs_in(cohort)
    again = share_reviews(cohort)

    assert {one.pk for one in served} == {one.enrolment_id for one in submissions}
    assert again == []
    assert pairs_in(cohort) == before
    assert len(before) == 6
    assert sorted({position for _reviewer, position, *_rest in before}) == [1, 2]


@pytest.mark.django_db
def test_who_has_just_handed_in_is_not_written_to(cohort):
    late = hand_in(cohort, submitted_at=timezone.now())
    waited = [hand_in(cohort) for _ in range(2)]

    served = share_reviews(cohort)

    assert {one.pk for one in served} == {one.enrolment_id for one in waited}
    assert PeerReview.objects.filter(reviewer=late.enrolment).count() == 2


@pytest.mark.django_db
def test_newest_version_is_read_until_the_review_is_opened(cohort):
    first, second = hand_in(cohort), hand_in(cohort)
    share_reviews(cohort)
    of_first = PeerReview.objects.get(reviewer=first.enrolment)
    open_review(of_first)
    Submission.objects.update(state="returned")
    newer = SubmissionFactory(project=first.project, enrolment=first.enrolment, number=2)
    SubmissionFactory(project=second.project, enrolment=second.enrolment, number=2)

    share_reviews(cohort)

    of_first.refresh_from_db()
    assert of_first.submission == second
    assert PeerReview.objects.get(reviewer=second.enrolment).submission == newer


@pytest.mark.django_db
def test_what_was_taken_back_is_not_read_any_more(cohort):
    first, second = hand_in(cohort), hand_in(cohort)
    share_reviews(cohort)
    Submission.objects.filter(pk=second.pk).update(state="withdrawn")

    share_reviews(cohort)

    assert not PeerReview.objects.exists()
    assert first.enrolment.peer_reviews.count() == 0


@pytest.mark.django_db
def test_who_leaves_or_made_the_item_up_gives_their_places_back(cohort):
    submissions = [hand_in(cohort) for _ in range(4)]
    share_reviews(cohort)
    left, done, *_others = [each.enrolment for each in submissions]
    left.status = "withdrawn"
    left.save()
    lesson = cohort.edition.modules.get().lessons.get()
    complete_lesson(done, lesson, by=done.participant)

    share_reviews(cohort)

    reviewers = set(PeerReview.objects.values_list("reviewer", flat=True))
    assert reviewers == {each.enrolment_id for each in submissions[2:]}


@pytest.mark.django_db
def test_a_project_one_has_left_is_never_given(cohort):
    submissions = [hand_in(cohort) for _ in range(3)]
    former = submissions[0].enrolment
    ProjectMemberFactory(
        project=submissions[1].project, enrolment=former, is_owner=False, left_at=timezone.now()
    )

    share_reviews(cohort)

    given_to_former = set(former.peer_reviews.values_list("project", flat=True))
    assert given_to_former == {submissions[2].project_id}


@pytest.mark.django_db
def test_closed_cohorts_and_courses_without_reviews_share_nothing(cohort):
    without = CohortFactory(edition__course__slug="other")
    for _ in range(2):
        hand_in(without)
        hand_in(cohort)
    cohort.state = "closed"
    cohort.save()

    assert share_reviews(cohort) == []
    assert share_reviews(without) == []
    assert not PeerReview.objects.exists()


@pytest.mark.django_db
def test_begun_reviews_of_who_left_take_no_place(cohort):
    gone = EnrolmentFactory(cohort=cohort, status="withdrawn")
    submissions = [hand_in(cohort) for _ in range(3)]
    for position, submission in enumerate(submissions[:2], start=1):
        PeerReviewFactory(
            submission=submission, reviewer=gone, position=position, opened_at=timezone.now()
        )

    share_reviews(cohort)

    load = Counter(PeerReview.objects.exclude(reviewer=gone).values_list("project", flat=True))
    assert load == {submission.project_id: 2 for submission in submissions}
