"""The page of the people of a cohort, and what the team changes there."""

import io
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from courses.domain.progress import finish_lesson
from courses.models import Enrolment, RosterChange
from people.models import AccessRecord
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    EditionFactory,
    EnrolmentFactory,
    HostFactory,
    InvitationFactory,
    LessonFactory,
    MembershipFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProjectMemberFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tutoring.domain.assignment import tutor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    membership = MembershipFactory(organisation=HostFactory(name="PNUD"))
    client.force_login(membership.person)
    return membership


@pytest.fixture
def cohort(staff):
    return CohortFactory(host=staff.organisation)


def url(name, cohort, *more):
    return reverse(name, args=[cohort.code, *more])


def found(client, cohort, **query):
    return [row.enrolment for row in client.get(url("roster", cohort), query).context["rows"]]


# Finding people


def test_people_are_found_by_name_address_and_organisation_without_accents(client, cohort):
    wanted = EnrolmentFactory(
        cohort=cohort,
        participant=UserFactory(given_names="Itzel", surname_1="Núñez", email="in@x.mx"),
        nominated_by=OrganisationFactory(name="Ayuntamiento de Temoaya"),
    )
    EnrolmentFactory(cohort=cohort, status="withdrawn")

    for text in ("nunez", "ITZEL", "in@x", "temoaya"):
        assert found(client, cohort, q=text) == [wanted]
    assert [each.status for each in found(client, cohort, estado="withdrawn")] == ["withdrawn"]
    assert found(client, cohort, q="nadie") == []
    assert client.get(url("roster", cohort), {"pagina": "nada", "estado": "x"}).status_code == 200


def test_people_are_found_by_tutor_and_by_territory(client, cohort):
    town = MunicipalityFactory(name="Zinacantepec")
    tutor = CohortTutorFactory(cohort=cohort).tutor
    there = EnrolmentFactory(cohort=cohort, nominated_by=OrganisationFactory(territory=town))
    with_tutor = TutorAssignmentFactory(enrolment__cohort=cohort, tutor=tutor).enrolment

    assert found(client, cohort, territorio=town.code) == [there]
    assert set(found(client, cohort, territorio=town.parent.code)) == {there, with_tutor}
    assert found(client, cohort, tutora=str(tutor.public_id)) == [with_tutor]
    assert found(client, cohort, tutora="sin") == [there]
    assert found(client, cohort, tutora="nada") == []


def test_who_has_no_email_waits_for_a_sheet_and_not_for_a_letter(client, cohort):
    asked = {"cohort": cohort, "status": "invited", "activated_at": None}
    EnrolmentFactory(**asked, participant__email=None)
    returned = EnrolmentFactory(**asked)
    returned.invitation = InvitationFactory(
        person=returned.participant, bounced_at=returned.enrolled_at
    )
    returned.save()

    shown = client.get(url("roster", cohort)).content.decode()

    assert "Falta su hoja de acceso" in shown
    assert "Invitación: rebotó" in shown
    assert "Invitación enviada</span>" not in shown


@pytest.mark.parametrize("name", ["roster", "roster-withdraw", "roster-move"])
def test_the_roster_is_unknown_to_strangers_and_closed_to_participants(client, staff, name):
    foreign = EnrolmentFactory()
    query = {"persona": foreign.public_id}

    assert client.get(url(name, foreign.cohort), query).status_code == 404
    client.force_login(foreign.participant)
    assert client.get(url(name, foreign.cohort), query).status_code == 403


def test_the_roster_costs_the_same_for_one_and_for_many(client, cohort):
    tutor = CohortTutorFactory(cohort=cohort).tutor
    address = url("roster", cohort)
    costs = []
    for _ in range(2):
        town = OrganisationFactory(territory=MunicipalityFactory())
        person = EnrolmentFactory(cohort=cohort, nominated_by=town)
        TutorAssignmentFactory(enrolment=person, tutor=tutor)
        EnrolmentFactory(cohort=cohort, status="invited", activated_at=None)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, {"q": "a", "tutora": tutor.public_id}).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12


# Changing something about several of them


def test_people_are_withdrawn_after_a_preview_and_the_page_after_it_undoes_it(client, cohort):
    people = [EnrolmentFactory(cohort=cohort) for _ in range(2)]
    address = url("roster-withdraw", cohort)
    chosen = {"persona": [each.public_id for each in people]}

    preview = client.get(address, chosen)
    assert [row.enrolment.pk for row in preview.context["plan"].going] == [
        each.pk for each in people
    ]
    assert client.post(address, {**chosen, "key": uuid4(), "reason": " "}).status_code == 422
    assert not Enrolment.objects.filter(status="withdrawn").exists()

    done = client.post(address, {**chosen, "key": uuid4(), "reason": "Cambió de puesto"})
    assert set(Enrolment.objects.values_list("status", flat=True)) == {"withdrawn"}
    shown = client.get(done.url).content.decode()
    undo = url("roster-undo", cohort, RosterChange.objects.get().public_id)
    assert undo in shown
    assert people[0].participant.full_name in shown

    assert client.post(undo).url == url("roster", cohort)
    assert set(Enrolment.objects.values_list("status", flat=True)) == {"active"}
    assert undo not in client.get(done.url).content.decode()


def test_a_change_stands_in_the_history_of_the_person_and_is_undone_there(client, cohort):
    one, other = EnrolmentFactory(cohort=cohort), EnrolmentFactory(cohort=cohort)
    chosen = {"persona": [one.public_id, other.public_id]}
    client.post(url("roster-withdraw", cohort), {**chosen, "key": uuid4(), "reason": "Permiso"})
    page = reverse("person", args=[one.public_id])
    undo = url("roster-undo", cohort, RosterChange.objects.get().public_id)

    assert "Permiso" in client.get(page).content.decode()
    assert client.post(undo, {"persona": str(one.public_id)}).url == page

    assert undo not in client.get(page).content.decode()
    other.refresh_from_db()
    assert other.status == "withdrawn"


def test_people_come_back_and_a_full_cohort_says_so_before(client, staff):
    cohort = CohortFactory(host=staff.organisation, seats=1)
    person = EnrolmentFactory(cohort=cohort, status="withdrawn")
    address, chosen = url("roster-bring-back", cohort), {"persona": person.public_id}
    form = {**chosen, "key": uuid4(), "reason": "Regresó"}
    taken = EnrolmentFactory(cohort=cohort)

    assert "Se necesita 1 lugar" in client.get(address, chosen).content.decode()
    assert client.post(address, form).status_code == 422
    taken.delete()

    assert client.post(address, form).status_code == 302
    person.refresh_from_db()
    assert person.status == "active"


def test_the_tutor_is_asked_for_before_the_preview(client, cohort):
    person = EnrolmentFactory(cohort=cohort)
    tutor = CohortTutorFactory(cohort=cohort).tutor
    address, chosen = url("roster-tutor", cohort), {"persona": person.public_id}

    assert client.get(address, chosen).context["plan"] is None
    asked = {**chosen, "to": tutor.public_id}
    assert tutor.full_name in client.get(address, asked).content.decode()
    assert client.get(address, {**chosen, "to": uuid4()}).context["plan"] is None
    done = client.post(address, {**asked, "key": uuid4(), "reason": "Licencia"})

    assert done.status_code == 302
    assert tutor_of(person) == tutor


def test_people_move_to_a_cohort_of_the_same_course_that_one_runs(client, staff, cohort):
    person = EnrolmentFactory(cohort=cohort)
    other = CohortFactory(host=staff.organisation, edition=cohort.edition)
    foreign = CohortFactory(edition=cohort.edition)
    address, chosen = url("roster-move", cohort), {"persona": person.public_id}
    form = {**chosen, "key": uuid4(), "reason": "Horario"}

    preview = client.get(address, {**chosen, "to": other.code}).content.decode()
    assert f"{other.name}: quedan ocupados 1 de 300 lugares." in preview
    assert client.post(address, {**form, "to": foreign.code}).status_code == 422
    done = client.post(address, {**form, "to": other.code})
    person.refresh_from_db()
    assert person.cohort == other
    page = client.get(reverse("person", args=[person.public_id])).content.decode()
    undo = url("roster-undo", cohort, RosterChange.objects.get().public_id)
    assert undo in page
    assert undo in client.get(done.url).content.decode()
    client.post(undo, {"persona": person.public_id})
    person.refresh_from_db()
    assert person.cohort == cohort


CHANGES = ["roster-withdraw", "roster-bring-back", "roster-tutor", "roster-move"]


@pytest.mark.parametrize("name", CHANGES)
def test_a20_people_of_another_cohort_or_none_are_not_changed(client, cohort, name):
    foreign = EnrolmentFactory()
    form = {"key": uuid4(), "reason": "x"}

    for chosen in (foreign.public_id, uuid4(), "nada"):
        assert client.post(url(name, cohort), {**form, "persona": chosen}).status_code == 404
    nobody = client.post(url(name, cohort), form)

    assert nobody.status_code == 422
    assert "Elija al menos a una persona" in nobody.content.decode()
    foreign.refresh_from_db()
    assert foreign.status == "active"


def test_a20_a_change_of_another_host_is_not_undone(client, cohort):
    foreign = CohortFactory()
    change = RosterChange.objects.create(
        cohort=foreign, kind="withdrawal", reason="x", key=uuid4(), made_by=UserFactory()
    )

    for code in (foreign, cohort):
        assert client.post(url("roster-undo", code, change.public_id)).status_code == 404


def test_who_is_enrolled_is_downloaded_as_filtered_and_that_is_recorded(client, staff, cohort):
    for name, status in (("Ana", "active"), ("Eva", "invited"), ("Luz", "withdrawn")):
        EnrolmentFactory(cohort=cohort, status=status, participant__given_names=name)

    response = client.get(url("roster", cohort), {"descargar": "1", "q": "a"})

    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    names = [row[0] for row in book.get_sheet_by_index(0).to_python()[1:]]
    assert sorted(names) == ["Ana", "Eva"]
    assert AccessRecord.objects.filter(person=staff.person, action="export people").count() == 1


def test_a_preview_costs_the_same_for_one_and_for_many(client, staff, cohort):
    course = cohort.edition.course
    other = CohortFactory(host=staff.organisation, edition=EditionFactory(course=course))
    tutor = CohortTutorFactory(cohort=cohort).tutor
    people = [EnrolmentFactory(cohort=cohort) for _ in range(3)]
    gone = [EnrolmentFactory(cohort=cohort, status="withdrawn") for _ in range(3)]
    for each in people:
        ProjectMemberFactory(enrolment=each, project__cohort=cohort)
        lesson = LessonFactory(module__edition=cohort.edition)
        finish_lesson(each, lesson, by=each.participant)
    pages = {
        "roster-withdraw": (people, {}),
        "roster-bring-back": (gone, {}),
        "roster-tutor": (people, {"to": tutor.public_id}),
        "roster-move": (people, {"to": other.code}),
    }
    client.get(url("roster", cohort))

    for name, (rows, more) in pages.items():
        costs = []
        for number in (1, 3):
            chosen = {"persona": [each.public_id for each in rows[:number]], **more}
            with CaptureQueriesContext(connection) as queries:
                shown = client.get(url(name, cohort), chosen)
            assert len(shown.context["plan"].going) == number
            costs.append(len(queries))
        assert costs[0] == costs[1] <= 12, name
