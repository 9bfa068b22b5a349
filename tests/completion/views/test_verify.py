import pytest
from django.urls import reverse

from completion.domain.certificates import issue
from completion.models import Certificate
from completion.views.verify import CHECKS_A_MINUTE
from tests.completion.world import make_cohort, somebody_complete
from tests.factories import UserFactory


@pytest.fixture
def certificate(db):
    return issue(
        somebody_complete(
            make_cohort(),
            participant=UserFactory(
                given_names="Xóchitl", surname_1="Cruz", email="secret@example.org"
            ),
        )
    )


def check(client, folio, **headers):
    return client.get(reverse("completion:verify-folio", args=[folio]), **headers)


def test_anybody_reads_what_is_printed_and_nothing_else(client, certificate):
    answer = check(client, certificate.folio)

    html = answer.content.decode()
    assert answer.status_code == 200
    for part in ("Xóchitl Cruz", certificate.folio, certificate.snapshot["course"], "48"):
        assert part in html
    for secret in ("secret@example.org", certificate.token, str(certificate.enrolment.public_id)):
        assert secret not in html


def test_the_token_of_the_qr_code_opens_the_same_page(client, certificate):
    assert certificate.folio in check(client, certificate.token).content.decode()


def test_it_is_light_sets_no_cookie_and_stays_out_of_search_engines(client, certificate):
    for answer in (
        check(client, certificate.folio),
        check(client, "NO-HAY"),
        client.get(reverse("completion:verify")),
    ):
        assert not answer.cookies
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert len(answer.content) <= 12_000


@pytest.mark.parametrize(
    ("state", "tone"),
    [("pending", "note ok"), ("revoked", "note bad"), ("replaced", "note warn")],
)
def test_the_state_has_its_own_answer(client, certificate, state, tone):
    Certificate.objects.update(state=state, revoked_at=certificate.issued_at)

    assert f'class="{tone}"' in check(client, certificate.folio).content.decode()


def test_a86_unknown_folios_all_get_the_same_answer(client, certificate):
    answers = [
        check(client, folio)
        for folio in ("MEX26B-2222-2222", "x", "…", certificate.token[:-1], "9" * 300)
    ]

    assert {answer.status_code for answer in answers} == {404}
    bodies = {answer.content.partition(b"<main")[2].partition(b"</main>")[0] for answer in answers}
    assert len(bodies) == 1


def test_a86_one_address_may_check_sixty_times_a_minute(client, certificate):
    for _n in range(CHECKS_A_MINUTE):
        assert check(client, "NO-HAY").status_code == 404

    stopped = check(client, certificate.folio)

    assert stopped.status_code == 429
    assert "Xóchitl" not in stopped.content.decode()
    assert check(client, certificate.folio, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_the_form_leads_to_the_address_of_the_folio(client, certificate):
    answer = client.get(reverse("completion:verify"), {"folio": f" {certificate.folio.lower()} "})

    assert answer.url == reverse("completion:verify-folio", args=[certificate.folio.lower()])
    assert certificate.folio in client.get(answer.url).content.decode()


@pytest.mark.parametrize("typed", ["", "   ", "a/b", "/", "../../etc"])
def test_what_is_no_folio_shows_the_form_again(client, db, typed):
    answer = client.get(reverse("completion:verify"), {"folio": typed})

    assert answer.status_code == 200


def test_checking_costs_one_query(client, certificate, django_assert_num_queries):
    with django_assert_num_queries(1):
        check(client, certificate.folio)
