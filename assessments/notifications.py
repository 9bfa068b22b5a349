"""What this app writes to people: one function a message."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from assessments.domain.calendar import DueWork, work_called
from assessments.domain.calendar_days import days_moved
from assessments.domain.calendar_moves import messages_about, people_concerned
from assessments.domain.reminders import Reminder
from assessments.domain.review_sharing import review_lessons
from assessments.models import (
    Grade,
    KeyCorrection,
    PeerReview,
    ProjectMember,
    QuizAllowance,
    ReviewReport,
    ScoreChange,
    Submission,
)
from courses.models import CalendarMove, DueExtension, Enrolment
from people.domain.messages import Posting, post, post_many, stop
from people.models import Message, User
from tutoring.domain.sessions import zone_called

# A move of the calendar can be undone for so long before anybody is told of it.
GRACE = timedelta(minutes=10)
# Where a person sees the days of a cohort, by what they are in it.
CALENDARS = {
    "participant": "courses:outline",
    "tutor": "assessments:cohort-days",
    "facilitator": "tutoring:session-list",
}


def submission_received(submission: Submission) -> None:
    """Send the receipt to everybody who works on the project."""
    for key, person in _readers(f"submission-{submission.public_id}", submission):
        with timezone.override(person.time_zone):
            post(
                "assessments/submission_received",
                key=key,
                person=person,
                submission=submission,
                link=_link("assessments:submission-receipt", [submission.public_id], person),
            )


def verdict_sent(grade: Grade) -> None:
    """Tell everybody who works on the project what the tutor decided."""
    submission = grade.submission
    for key, person in _readers(f"grade-{grade.public_id}", submission):
        with timezone.override(person.time_zone):
            post(
                "assessments/verdict_sent",
                key=key,
                person=person,
                grade=grade,
                submission=submission,
                is_approved=grade.verdict == Grade.Verdict.APPROVE,
                link=_link("assessments:project", [submission.project.cohort.code], person),
            )


def member_moved(member: ProjectMember) -> None:
    """Tell who was put in a team or taken out, and the others of it; only they read the reason.

    Whoever decided it knows; who was moved from one team to another hears of the new one.
    """
    person, moment = member.enrolment.participant, member.left_at or member.since
    others = member.project.members.working().exclude(enrolment=member.enrolment_id)
    readers = [
        each.enrolment.participant for each in others.select_related("enrolment__participant")
    ]
    arrived = ProjectMember.objects.filter(
        enrolment=member.enrolment_id, since=moment, moved_by=member.moved_by_id
    )
    if member.left_at is None or not arrived.exists():
        readers.append(person)
    for reader in readers:
        if reader.pk != member.moved_by_id:
            post(
                "assessments/member_moved",
                key=f"team-{member.pk}-{moment:%Y%m%d%H%M%S%f}-{reader.pk}",
                person=reader,
                member=member,
                moved=person,
                link=_link("assessments:team", [member.project.cohort.code], reader),
            )


def allowance_granted(allowance: QuizAllowance) -> None:
    """Tell the participant that they have more attempts or more time in a quiz, and why."""
    enrolment = allowance.enrolment
    post(
        "assessments/allowance_granted",
        key=f"quiz-allowance-{allowance.public_id}",
        person=enrolment.participant,
        allowance=allowance,
        link=_link(
            "assessments:quiz",
            [enrolment.cohort.code, allowance.quiz.lesson.public_id],
            enrolment.participant,
        ),
    )


def scores_rose(correction: KeyCorrection, changes: Sequence[ScoreChange]) -> None:
    """Tell a participant that the key of a question was corrected and what their scores are now."""
    enrolment = changes[0].attempt.enrolment
    lesson = correction.item.quiz.lesson
    post(
        "assessments/scores_rose",
        key=f"score-{correction.pk}-{enrolment.public_id}",
        person=enrolment.participant,
        correction=correction,
        changes=changes,
        title=lesson.title,
        link=_link(
            "assessments:quiz", [enrolment.cohort.code, lesson.public_id], enrolment.participant
        ),
    )


def reviews_given(enrolment: Enrolment) -> None:
    """Tell somebody who waited that there are two projects to review now."""
    person = enrolment.participant
    lesson = review_lessons(enrolment.cohort).first()
    post(
        "assessments/reviews_given",
        key=f"reviews-given-{enrolment.public_id}",
        person=person,
        lesson=lesson,
        link=_link("assessments:peer-reviews", [enrolment.cohort.code, lesson.public_id], person),
    )


def review_received(review: PeerReview) -> None:
    """Tell everybody who works on a project what somebody says of it, and never who."""
    submission = review.submission
    for key, person in _readers(f"peer-review-{review.public_id}", submission):
        code = submission.project.cohort.code
        post(
            "assessments/review_received",
            key=key,
            person=person,
            submission=submission,
            link=_link("assessments:peer-reviews-received", [code], person),
        )


def review_taken_down(report: ReviewReport) -> None:
    """Tell who wrote a review that it was taken down, and why."""
    review = report.review
    person = review.reviewer.participant
    post(
        "assessments/review_taken_down",
        key=f"peer-review-{review.public_id}-taken-down-{report.decided_at:%Y%m%d%H%M%S}",
        person=person,
        report=report,
        submission=review.submission,
        link=_link("assessments:peer-review", [review.public_id], person),
    )


def time_extended(extensions: Sequence[DueExtension]) -> None:
    """Tell people that they have more time for something, until when and why."""
    post_many("assessments/time_extended", _about_extensions("extension", extensions))


def time_taken_back(extensions: Sequence[DueExtension]) -> None:
    """Tell people that the time they had been given was taken back; only who heard of it."""
    keys = [f"extension-{extension.pk}" for extension in extensions]
    stop(keys)
    unheard = set(
        Message.objects.filter(key__in=keys, state=Message.State.STOPPED).values_list(
            "key", flat=True
        )
    )
    told = [each for each in extensions if f"extension-{each.pk}" not in unheard]
    post_many("assessments/time_taken_back", _about_extensions("extension-back", told))


def _about_extensions(key: str, extensions: Sequence[DueExtension]) -> list[Posting]:
    if not extensions:
        return []
    first = extensions[0]
    work = work_called(first.enrolment.cohort, first.what)
    return [
        _posting(
            f"{key}-{extension.pk}",
            extension.enrolment,
            work=work,
            what=extension.what,
            extension=extension,
            link=_where(work, extension.enrolment),
        )
        for extension in extensions
        if extension.enrolment.participant.email
    ]


def still_due(reminders: Sequence[Reminder]) -> None:
    """Remind people of what they have not handed in; each reminder once."""
    written = Message.objects.filter(key__in=[each.key for each in reminders])
    known = set(written.values_list("key", flat=True))
    post_many(
        "assessments/still_due",
        [
            _posting(
                each.key, each.enrolment, reminder=each, link=_where(each.work, each.enrolment)
            )
            for each in reminders
            if each.key not in known
        ],
    )


def calendar_moved(move: CalendarMove) -> None:
    """Tell everybody concerned, once and not before the grace has passed, of the new days."""
    moved = days_moved(move)
    facts = {"move": move, "moved": moved, "zone": zone_called(move.cohort.time_zone)}
    post_many(
        "assessments/calendar_moved",
        [
            Posting(
                key=f"calendar-{move.public_id}-{person.public_id}",
                person=person,
                to=person.email,
                facts=facts | {"link": _link(CALENDARS[role], _of(role, move), person)},
            )
            for role, person in people_concerned(move.cohort, moved)
            if person.email
        ],
        not_before=move.moved_at + GRACE,
    )


def calendar_move_undone(move: CalendarMove) -> None:
    """Tell those who were told of a move that it was undone; whoever was not hears nothing."""
    written = messages_about(move)
    stop(list(written.pending().values_list("key", flat=True)))
    told = written.filter(state=Message.State.SENT).select_related("person")
    post_many(
        "assessments/calendar_move_undone",
        [
            Posting(
                key=f"calendar-undone-{move.public_id}-{message.person.public_id}",
                person=message.person,
                to=message.to,
                facts={"move": move, "link": _link("home", [], message.person)},
            )
            for message in told
        ],
    )


def _of(role: str, move: CalendarMove) -> list[str]:
    return [] if role == "facilitator" else [move.cohort.code]


def _posting(key: str, enrolment: Enrolment, **facts: Any) -> Posting:
    """Return a message to a participant; days in it are those of the cohort's time zone."""
    person = enrolment.participant
    facts |= {"cohort": enrolment.cohort, "zone": zone_called(enrolment.cohort.time_zone)}
    return Posting(key=key, person=person, to=person.email, facts=facts)


def _where(work: DueWork | None, enrolment: Enrolment) -> str:
    """Return the address at which something is handed in."""
    code, person = enrolment.cohort.code, enrolment.participant
    if work is None or work.lesson is None:
        return _link("assessments:project", [code], person)
    return _link("courses:lesson", [code, work.lesson.public_id], person)


def _readers(key: str, submission: Submission) -> list[tuple[str, User]]:
    """Return who is written to, each with a key; the plain one is of who handed it in."""
    author = submission.enrolment.participant
    members = ProjectMember.objects.filter(
        project=submission.project_id, left_at=None
    ).select_related("enrolment__participant")
    others = [
        (f"{key}-{member.enrolment.public_id}", member.enrolment.participant)
        for member in members
        if member.enrolment.participant_id != author.pk
    ]
    return [(key, author), *others]


def _link(name: str, arguments: Sequence[object], person: User) -> str:
    with override(person.language):
        return settings.SITE_URL + reverse(name, args=arguments)
