from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import (
    AnnouncementRecipientFactory,
    CohortFactory,
    CohortTutorFactory,
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
)
from tutoring.models import Announcement, AnnouncementRecipient

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def staff(client, cohort):
    staff = MembershipFactory(organisation=cohort.host).person
    client.force_login(staff)
    return staff


def form(*who, **typed):
    return {"who": who, "subject": "Jueves", "body": "Traigan el árbol.", "key": uuid4()} | typed


def new(cohort):
    return reverse("tutoring:announcement-new", args=[cohort.code])


@pytest.mark.usefixtures("staff")
def test_number_of_people_is_seen_before_it_is_sent_once(client, cohort):
    EnrolmentFactory(cohort=cohort)
    EnrolmentFactory(cohort=cohort, participant__email=None, participant__given_names="Xóchitl")
    typed = form("everybody", send="1")

    preview = client.post(new(cohort), typed)
    page = preview.content.decode()

    assert preview.status_code == 200
    assert "It goes to 2 people" in page
    assert "1 of them has no e-mail" in page
    assert "Xóchitl" in page
    assert not Announcement.objects.exists()
    typed["seen"] = preview.context["form"].data["seen"]
    answers = [client.post(new(cohort), typed) for _time in range(2)]
    announcement = Announcement.objects.get()
    assert [each.url for each in answers] == [announcement.get_absolute_url()] * 2


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    "typed", [form(), form("everybody", body=""), form("everybody", send="1", seen="0ld")]
)
def test_what_cannot_be_sent_is_refused_with_what_was_typed(client, cohort, typed):
    EnrolmentFactory(cohort=cohort)

    response = client.post(new(cohort), typed)

    assert response.status_code == 422
    assert 'value="Jueves"' in response.content.decode()
    assert not Announcement.objects.exists()


def test_tutor_reaches_the_own_group_only(client, cohort):
    mine = EnrolmentFactory(cohort=cohort)
    others = TutorAssignmentFactory(enrolment=EnrolmentFactory(cohort=cohort))
    tutor = TutorAssignmentFactory(enrolment=mine).tutor
    CohortTutorFactory(cohort=cohort, tutor=tutor)
    client.force_login(tutor)
    foreign = f"tutor-{others.tutor.public_id}"

    assert client.post(new(cohort), form("everybody", foreign)).status_code == 422
    typed = form("everybody")
    typed["seen"] = client.post(new(cohort), typed).context["form"].data["seen"]
    client.post(new(cohort), typed | {"send": "1"})

    assert AnnouncementRecipient.objects.get().enrolment == mine


@pytest.mark.usefixtures("staff")
def test_those_who_need_company_are_ticked_when_the_link_says_so(client, cohort):
    EnrolmentFactory(cohort=cohort)

    page = client.get(new(cohort), {"para": "everybody"}).content.decode()

    assert 'value="everybody" id="id_who_0" checked' in page


def test_author_undoes_it_and_reads_the_text_to_pass_on(client, staff, cohort):
    recipient = AnnouncementRecipientFactory(enrolment__cohort=cohort)
    announcement = recipient.announcement
    client.force_login(staff)

    client.post(reverse("tutoring:announcement-take-back", args=[announcement.public_id]))
    page = client.get(announcement.get_absolute_url()).content.decode()

    assert "Stopped" in page
    assert f"*{announcement.subject}*\n\n{announcement.body}" in page


def test_banner_stands_on_the_home_until_its_reader_marks_it(client):
    recipient = AnnouncementRecipientFactory(announcement__body="<b>Ojo</b> https://sala.example/x")
    client.force_login(recipient.enrolment.participant)
    home = reverse("home")

    page = client.get(home).content.decode()
    assert '&lt;b&gt;Ojo&lt;/b&gt; <a href="https://sala.example/x"' in page
    client.post(reverse("tutoring:announcement-dismiss", args=[recipient.public_id]))

    assert recipient.announcement.subject not in client.get(home).content.decode()


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number(client, cohort, django_assert_num_queries, count):
    enrolments = [EnrolmentFactory(cohort=cohort) for _person in range(count)]
    for enrolment in enrolments:
        shown = AnnouncementRecipientFactory(enrolment=enrolment).announcement
    client.get(reverse("tutoring:announcement-list", args=[cohort.code]))

    with django_assert_num_queries(6):
        client.get(reverse("tutoring:announcement-list", args=[cohort.code]))
    with django_assert_num_queries(6):
        client.get(new(cohort))
    with django_assert_num_queries(5):
        client.get(shown.get_absolute_url())
