"""Handbooks to download: asked for once, made by a job, kept until their contents change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from courses.domain.handbook_contents import languages_of
from courses.domain.reading import structure_of
from courses.models import Cohort, Edition, Handbook, Module
from courses.signals import handbooks_requested
from lms.lib.events import announce

State = Handbook.State


@dataclass(frozen=True)
class Shelf:
    """The handbooks of one module, or of the whole course, in their formats."""

    module: Module | None
    handbooks: Sequence[Handbook]

    @property
    def is_written(self) -> bool:
        """Whether there is something to print: the whole course is offered all the same."""
        return self.module is None or any(lesson.size for lesson in self.module.lessons.all())

    @property
    def ready(self) -> list[Handbook]:
        return [handbook for handbook in self.handbooks if handbook.is_ready]

    @property
    def is_pending(self) -> bool:
        return any(handbook.is_pending for handbook in self.handbooks)

    @property
    def error(self) -> str:
        """Why something has no file, or not yet; mostly empty."""
        return next((one.error for one in self.handbooks if one.error), "")

    @property
    def may_be_asked_for(self) -> bool:
        """Whether a format is missing that no worker is about to make."""
        return self.is_written and not self.is_pending and len(self.ready) < len(Handbook.Format)


def language_for(edition: Edition) -> str:
    """Return the language of the page if something of the edition is written in it, or Spanish."""
    page = get_language() or settings.LANGUAGE_CODE
    return page if page in languages_of(edition) else settings.LANGUAGE_CODE


def shelves_of(
    edition: Edition, handbooks: QuerySet[Handbook], *, with_key: bool = False
) -> list[Shelf]:
    """Arrange the handbooks that somebody may see: a shelf for each module, the course last."""
    by_module: dict[int | None, list[Handbook]] = {}
    for handbook in handbooks.filter(
        edition=edition, language=language_for(edition), with_key=with_key
    ).order_by("-format"):
        by_module.setdefault(handbook.module_id, []).append(handbook)
    modules = [*structure_of(edition).modules, None]
    return [Shelf(module, by_module.get(module and module.pk, ())) for module in modules]


def shelf_of(module: Module, handbooks: QuerySet[Handbook]) -> Shelf:
    """Return the ready handbooks of one module for its page, in one query."""
    page = get_language() or settings.LANGUAGE_CODE
    ready = handbooks.filter(module=module, state=State.READY).order_by("-format")
    by_language: dict[str, list[Handbook]] = {}
    for handbook in ready:
        by_language.setdefault(handbook.language, []).append(handbook)
    return Shelf(module, by_language.get(page) or by_language.get(settings.LANGUAGE_CODE, ()))


@transaction.atomic
def request_handbooks(
    edition: Edition,
    module: Module | None = None,
    *,
    with_key: bool = False,
    language: str = "",
    now: datetime | None = None,
) -> list[Handbook]:
    """Ask for the handbook of a module, or of the course, in every format; again: the same rows.

    What failed is tried again; so is a draft's, whose text may have changed. Announces
    ``handbooks_requested`` where there is something to make.
    """
    wanted = {
        "edition": edition,
        "module": module,
        "language": language or language_for(edition),
        "with_key": with_key,
    }
    # Of two people who ask at once, the second finds the rows of the first.
    Handbook.objects.bulk_create(
        (Handbook(format=each, **wanted) for each in Handbook.Format), ignore_conflicts=True
    )
    rows = Handbook.objects.filter(**wanted)
    again = Q(state=State.FAILED)
    if edition.state == Edition.State.DRAFT:
        again |= Q(state=State.READY)
    rows.filter(again).update(
        state=State.PENDING, error="", tries=0, claimed_at=None, requested_at=now or timezone.now()
    )
    asked = list(rows)
    if pending := [handbook.pk for handbook in asked if handbook.is_pending]:
        announce(handbooks_requested, handbook_ids=pending)
    return asked


def prepare_for_open_cohorts() -> None:
    """Ask for every module's handbook of the editions that people study, before they do."""
    editions = Edition.objects.published().filter(cohorts__state=Cohort.State.OPEN).distinct()
    for edition in editions.select_related("course"):
        for module in edition.modules.filter(lessons__texts__isnull=False).distinct():
            request_handbooks(edition, module, language=settings.LANGUAGE_CODE)


@transaction.atomic
def ask_anew(handbook: Handbook) -> None:
    """Have a ready handbook made again, for its contents have changed. Announces it."""
    if Handbook.objects.filter(pk=handbook.pk, state=State.READY).update(
        state=State.PENDING, tries=0, claimed_at=None, requested_at=timezone.now()
    ):
        announce(handbooks_requested, handbook_ids=[handbook.pk])


# The job


def claim(handbook_id: int, *, now: datetime | None = None) -> Handbook | None:
    """Take a pending handbook with its edition and module; see ``JobQuerySet.claim``."""
    rows = Handbook.objects.select_related("edition__course", "module")
    return rows.claim(handbook_id, now=now)


def keep(handbook: Handbook, content: bytes, *, content_hash: str) -> None:
    """Store the file of a handbook, under a name that says its contents, and make it ready."""
    storage = Handbook.file.field.storage
    name = f"handbooks/{handbook.public_id}-{content_hash[:12]}.{handbook.format}"
    if storage.exists(name):
        storage.delete(name)
    name = storage.save(name, ContentFile(content))
    with transaction.atomic():
        current = Handbook.objects.select_for_update().filter(pk=handbook.pk).order_by("pk").first()
        before = current.file.name if current else ""
        _finish(handbook, file=name, content_hash=content_hash, size_bytes=len(content))
        if current is None or (before and before != name):
            transaction.on_commit(lambda: storage.delete(before if current else name))


def keep_as_it_is(handbook: Handbook) -> None:
    """Make a handbook ready whose file has these contents already."""
    _finish(handbook)


def _finish(handbook: Handbook, **facts: object) -> None:
    Handbook.objects.filter(pk=handbook.pk).update(
        state=State.READY, ready_at=timezone.now(), error="", tries=0, claimed_at=None, **facts
    )


def postpone(handbook: Handbook, reason: str) -> None:
    """Leave a handbook pending, with the reason: it says nothing about the handbook itself."""
    Handbook.objects.pending().filter(pk=handbook.pk).update(
        error=reason[:300], tries=0, claimed_at=None
    )


def give_up(handbook: Handbook, reason: str) -> None:
    Handbook.objects.pending().filter(pk=handbook.pk).update(
        state=State.FAILED, error=reason[:300], claimed_at=None
    )
