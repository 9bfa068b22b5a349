"""Whoever asks for somebody's hours gets the same number: it is read from one ledger."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from completion.domain.certificates import issue
from completion.domain.reports import person_rows
from completion.domain.requirements import what_is_missing
from completion.domain.surveys import invite, open_survey, respond
from courses.domain.corrections import adjust_hours, correct_line
from courses.domain.goals import load_goals
from courses.domain.hours import hours_of
from courses.domain.ledger import ledger_of
from courses.domain.loading import load_course
from courses.domain.progress import complete_lesson, finish_lesson, outline_of
from courses.domain.publishing import publish_edition
from courses.domain.study import hand_in_sheet, sheet_of
from courses.models import Lesson
from lms.dashboards.participant import participant_home
from lms.dashboards.person import person_page
from tests.completion.world import complete, make_cohort
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    InPersonSessionFactory,
    LessonFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.attendance import record_attendance
from tutoring.domain.make_ups import grant_make_up
from tutoring.domain.missing import missing_of
from tutoring.domain.workload import people_of, tutored

pytestmark = pytest.mark.django_db


def make_up(enrolment, staff, code, kind="paper", **facts):
    found = missing_of(enrolment, outline_of(enrolment), enrolment.make_ups.all())
    missing = next(each for each in found if each.code == code)
    grant_make_up(
        enrolment,
        missing,
        kind=kind if kind in missing.kinds else missing.kinds[0],
        happened_on=timezone.localdate(),
        reason="Vive sin conexión",
        by=staff,
        key=uuid4(),
        **facts,
    )


def numbers_of(enrolment, tutor):
    """Return online and in-person minutes as each page, list and report says them."""
    [row] = [row.enrolment for row in tutored(people_of(tutor)) if row.enrolment == enrolment]
    home = participant_home(enrolment.participant).hours
    page = person_page(enrolment, reader=tutor).ledger
    [reported] = person_rows([enrolment])
    facts = what_is_missing(enrolment).facts
    return {
        "home": (home.online, home.in_person),
        "list of the tutor": (row.online_done, row.in_person_done),
        "page of the person": (page.hours.online, page.hours.in_person),
        "lines of that page": (
            sum(part.minutes for part in page.online),
            sum(part.minutes for part in page.in_person),
        ),
        "report": (reported.online, reported.in_person),
        "requirements": (facts.online, facts.in_person),
    }


def test_home_lists_report_and_certificate_say_the_same_hours():
    cohort = make_cohort()
    staff, tutor = UserFactory(), UserFactory()
    beginner, graduate = (EnrolmentFactory(cohort=cohort) for _each in range(2))
    for enrolment in (beginner, graduate):
        TutorAssignmentFactory(enrolment=enrolment, tutor=tutor)
    # Platform, handbook, attendance, make-up, adjustment and a correction, in odd minutes.
    lessons = [
        LessonFactory(module=cohort.lesson.module, code=f"M1.{number}", minutes=minutes)
        for number, minutes in ((7, 25), (8, 47), (9, 31))
    ]
    finish_lesson(beginner, lessons[0], by=beginner.participant)
    hand_in_sheet(
        beginner,
        lessons[0].module.code,
        lessons=[lesson.public_id for lesson in lessons[1:]],
        studied_on=timezone.localdate(),
        by=staff,
        key=uuid4(),
    )
    correct_line(beginner.hours_entries.get(minutes=31), by=staff, reason="Otra persona")
    attended, missed = (InPersonSessionFactory(cohort=cohort) for _each in range(2))
    record_attendance(attended, beginner, status="late", minutes=151, by=staff)
    make_up(beginner, staff, missed.planned.code, minutes=77)
    adjust_hours(beginner, modality="online", minutes=13, reason="Taller", by=staff, key=uuid4())
    complete(graduate)

    assert set(numbers_of(beginner, tutor).values()) == {(85, 228)}
    assert set(numbers_of(graduate, tutor).values()) == {(2400, 480)}
    snapshot = issue(graduate).snapshot
    assert (snapshot["online_minutes"], snapshot["in_person_minutes"]) == (2400, 480)


def test_handbook_and_paper_alone_lead_to_exactly_forty_hours():
    load_goals()
    edition = publish_edition(
        load_course(settings.BASE_DIR / "courses" / "content" / "public_servants")
    )
    enrolment = EnrolmentFactory(cohort=CohortFactory(edition=edition))
    staff = UserFactory()
    day = enrolment.cohort.starts_on + timedelta(days=1)

    for module in edition.modules.all():
        sheet = sheet_of(enrolment, module.code)
        if sheet.lines:
            hand_in_sheet(
                enrolment,
                module.code,
                lessons=list(sheet.lessons),
                studied_on=day,
                by=staff,
                key=uuid4(),
            )
    for missing in missing_of(enrolment, outline_of(enrolment), []):
        if missing.lesson:
            make_up(enrolment, staff, missing.code)
    invite(enrolment)
    survey = open_survey(enrolment.cohort)
    answers = {question.code: None for question in survey.questions.all()}
    respond(enrolment, survey, answers, by=staff)
    quizzes = Lesson.objects.of_edition(edition.pk).filter(closed_by="quiz")
    left = {item.lesson for item in outline_of(enrolment).items if not item.is_completed}

    # Only the quizzes are left; answered on paper they complete their items like this.
    assert left == set(quizzes)
    for lesson in quizzes.select_related("module"):
        complete_lesson(enrolment, lesson, by=staff, evidence="handbook")
    assert hours_of(enrolment).online == 2400
    assert outline_of(enrolment).is_completed
    assert ledger_of(enrolment).hours.online == 2400
