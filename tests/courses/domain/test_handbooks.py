from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from courses.domain.handbooks import (
    ask_anew,
    claim,
    give_up,
    keep,
    keep_as_it_is,
    language_for,
    postpone,
    prepare_for_open_cohorts,
    request_handbooks,
    shelf_of,
    shelves_of,
)
from courses.models import Handbook, LessonText
from courses.signals import handbooks_requested
from tests.factories import (
    CohortFactory,
    EditionFactory,
    HandbookFactory,
    LessonFactory,
    ModuleFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTES = timedelta(minutes=1)


def written_module(edition, **facts):
    module = ModuleFactory(edition=edition, **facts)
    lesson = LessonFactory(module=module)
    LessonText.objects.create(lesson=lesson, language="es", markdown="x", html="<p>x</p>")
    return module


def states():
    return list(Handbook.objects.order_by("pk").values_list("state", flat=True))


# Asking


def test_asking_makes_a_row_for_each_format_and_announces_them(
    heard, django_capture_on_commit_callbacks
):
    announced = heard(handbooks_requested)
    module = ModuleFactory()

    with django_capture_on_commit_callbacks(execute=True):
        made = request_handbooks(module.edition, module)

    assert {handbook.format for handbook in made} == {"pdf", "epub"}
    assert {handbook.language for handbook in made} == {"es-mx"}
    assert [set(facts["handbook_ids"]) for facts in announced] == [{one.pk for one in made}]


def test_asking_again_returns_the_same_rows():
    module = ModuleFactory()

    first = request_handbooks(module.edition, module)

    assert request_handbooks(module.edition, module) == first
    assert len(request_handbooks(module.edition)) == 2
    assert Handbook.objects.count() == 4


def test_a_ready_handbook_is_not_made_again_and_a_failed_one_is():
    module = ModuleFactory()
    ready, failed = request_handbooks(module.edition, module)
    keep(ready, b"x", content_hash="a")
    give_up(failed, "It took too long.")

    request_handbooks(module.edition, module)

    assert Handbook.objects.get(pk=ready.pk).is_ready
    again = Handbook.objects.get(pk=failed.pk)
    assert (again.state, again.error, again.tries) == ("pending", "", 0)


def test_a_draft_is_made_anew_when_somebody_asks():
    module = ModuleFactory(edition=EditionFactory(state="draft", published_at=None))
    for handbook in request_handbooks(module.edition, module):
        keep(handbook, b"x", content_hash="a")

    request_handbooks(module.edition, module)

    assert states() == ["pending", "pending"]


@pytest.mark.parametrize("module", [True, False])
def test_there_is_one_row_for_each_thing_to_be_made(module):
    edition = EditionFactory()
    facts = {"edition": edition, "module": ModuleFactory(edition=edition) if module else None}
    HandbookFactory(**facts)
    HandbookFactory(**facts, with_key=True)
    HandbookFactory(**facts, format="epub")

    with pytest.raises(IntegrityError), transaction.atomic():
        HandbookFactory(**facts)


def test_language_is_that_of_the_page_where_something_is_written_in_it():
    edition = EditionFactory()
    module = written_module(edition)

    with translation.override("en"):
        spanish = language_for(edition)
        LessonText.objects.create(
            lesson=module.lessons.get(), language="en", markdown="x", html="<p>x</p>"
        )
        english = language_for(edition)

    assert (spanish, english) == ("es-mx", "en")


def test_what_people_are_about_to_study_is_asked_for_once():
    open_edition = CohortFactory(state="open").edition
    module = written_module(open_edition)
    ModuleFactory(edition=open_edition)  # Nobody has written it yet.
    written_module(CohortFactory(state="closed").edition)

    prepare_for_open_cohorts()
    prepare_for_open_cohorts()

    assert set(Handbook.objects.values_list("module", "format")) == {
        (module.pk, "pdf"),
        (module.pk, "epub"),
    }


# The shelf


def test_shelves_show_modules_in_their_order_and_the_course_last():
    edition = EditionFactory()
    second, first = (written_module(edition, position=place) for place in (2, 1))
    bare = ModuleFactory(edition=edition, position=3)
    for handbook in request_handbooks(edition, first):
        keep(handbook, b"x" * 1500, content_hash="a")
    request_handbooks(edition, with_key=True)

    shelves = shelves_of(edition, Handbook.objects.all())

    assert [shelf.module for shelf in shelves] == [first, second, bare, None]
    assert [shelf.is_written for shelf in shelves] == [True, True, False, True]
    assert [shelf.may_be_asked_for for shelf in shelves] == [False, True, False, True]
    assert [handbook.format for handbook in shelves[0].ready] == ["pdf", "epub"]
    assert shelves_of(edition, Handbook.objects.all(), with_key=True)[3].is_pending


def test_page_of_a_module_shows_the_language_of_the_page_or_spanish():
    module = written_module(EditionFactory())
    for language in ("es-mx", "en"):
        handbook = HandbookFactory(edition=module.edition, module=module, language=language)
        keep(handbook, b"x", content_hash="a")

    with translation.override("en"):
        english = shelf_of(module, Handbook.objects.all())
        Handbook.objects.filter(language="en").delete()
        fallback = shelf_of(module, Handbook.objects.all())

    assert [one.language for one in (*english.ready, *fallback.ready)] == ["en", "es-mx"]


# The job


def test_a_handbook_is_claimed_by_one_worker():
    handbook = HandbookFactory()

    assert claim(handbook.pk, now=NOW).tries == 1
    assert claim(handbook.pk, now=NOW + MINUTES) is None


def test_the_claim_of_a_killed_worker_ends_and_another_takes_over():
    handbook = HandbookFactory()
    claim(handbook.pk, now=NOW)

    assert Handbook.objects.unclaimed(NOW + 4 * MINUTES).count() == 0
    assert claim(handbook.pk, now=NOW + 6 * MINUTES).tries == 2


def test_a_handbook_that_kills_its_worker_three_times_is_given_up():
    handbook = HandbookFactory()

    tries = [claim(handbook.pk, now=NOW + 6 * n * MINUTES) is not None for n in range(5)]

    assert tries == [True, True, True, False, False]
    given_up = Handbook.objects.get()
    assert given_up.state == "failed"
    assert given_up.error


def test_what_is_missing_on_the_machine_leaves_it_pending_with_the_reason():
    handbook = HandbookFactory()

    for number in range(5):
        postpone(claim(handbook.pk, now=NOW + number * MINUTES), "Pango is missing.")

    waiting = Handbook.objects.get()
    assert (waiting.state, waiting.error, waiting.tries) == ("pending", "Pango is missing.", 0)


def test_a_file_is_kept_with_its_size_and_replaces_the_one_before(
    django_capture_on_commit_callbacks,
):
    handbook = HandbookFactory()
    keep(claim(handbook.pk), b"first", content_hash="a" * 64)
    before = Handbook.objects.get()
    ask_anew(before)

    with django_capture_on_commit_callbacks(execute=True):
        keep(claim(handbook.pk), b"second!", content_hash="b" * 64)

    after = Handbook.objects.get()
    assert (after.state, after.size_bytes, after.content_hash) == ("ready", 7, "b" * 64)
    assert after.file.read() == b"second!"
    assert not default_storage.exists(before.file.name)


def test_what_a_killed_worker_left_under_the_name_is_overwritten():
    handbook = HandbookFactory()
    keep(claim(handbook.pk), b"whole", content_hash="a" * 64)
    name = Handbook.objects.get().file.name
    Handbook.objects.update(state="pending", file="", content_hash="")
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"wh"))

    keep(claim(handbook.pk), b"whole", content_hash="a" * 64)

    assert Handbook.objects.get().file.name == name
    assert Handbook.objects.get().file.read() == b"whole"


def test_the_file_of_a_handbook_that_is_gone_meanwhile_does_not_stay(
    django_capture_on_commit_callbacks,
):
    handbook = claim(HandbookFactory().pk)
    Handbook.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        keep(handbook, b"x", content_hash="a" * 64)

    assert not default_storage.exists(f"handbooks/{handbook.public_id}-{'a' * 12}.pdf")


def test_the_same_contents_leave_the_file_as_it_is():
    handbook = HandbookFactory()
    keep(claim(handbook.pk), b"x", content_hash="a")
    before = Handbook.objects.get()
    ask_anew(before)

    keep_as_it_is(claim(handbook.pk))

    after = Handbook.objects.get()
    assert (after.state, after.file.name) == ("ready", before.file.name)
