import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses.models import HoursEntry
from tests.factories import EnrolmentFactory, InPersonSessionFactory, UserFactory
from tutoring.domain.sign_in_sheets import print_sheet
from tutoring.models import Attendance, SessionFacilitator, SignInSheet, WalkIn
from tutoring.tasks import render_sign_in_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return InPersonSessionFactory(minutes=240)


@pytest.fixture(autouse=True)
def facilitator(client, session):
    person = SessionFacilitator.objects.create(session=session, person=UserFactory()).person
    client.force_login(person)
    return person


@pytest.fixture
def ana(session):
    return EnrolmentFactory(
        cohort=session.cohort, participant__given_names="Ana", participant__surname_1="López"
    )


def url(name, session):
    return reverse(f"tutoring:{name}", args=[session.public_id])


def test_a_sheet_is_printed_downloaded_and_copied_in_by_its_folio(client, session, ana):
    EnrolmentFactory(cohort=session.cohort)
    client.post(url("sheet-print", session))
    sheet = SignInSheet.objects.get()
    file = reverse("tutoring:sheet-file", args=[sheet.public_id])
    assert client.get(file).status_code == 404
    render_sign_in_sheet(sheet.pk)
    EnrolmentFactory(cohort=session.cohort)

    assert client.get(file).headers["Content-Type"] == "application/pdf"
    opened = client.get(url("session-papers", session), {"folio": sheet.folio.lower()})
    page = client.get(opened.url)
    assert len(page.context["rows"]) == 2
    assert page.context["form"]["how"].value() == "paper"
    form = {"how": "paper", "folio": sheet.folio, f"status-{ana.public_id}": "present"}
    saved = client.post(f"{url('attendance-save', session)}?folio={sheet.folio}", form)

    assert saved.url.endswith(f"?folio={sheet.folio}")
    attendance = Attendance.objects.get()
    assert (attendance.how, attendance.folio) == ("paper", sheet.folio)


def test_an_unknown_folio_is_refused_where_it_is_typed_and_where_it_is_sent(client, session, ana):
    page = client.get(url("session-papers", session), {"folio": "NO-1"})
    form = {"how": "paper", "folio": "NO-1", f"status-{ana.public_id}": "present"}
    sent = client.post(url("attendance-save", session), form)

    assert (page.status_code, sent.status_code) == (422, 422)
    assert "No sheet of this session has this folio." in page.content.decode()
    assert not Attendance.objects.exists()


def test_hours_of_a_person_are_typed_kept_and_corrected_once_in_the_ledger(client, session, ana):
    field, hours, note = (f"{name}-{ana.public_id}" for name in ("status", "hours", "note"))
    save = url("attendance-save", session)

    client.post(save, {"how": "by_hand", field: "late", hours: "2,5"})
    client.post(save, {"how": "by_hand", field: "late", hours: "2.5"})
    page = client.get(session.get_absolute_url()).content.decode()
    client.post(save, {"how": "by_hand", field: "present", hours: "2.5", note: "Vino desde antes"})
    wrong = client.post(save, {"how": "by_hand", field: "present", hours: "muchas"})

    assert f'name="{hours}" value="2.5"' in page
    assert [row.minutes for row in Attendance.objects.all()] == [150, 240]
    assert sum(entry.minutes for entry in HoursEntry.objects.all()) == 240
    assert wrong.status_code == 422
    assert 'value="muchas"' in wrong.content.decode()
    after = client.get(session.get_absolute_url()).content.decode()
    assert "Before: Late, 2.5 h" in after


def test_a_list_shows_its_rows_and_writes_nothing_until_it_is_recorded(client, session, ana):
    file = SimpleUploadedFile(
        "firmas.csv", "Nombre completo;Horas\nAna López;3\nEva Gil;4".encode()
    )

    page = client.post(url("attendance-list", session), {"file": file})

    assert page.status_code == 200
    assert [row.verdict for row in page.context["rows"]] == ["ready", "walk_in"]
    assert not Attendance.objects.exists()
    hidden = {f"status-{ana.public_id}": "present", f"hours-{ana.public_id}": "3"}
    assert all(
        f'name="{name}" value="{value}"' in page.content.decode() for name, value in hidden.items()
    )
    client.post(url("attendance-save", session), {"how": "paper", **hidden})
    assert Attendance.objects.get().minutes == 180
    keys = {"name": ["Eva Gil"], "key": [str(page.context["walk_ins"][0][1])]}
    for _time in range(2):
        client.post(url("walk-ins-list", session), keys)
    assert [walk_in.name for walk_in in WalkIn.objects.all()] == ["Eva Gil"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a file or paste the rows."),
        ({"pasted": "1\t2\n3\t4"}, "There are no people in this list."),
        ({"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7")}, "This is a PDF"),
    ],
    ids=["nothing", "no people", "pdf"],
)
def test_what_cannot_be_read_comes_back_with_the_reason(client, session, sent, sentence):
    response = client.post(url("attendance-list", session), sent)

    assert response.status_code == 422
    assert sentence in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_any_number(client, session, django_assert_num_queries, count):
    rows = "\n".join(
        each.participant.full_name
        for each in EnrolmentFactory.create_batch(count, cohort=session.cohort)
    )
    for _number in range(count):
        print_sheet(session, by=UserFactory())
        SignInSheet.objects.update(state="failed")
    client.get(url("session-papers", session))

    with django_assert_num_queries(4):
        client.get(url("session-papers", session))
    with django_assert_num_queries(5):
        client.post(url("attendance-list", session), {"pasted": f"Nombre completo\n{rows}"})


def test_who_may_not_record_finds_no_paper(client, session):
    sheet = print_sheet(session, by=UserFactory())
    client.force_login(UserFactory())

    assert client.get(url("session-papers", session)).status_code == 404
    assert client.get(reverse("tutoring:sheet-file", args=[sheet.public_id])).status_code == 404
