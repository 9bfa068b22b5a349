"""A handbook survives the death of its worker, and a worker survives a handbook without end."""

import pytest
from django.utils.translation import gettext

from courses.domain.handbooks import request_handbooks
from courses.models import Handbook, LessonText, Module
from tests.factories import LessonFactory, ModuleFactory
from tests.live import wait_for

PARAGRAPH = "El municipio revisa la brecha entre la cabecera y las localidades de barranca. " * 8

pytestmark = pytest.mark.fault


def module_of(lessons: int) -> Module:
    """A module whose lessons have six pages each."""
    module = ModuleFactory()
    for position in range(lessons):
        lesson = LessonFactory(module=module, position=position, code=f"M1.{position}")
        LessonText.objects.create(
            lesson=lesson, language="es", markdown="\n\n".join([PARAGRAPH] * 30), html="x"
        )
    return module


def pdf() -> Handbook:
    return Handbook.objects.filter(format="pdf").earliest("pk")


def test_handbook_is_made_once_when_the_worker_dies_in_the_middle(site):
    module = module_of(lessons=5)
    request_handbooks(module.edition, module)

    site.start_worker()
    wait_for(lambda: pdf().claimed_at, pause=0.01, what="the claim")
    site.kill_worker()
    assert pdf().is_pending
    # Its claim ends by itself in minutes; nobody waits for that here.
    Handbook.objects.update(claimed_at=pdf().claimed_at - 2 * Handbook.CLAIM_LASTS)
    site.start_worker()
    wait_for(lambda: not Handbook.objects.pending().exists(), seconds=120, what="both files")

    made = Handbook.objects.all()
    assert [handbook.state for handbook in made] == ["ready", "ready"]
    files = sorted(path.name for path in (site.data / "media" / "handbooks").iterdir())
    assert files == sorted(handbook.file.name.partition("/")[2] for handbook in made)
    for handbook in made:
        assert (site.data / "media" / handbook.file.name).stat().st_size == handbook.size_bytes


def test_a122_handbook_that_takes_too_long_is_given_up_and_the_worker_goes_on(site, settings):
    settings.HANDBOOK_SECONDS = 1
    site.environment["HANDBOOK_SECONDS"] = "1"
    module = module_of(lessons=100)
    request_handbooks(module.edition, module)

    site.start_worker()
    wait_for(lambda: not pdf().is_pending, seconds=120, what="an answer")
    given_up = pdf()
    settings.HANDBOOK_SECONDS = 120
    other = module_of(lessons=1)
    request_handbooks(other.edition, other)
    made = Handbook.objects.filter(module=other, state="ready")
    wait_for(lambda: made.count() == 2, seconds=120, what="the next handbook")

    assert given_up.state == "failed"
    assert given_up.error == gettext("It took too long to make and was stopped.")
