"""Who may do what with certificates, surveys and reports."""

from django.db.models import Q

from completion.models import Certificate, CertificateRelease, CompletionReport, FeedbackSurvey
from courses.models import Enrolment
from lms.lib.access import Person, grant
from people.domain.membership import organisations_where
from people.models import DataAgreement, Membership

STAFF = Membership.Role.STAFF
COORDINATOR = Membership.Role.COORDINATOR
OBSERVER = Membership.Role.OBSERVER


@grant(Certificate, "view", "download")
def their_own_certificates(user: Person) -> Q:
    return Q(enrolment__participant=user.pk)


@grant(Certificate, "view", "download", "revoke")
def certificates_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(enrolment__cohort__host__in=organisations_where(user, STAFF))


@grant(CertificateRelease, "view")
def releases_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(FeedbackSurvey, "view", "answer")
def surveys_they_were_invited_to(user: Person) -> Q:
    return Q(
        invitations__enrolment__participant=user.pk,
        invitations__enrolment__status__in=Enrolment.STUDYING,
    )


@grant(FeedbackSurvey, "view", "read_results", "copy_sheets")
def surveys_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(CompletionReport, "view")
def reports_of_cohorts_their_host_runs(user: Person) -> Q:
    return Q(cohort__host__in=organisations_where(user, STAFF))


@grant(CompletionReport, "view")
def reports_of_the_partner_they_coordinate(user: Person) -> Q:
    """A file with names stays closed once the data agreement has ended."""
    coordinated = organisations_where(user, COORDINATOR)
    agreed = coordinated.filter(pk__in=DataAgreement.objects.in_force().values("partner"))
    return Q(partner__in=coordinated, with_names=False) | Q(partner__in=agreed)


@grant(CompletionReport, "view")
def reports_they_asked_for_as_observers_or_for_the_sponsor(user: Person) -> Q:
    """Made for them: small groups are left out of these, and of nobody else's."""
    return Q(asked_by=user.pk, with_names=False) & (
        Q(partner__in=organisations_where(user, OBSERVER))
        | Q(partner=None, cohort__sponsor__in=organisations_where(user, COORDINATOR, OBSERVER))
    )
