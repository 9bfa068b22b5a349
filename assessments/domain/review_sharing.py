"""Which two projects each person of a cohort is given to review, so that all get about as many."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from assessments.models import Deliverable, PeerReview, ProjectMember, Submission
from courses.models import Cohort, Enrolment, Lesson, LessonProgress

WAITED = timedelta(minutes=2)  # Whoever waited longer for projects to review is written to.


@dataclass(frozen=True)
class Reader:
    """Somebody who reviews: the project they work on, and all they ever worked on."""

    id: int
    project: int
    barred: frozenset[int]


@dataclass(frozen=True)
class Given:
    """That a reader has a project; it cannot be taken away once they have opened it."""

    reader: int
    project: int
    is_opened: bool = True


class Sharing:
    """The projects given so far. What comes out depends on what goes in alone."""

    def __init__(
        self, readers: Sequence[Reader], projects: Sequence[int], given: Iterable[Given]
    ) -> None:
        self.readers = {reader.id: reader for reader in readers}
        self.places = {project: place for place, project in enumerate(projects)}
        self.pairs: dict[int, dict[int, bool]] = {reader.id: {} for reader in readers}
        self.load = Counter(dict.fromkeys(projects, 0))
        self.between: Counter[tuple[int, int]] = Counter()  # Who reads, and what: both projects.
        for each in given:
            if each.is_opened or self._may_read(each.reader, each.project):
                self.pairs.setdefault(each.reader, {})[each.project] = each.is_opened
                self._count(each.reader, each.project, 1)

    def _may_read(self, reader: int, project: int) -> bool:
        return (
            reader in self.readers
            and project in self.places
            and project not in self.readers[reader].barred
        )

    def _count(self, reader: int, project: int, change: int) -> None:
        self.load[project] += change
        if reader in self.readers:
            self.between[self.readers[reader].project, project] += change

    def fill(self, count: int) -> None:
        """Give everybody a first project before anybody gets a second one."""
        for wanted in range(1, count + 1):
            for reader in self.readers.values():
                open_to = self._open_to(reader) if len(self.pairs[reader.id]) < wanted else []
                if open_to:
                    self._give(reader, min(open_to, key=lambda one: self._order(reader, one)))

    def _open_to(self, reader: Reader) -> list[int]:
        """The projects of others that the reader does not have yet."""
        has = self.pairs[reader.id]
        return [one for one in self.places if one not in has and one not in reader.barred]

    def _order(self, reader: Reader, project: int) -> tuple[int, bool, int]:
        """Say what comes first: few reviews, then not one's own reviewers, then who came next."""
        reads_mine = self.between[project, reader.project] > 0
        distance = self.places[project] - self.places.get(reader.project, 0)
        return self.load[project], reads_mine, distance % len(self.places)

    def _give(self, reader: Reader, project: int) -> None:
        self.pairs[reader.id][project] = False
        self._count(reader.id, project, 1)

    def level(self) -> None:
        """Move what nobody has opened from projects with many reviews to those with few."""
        while move := next(self._moves(), None):
            reader, much, little = move
            del self.pairs[reader.id][much]
            self._count(reader.id, much, -1)
            self._give(reader, little)

    def _moves(self) -> Iterator[tuple[Reader, int, int]]:
        least = min((self.load[project] for project in self.places), default=0)
        movable = [
            (self.readers[reader], project)
            for reader, projects in self.pairs.items()
            if reader in self.readers
            for project, is_opened in projects.items()
            if not is_opened and self.load[project] >= least + 2
        ]
        movable.sort(key=lambda pair: -self.load[pair[1]])
        for reader, much in movable:
            for little in sorted(self._open_to(reader), key=lambda one: self._order(reader, one)):
                if self.load[much] - self.load[little] >= 2:
                    yield reader, much, little


def share_out(
    readers: Sequence[Reader],
    projects: Sequence[int],
    given: Iterable[Given],
    *,
    count: int = PeerReview.COUNT,
) -> set[tuple[int, int]]:
    """Return (reader, project) for all that is given and was not opened yet. Pure.

    ``projects`` are in the order in which they were handed in. Nobody reads a project they ever
    worked on. Asked again with its own answer it returns the same.
    """
    sharing = Sharing(readers, projects, given)
    sharing.fill(count)
    sharing.level()
    return {
        (reader, project)
        for reader, projects in sharing.pairs.items()
        for project, is_opened in projects.items()
        if not is_opened
    }


@transaction.atomic
def share_reviews(cohort: Cohort, *, now: datetime | None = None) -> list[Enrolment]:
    """Give two projects to everybody in a cohort who handed one in, as far as there are enough.

    Again: nothing changes. A project that nobody has opened may go to somebody else, and its
    newest version is read. Returns those who have waited and have both now.
    """
    now = now or timezone.now()
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    if cohort.is_closed or not review_lessons(cohort).exists():
        return []
    versions = versions_of(cohort)
    members = _readers_of(cohort, versions)
    readers = [reader for reader, _member in members]
    reviews = list(
        PeerReview.objects.select_for_update(of=("self",)).filter(project__cohort=cohort)
    )
    known = {reader.id for reader in readers}
    given = [
        Given(review.reviewer_id, review.project_id, is_opened=review.opened_at is not None)
        for review in reviews
        # Who left and did not send what they had begun takes nobody's place.
        if review.sent_at or review.reviewer_id in known
    ]
    wanted = share_out(readers, list(versions), given)
    before = Counter(review.reviewer_id for review in reviews)
    _carry_out(wanted, reviews, versions, now=now)
    after = Counter(reader for reader, _project in wanted)
    after.update(review.reviewer_id for review in reviews if review.opened_at)
    return [
        member.enrolment
        for reader, member in members
        if before[reader.id] < PeerReview.COUNT <= after[reader.id]
        and now - versions[reader.project].handed_in_at > WAITED
    ]


def _carry_out(
    wanted: set[tuple[int, int]],
    reviews: list[PeerReview],
    versions: dict[int, Submission],
    *,
    now: datetime,
) -> None:
    taken = {(review.reviewer_id, review.position) for review in reviews}
    for review in reviews:
        if review.opened_at:
            continue
        pair = (review.reviewer_id, review.project_id)
        if pair not in wanted:
            review.delete()
            taken.discard((review.reviewer_id, review.position))
        elif review.submission_id != versions[review.project_id].pk:
            review.submission = versions[review.project_id]
            review.save(update_fields=["submission"])
    new = wanted - {(review.reviewer_id, review.project_id) for review in reviews}
    made = []
    for reader, project in sorted(new):
        position = next(n for n in range(1, PeerReview.COUNT + 1) if (reader, n) not in taken)
        taken.add((reader, position))
        made.append(
            PeerReview(
                reviewer_id=reader,
                position=position,
                project_id=project,
                submission=versions[project],
                given_at=now,
            )
        )
    PeerReview.objects.bulk_create(made)


def review_lessons(cohort: Cohort) -> QuerySet[Lesson]:
    """Return the items of the cohort's edition that reviewing completes."""
    return Lesson.objects.of_edition(cohort.edition_id).filter(closed_by=Lesson.ClosedBy.REVIEW)


def versions_of(cohort: Cohort) -> dict[int, Submission]:
    """Return project → its newest final version that was not taken back; the first come first.

    Each knows ``handed_in_at``: when the project was handed in for the first time.
    """
    newest: dict[int, Submission] = {}
    submissions = (
        Submission.objects.filter(project__cohort=cohort, deliverable=Deliverable.PROJECT)
        .exclude(state=Submission.State.WITHDRAWN)
        .defer("snapshot")
        .order_by("submitted_at", "pk")
    )
    for submission in submissions:
        first = newest.get(submission.project_id)
        submission.handed_in_at = first.handed_in_at if first else submission.submitted_at
        newest[submission.project_id] = submission
    return newest


def _readers_of(
    cohort: Cohort, versions: dict[int, Submission]
) -> list[tuple[Reader, ProjectMember]]:
    """Return who reviews, the first to hand in first; who completed the item otherwise does not."""
    done = LessonProgress.objects.filter(
        enrolment=OuterRef("enrolment"),
        lesson__in=review_lessons(cohort),
        completed_at__isnull=False,
    )
    members = list(
        ProjectMember.objects.filter(project__cohort=cohort)
        .annotate(has_done=Exists(done))
        .select_related("enrolment__participant", "enrolment__cohort")
        .order_by("pk")
    )
    worked_on: dict[int, set[int]] = {}
    for member in members:
        worked_on.setdefault(member.enrolment_id, set()).add(member.project_id)
    found = [
        (
            Reader(
                member.enrolment_id, member.project_id, frozenset(worked_on[member.enrolment_id])
            ),
            member,
        )
        for member in members
        if member.left_at is None
        and not member.has_done
        and member.project_id in versions
        and member.enrolment.status in Enrolment.STUDYING
    ]
    return sorted(found, key=lambda pair: (versions[pair[0].project].handed_in_at, pair[0].id))


def cohorts_to_share() -> QuerySet[Cohort]:
    """Return the open cohorts whose people review each other."""
    lessons = Lesson.objects.filter(
        module__edition=OuterRef("edition"), closed_by=Lesson.ClosedBy.REVIEW
    )
    handed_in = Submission.objects.filter(project__cohort=OuterRef("pk"))
    return Cohort.objects.filter(Exists(lessons), Exists(handed_in)).exclude(
        state=Cohort.State.CLOSED
    )
