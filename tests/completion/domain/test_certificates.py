import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from assessments.domain.cohort_move_undo import undo_move
from assessments.domain.cohort_moves import move_people
from completion.domain import certificates
from completion.domain.certificates import issue, release, revoke, verify
from completion.models import Certificate, CertificateRelease
from completion.signals import certificates_issued
from courses.models import Cohort, Enrolment, HoursEntry
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.completion.world import complete, give_hours, make_cohort, somebody_complete
from tests.factories import (
    AffiliationFactory,
    CohortFactory,
    EnrolmentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    UserFactory,
)


@pytest.fixture
def cohort(db):
    return make_cohort(signatories="Ana Ruiz | Titular | PNUD\n\nLuis Sol | Coordinación")


def code_of(refusal):
    return refusal.value.code


def test_release_issues_to_everybody_who_is_complete_and_to_nobody_else(cohort):
    ready = [somebody_complete(cohort) for _n in range(3)]
    EnrolmentFactory(cohort=cohort)
    complete(EnrolmentFactory(cohort=cohort, status="withdrawn"))

    release(cohort, by=UserFactory(), key=uuid4())

    assert set(Certificate.objects.values_list("enrolment", flat=True)) == {
        enrolment.pk for enrolment in ready
    }
    assert set(Enrolment.objects.filter(status="graduated").values_list("pk", flat=True)) == {
        enrolment.pk for enrolment in ready
    }


def test_release_announces_what_was_issued(cohort, heard, django_capture_on_commit_callbacks):
    announcements = heard(certificates_issued)
    somebody_complete(cohort)

    with django_capture_on_commit_callbacks() as callbacks:
        release(cohort, by=UserFactory(), key=uuid4())
    next(call for call in callbacks)()

    assert announcements == [
        {"certificate_ids": list(Certificate.objects.values_list("pk", flat=True))}
    ]


def test_the_same_key_releases_once_and_another_finds_nobody(cohort):
    somebody_complete(cohort)
    key, staff = uuid4(), UserFactory()

    first = release(cohort, by=staff, key=key)
    assert release(cohort, by=staff, key=key) == first
    with pytest.raises(RuleViolation) as refusal:
        release(cohort, by=staff, key=uuid4())

    assert code_of(refusal) == "nobody"
    assert Certificate.objects.count() == CertificateRelease.objects.count() == 1


def test_who_was_moved_to_another_cohort_gets_one_certificate(cohort):
    person, staff = somebody_complete(cohort), UserFactory()
    other = CohortFactory(edition=cohort.edition)
    change = move_people(cohort, [person], other, by=staff, reason="x", key=uuid4())

    with pytest.raises(RuleViolation) as before:
        release(cohort, by=staff, key=uuid4())
    release(other, by=staff, key=uuid4())
    undone = undo_move(change, by=staff)

    assert code_of(before) == "nobody"
    assert (undone.back, undone.stuck) == ([], [person])
    assert Certificate.objects.count() == 1


def test_a93_issue_is_impossible_while_a_rule_is_unmet(cohort):
    enrolment = somebody_complete(cohort)
    give_hours(enrolment, in_person=-1, source_id=333)

    with pytest.raises(RuleViolation) as refusal:
        issue(enrolment)

    assert code_of(refusal) == "incomplete"
    assert not Certificate.objects.exists()


def test_a93_an_edition_without_requirements_recognises_nobody(cohort):
    enrolment = somebody_complete(cohort)
    cohort.edition.completion_requirements.all().delete()

    with pytest.raises(RuleViolation):
        issue(enrolment)


@pytest.mark.parametrize("status", ["invited", "withdrawn"])
def test_nobody_outside_the_cohort_gets_one(cohort, status):
    enrolment = somebody_complete(cohort, status=status)

    with pytest.raises(RuleViolation) as refusal:
        issue(enrolment)

    assert code_of(refusal) == "not_active"


def test_issuing_again_returns_the_first(cohort):
    enrolment = somebody_complete(cohort)

    assert issue(enrolment) == issue(enrolment)


def test_the_snapshot_keeps_the_facts_of_the_day(cohort):
    town = MunicipalityFactory(name="Toluca")
    person = UserFactory(given_names="Ñähñu", surname_1="Dänthe")
    enrolment = somebody_complete(
        cohort,
        participant=person,
        affiliation=AffiliationFactory(
            person=person,
            position="Directora",
            organisation=OrganisationFactory(name="H. Ayuntamiento", territory=town),
        ),
    )
    submission = enrolment.submissions.get()
    submission.snapshot = {"title": "Agua segura", "targets": ["6.1", "6.b", "5.5"]}
    submission.save()

    facts = issue(enrolment).snapshot
    person.given_names = "Another"
    person.save()

    facts = Certificate.objects.get().snapshot
    assert {
        name: facts[name]
        for name in ("name", "position", "organisation", "municipality", "state", "project")
    } == {
        "name": "Ñähñu Dänthe",
        "position": "Directora",
        "organisation": "H. Ayuntamiento",
        "municipality": "Toluca",
        "state": "México",
        "project": {"title": "Agua segura", "goals": [6, 5]},
    }
    assert (facts["online_minutes"], facts["in_person_minutes"], facts["total_minutes"]) == (
        2400,
        480,
        2880,
    )
    assert facts["signatories"] == [
        {"name": "Ana Ruiz", "position": "Titular", "organisation": "PNUD"},
        {"name": "Luis Sol", "position": "Coordinación", "organisation": ""},
    ]


def test_a_folio_that_is_taken_is_drawn_again(cohort, monkeypatch):
    one, two = somebody_complete(cohort), somebody_complete(cohort)
    drawn = iter(["MEX-AAAA-AAAA", "MEX-AAAA-AAAA", "MEX-BBBB-BBBB"])
    monkeypatch.setattr(certificates, "new_folio", lambda _cohort: next(drawn))

    assert issue(one).folio == "MEX-AAAA-AAAA"
    assert issue(two).folio == "MEX-BBBB-BBBB"


def test_folios_and_tokens_are_long_random_and_without_lookalikes(cohort):
    certificate = issue(somebody_complete(cohort))

    code, *signs = certificate.folio.split("-")
    assert code == "MEX26B"
    assert [len(part) for part in signs] == [4, 4]
    assert not set("".join(signs)) & set("01IOU")
    assert len(certificate.token) == 43


def test_release_costs_few_queries_a_person(cohort, django_assert_max_num_queries):
    for _n in range(10):
        somebody_complete(cohort)

    with django_assert_max_num_queries(36):
        release(cohort, by=UserFactory(), key=uuid4())


@pytest.mark.parametrize(
    "typed", ["{0}", " {0} ", "{1}", "{2}"], ids=["folio", "spaces", "small", "dashes"]
)
def test_verify_finds_a_folio_however_it_is_typed(cohort, typed):
    folio = issue(somebody_complete(cohort)).folio

    found = verify(typed.format(folio, folio.lower(), folio.replace("-", "–")))

    assert (found.folio, found.state) == (folio, "valid")


def test_verify_finds_the_token_exactly_and_nothing_else(cohort):
    certificate = issue(somebody_complete(cohort))

    assert verify(certificate.token).folio == certificate.folio
    assert verify(certificate.token.swapcase()) is None
    assert verify("MEX26B-2222-2222") is None
    assert verify("") is None


def test_a_revoked_certificate_stays_and_says_so(cohort):
    certificate = issue(somebody_complete(cohort))
    staff = UserFactory()

    revoke(certificate, by=staff, reason="Wrong person")
    revoke(certificate, by=staff, reason="Again")

    assert verify(certificate.folio).state == "revoked"
    assert list(AccessRecord.objects.filter(action="revoke").values_list("person", "reason")) == [
        (staff.pk, "Wrong person")
    ]


def test_revoking_needs_a_reason(cohort):
    with pytest.raises(RuleViolation) as refusal:
        revoke(issue(somebody_complete(cohort)), by=UserFactory(), reason="  ")

    assert code_of(refusal) == "no_reason"


def test_a_replaced_certificate_names_the_newer_one(cohort):
    old = issue(somebody_complete(cohort))
    new = issue(somebody_complete(cohort))
    Certificate.objects.filter(pk=old.pk).update(state="replaced", replaced_by=new)

    found = verify(old.folio)

    assert (found.state, found.replaced_by) == ("replaced", new.folio)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row locks")
def test_two_releases_at_once_issue_each_certificate_once():
    cohort = make_cohort()
    for _n in range(5):
        somebody_complete(cohort)
    staff = UserFactory()
    start, outcomes = threading.Barrier(4), []

    def press():
        try:
            start.wait()
            release(Cohort.objects.get(pk=cohort.pk), by=staff, key=uuid4())
            outcomes.append("released")
        except RuleViolation as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["nobody", "nobody", "nobody", "released"]
    assert Certificate.objects.count() == 5


@pytest.mark.parametrize(
    ("minutes", "later", "state", "is_short"),
    [
        (-1, 1, "pending", True),
        (-1, 1, "revoked", False),
        (-1, -1, "pending", False),  # Known at the issue.
        (30, 1, "pending", False),
    ],
)
def test_a_certificate_is_flagged_when_hours_fall_below_the_minimum_after_its_issue(
    cohort, minutes, later, state, is_short
):
    certificate = issue(somebody_complete(cohort))
    Certificate.objects.update(state=state)
    HoursEntry.objects.create(
        enrolment=certificate.enrolment,
        modality="in_person",
        minutes=minutes,
        source_kind="correction",
        source_id=77,
        label="x",
        earned_on=timezone.localdate(),
        entered_by=certificate.enrolment.participant,
        entered_at=certificate.issued_at + timedelta(minutes=later),
    )

    assert Certificate.objects.short_of_hours().exists() == is_short
