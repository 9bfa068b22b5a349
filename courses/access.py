"""Who may do what with courses, cohorts and enrolments."""

from django.db.models import Exists, Q
from django.utils import timezone

from courses.models import (
    AccessRequest,
    AccessSheet,
    CalendarMove,
    Cohort,
    DueExtension,
    Edition,
    EditionRole,
    Enrolment,
    EnrolmentList,
    Handbook,
    HoursEntry,
    Lesson,
    NamingLink,
    Partnership,
    RosterChange,
    StudySheet,
)
from lms.lib.access import Person, grant
from people.domain.membership import organisations_where
from people.models import DataAgreement, Invitation, Membership, User

STAFF = Membership.Role.STAFF
COORDINATOR = Membership.Role.COORDINATOR
OBSERVER = Membership.Role.OBSERVER


@grant(User, "view")
def people_of_the_cohorts_their_host_runs(user: Person) -> Q:
    return Q(enrolments__cohort__host__in=organisations_where(user, STAFF))


@grant(Edition, "view", "preview", "open_cohort", "print")
def every_edition_for_staff(user: Person) -> Q:
    return Q(Exists(organisations_where(user, STAFF)))


@grant(Edition, "view", "preview", "edit", "print")
def editions_they_write_or_review(user: Person) -> Q:
    today = timezone.localdate()
    return Q(roles__person=user.pk, roles__since__lte=today) & (
        Q(roles__until=None) | Q(roles__until__gte=today)
    )


@grant(Edition, "view", "read_items")
def editions_they_write(user: Person) -> Q:
    today = timezone.localdate()
    return Q(
        Q(roles__until=None) | Q(roles__until__gte=today),
        roles__person=user.pk,
        roles__role=EditionRole.Role.AUTHOR,
        roles__since__lte=today,
    )


@grant(Edition, "view", "read_items")
def editions_of_cohorts_their_host_runs(user: Person) -> Q:
    """What people answered belongs to who runs the cohorts."""
    return Q(cohorts__host__in=organisations_where(user, STAFF))


@grant(Edition, "view")
def editions_they_study(user: Person) -> Q:
    return Q(
        cohorts__enrolments__participant=user.pk,
        cohorts__enrolments__status__in=Enrolment.STUDYING,
    )


@grant(Handbook, "view")
def handbooks_of_editions_they_study(user: Person) -> Q:
    """Without the answers to what is asked of them."""
    return Q(
        with_key=False,
        edition__cohorts__enrolments__participant=user.pk,
        edition__cohorts__enrolments__status__in=Enrolment.STUDYING,
    )


@grant(Handbook, "view")
def every_handbook_for_staff(user: Person) -> Q:
    return Q(Exists(organisations_where(user, STAFF)))


@grant(Handbook, "view")
def handbooks_of_editions_they_write_or_review(user: Person) -> Q:
    today = timezone.localdate()
    return Q(edition__roles__person=user.pk, edition__roles__since__lte=today) & (
        Q(edition__roles__until=None) | Q(edition__roles__until__gte=today)
    )


@grant(Lesson, "view")
def lessons_of_editions_they_study(user: Person) -> Q:
    return Q(
        module__edition__cohorts__enrolments__participant=user.pk,
        module__edition__cohorts__enrolments__status__in=Enrolment.STUDYING,
    )


@grant(Lesson, "view", "preview", "approve")
def every_lesson_for_staff(user: Person) -> Q:
    return Q(Exists(organisations_where(user, STAFF)))


@grant(Lesson, "view", "preview", "edit", "approve")
def lessons_they_write_or_review(user: Person) -> Q:
    today = timezone.localdate()
    return Q(module__edition__roles__person=user.pk, module__edition__roles__since__lte=today) & (
        Q(module__edition__roles__until=None) | Q(module__edition__roles__until__gte=today)
    )


@grant(
    Cohort, "view", "manage", "enrol", "schedule", "release", "report", "export_names", "measure"
)
@grant(Cohort, "see_days", "set_days", "extend", "see_invitations", "invite", "give_access")
def cohorts_their_host_runs(user: Person) -> Q:
    return Q(host__in=organisations_where(user, STAFF))


@grant(Cohort, "view", "measure")
def cohorts_of_editions_they_write(user: Person) -> Q:
    today = timezone.localdate()
    return Q(
        Q(edition__roles__until=None) | Q(edition__roles__until__gte=today),
        edition__roles__person=user.pk,
        edition__roles__role=EditionRole.Role.AUTHOR,
        edition__roles__since__lte=today,
    )


@grant(Cohort, "view", "report")
def cohorts_of_the_partner_they_act_for(user: Person) -> Q:
    acts_for = organisations_where(user, COORDINATOR, OBSERVER)
    return (
        Q(partner__in=acts_for) | Q(sponsor__in=acts_for) | Q(enrolments__nominated_by__in=acts_for)
    )


@grant(Cohort, "export_names", "see_invitations")
def cohorts_with_people_of_a_partner_with_a_data_agreement(user: Person) -> Q:
    agreed = organisations_where(user, COORDINATOR).filter(
        pk__in=DataAgreement.objects.in_force().values("partner")
    )
    return Q(enrolments__nominated_by__in=agreed)


@grant(Cohort, "view")
def cohorts_they_study_in(user: Person) -> Q:
    return Q(enrolments__participant=user.pk, enrolments__status__in=Enrolment.STUDYING)


@grant(Enrolment, "view", "manage", "record_study", "correct_hours", "extend", "give_access")
def enrolments_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(Enrolment, "view", "study")
def their_own_enrolments(user: Person) -> Q:
    return Q(participant=user.pk, status__in=Enrolment.STUDYING)


@grant(Enrolment, "view_name")
def people_they_nominated_under_a_data_agreement(user: Person) -> Q:
    agreed = organisations_where(user, COORDINATOR).filter(
        pk__in=DataAgreement.objects.in_force().values("partner")
    )
    return Q(nominated_by__in=agreed)


@grant(Enrolment, "view_name")
def people_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(Invitation, "view", "correct")
def invitations_to_cohorts_their_host_runs(user: Person) -> Q:
    return Q(enrolments__cohort__host__in=organisations_where(user, STAFF))


@grant(Invitation, "view", "correct")
def invitations_of_people_they_nominated_under_a_data_agreement(user: Person) -> Q:
    agreed = organisations_where(user, COORDINATOR).filter(
        pk__in=DataAgreement.objects.in_force().values("partner")
    )
    return Q(enrolments__nominated_by__in=agreed)


@grant(Cohort, "give_access")
def cohorts_with_people_they_named(user: Person) -> Q:
    return Q(enrolments__nominated_by__in=organisations_where(user, COORDINATOR))


@grant(Enrolment, "give_access")
def people_whom_their_partner_named(user: Person) -> Q:
    return Q(nominated_by__in=organisations_where(user, COORDINATOR))


@grant(AccessSheet, "view")
def access_sheets_they_asked_for(user: Person) -> Q:
    return Q(asked_by=user.pk)


@grant(AccessRequest, "view", "decide")
def requests_to_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(EnrolmentList, "view", "correct", "nominate")
def lists_of_the_partner_they_coordinate(user: Person) -> Q:
    return Q(partnership__partner__in=organisations_where(user, COORDINATOR))


@grant(EnrolmentList, "view", "correct", "nominate", "confirm")
def lists_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(Partnership, "view", "manage", "nominate")
def partnerships_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(Partnership, "view", "nominate")
def partnerships_of_the_partner_they_coordinate(user: Person) -> Q:
    return Q(partner__in=organisations_where(user, COORDINATOR))


@grant(NamingLink, "view", "manage")
def links_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(partnership__cohort__host__in=organisations_where(user, STAFF))


@grant(NamingLink, "view", "manage")
def links_of_the_partner_they_coordinate(user: Person) -> Q:
    return Q(partnership__partner__in=organisations_where(user, COORDINATOR))


@grant(DueExtension, "view", "withdraw")
def extensions_in_cohorts_their_host_runs(user: Person) -> Q:
    return Q(enrolment__cohort__host__in=organisations_where(user, STAFF))


@grant(CalendarMove, "view", "undo")
def moves_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(RosterChange, "view", "undo")
def changes_in_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(StudySheet, "view", "undo")
def sheets_they_entered(user: Person) -> Q:
    return Q(entered_by=user.pk)


@grant(HoursEntry, "view")
def their_own_hours(user: Person) -> Q:
    return Q(enrolment__participant=user.pk)


@grant(HoursEntry, "view", "correct")
def hours_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(enrolment__cohort__host__in=organisations_where(user, STAFF))
