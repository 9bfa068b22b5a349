"""Who may do what with tutors, questions and in-person sessions."""

from django.db.models import Q

from courses.models import (
    CalendarMove,
    Cohort,
    DueExtension,
    Edition,
    Enrolment,
    Handbook,
    HoursEntry,
    Lesson,
)
from lms.lib.access import Person, grant
from people.domain.membership import organisations_where
from people.models import Membership
from tutoring.models import (
    Announcement,
    AnnouncementRecipient,
    CohortTutor,
    ForumPost,
    InPersonSession,
    LiveSession,
    MakeUp,
    Question,
    SignInSheet,
    TutorAssignment,
    Venue,
    WalkIn,
    Workshop,
)

STAFF = Membership.Role.STAFF


@grant(Question, "view", "answer", "close")
def questions_of_participants_they_tutor(user: Person) -> Q:
    return Q(
        enrolment__tutor_assignments__in=TutorAssignment.objects.current().filter(tutor=user.pk)
    )


@grant(Question, "view", "close")
def questions_they_asked(user: Person) -> Q:
    return Q(enrolment__participant=user.pk)


@grant(Question, "view")
def questions_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(enrolment__cohort__host__in=organisations_where(user, STAFF))


@grant(Enrolment, "view", "tutor", "record_study", "make_up", "extend", "write_to")
def participants_they_tutor(user: Person) -> Q:
    return Q(tutor_assignments__in=TutorAssignment.objects.current().filter(tutor=user.pk))


@grant(HoursEntry, "view")
def hours_of_participants_they_tutor(user: Person) -> Q:
    return Q(
        enrolment__tutor_assignments__in=TutorAssignment.objects.current().filter(tutor=user.pk)
    )


@grant(Cohort, "view", "tutor", "measure", "see_days", "extend")
def cohorts_they_tutor(user: Person) -> Q:
    return Q(cohort_tutors__in=CohortTutor.objects.current().filter(tutor=user.pk))


@grant(Edition, "view", "preview", "print")
def editions_of_cohorts_they_tutor(user: Person) -> Q:
    return Q(cohorts__cohort_tutors__in=CohortTutor.objects.current().filter(tutor=user.pk))


@grant(Lesson, "view", "preview")
def lessons_of_cohorts_they_tutor(user: Person) -> Q:
    return Q(
        module__edition__cohorts__cohort_tutors__in=CohortTutor.objects.current().filter(
            tutor=user.pk
        )
    )


@grant(Edition, "view", "print")
def editions_of_cohorts_whose_sessions_they_facilitate(user: Person) -> Q:
    return Q(cohorts__sessions__session_facilitators__person=user.pk)


@grant(Handbook, "view")
def handbooks_of_cohorts_they_tutor(user: Person) -> Q:
    return Q(
        edition__cohorts__cohort_tutors__in=CohortTutor.objects.current().filter(tutor=user.pk)
    )


@grant(Handbook, "view")
def handbooks_of_cohorts_whose_sessions_they_facilitate(user: Person) -> Q:
    return Q(edition__cohorts__sessions__session_facilitators__person=user.pk)


@grant(CohortTutor, "view", "end")
def tutors_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(DueExtension, "view")
def extensions_of_participants_they_tutor(user: Person) -> Q:
    return Q(
        enrolment__tutor_assignments__in=TutorAssignment.objects.current().filter(tutor=user.pk)
    )


@grant(DueExtension, "view", "withdraw")
def extensions_they_gave_to_participants_they_tutor(user: Person) -> Q:
    """Not what staff gave: that may be a whole cohort's, and is taken back as a whole."""
    return extensions_of_participants_they_tutor(user) & Q(granted_by=user.pk)


@grant(CalendarMove, "view")
def moves_of_cohorts_they_tutor(user: Person) -> Q:
    return Q(cohort__cohort_tutors__in=CohortTutor.objects.current().filter(tutor=user.pk))


@grant(MakeUp, "view", "decide")
def make_ups_of_participants_they_tutor(user: Person) -> Q:
    return Q(
        enrolment__tutor_assignments__in=TutorAssignment.objects.current().filter(tutor=user.pk)
    )


@grant(MakeUp, "view", "decide")
def make_ups_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(enrolment__cohort__host__in=organisations_where(user, STAFF))


@grant(MakeUp, "view")
def their_own_make_ups(user: Person) -> Q:
    return Q(enrolment__participant=user.pk)


@grant(Cohort, "give_access")
def cohorts_whose_sessions_they_facilitate(user: Person) -> Q:
    return Q(sessions__session_facilitators__person=user.pk)


@grant(Enrolment, "view", "record_attendance", "record_study", "give_access")
def people_of_cohorts_whose_sessions_they_facilitate(user: Person) -> Q:
    return Q(cohort__sessions__session_facilitators__person=user.pk)


@grant(Enrolment, "record_attendance", "make_up", "write_to")
def people_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(InPersonSession, "view", "record")
def sessions_they_facilitate(user: Person) -> Q:
    return Q(session_facilitators__person=user.pk)


@grant(InPersonSession, "view", "record", "edit")
def sessions_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(InPersonSession, "view")
def sessions_of_cohorts_they_tutor(user: Person) -> Q:
    return Q(cohort__cohort_tutors__in=CohortTutor.objects.current().filter(tutor=user.pk))


@grant(WalkIn, "view", "match")
def walk_ins_of_sessions_they_facilitate(user: Person) -> Q:
    return Q(session__session_facilitators__person=user.pk)


@grant(WalkIn, "view", "match")
def walk_ins_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(session__cohort__host__in=organisations_where(user, STAFF))


@grant(Venue, "view", "edit")
def venues_of_their_host(user: Person) -> Q:
    return Q(host__in=organisations_where(user, STAFF))


@grant(Workshop, "view", "edit", "count")
def workshops_of_their_host(user: Person) -> Q:
    return Q(host__in=organisations_where(user, STAFF))


@grant(Workshop, "view", "count")
def workshops_they_facilitate(user: Person) -> Q:
    return Q(facilitators=user.pk)


@grant(Workshop, "view")
def workshops_organised_with_their_organisation(user: Person) -> Q:
    """Counts of people and institutions, without names: there are none."""
    roles = (Membership.Role.COORDINATOR, Membership.Role.OBSERVER)
    return Q(partner__in=organisations_where(user, *roles))


@grant(SignInSheet, "view")
def sheets_of_sessions_they_facilitate(user: Person) -> Q:
    return Q(session__session_facilitators__person=user.pk)


@grant(SignInSheet, "view")
def sheets_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(session__cohort__host__in=organisations_where(user, STAFF))


@grant(Cohort, "schedule_live", "write_to")
def cohorts_whose_people_they_tutor(user: Person) -> Q:
    return Q(cohort_tutors__in=CohortTutor.objects.current().filter(tutor=user.pk))


@grant(Cohort, "schedule_live", "write_to")
def cohorts_their_host_runs(user: Person) -> Q:
    return Q(host__in=organisations_where(user, STAFF))


@grant(LiveSession, "view")
def live_sessions_of_cohorts_they_study_in(user: Person) -> Q:
    return Q(
        cohort__enrolments__participant=user.pk,
        cohort__enrolments__status__in=Enrolment.STUDYING,
    )


@grant(LiveSession, "view", "record_live")
def live_sessions_of_cohorts_they_tutor(user: Person) -> Q:
    return Q(cohort__cohort_tutors__in=CohortTutor.objects.current().filter(tutor=user.pk))


@grant(LiveSession, "view", "record_live")
def live_sessions_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(Enrolment, "record_live")
def participants_they_tutor_live(user: Person) -> Q:
    return Q(tutor_assignments__in=TutorAssignment.objects.current().filter(tutor=user.pk))


@grant(Enrolment, "record_live")
def people_of_cohorts_their_host_holds_live(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(Cohort, "discuss")
def cohorts_in_whose_forums_they_take_part(user: Person) -> Q:
    return Q(enrolments__participant=user.pk, enrolments__status__in=Enrolment.STUDYING)


@grant(Cohort, "discuss", "moderate")
def cohorts_whose_forums_they_moderate_as_tutors(user: Person) -> Q:
    return Q(cohort_tutors__in=CohortTutor.objects.current().filter(tutor=user.pk))


@grant(Cohort, "discuss", "moderate")
def cohorts_whose_forums_their_host_runs(user: Person) -> Q:
    return Q(host__in=organisations_where(user, STAFF))


@grant(ForumPost, "view")
def posts_of_cohorts_they_study_in(user: Person) -> Q:
    return Q(
        cohort__enrolments__participant=user.pk,
        cohort__enrolments__status__in=Enrolment.STUDYING,
    )


@grant(ForumPost, "view", "moderate")
def posts_of_cohorts_they_tutor(user: Person) -> Q:
    return Q(cohort__cohort_tutors__in=CohortTutor.objects.current().filter(tutor=user.pk))


@grant(ForumPost, "view", "moderate")
def posts_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(Announcement, "view", "take_back")
def announcements_they_wrote(user: Person) -> Q:
    return Q(written_by=user.pk)


@grant(Announcement, "view", "take_back")
def announcements_in_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(AnnouncementRecipient, "view", "dismiss")
def announcements_to_them(user: Person) -> Q:
    return Q(enrolment__participant=user.pk)
