"""The page with which a team is formed, joined and left, and the one of who tutors its people."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from assessments.domain.exercise.records import save_record
from assessments.domain.project import project_of
from assessments.domain.teams import join_team, leave_team, open_team
from assessments.models import ExerciseAdaptation, ProjectMember
from courses.models import Cohort
from tests.assessments.projects import submitted_project, write_title
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    MembershipFactory,
    TutorAssignmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def owner(cohort):
    return EnrolmentFactory(cohort=cohort)


@pytest.fixture
def friend(cohort):
    return EnrolmentFactory(cohort=cohort)


def at(name, cohort, *args):
    return reverse(f"assessments:{name}", args=[cohort.code, *args])


def of_person(enrolment):
    return reverse("assessments:person-team", args=[enrolment.public_id])


def team_up(owner, *others):
    project = project_of(owner)
    code = open_team(project, by=owner.participant)
    for each in others:
        join_team(each, code=code, by=each.participant)
    project.refresh_from_db()
    return project


def text_of(client, address):
    return client.get(address).content.decode()


def test_a_colleague_joins_with_the_code_and_goes_on_with_their_own_work_after_leaving(
    client, cohort, owner, friend
):
    own = project_of(friend)
    write_title(own, "Mercado limpio", by=friend.participant)
    page = at("team", cohort)
    client.force_login(owner.participant)
    client.post(at("team-open", cohort))
    project = project_of(owner)
    shown = f"{project.team_code[:4]} {project.team_code[4:]}"
    assert shown in text_of(client, page)

    client.force_login(friend.participant)
    link = text_of(client, f"{page}?codigo={project.team_code}")
    assert f'value="{project.team_code}"' in link
    assert "«Mercado limpio» se conserva" in link
    assert client.post(page, {"code": shown.lower().replace(" ", "-")}).url == page

    joined = text_of(client, page)
    assert owner.participant.full_name in joined
    files = reverse("assessments:project-files", args=[own.public_id])
    assert files in joined
    assert client.get(files).status_code == 200
    assert project_of(friend) == project
    assert "Mercado limpio" in text_of(client, at("team-leave", cohort))
    client.post(at("team-leave", cohort))
    assert project_of(friend) == own
    gone = reverse("assessments:project-files", args=[project.public_id])
    assert client.get(gone).status_code == 404


def test_a_wrong_code_is_refused_with_what_was_typed_and_only_ten_times_a_minute(
    client, cohort, friend
):
    team_up(EnrolmentFactory())
    elsewhere = ProjectMember.objects.get().project.team_code
    client.force_login(friend.participant)
    cache.clear()

    refused = client.post(at("team", cohort), {"code": elsewhere})
    statuses = [
        client.post(at("team", cohort), {"code": f"WRONG{time}"}).status_code for time in range(21)
    ]

    assert refused.status_code == 422
    assert f'value="{elsewhere}"' in refused.content.decode()
    assert "Ningún equipo de su cohorte tiene este código." in refused.content.decode()
    # Even when a new minute of the clock begins meanwhile.
    assert statuses[0] == 422
    assert 429 in statuses


def test_only_who_leads_the_team_lets_others_in_and_passes_it_on(client, cohort, owner, friend):
    project = team_up(owner, friend)
    handing_on = at("team-hand-on", cohort, friend.public_id)
    client.force_login(friend.participant)

    assert project.team_code not in text_of(client, at("team", cohort))
    for address in (at("team-close", cohort), at("team-open", cohort), handing_on):
        assert client.post(address).status_code == 403
    client.force_login(owner.participant)
    stranger = EnrolmentFactory(cohort=cohort)
    assert client.post(at("team-hand-on", cohort, stranger.public_id)).status_code == 404
    assert client.post(at("team-close", cohort)).status_code == 302
    assert client.post(handing_on).status_code == 302
    assert client.post(handing_on).status_code == 403

    project.refresh_from_db()
    assert project.team_code is None
    client.force_login(friend.participant)
    assert client.post(at("team-open", cohort)).status_code == 302


def test_whoever_works_longest_leads_while_the_owner_does_not_study(client, cohort, owner, friend):
    team_up(owner, friend)
    owner.status = "withdrawn"
    owner.save(update_fields=["status"])
    client.force_login(friend.participant)

    page = text_of(client, at("team", cohort))

    assert owner.participant.full_name not in page
    assert client.post(at("team-close", cohort)).status_code == 302


def test_the_page_says_why_nobody_comes_or_goes(client, cohort, owner, friend):
    page = at("team", cohort)
    full = [EnrolmentFactory(cohort=cohort) for _each in range(3)]
    team_up(owner, friend, *full)
    client.force_login(owner.participant)
    assert "El equipo está completo: 5 personas" in text_of(client, page)

    alone = EnrolmentFactory(cohort=cohort)
    project = project_of(alone)
    client.force_login(alone.participant)
    assert "Unirme al equipo" in text_of(client, page)
    for state in ("submitted", "approved"):
        project.state = state
        project.save(update_fields=["state"])
        said = text_of(client, page)
        assert "Unirme al equipo" not in said
        assert "Obtener un código" not in said
        client.post(at("team-open", cohort))
        project.refresh_from_db()
        assert project.team_code is None
    project.state = "draft"
    project.save(update_fields=["state"])
    ExerciseAdaptation.objects.create(cohort=cohort, team_most=1)
    assert "En esta cohorte cada persona trabaja en su propio proyecto." in text_of(client, page)
    assert client.post(page, {"code": "ABCD EFGH"}).status_code == 422
    ExerciseAdaptation.objects.update(team_most=5)
    Cohort.objects.update(state="closed")
    said = text_of(client, page)
    assert "Esta cohorte está cerrada." in said
    assert "Unirme al equipo" not in said


def test_whoever_handed_in_reads_that_they_stay(client):
    submission = submitted_project(deliverable="E1")
    client.force_login(submission.enrolment.participant)

    said = text_of(client, at("team", submission.project.cohort))

    assert "Usted ya entregó este proyecto" in said
    assert "Unirme al equipo" not in said


def test_a_tutor_puts_people_together_and_takes_one_out_with_a_reason(
    client, cohort, owner, friend
):
    project = team_up(owner)
    tutor = TutorAssignmentFactory(enrolment=friend).tutor
    page, own = of_person(friend), at("team", cohort)
    client.force_login(tutor)
    # They tutor nobody of that team, so they do not learn of it.
    assert str(project.public_id) not in text_of(client, page)
    TutorAssignmentFactory(enrolment=owner, tutor=tutor)
    said = {"where": str(project.public_id), "reason": "Trabajan en la misma oficina"}

    assert client.post(page, said | {"reason": " "}).status_code == 422
    assert client.post(page, said).url == page

    assert owner.participant.full_name in text_of(client, page)
    client.force_login(friend.participant)
    assert "Trabajan en la misma oficina" in text_of(client, own)
    client.force_login(MembershipFactory(organisation=cohort.host).person)
    out = {"where": "alone", "reason": "Cambió de oficina"}
    assert client.post(page, out).url == page
    assert client.post(page, out).status_code == 422
    client.force_login(friend.participant)
    assert "Cambió de oficina" in text_of(client, own)
    assert project_of(friend) != project


def test_nobody_places_themselves_or_people_they_do_not_tutor(client, owner):
    colleague = EnrolmentFactory(cohort=owner.cohort)
    TutorAssignmentFactory(enrolment=owner, tutor=owner.participant)
    people = {
        owner.participant: 403,
        colleague.participant: 404,
        TutorAssignmentFactory(enrolment=colleague).tutor: 404,
        MembershipFactory().person: 404,
        UserFactory(): 404,
    }

    for person, status in people.items():
        client.force_login(person)
        assert client.get(of_person(owner)).status_code == status
        assert client.post(of_person(owner), {"where": "alone"}).status_code == status


def test_people_of_other_teams_and_former_members_see_nothing_of_the_work(
    client, cohort, owner, friend
):
    """The rule: a project is read by who works on it, their tutors and the host."""
    own = project_of(friend)
    write_title(own, "Mercado limpio", by=friend.participant)
    project = team_up(owner, friend)
    save_record(project, "stakeholder", None, {"name": "Comité"}, by=owner.participant)
    leave_team(project, owner, by=owner.participant)
    other = EnrolmentFactory(cohort=cohort)
    team_up(other, EnrolmentFactory(cohort=cohort))
    record = ["actor", project.stakeholders.get().public_id]
    # The former member, a member of another team; and of what one of them left to join, the mate.
    doors = [
        reverse(f"assessments:{name}", args=[project.public_id, *more])
        for name, *more in (
            ("project-files",), ("project-workbook",), ("project-data",), ("project-versions",),
            ("project-read", "involucrados"), ("project-read", "arbol-problemas"),
        )
    ]  # fmt: skip
    doors.append(at("record-edit", cohort, *record))
    mate = EnrolmentFactory(cohort=cohort)
    join_team(mate, code=open_team(project, by=friend.participant), by=mate.participant)

    for person in (owner, other):
        client.force_login(person.participant)
        assert {client.get(door).status_code for door in doors} == {404}
    client.force_login(mate.participant)
    assert {client.get(door).status_code for door in doors[:-1]} == {200}
    assert (
        client.get(doors[0].replace(str(project.public_id), str(own.public_id))).status_code == 404
    )


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number(
    client, cohort, owner, friend, django_assert_num_queries, count
):
    team_up(owner, *(EnrolmentFactory(cohort=cohort) for _each in range(count)))
    for _each in range(count):
        team_up(EnrolmentFactory(cohort=cohort))
    tutor = MembershipFactory(organisation=cohort.host).person
    project_of(friend)

    client.force_login(owner.participant)
    client.get(at("team", cohort))
    with django_assert_num_queries(10):
        client.get(at("team", cohort))
    client.force_login(tutor)
    client.get(of_person(friend))
    with django_assert_num_queries(10):
        client.get(of_person(friend))


def test_who_leads_takes_somebody_out_with_a_reason_and_undoes_it(client, cohort, owner, friend):
    project = team_up(owner, friend)
    page, remove = at("team", cohort), at("team-remove", cohort, friend.public_id)
    client.force_login(friend.participant)
    assert client.post(remove, {"reason": "x"}).status_code == 403
    client.force_login(owner.participant)
    assert remove in text_of(client, page)
    assert client.get(at("team-remove", cohort, owner.public_id)).url == at("team-leave", cohort)

    assert client.post(remove, {"reason": " "}).status_code == 422
    assert client.post(remove, {"reason": "Cambió de área"}).url == page
    assert project_of(friend) != project
    back = at("team-let-back", cohort, friend.public_id)
    assert back in text_of(client, page)
    client.post(back)

    assert project_of(friend) == project
    assert back not in text_of(client, page)


def test_after_handing_in_the_page_sends_who_leads_to_the_tutor(client, cohort, friend):
    submission = submitted_project(cohort=cohort, deliverable="E1")
    team_up(submission.enrolment, friend)
    client.force_login(submission.enrolment.participant)

    page = text_of(client, at("team", cohort))

    assert at("team-remove", cohort, friend.public_id) not in page
    assert reverse("tutoring:question-ask", args=[cohort.code]) in page
