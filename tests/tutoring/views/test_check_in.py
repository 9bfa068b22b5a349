from datetime import timedelta

import pytest
from django.core.signing import get_cookie_signer
from django.urls import reverse
from django.utils import timezone

from tests.factories import EnrolmentFactory, InPersonSessionFactory, UserFactory
from tutoring.domain.check_in import code_at
from tutoring.models import Attendance, SessionFacilitator, WalkIn
from tutoring.views.check_in import TICKET, TRIES_A_MINUTE

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def session():
    now = timezone.now()
    return InPersonSessionFactory(starts_at=now - 25 * MINUTE, ends_at=now + 155 * MINUTE)


@pytest.fixture
def facilitator(client, session):
    person = SessionFacilitator.objects.create(session=session, person=UserFactory()).person
    client.force_login(person)
    return person


def address(session, moment=None):
    code = code_at(session.public_id, moment or timezone.now()).text
    return reverse("tutoring:check-in", args=[code])


def read_before(client, path, moment, owner=""):
    """Give the browser the ticket that it would have got by reading the code at ``moment``."""
    code = path.rstrip("/").rpartition("/")[2]
    signer = get_cookie_signer(salt=TICKET * 2)
    client.cookies[TICKET] = signer.sign(f"{code}.{int(moment.timestamp() * 1000)}.{owner}")


@pytest.mark.usefixtures("facilitator")
def test_wall_shows_the_code_of_now_and_how_many_used_it(client, session, settings):
    enrolment = EnrolmentFactory(cohort=session.cohort)
    EnrolmentFactory(cohort=session.cohort)
    Attendance.objects.create(
        session=session,
        enrolment=enrolment,
        status="present",
        minutes=180,
        recorded_by=enrolment.participant,
    )

    page = client.get(reverse("tutoring:session-code", args=[session.public_id])).content.decode()

    code = code_at(session.public_id, timezone.now()).text
    following = code_at(session.public_id, timezone.now() + 5 * MINUTE).text
    assert f"{code[:3]} {code[3:]}" in page
    assert "1 of 2" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert settings.SECRET_KEY not in page
    assert following not in page.replace(" ", "")


@pytest.mark.usefixtures("facilitator")
def test_wall_says_why_it_shows_no_code(client, session):
    session.starts_at, session.ends_at = timezone.now() + 90 * MINUTE, timezone.now() + 200 * MINUTE
    session.save()

    response = client.get(
        reverse("tutoring:session-code", args=[session.public_id]), headers={"HX-Request": "true"}
    )

    page = response.content.decode()
    assert "from one hour before" in page
    assert "<html" not in page
    assert "<svg class=" in page
    assert 'class="qr"' not in page


def test_one_button_records_the_attendance_once(client, session):
    enrolment = EnrolmentFactory(cohort=session.cohort)
    client.force_login(enrolment.participant)
    path = address(session)

    assert b"Record my attendance" in client.get(path).content
    pages = [client.post(path, follow=True).content.decode() for _time in range(2)]

    attendance = Attendance.objects.get()
    assert (attendance.status, attendance.minutes, attendance.how) == ("late", 150, "qr")
    assert all("You are on the attendance list" in page for page in pages)


def test_a_visitor_signs_in_and_the_moment_of_reading_counts(client, session):
    enrolment = EnrolmentFactory(cohort=session.cohort)
    path = address(session)

    response = client.get(path)

    assert response.status_code == 302
    assert response.url.endswith(f"?next={path}")
    ticket = response.cookies[TICKET]
    assert (ticket["httponly"], ticket["samesite"]) == (True, "Lax")
    client.force_login(enrolment.participant)
    client.post(path)
    assert Attendance.objects.get().enrolment == enrolment


def test_a_slow_sign_in_counts_from_the_reading_for_half_an_hour(client, session):
    enrolment = EnrolmentFactory(cohort=session.cohort)
    client.force_login(enrolment.participant)
    then = timezone.now() - 20 * MINUTE
    path = address(session, then)

    assert client.get(path).status_code == 404
    read_before(client, path, then)
    client.post(path)

    attendance = Attendance.objects.get()
    assert abs(attendance.recorded_at - then) < timedelta(seconds=1)
    assert attendance.status == "present"


@pytest.mark.parametrize("case", ["too old", "forged", "of another code", "of somebody else"])
def test_a75_only_a_ticket_of_this_browser_and_code_holds_the_clock(client, session, case):
    client.force_login(EnrolmentFactory(cohort=session.cohort).participant)
    then = timezone.now() - (31 if case == "too old" else 20) * MINUTE
    path = address(session, then)
    owner = UserFactory().pk if case == "of somebody else" else ""
    read_before(client, address(session) if case == "of another code" else path, then, owner)
    if case == "forged":
        client.cookies[TICKET] = client.cookies[TICKET].value[:-2] + "xx"

    response = client.post(path)

    assert response.status_code == 404
    assert "No session shows this code now." in response.content.decode()
    assert not Attendance.objects.exists()


def test_somebody_who_is_not_enrolled_leaves_a_name(client, session):
    person = UserFactory()
    client.force_login(person)
    path = address(session)

    assert "you are not on the list of this session" in client.get(path).content.decode()
    pages = [client.post(path, follow=True).content.decode() for _time in range(2)]

    assert "Your name is noted." in pages[1]
    assert [walk_in.person for walk_in in WalkIn.objects.all()] == [person]
    assert not Attendance.objects.exists()


def test_guessing_codes_ends_after_a_dozen_a_minute(client, session):
    client.force_login(EnrolmentFactory(cohort=session.cohort).participant)
    wrong = reverse("tutoring:check-in", args=["222222"])

    # The clock may begin another minute meanwhile: two dozen is the most that can pass.
    answers = {client.get(wrong).status_code for _time in range(2 * TRIES_A_MINUTE + 1)}

    assert answers == {404, 429}


@pytest.mark.parametrize(("typed", "status"), [("k7m 4qx", 302), ("k7m", 200), ("", 200)])
def test_the_code_may_be_typed(client, typed, status):
    response = client.get(reverse("tutoring:check-in-code"), {"codigo": typed})

    assert response.status_code == status


@pytest.mark.usefixtures("facilitator")
def test_a75_more_on_the_sheet_than_in_the_room_is_said_with_who_used_the_code(client, session):
    enrolments = EnrolmentFactory.create_batch(2, cohort=session.cohort)
    for how, enrolment in zip(("qr", "by_hand"), enrolments, strict=True):
        Attendance.objects.create(
            session=session,
            enrolment=enrolment,
            status="present",
            minutes=180,
            how=how,
            recorded_by=enrolment.participant,
        )

    client.post(reverse("tutoring:heads-count", args=[session.public_id]), {"people": 1})
    page = client.get(session.get_absolute_url()).content.decode()
    narrowed = client.get(f"{session.get_absolute_url()}?ver=con-codigo")

    assert "2 people are recorded as present, and 1 were counted in the room." in page
    assert [row.enrolment for row in narrowed.context["rows"]] == enrolments[:1]


@pytest.mark.usefixtures("facilitator")
def test_facilitator_notes_matches_and_leaves_out(client, session):
    enrolment = EnrolmentFactory(
        cohort=session.cohort, participant__given_names="Ana", participant__surname_1="López"
    )
    page = reverse("tutoring:walk-ins", args=[session.public_id])
    key = client.get(page).context["form"].initial["key"]

    assert client.post(page, {"name": "", "key": key}).status_code == 422
    client.post(page, {"name": "Ana Lopez", "note": "Ixtepec", "key": key})
    walk_in = WalkIn.objects.get()
    match = reverse("tutoring:walk-in-match", args=[walk_in.public_id])
    assert "Choose who of the cohort it was." in (
        client.post(match, {"person": "x"}, follow=True).content.decode()
    )
    client.post(match, {"person": enrolment.public_id})

    assert Attendance.objects.get().enrolment == enrolment
    leave = reverse("tutoring:walk-in-dismiss", args=[walk_in.public_id])
    answer = client.post(leave, {"reason": "x"}, follow=True)
    assert "This person has been dealt with already." in answer.content.decode()


@pytest.mark.usefixtures("facilitator")
@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number(client, session, django_assert_num_queries, count):
    for enrolment in EnrolmentFactory.create_batch(count, cohort=session.cohort):
        WalkIn.objects.create(
            session=session,
            name=enrolment.participant.full_name,
            key=enrolment.public_id,
            noted_by=enrolment.participant,
        )

    with django_assert_num_queries(6):
        client.get(reverse("tutoring:session-code", args=[session.public_id]))
    with django_assert_num_queries(6):
        client.get(reverse("tutoring:walk-ins", args=[session.public_id]))
    client.force_login(EnrolmentFactory(cohort=session.cohort).participant)
    client.get(address(session))  # The bar remembers the roles of a person.
    with django_assert_num_queries(5):
        client.get(address(session))
