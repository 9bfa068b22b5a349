"""Pages of the team about lists: upload, columns, review, progress and result."""

import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from courses.domain.enrolment import activate
from courses.domain.enrolment_job import confirm_list, enrol_list
from courses.models import Enrolment, EnrolmentList
from courses.receivers import queue_enrolment
from courses.signals import list_confirmed
from people.models import User
from tests.courses.lists import HEADERS, cohort_in_mexico, csv_of, loaded
from tests.factories import CohortFactory, HostFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    membership = MembershipFactory(organisation=HostFactory(name="PNUD"))
    client.force_login(membership.person)
    return membership


@pytest.fixture
def cohort(staff):
    return cohort_in_mexico(host=staff.organisation, seats=10)


@pytest.fixture
def _no_worker():
    list_confirmed.disconnect(queue_enrolment)
    yield
    list_confirmed.connect(queue_enrolment)


def upload(client, cohort, content, name="lista.csv", **more):
    file = SimpleUploadedFile(name, content)
    return client.post(
        reverse("courses:enrolment-upload", args=[cohort.code]), {"file": file} | more
    )


def address(name, waiting):
    return reverse(f"courses:{name}", args=[waiting.cohort.code, waiting.public_id])


def test_a_file_becomes_a_list_to_review(client, cohort):
    response = upload(client, cohort, csv_of(1, 2, more="Eva,Sol,,eva@x,Tolca,Jefa\n"))

    waiting = EnrolmentList.objects.get()
    assert (response.status_code, response.url) == (302, waiting.get_absolute_url())
    html = client.get(response.url).content.decode()
    assert 'value="eva@x"' in html
    assert 'name="use" value="4:municipality:Toluca, México"' in html
    assert 'id="email-4"' in html
    assert 'aria-invalid="true"' in html


def test_rows_pasted_become_a_list_too(client, cohort):
    response = client.post(
        reverse("courses:enrolment-upload", args=[cohort.code]),
        {"pasted": csv_of(1).decode().replace(",", "\t")},
    )

    assert response.status_code == 302
    assert EnrolmentList.objects.get().rows.count() == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7", "lista.xlsx"),
        (b"PK\x03\x04 broken", "lista.xlsx"),
        (b"", "lista.csv"),
        (b"Nombre,Correo\n", "lista.csv"),
        (b"x" * (5 * 1024 * 1024 + 1), "lista.csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(client, cohort, content, name):
    response = upload(client, cohort, content, name)

    assert response.status_code == 422
    assert response.context["form"].errors
    assert not EnrolmentList.objects.exists()


def test_nothing_chosen_is_refused(client, cohort):
    response = client.post(reverse("courses:enrolment-upload", args=[cohort.code]))

    assert response.status_code == 422


def test_a_closed_cohort_shows_no_form_and_takes_no_file(client, cohort):
    cohort.state = "closed"
    cohort.save()

    assert (
        "multipart"
        not in client.get(reverse("courses:enrolment-upload", args=[cohort.code])).content.decode()
    )
    assert upload(client, cohort, csv_of(1)).status_code == 422


def test_the_sheet_to_fill_in_is_understood_without_a_question(client, cohort):
    response = client.get(
        reverse("courses:enrolment-upload", args=[cohort.code]), {"plantilla": ""}
    )

    assert (
        response.headers["Content-Disposition"]
        == f'attachment; filename="lista-{cohort.code}.xlsx"'
    )
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
    headers, *examples = sheet.to_python()
    assert len(examples) == 2
    # The examples alone are nobody; with somebody below them, they are left out.
    assert upload(client, cohort, response.content, "lista.xlsx").status_code == 422
    examples.append(["Ana", "Peña", "Ruiz", "ana@toluca.example", "Municipal", "Toluca"])
    text = "\n".join("\t".join(row) for row in (headers, *examples))
    client.post(reverse("courses:enrolment-upload", args=[cohort.code]), {"pasted": text})
    waiting = EnrolmentList.objects.get()
    assert list(waiting.rows.values_list("line", "email")) == [(4, "ana@toluca.example")]
    assert waiting.notices == [["examples", [2, 3]]]


# Columns


def test_a39_two_mail_columns_lead_to_the_question(client, cohort):
    text = "Nombre completo,Correo 1,Correo 2,Municipio\nAna Paz,a@gmail.com,a@x.example,Toluca\n"
    upload(client, cohort, text.encode())
    waiting = EnrolmentList.objects.get()

    response = client.get(waiting.get_absolute_url(), follow=True)
    assert response.redirect_chain == [(address("enrolment-list-columns", waiting), 302)]
    assert "a@gmail.com" in response.content.decode()

    chosen = {"column-0": "full_name", "column-2": "email", "column-3": "municipality"}
    for wrong in ({"column-1": "email"}, {"column-2": ""}, {"column-2": "password"}):
        refused = client.post(address("enrolment-list-columns", waiting), chosen | wrong)
        assert refused.status_code == 422
    response = client.post(address("enrolment-list-columns", waiting), chosen)
    assert (response.status_code, response.url) == (302, waiting.get_absolute_url())
    assert waiting.rows.get().email == "a@x.example"


# Review


def test_corrections_are_kept_right_or_wrong_and_lead_back_to_the_page(client, staff, cohort):
    waiting = loaded(cohort, csv_of(1, more="Eva,Sol,,eva@x,Tolca,Jefa\n,,,b@x.example,Lerma,J\n"))

    response = client.post(
        address("enrolment-list-correct", waiting),
        {
            "filas": "atencion",
            "pagina": "1",
            "email-3": "eva@x.example",
            "given_names-4": "",
            "surname_1-4": "Mar",
            "use": "3:municipality:Toluca, México",
            "verdict-4": "ready",
        },
    )

    assert response.url == f"{waiting.get_absolute_url()}?filas=atencion&pagina=1#filas"
    assert list(waiting.rows.values_list("line", "verdict", "reasons")) == [
        (2, "ready", []),
        (3, "ready", []),
        (4, "error", ["name_missing"]),
    ]
    assert waiting.rows.get(line=4).surname_1 == "Mar"


@pytest.mark.parametrize(
    ("tapped", "given_names"),
    [({"order": "surnames_and_names"}, ["Lu", "Ra"]), ({"turn": "3"}, ["Däthe", "Ra"])],
)
def test_whole_names_are_turned_with_one_tap(client, cohort, tapped, given_names):
    rows = "Däthe Zinacan Lu,a@x.example,Toluca\nKu'uk Tonali Ra,b@x.example,Lerma\n"
    waiting = loaded(cohort, f"Nombre completo,Correo,Municipio\n{rows}".encode())
    page = client.get(waiting.get_absolute_url()).content.decode()
    for name, value in tapped.items():
        assert f'name="{name}" value="{value}"' in page

    client.post(address("enrolment-list-correct", waiting), tapped)

    assert list(waiting.rows.values_list("given_names", flat=True)) == given_names


def test_a49_hostile_cells_are_shown_as_text(client, cohort):
    hostile = '"<script>alert(1)</script>",{{7*7}},{% debug %},"""><img onerror=x>",Toluca,J\n'
    waiting = loaded(cohort, csv_of(1, more=hostile), name='<b>"lista".csv')

    html = client.get(waiting.get_absolute_url()).content.decode()

    assert "<script>alert" not in html
    assert "<img onerror" not in html
    assert '<b>"lista"' not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{7*7}}" in html


def test_the_page_says_exactly_what_will_happen(client, cohort):
    UserFactory(email="ana1@toluca.example", given_names="Ana", surname_1="Peña1", surname_2="Ruiz")
    cohort.seats = 2
    cohort.save()
    waiting = loaded(cohort, csv_of(1, 2, 3, more="Eva,Sol,,eva@x,Toluca,Jefa\n"))

    context = client.get(waiting.get_absolute_url()).context

    figures = context["figures"]
    assert (figures.to_enrol, figures.new_accounts, figures.with_account) == (3, 2, 1)
    assert (context["seats_left"], context["without_seat"], figures.error) == (2, 1, 1)
    assert [each.line for each in context["errors"]] == [5]


def test_tabs_and_pages_show_the_rows_they_name(client, cohort):
    waiting = loaded(cohort, csv_of(*range(60), more="Eva,Sol,,eva@x,Toluca,Jefa\n"))

    def lines(**query):
        return [
            each.row.line for each in client.get(waiting.get_absolute_url(), query).context["rows"]
        ]

    assert lines() == [62]
    assert len(lines(filas="listas")) == 50
    assert len(lines(filas="listas", pagina=2)) == 10
    assert len(lines(filas="todas", pagina=2)) == 11
    assert lines(filas="'; drop", pagina="-1") == [62]


def test_a_row_can_be_downloaded_corrected_and_uploaded_again(client, cohort):
    waiting = loaded(cohort, csv_of(1, more="Eva,Sol,,eva@x,Toluca,=1+1\n"))

    response = client.get(waiting.get_absolute_url(), {"descargar": "atencion"})

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
    values = rows.to_python()
    assert len(values) == 2
    assert values[1][4] == "eva@x"
    assert "=1+1" in values[1]
    upload(client, cohort, response.content.replace(b"nothing", b""), "lista.xlsx")
    again = EnrolmentList.objects.exclude(pk=waiting.pk).get()
    assert again.rows.get().reasons == ["email_incomplete"]


def test_a_list_is_put_aside(client, cohort):
    waiting = loaded(cohort, csv_of(1))

    client.post(address("enrolment-list-confirm", waiting), {"cancel": "1"})

    assert client.get(waiting.get_absolute_url()).status_code == 200
    assert EnrolmentList.objects.get().state == "cancelled"


# Confirming, progress, result


def test_confirming_enrols_and_a_second_click_changes_nothing(
    client, cohort, django_capture_on_commit_callbacks
):
    waiting = loaded(cohort, csv_of(1, 2, more="Eva,Sol,,eva@x,Toluca,Jefa\n"))

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(address("enrolment-list-confirm", waiting))
        assert (response.status_code, response.url) == (302, waiting.get_absolute_url())

    page = client.get(waiting.get_absolute_url())
    figures = page.context["figures"]
    assert (figures.enrolled, figures.refused, figures.pending, figures.total) == (2, 1, 0, 3)
    assert [each.row.line for each in page.context["refused"]] == [4]
    assert "data-hx-get" not in page.content.decode()
    assert User.objects.filter(email__startswith="ana").count() == 2
    sheet = client.get(waiting.get_absolute_url(), {"descargar": "resultado"}).content
    assert (
        len(CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python())
        == 4
    )


def test_a51_whoever_has_begun_stays_and_is_listed_on_the_page(client, staff, cohort):
    done = loaded(cohort, csv_of(1, 2, 3))
    confirm_list(done, by=staff.person)
    enrol_list(done.pk, tell=list)
    activate(Enrolment.objects.get(participant__email="ana2@toluca.example"))

    page = client.post(address("enrolment-list-undo", done), follow=True)

    assert [row.email for row in page.context["staying"]] == ["ana2@toluca.example"]
    assert "ana2@toluca.example" in page.content.decode()
    assert "ana1@toluca.example" not in page.content.decode()


def test_a_planned_cohort_refuses_with_the_reason(client, cohort):
    cohort.state = "planned"
    cohort.save()
    waiting = loaded(cohort, csv_of(1))

    response = client.post(address("enrolment-list-confirm", waiting))

    assert response.status_code == 422
    assert response.context["refusal"].code == "closed"


@pytest.mark.usefixtures("_no_worker")
def test_progress_survives_a_reload_and_asks_less_and_less_often(client, cohort):
    waiting = loaded(cohort, csv_of(1))
    client.post(address("enrolment-list-confirm", waiting))

    for _ in range(2):
        html = client.get(waiting.get_absolute_url()).content.decode()
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in html
        assert "load delay:2s" in html
    delays = []
    for turn in range(5):
        html = client.get(
            address("enrolment-list-status", waiting), {"vuelta": turn}
        ).content.decode()
        assert "<html" not in html
        delays.append(html.partition("load delay:")[2].partition("s")[0])
    assert delays == ["2", "4", "8", "15", "15"]


@pytest.mark.usefixtures("_no_worker")
def test_the_page_says_when_no_worker_was_heard_of(client, cohort):
    waiting = loaded(cohort, csv_of(1))
    confirm_list(waiting, by=UserFactory())

    assert client.get(waiting.get_absolute_url()).context["worker_is_away"] is True
    cache.set("worker_is_alive", True, 60)
    assert client.get(waiting.get_absolute_url()).context["worker_is_away"] is False


@pytest.mark.usefixtures("_no_worker")
def test_a_confirmed_list_sends_late_corrections_and_columns_to_its_page(client, cohort):
    waiting = loaded(cohort, csv_of(1))
    confirm_list(waiting, by=UserFactory())

    for name in ("enrolment-list-correct", "enrolment-list-columns", "enrolment-list-confirm"):
        response = client.post(address(name, waiting), {"email-2": "x", "cancel": "1"})
        assert (response.status_code, response.url) == (302, waiting.get_absolute_url())


# Who


PAGES = ["enrolment-list", "enrolment-list-columns", "enrolment-list-status"]
VERBS = ["enrolment-list-correct", "enrolment-list-confirm", "enrolment-list-columns"]


def test_a20_lists_of_another_host_or_under_another_cohort_are_not_found(client, staff, cohort):
    foreign = loaded(CohortFactory(), HEADERS.encode() + b"Ana,Paz,,a@x.example,Toluca,J\n")
    own = loaded(cohort, csv_of(1))

    for name in PAGES:
        assert client.get(address(name, foreign)).status_code == 404
        crossed = reverse(f"courses:{name}", args=[cohort.code, foreign.public_id])
        assert client.get(crossed).status_code == 404
    for name in VERBS:
        assert client.post(address(name, foreign)).status_code == 404
    client.force_login(UserFactory())
    for name in PAGES:
        assert client.get(address(name, own)).status_code == 404
    assert {each.state for each in EnrolmentList.objects.all()} == {"review"}


@pytest.mark.parametrize("name", ["enrolment-list-correct", "enrolment-list-confirm"])
def test_verbs_take_posts_only(client, cohort, name):
    assert client.get(address(name, loaded(cohort, csv_of(1)))).status_code == 405


def test_the_review_costs_the_same_for_three_and_for_sixty_rows(client, staff, cohort):
    costs = []
    for numbers in (range(3), range(100, 160)):
        bad = "".join(f"Eva,Sol,,eva{n}@x.example,Tolca,Jefa\n" for n in numbers)
        waiting = loaded(cohort, csv_of(*numbers, more=bad), by=staff.person)
        client.get(waiting.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(waiting.get_absolute_url())
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12
