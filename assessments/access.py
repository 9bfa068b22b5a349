"""Who may do what with quizzes, projects and grades."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from assessments.models import (
    CellComment,
    Grade,
    Homework,
    LogframeProject,
    PeerReview,
    ProjectMember,
    Quiz,
    QuizAllowance,
    QuizAttempt,
    QuizItem,
    Submission,
)
from courses.models import Cohort, EditionRole, Enrolment
from lms.lib.access import Person, grant
from people.domain.membership import organisations_where
from people.models import Membership
from tutoring.models import TutorAssignment

STAFF, COORDINATOR = Membership.Role.STAFF, Membership.Role.COORDINATOR


def _projects_of(user: Person) -> QuerySet:
    return ProjectMember.objects.filter(enrolment__participant=user.pk).values("project")


@grant(QuizAttempt, "view", "answer")
def their_own_attempts(user: Person) -> Q:
    return Q(
        enrolment__participant=user.pk,
        enrolment__status__in=Enrolment.STUDYING,
        withdrawn_at=None,
    )


@grant(QuizAttempt, "view", "take_back")
def attempts_they_entered_from_paper(user: Person) -> Q:
    return Q(recorded_by=user.pk) & ~Q(enrolment__participant=user.pk)


@grant(QuizAttempt, "view", "take_back")
def paper_attempts_of_participants_they_tutor(user: Person) -> Q:
    assigned = TutorAssignment.objects.current().filter(tutor=user.pk)
    return Q(recorded_by__isnull=False, enrolment__tutor_assignments__in=assigned) & ~Q(
        enrolment__participant=user.pk
    )


@grant(QuizAttempt, "view", "take_back")
def paper_attempts_in_cohorts_their_host_runs(user: Person) -> Q:
    hosts = organisations_where(user, STAFF)
    return Q(recorded_by__isnull=False, enrolment__cohort__host__in=hosts) & ~Q(
        enrolment__participant=user.pk
    )


@grant(Enrolment, "record_paper")
def people_of_cohorts_whose_sessions_they_facilitate_but_never_themselves(user: Person) -> Q:
    return Q(cohort__sessions__session_facilitators__person=user.pk) & ~Q(participant=user.pk)


@grant(Enrolment, "make_allowance", "record_paper", "place_in_team")
def participants_they_tutor_but_never_themselves(user: Person) -> Q:
    assigned = TutorAssignment.objects.current().filter(tutor=user.pk)
    return Q(tutor_assignments__in=assigned) & ~Q(participant=user.pk)


@grant(Enrolment, "make_allowance", "record_paper", "place_in_team")
def people_of_cohorts_their_host_runs_but_never_themselves(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF)) & ~Q(participant=user.pk)


@grant(QuizAllowance, "view", "take_back")
def allowances_of_participants_they_tutor(user: Person) -> Q:
    assigned = TutorAssignment.objects.current().filter(tutor=user.pk)
    return Q(enrolment__tutor_assignments__in=assigned) & ~Q(enrolment__participant=user.pk)


@grant(QuizAllowance, "view", "take_back")
def allowances_in_cohorts_their_host_runs(user: Person) -> Q:
    is_theirs = Q(enrolment__participant=user.pk)
    return Q(enrolment__cohort__host__in=organisations_where(user, STAFF)) & ~is_theirs


def _editions_they_write(user: Person) -> QuerySet:
    today = timezone.localdate()
    return EditionRole.objects.filter(
        Q(until=None) | Q(until__gte=today),
        person=user.pk,
        role=EditionRole.Role.AUTHOR,
        since__lte=today,
    ).values("edition")


@grant(Quiz, "view", "correct")
def quizzes_of_editions_they_write(user: Person) -> Q:
    return Q(lesson__module__edition__in=_editions_they_write(user))


@grant(Quiz, "view", "correct")
def quizzes_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(lesson__module__edition__cohorts__host__in=organisations_where(user, STAFF))


@grant(QuizItem, "view", "correct")
def items_of_editions_they_write(user: Person) -> Q:
    return Q(quiz__lesson__module__edition__in=_editions_they_write(user))


@grant(QuizItem, "view", "correct")
def items_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(quiz__lesson__module__edition__cohorts__host__in=organisations_where(user, STAFF))


@grant(LogframeProject, "view", "edit", "submit")
def projects_they_work_on(user: Person) -> Q:
    return Q(
        members__enrolment__participant=user.pk,
        members__enrolment__status__in=Enrolment.STUDYING,
        members__left_at=None,
    )


@grant(LogframeProject, "lead")
def projects_they_lead(user: Person) -> Q:
    """Their owner does; while the owner does not study any more, everybody who works on them."""
    working = ProjectMember.objects.working()
    owned = working.filter(is_owner=True, project=OuterRef("pk"))
    mine = working.filter(enrolment__participant=user.pk)
    return Q(Exists(owned.filter(enrolment__participant=user.pk))) | (
        Q(pk__in=mine.values("project")) & ~Exists(owned)
    )


@grant(LogframeProject, "view")
def projects_they_left_to_nobody(user: Person) -> Q:
    """What somebody wrote before they joined a team."""
    kept = ProjectMember.objects.kept().filter(
        enrolment__participant=user.pk, enrolment__status__in=Enrolment.STUDYING
    )
    return Q(pk__in=kept.values("project"))


@grant(LogframeProject, "view")
def projects_of_participants_they_tutor(user: Person) -> Q:
    return Q(
        members__left_at=None,
        members__enrolment__tutor_assignments__in=TutorAssignment.objects.current().filter(
            tutor=user.pk
        ),
    )


@grant(LogframeProject, "view")
def projects_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(Submission, "view", "withdraw")
def submissions_of_their_project(user: Person) -> Q:
    return Q(
        project__members__enrolment__participant=user.pk,
        project__members__enrolment__status__in=Enrolment.STUDYING,
        project__members__left_at=None,
    )


@grant(Submission, "view", "grade")
def submissions_of_participants_they_tutor_but_never_their_own(user: Person) -> Q:
    return Q(
        enrolment__tutor_assignments__in=TutorAssignment.objects.current().filter(tutor=user.pk)
    ) & ~(Q(enrolment__participant=user.pk) | Q(project__in=_projects_of(user)))


@grant(Submission, "view")
def submissions_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(project__cohort__host__in=organisations_where(user, STAFF))


@grant(Grade, "view")
def grades_sent_to_them(user: Person) -> Q:
    return Q(
        sent_at__isnull=False,
        submission__project__members__enrolment__participant=user.pk,
        submission__project__members__left_at=None,
    )


@grant(Grade, "view")
def grades_they_give_but_never_on_their_own_work(user: Person) -> Q:
    return Q(
        submission__enrolment__tutor_assignments__in=TutorAssignment.objects.current().filter(
            tutor=user.pk
        )
    ) & ~(
        Q(submission__enrolment__participant=user.pk)
        | Q(submission__project__in=_projects_of(user))
    )


@grant(CellComment, "view")
def comments_on_their_project_once_the_verdict_is_sent(user: Person) -> Q:
    return Q(
        submission__project__members__enrolment__participant=user.pk,
        submission__project__members__left_at=None,
        submission__grades__sent_at__isnull=False,
    )


@grant(CellComment, "view", "edit")
def comments_they_wrote(user: Person) -> Q:
    return Q(author=user.pk)


@grant(Homework, "view")
def their_own_homework(user: Person) -> Q:
    return Q(enrolment__participant=user.pk, enrolment__status__in=Enrolment.STUDYING)


@grant(Homework, "view", "open")
def homework_of_participants_they_tutor_but_never_their_own(user: Person) -> Q:
    assigned = TutorAssignment.objects.current().filter(tutor=user.pk)
    return Q(enrolment__tutor_assignments__in=assigned) & ~Q(enrolment__participant=user.pk)


@grant(Homework, "view")
def homework_in_cohorts_their_host_runs(user: Person) -> Q:
    return Q(enrolment__cohort__host__in=organisations_where(user, STAFF))


@grant(Enrolment, "read_work")
def participants_whose_work_they_accompany(user: Person) -> Q:
    return Q(tutor_assignments__in=TutorAssignment.objects.current().filter(tutor=user.pk))


@grant(Enrolment, "read_work")
def people_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(PeerReview, "view", "write")
def reviews_they_were_given(user: Person) -> Q:
    return Q(reviewer__participant=user.pk, reviewer__status__in=Enrolment.STUDYING)


@grant(PeerReview, "view", "report")
def reviews_sent_about_their_project(user: Person) -> Q:
    return Q(
        sent_at__isnull=False,
        hidden_at=None,
        project__members__enrolment__participant=user.pk,
        project__members__enrolment__status__in=Enrolment.STUDYING,
        project__members__left_at=None,
    )


@grant(PeerReview, "view", "moderate")
def reviews_sent_by_or_to_participants_they_tutor_but_never_their_own(user: Person) -> Q:
    assigned = TutorAssignment.objects.current().filter(tutor=user.pk)
    theirs = Q(reviewer__tutor_assignments__in=assigned) | Q(
        submission__enrolment__tutor_assignments__in=assigned
    )
    own = Q(reviewer__participant=user.pk) | Q(project__in=_projects_of(user))
    return theirs & Q(sent_at__isnull=False) & ~own


@grant(PeerReview, "view", "moderate")
def reviews_sent_in_cohorts_their_host_runs(user: Person) -> Q:
    own = Q(reviewer__participant=user.pk) | Q(project__in=_projects_of(user))
    runs = Q(reviewer__cohort__host__in=organisations_where(user, STAFF))
    return runs & Q(sent_at__isnull=False) & ~own


@grant(Cohort, "adapt")
def exercises_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(host__in=organisations_where(user, STAFF))


@grant(Cohort, "adapt")
def exercises_of_cohorts_of_the_partner_they_coordinate(user: Person) -> Q:
    return Q(partner__in=organisations_where(user, COORDINATOR))
