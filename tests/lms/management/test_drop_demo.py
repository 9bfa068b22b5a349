from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from completion.models import Certificate
from courses.models import Cohort, Edition, Enrolment
from people.models import Affiliation, Membership, Message, Organisation, Territory, User
from tests.factories import (
    AffiliationFactory,
    AnswerFactory,
    CertificateFactory,
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    HostFactory,
    InPersonSessionFactory,
    MembershipFactory,
    OrganisationFactory,
    ProjectMemberFactory,
    QuestionFactory,
    SubmissionFactory,
    TutorAssignmentFactory,
    UserFactory,
    VenueFactory,
    WorkshopFactory,
)
from tutoring.models import Answer, Question, TutorAssignment, Venue, Workshop

pytestmark = pytest.mark.django_db


def drop(*arguments):
    said = StringIO()
    call_command("drop_demo", *arguments, stdout=said)
    return said.getvalue()


@pytest.fixture
def demo(settings, tmp_path):
    """A demonstration with work in it, a certificate's file and a letter."""
    settings.MAIL_FOLDER = tmp_path
    host = HostFactory(is_demo=True)
    staff = UserFactory(is_demo=True, given_names="Staff")
    MembershipFactory(person=staff, organisation=host)
    cohort = CohortFactory(host=host, partner=OrganisationFactory(is_demo=True))
    person = UserFactory(is_demo=True)
    enrolment = EnrolmentFactory(cohort=cohort, participant=person, enrolled_by=staff)
    tutor = CohortTutorFactory(cohort=cohort, tutor__is_demo=True).tutor
    TutorAssignmentFactory(enrolment=enrolment, tutor=tutor)
    AnswerFactory(question=QuestionFactory(enrolment=enrolment), author=tutor)
    member = ProjectMemberFactory(project__cohort=cohort, enrolment=enrolment)
    SubmissionFactory(project=member.project, enrolment=enrolment)
    pdf = default_storage.save("certificates/demo.pdf", ContentFile(b"%PDF"))
    CertificateFactory(enrolment=enrolment, state="ready", pdf=pdf, pdf_sha256="0" * 64)
    venue = VenueFactory(host=host)
    InPersonSessionFactory(cohort=cohort, registered_venue=venue)
    WorkshopFactory(host=host)
    Message.objects.create(
        key="demo/1", person=person, to=person.email, language="es-mx", subject="x"
    )
    Path(tmp_path, "demo_1.eml").touch()
    Path(tmp_path, "real_1.eml").touch()
    people = {"staff": staff, "tutor": tutor, "person": person}
    return people | {"host": host, "cohort": cohort, "pdf": pdf, "venue": venue}


def test_nothing_goes_before_it_is_confirmed(demo):
    said = drop()

    assert "3  people.User" in said
    assert "drop_demo --yes" in said
    assert User.objects.filter(is_demo=True).count() == 3


def test_everything_of_the_demonstration_goes_and_what_it_stands_on_stays(demo, settings):
    editions, territories = Edition.objects.count(), Territory.objects.count()

    drop("--yes")

    left = {
        model._meta.label
        for model in apps.get_models()
        if any(field.name == "is_demo" for field in model._meta.fields)
        and model.objects.filter(is_demo=True).exists()
    }
    assert left == set()
    models = (
        User,
        Organisation,
        Cohort,
        Enrolment,
        Certificate,
        Question,
        Message,
        Venue,
        Workshop,
    )
    for model in models:
        assert model.objects.count() == 0, model
    assert not default_storage.exists(demo["pdf"])
    assert [path.name for path in Path(settings.MAIL_FOLDER).iterdir()] == ["real_1.eml"]
    assert (Edition.objects.count(), Territory.objects.count()) == (editions, territories)


def test_a_real_cohort_of_a_host_of_the_demonstration_stays_with_its_people(demo):
    real = CohortFactory(host=demo["host"])
    kept = EnrolmentFactory(cohort=real, enrolled_by=demo["staff"])
    EnrolmentFactory(cohort=real, participant=demo["person"])
    InPersonSessionFactory(cohort=real, registered_venue=demo["venue"])

    drop("--yes")

    assert list(Cohort.objects.all()) == [real]
    assert list(Venue.objects.all()) == [demo["venue"]]
    assert list(Enrolment.objects.all()) == [kept]
    host = Organisation.objects.get(pk=demo["host"].pk)
    assert not host.is_demo


def test_a_real_row_that_names_somebody_invented_keeps_a_nameless_account(demo):
    question = QuestionFactory()
    AnswerFactory(question=question, author=demo["tutor"])
    TutorAssignmentFactory(enrolment=question.enrolment, tutor=demo["tutor"])
    membership = MembershipFactory(granted_by=demo["staff"])

    drop("--yes")

    answer = Answer.objects.get()
    shell = answer.author
    assert (shell.given_names, shell.email, shell.is_active) == ("Demo", None, False)
    assert not shell.has_usable_password()
    assert set(Membership.objects.all()) == {membership}
    # Whoever was tutored by somebody invented waits for a real tutor.
    assert TutorAssignment.objects.count() == 0


def test_a_real_person_who_worked_at_an_invented_place_keeps_it(demo):
    place = OrganisationFactory(is_demo=True)
    kept = AffiliationFactory(organisation=place)

    drop("--yes")

    assert list(Affiliation.objects.all()) == [kept]
    assert not Organisation.objects.get(pk=place.pk).is_demo


def test_a_cohort_of_the_demonstration_that_a_real_person_joined_stays(demo):
    real = EnrolmentFactory(cohort=demo["cohort"])

    drop("--yes")

    assert list(Enrolment.objects.all()) == [real]


def test_a_site_without_a_demonstration_stays_as_it_is(settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path
    EnrolmentFactory()
    before = (User.objects.count(), Organisation.objects.count(), Cohort.objects.count())

    drop("--yes")

    assert (User.objects.count(), Organisation.objects.count(), Cohort.objects.count()) == before
