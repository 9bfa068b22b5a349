"""One factory per model. The defaults are the dullest row that the database accepts."""

from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone

from lms.lib.links import new_hash

DAY = timedelta(days=1)


class TerritoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "people.Territory"
        django_get_or_create = ("code",)

    code = "15"
    name = "México"
    kind = "state"
    parent = factory.Maybe(
        factory.LazyAttribute(lambda territory: territory.kind == "country"),
        None,
        factory.LazyAttribute(
            lambda _t: TerritoryFactory(code="MX", name="México", kind="country")
        ),
    )


class MunicipalityFactory(TerritoryFactory):
    code = factory.Sequence(lambda n: f"15{n % 999 + 1:03}")
    name = factory.Sequence(lambda n: f"Municipality {n}")
    kind = "municipality"
    parent = factory.SubFactory(TerritoryFactory)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "people.User"

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    given_names = "Ana"
    surname_1 = factory.Sequence(lambda n: f"López{n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "people.Organisation"

    name = factory.Sequence(lambda n: f"Partner {n}")
    kind = "planning_ministry"
    level = "state"
    sector = "government"
    territory = factory.SubFactory(TerritoryFactory)


class HostFactory(OrganisationFactory):
    name = factory.Sequence(lambda n: f"Host {n}")
    kind = "un_agency"
    level = ""
    sector = "international"
    is_host = True


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "people.Membership"

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(HostFactory)
    role = "staff"


class AffiliationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "people.Affiliation"

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "people.Invitation"

    person = factory.SubFactory(UserFactory)
    purpose = "enrolment"
    email = factory.SelfAttribute("person.email")
    token_hash = factory.Sequence(lambda n: f"{n:064}")
    invited_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + 30 * DAY)


class DataAgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "people.DataAgreement"

    partner = factory.SubFactory(OrganisationFactory)
    since = factory.LazyFunction(lambda: timezone.localdate() - 30 * DAY)


class CourseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.Course"
        django_get_or_create = ("slug",)

    slug = "public_servants"
    audience = "public_servant"
    title_es = "La Agenda 2030 en la gestión pública local"
    title_en = "The 2030 Agenda in local public management"
    objective_es = "Diseñar acciones con enfoque de Agenda 2030."


class EditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.Edition"

    course = factory.SubFactory(CourseFactory)
    number = factory.Sequence(lambda n: n + 1)
    state = "published"
    online_minutes = 2400
    in_person_minutes = 600
    published_at = factory.LazyFunction(timezone.now)


class ModuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.Module"

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"M{n}")
    position = factory.Sequence(lambda n: n)
    minutes = 60
    title_es = factory.Sequence(lambda n: f"Módulo {n}")


class LessonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.Lesson"

    module = factory.SubFactory(ModuleFactory)
    code = factory.Sequence(lambda n: f"M1.{n}")
    kind = "L"
    closed_by = "finish"
    minutes = 60
    position = factory.Sequence(lambda n: n)
    title_es = factory.Sequence(lambda n: f"Lección {n}")


class HandbookFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.Handbook"

    edition = factory.SubFactory(EditionFactory)
    format = "pdf"
    language = "es-mx"


class PlannedSessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.PlannedSession"

    edition = factory.SubFactory(EditionFactory)
    code = factory.Sequence(lambda n: f"S{n}")
    position = factory.Sequence(lambda n: n)
    minutes = 180
    title_es = factory.Sequence(lambda n: f"Sesión {n}")


class CohortFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.Cohort"

    code = factory.Sequence(lambda n: f"coh{n}")
    name = factory.Sequence(lambda n: f"Cohort {n}")
    edition = factory.SubFactory(EditionFactory)
    host = factory.SubFactory(HostFactory)
    partner = factory.SubFactory(OrganisationFactory)
    territory = factory.SubFactory(TerritoryFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - 7 * DAY)
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + 60 * DAY)
    seats = 300
    state = "open"


class PartnershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.Partnership"

    cohort = factory.SubFactory(CohortFactory)
    partner = factory.SelfAttribute("cohort.partner")
    focal_point = factory.SubFactory(UserFactory, is_active=False)
    state = "draft"
    replied_at = factory.LazyAttribute(
        lambda made: timezone.now() if made.state in {"accepted", "declined"} else None
    )


class PartnershipQuotaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.PartnershipQuota"

    partnership = factory.SubFactory(PartnershipFactory)
    level = "municipal"
    seats = 10


class NamingLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.NamingLink"

    partnership = factory.SubFactory(PartnershipFactory, state="accepted")
    territory = factory.SubFactory(MunicipalityFactory)
    seats = 2
    made_by = factory.SubFactory(UserFactory)
    token_hash = factory.LazyAttribute(lambda made: new_hash("naming", made.key))
    key = factory.LazyFunction(uuid4)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class AccessRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.AccessRequest"

    cohort = factory.SubFactory(CohortFactory)
    given_names = "Ana"
    surname_1 = "López"
    email = factory.Sequence(lambda n: f"asks-{n}@example.org")
    municipality = "Toluca"
    language = "es-mx"


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "courses.Enrolment"

    cohort = factory.SubFactory(CohortFactory)
    participant = factory.SubFactory(UserFactory)
    status = "active"
    activated_at = factory.LazyFunction(timezone.now)
    nominated_by = factory.SelfAttribute("cohort.partner")
    affiliation = factory.SubFactory(
        AffiliationFactory,
        person=factory.SelfAttribute("..participant"),
        organisation=factory.SelfAttribute("..nominated_by"),
    )
    enrolled_by = factory.SelfAttribute("participant")
    graduated_on = factory.LazyAttribute(
        lambda enrolment: timezone.localdate() if enrolment.status == "graduated" else None
    )


class CohortTutorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.CohortTutor"

    cohort = factory.SubFactory(CohortFactory)
    tutor = factory.SubFactory(UserFactory)


class TutorAssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.TutorAssignment"

    enrolment = factory.SubFactory(EnrolmentFactory)
    tutor = factory.SubFactory(UserFactory)


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.Question"

    enrolment = factory.SubFactory(EnrolmentFactory)
    body = "¿Cómo redacto el Propósito?"


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.Answer"

    question = factory.SubFactory(QuestionFactory)
    author = factory.SubFactory(UserFactory)
    body = "Diga qué habrá cambiado, y para quién."


class VenueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.Venue"

    host = factory.SubFactory(HostFactory)
    name = factory.Sequence(lambda n: f"Centro de aprendizaje {n}")
    municipality = factory.SubFactory(TerritoryFactory, kind="municipality")


class WorkshopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.Workshop"

    host = factory.SubFactory(HostFactory)
    title = factory.Sequence(lambda n: f"Taller {n}")
    held_on = factory.LazyFunction(lambda: timezone.localdate() - DAY)
    territory = factory.SubFactory(TerritoryFactory)


class InPersonSessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.InPersonSession"

    cohort = factory.SubFactory(CohortFactory)
    planned = factory.SubFactory(
        PlannedSessionFactory, edition=factory.SelfAttribute("..cohort.edition")
    )
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=3))
    ends_at = factory.LazyFunction(timezone.now)
    minutes = 180
    venue = "Casa de la Cultura"


class ForumPostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.ForumPost"

    cohort = factory.SubFactory(CohortFactory)
    lesson = factory.SubFactory(
        LessonFactory,
        module__edition=factory.SelfAttribute("...cohort.edition"),
        kind="F",
        closed_by="forum",
    )
    author = factory.SubFactory(UserFactory)
    enrolment = factory.SubFactory(
        EnrolmentFactory,
        cohort=factory.SelfAttribute("..cohort"),
        participant=factory.SelfAttribute("..author"),
    )
    body = "En mi municipio la meta más urgente es la 6.1, por el agua."
    key = factory.Faker("uuid4")


class AnnouncementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.Announcement"

    cohort = factory.SubFactory(CohortFactory)
    audience = [["everybody", ""]]
    subject = "La sesión del jueves"
    body = "Traigan su árbol de problemas."
    shown_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    key = factory.Faker("uuid4")
    written_by = factory.SubFactory(UserFactory)
    written_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=11))


class AnnouncementRecipientFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.AnnouncementRecipient"

    enrolment = factory.SubFactory(EnrolmentFactory)
    announcement = factory.SubFactory(
        AnnouncementFactory, cohort=factory.SelfAttribute("..enrolment.cohort")
    )


class LiveSessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "tutoring.LiveSession"

    cohort = factory.SubFactory(CohortFactory)
    lesson = factory.SubFactory(
        LessonFactory,
        module__edition=factory.SelfAttribute("...cohort.edition"),
        kind="W",
        closed_by="live",
    )
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=5))
    minutes = 60
    link = "https://sala.example/agua"
    key = factory.Faker("uuid4")
    scheduled_by = factory.SubFactory(UserFactory)


class HomeworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.Homework"

    enrolment = factory.SubFactory(EnrolmentFactory)
    lesson = factory.SubFactory(
        LessonFactory,
        module__edition=factory.SelfAttribute("...enrolment.cohort.edition"),
        kind="H",
        closed_by="homework",
    )
    body = "Elegimos la meta ODS 6.1 porque el agua llega dos días por semana."
    key = factory.Faker("uuid4")


class CommitmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.Commitment"

    enrolment = factory.SubFactory(EnrolmentFactory)
    position = 1
    action = "Presentar la matriz al cabildo"


class QuizFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.Quiz"

    lesson = factory.SubFactory(LessonFactory, kind="Q", closed_by="quiz")
    kind = "module"


class QuizItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.QuizItem"

    quiz = factory.SubFactory(QuizFactory)
    code = factory.Sequence(lambda n: f"item-{n}")
    position = factory.Sequence(lambda n: n)
    kind = "single"
    stem = "¿Cuántos ODS hay?"


class ChoiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.Choice"

    item = factory.SubFactory(QuizItemFactory)
    position = factory.Sequence(lambda n: n)
    text = "17"


class QuizAllowanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.QuizAllowance"

    key = factory.Faker("uuid4")
    quiz = factory.SubFactory(QuizFactory)
    enrolment = factory.SubFactory(EnrolmentFactory)
    reason = "Se fue la luz."
    granted_by = factory.SubFactory(UserFactory)


class LogframeProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.LogframeProject"

    cohort = factory.SubFactory(CohortFactory)
    title = "Agua segura"


class ProjectMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.ProjectMember"

    project = factory.SubFactory(LogframeProjectFactory)
    enrolment = factory.SubFactory(
        EnrolmentFactory, cohort=factory.SelfAttribute("..project.cohort")
    )
    is_owner = True


class SubmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.Submission"

    project = factory.SubFactory(LogframeProjectFactory, state="submitted")
    number = 1
    enrolment = factory.SubFactory(
        EnrolmentFactory, cohort=factory.SelfAttribute("..project.cohort")
    )
    snapshot = factory.LazyFunction(dict)
    sha256 = "0" * 64
    folio = factory.Sequence(lambda n: f"FOLIO-{n}")
    key = factory.Faker("uuid4")


class PeerReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.PeerReview"

    submission = factory.SubFactory(SubmissionFactory)
    project = factory.SelfAttribute("submission.project")
    reviewer = factory.SubFactory(
        EnrolmentFactory, cohort=factory.SelfAttribute("..project.cohort")
    )
    position = 1


class SentReviewFactory(PeerReviewFactory):
    """A review that was sent: it says three things."""

    strong = "El indicador del Propósito dice cuánto y para cuándo."
    doubtful = "La fuente del Componente 1 no dice quién la publica."
    suggestion = "Nombre el registro y la dirección que lo guarda."
    opened_at = factory.LazyFunction(timezone.now)
    saved_at = factory.SelfAttribute("opened_at")
    sent_at = factory.SelfAttribute("opened_at")


class ReviewReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "assessments.ReviewReport"

    review = factory.SubFactory(SentReviewFactory)
    reported_by = factory.SelfAttribute("review.submission.enrolment.participant")
    reason = "Se burla de nuestro municipio."


class CertificateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "completion.Certificate"

    enrolment = factory.SubFactory(EnrolmentFactory, status="graduated")
    snapshot = factory.LazyFunction(dict)
    folio = factory.Sequence(lambda n: f"COH-{n:04}-0000")
    token = factory.Sequence(lambda n: f"token-{n:030}")


class FeedbackSurveyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "completion.FeedbackSurvey"
        django_get_or_create = ("cohort",)

    cohort = factory.SubFactory(CohortFactory)


class SurveyInvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "completion.SurveyInvitation"

    enrolment = factory.SubFactory(EnrolmentFactory)
    survey = factory.SubFactory(
        FeedbackSurveyFactory, cohort=factory.SelfAttribute("..enrolment.cohort")
    )


class CompletionReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "completion.CompletionReport"

    cohort = factory.SubFactory(CohortFactory)
    asked_by = factory.SubFactory(UserFactory)
    key = factory.Faker("uuid4")
    language = "es-mx"
