"""A worker that dies in the middle loses nothing and repeats nothing that people would notice."""

import hashlib
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext

from assessments.domain.quiz_corrections import NewKey, correct_key
from assessments.domain.quiz_taking import start_attempt, submit_attempt
from assessments.models import QuizAttempt, ScoreChange
from completion.domain.certificates import release
from completion.models import Certificate
from courses.domain.enrolment_import import load_list
from courses.domain.enrolment_job import confirm_list
from courses.models import Cohort, Enrolment, EnrolmentList, EnrolmentListRow
from people.models import Invitation, Message, Territory, User
from tests.assessments.quizzes import answer, make_quiz
from tests.completion.world import make_cohort, somebody_complete
from tests.courses.lists import make_ready
from tests.factories import CohortFactory, EnrolmentFactory, MembershipFactory
from tests.live import Site, Visitor, wait_for

CERTIFICATES = 50
LISTED, WRONG = 275, 6

pytestmark = pytest.mark.fault


def staff_of(cohort: Cohort):
    return MembershipFactory(organisation=cohort.host, role="staff").person


def release_fifty() -> Cohort:
    """Release the certificates of a cohort in which everybody is complete."""
    cohort = make_cohort()
    for _each in range(CERTIFICATES):
        somebody_complete(cohort)
    release(cohort, by=staff_of(cohort), key=uuid4())
    return cohort


def confirm_the_list(site: Site) -> EnrolmentList:
    """Upload and confirm the spreadsheet of the ministry."""
    call_command("load_territories", verbosity=0)
    cohort = make_ready(CohortFactory(territory=Territory.objects.get(code="15"), seats=300))
    file = site.data / "personas.xlsx"
    site.manage("demo_spreadsheet", str(file))
    by = staff_of(cohort)
    loaded = load_list(cohort, content=file.read_bytes(), file_name=file.name, by=by)
    confirm_list(loaded, by=by)
    return loaded


def ready() -> int:
    return Certificate.objects.filter(state=Certificate.State.READY).count()


def letters_are_done() -> bool:
    return not Message.objects.exclude(state=Message.State.SENT).exists()


def test_fifty_certificates_are_issued_once_each_whenever_the_worker_dies(site):
    release_fifty()

    for few in (5, 20):
        site.start_worker()
        wait_for(lambda few=few: ready() >= few, what=f"{few} certificates")
        site.kill_worker()
        assert ready() < CERTIFICATES
    site.start_worker()
    wait_for(lambda: ready() == CERTIFICATES, seconds=120, what="every certificate")
    told = Message.objects.filter(key__startswith="certificate-")
    wait_for(lambda: told.count() == CERTIFICATES, what="every letter in the outbox")
    wait_for(letters_are_done, what="every letter on its way")

    certificates = list(Certificate.objects.all())
    assert len(certificates) == CERTIFICATES
    assert len({certificate.folio for certificate in certificates}) == CERTIFICATES
    assert len({certificate.enrolment_id for certificate in certificates}) == CERTIFICATES
    for certificate in certificates:
        pdf = (site.data / "media" / certificate.pdf.name).read_bytes()
        assert hashlib.sha256(pdf).hexdigest() == certificate.pdf_sha256
    files = list((site.data / "media" / "certificates").rglob("*.pdf"))
    assert len(files) == CERTIFICATES
    letters = site.letters(key="certificate-")
    assert len(letters) == CERTIFICATES
    assert len({letter["Message-ID"] for letter in letters}) == CERTIFICATES
    assert len({letter["To"] for letter in letters}) == CERTIFICATES


def test_list_is_enrolled_once_when_the_worker_dies_between_its_rows(site):
    loaded = confirm_the_list(site)
    done = loaded.rows.exclude(outcome=EnrolmentListRow.Outcome.PENDING)

    with transaction.atomic():
        # Whoever holds the last row keeps the worker from finishing, however fast it is.
        loaded.rows.select_for_update().order_by("line").last()
        site.start_worker()
        wait_for(lambda: done.filter(outcome="enrolled").exists(), what="some rows")
        site.kill_worker()
    enrolled = Enrolment.objects.count()
    assert 0 < enrolled < LISTED
    site.start_worker()
    wait_for(lambda: state_of(loaded) == EnrolmentList.State.DONE, what="the end of the list")
    wait_for(letters_are_done, what="every letter on its way")

    outcomes = list(loaded.rows.values_list("outcome", flat=True))
    assert sorted(map(outcomes.count, set(outcomes))) == [WRONG, LISTED]
    enrolments = Enrolment.objects.filter(cohort=loaded.cohort, status="invited")
    assert enrolments.values("participant").distinct().count() == LISTED
    assert Enrolment.objects.count() == LISTED
    assert Invitation.objects.count() == LISTED
    letters = site.letters()
    assert len(letters) == LISTED
    assert len({letter["Message-ID"] for letter in letters}) == LISTED
    assert len({letter["To"] for letter in letters}) == LISTED


def state_of(loaded: EnrolmentList) -> str:
    return EnrolmentList.objects.get(pk=loaded.pk).state


def test_pages_say_that_the_worker_is_not_running_and_go_on_when_it_is(site, chromium):
    loaded = confirm_the_list(site)
    cohort = make_cohort()
    somebody_complete(cohort)
    by = staff_of(cohort)
    release(cohort, by=by, key=uuid4())
    importer, releaser = Visitor(chromium, site), Visitor(chromium, site)
    importer.enter_as(loaded.uploaded_by)
    releaser.enter_as(by)

    importer.open(loaded.get_absolute_url())
    releaser.open(f"/gestion/cohortes/{cohort.code}/constancias/")
    warnings = [visitor.page.locator("main .note.warn") for visitor in (importer, releaser)]
    assert gettext(
        "The worker that enrols people is not running. Nothing is lost: the list will be enrolled"
        " when it starts again."
    ) in " ".join(warnings[0].all_inner_texts())
    assert gettext(
        "The worker that makes the PDFs is not running. Nothing is lost: they will be made as"
        " soon as it starts."
    ) in " ".join(warnings[1].all_inner_texts())

    site.start_worker()
    wait_for(lambda: ready() == 1, what="the certificate")
    wait_for(lambda: state_of(loaded) == EnrolmentList.State.DONE, what="the end of the list")
    # Both pages renew themselves.
    for warning in warnings:
        warning.wait_for(state="detached", timeout=30_000)
    # What is asked for now is finished, and stays while axe looks at it.
    importer.open(loaded.get_absolute_url())
    releaser.open(f"/gestion/cohortes/{cohort.code}/constancias/")
    importer.leave()
    releaser.leave()


def test_everybody_whose_score_rose_is_told_once_when_the_worker_dies_between_them(site):
    people = 120
    cohort = make_cohort()
    quiz = make_quiz(EnrolmentFactory(cohort=cohort), items=1)
    for _each in range(people):
        enrolment = EnrolmentFactory(cohort=cohort)
        attempt = start_attempt(enrolment, quiz, by=enrolment.participant)
        answer(attempt, right=0)
        submit_attempt(attempt, by=enrolment.participant)
    item = quiz.items.get()
    wrong = frozenset(choice.pk for choice in item.choices.all() if not choice.is_correct)
    told = Message.objects.filter(key__startswith="score-")

    correct_key(item, NewKey(wrong), by=staff_of(cohort), key=uuid4(), reason="Estaba mal.")
    with transaction.atomic():
        # No letter can be written to whoever is held here: the worker cannot finish.
        User.objects.select_for_update().get(pk=enrolment.participant_id)
        site.start_worker()
        wait_for(lambda: told.count() >= 5, what="some letters")
        site.kill_worker()
    assert told.count() < people
    site.start_worker()
    wait_for(lambda: told.count() == people, seconds=120, what="every letter in the outbox")
    wait_for(letters_are_done, seconds=120, what="every letter on its way")

    assert not QuizAttempt.objects.exclude(score=100).exists()
    assert ScoreChange.objects.count() == people
    letters = site.letters(key="score-")
    assert len(letters) == people
    assert len({letter["To"] for letter in letters}) == people
