import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.utils import timezone

from assessments import tasks
from assessments.models import Choice
from courses.domain.handbooks import request_handbooks
from courses.models import Handbook
from tests.assessments.documents.test_handbook_pdf import small_edition
from tests.factories import CohortFactory

pytest.importorskip("weasyprint")


@pytest.fixture
def module(db):
    return small_edition().modules.get()


def scribble(handbook):
    """Write something else into the stored file, to see whether it is made again."""
    handbook.file.storage.delete(handbook.file.name)
    handbook.file.storage.save(handbook.file.name, ContentFile(b"scribbled"))


def test_what_is_asked_for_ends_as_two_files(module, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        request_handbooks(module.edition, module)

    pdf, epub = Handbook.objects.order_by("-format")
    assert (pdf.state, epub.state) == ("ready", "ready")
    assert pdf.file.read(5) == b"%PDF-"
    assert epub.file.read(2) == b"PK"
    assert (pdf.size_bytes, epub.size_bytes) == (pdf.file.size, epub.file.size)


def test_running_every_task_again_leaves_the_files_as_they_are(module):
    for handbook in request_handbooks(module.edition, module):
        tasks.render_handbook(handbook.pk)
    before = list(Handbook.objects.values())

    for handbook in Handbook.objects.all():
        tasks.render_handbook(handbook.pk)
    tasks.resume_handbooks()
    tasks.refresh_handbooks()

    assert list(Handbook.objects.values()) == before


def test_the_same_contents_are_never_made_twice(module):
    handbook, _other = request_handbooks(module.edition, module)
    tasks.render_handbook(handbook.pk)
    scribble(Handbook.objects.get(pk=handbook.pk))
    Handbook.objects.filter(pk=handbook.pk).update(state="pending")

    tasks.render_handbook(handbook.pk)

    again = Handbook.objects.get(pk=handbook.pk)
    assert (again.state, again.file.read()) == ("ready", b"scribbled")


def test_the_night_makes_anew_what_has_changed_and_nothing_else(
    module, django_capture_on_commit_callbacks
):
    for with_key in (False, True):
        for handbook in request_handbooks(module.edition, module, with_key=with_key):
            tasks.render_handbook(handbook.pk)
    for handbook in Handbook.objects.all():
        scribble(handbook)
    Choice.objects.filter(text="El promedio").update(feedback="La esconde por completo.")

    with django_capture_on_commit_callbacks(execute=True):
        tasks.refresh_handbooks()

    kept = {
        (handbook.with_key, handbook.file.read() == b"scribbled")
        for handbook in Handbook.objects.all()
    }
    assert kept == {(False, True), (True, False)}
    assert set(Handbook.objects.values_list("state", flat=True)) == {"ready"}


def test_the_night_prepares_what_an_open_cohort_will_study(
    module, django_capture_on_commit_callbacks
):
    CohortFactory(edition=module.edition, state="open")

    with django_capture_on_commit_callbacks(execute=True):
        tasks.refresh_handbooks()

    assert set(Handbook.objects.values_list("module", "state")) == {(module.pk, "ready")}


@pytest.mark.usefixtures("machine_without_pango")
def test_without_pango_the_pdf_waits_with_the_reason_and_the_epub_comes(module):
    for handbook in request_handbooks(module.edition, module):
        tasks.render_handbook(handbook.pk)

    pdf, epub = Handbook.objects.order_by("-format")
    assert (pdf.state, pdf.tries, pdf.claimed_at) == ("pending", 0, None)
    assert "apt-get install libpango-1.0-0" in pdf.error
    assert epub.state == "ready"


def test_a122_what_takes_longer_than_its_clock_is_given_up_in_words(module, monkeypatch):
    handbook, _other = request_handbooks(module.edition, module)

    def takes_too_long(*_arguments):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(tasks.handbooks, "typeset", takes_too_long)
    tasks.render_handbook(handbook.pk)

    given_up = Handbook.objects.get(pk=handbook.pk)
    assert (given_up.state, given_up.error) == (
        "failed",
        "Tardó demasiado en prepararse y se detuvo.",
    )


def test_the_sweep_finds_what_a_lost_bell_or_a_killed_worker_left(module):
    waiting, claimed = request_handbooks(module.edition, module)
    dead = request_handbooks(module.edition)[0]
    now = timezone.now()
    Handbook.objects.filter(pk=claimed.pk).update(claimed_at=now, tries=1)
    Handbook.objects.filter(pk=dead.pk).update(claimed_at=now - 2 * Handbook.CLAIM_LASTS, tries=1)

    tasks.resume_handbooks()

    done = Handbook.objects.filter(state="ready").values_list("pk", flat=True)
    assert {waiting.pk, dead.pk} <= set(done)
    assert claimed.pk not in done
