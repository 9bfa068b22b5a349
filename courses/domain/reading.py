"""What an edition is made of, ready to be shown.

A published edition never changes but for the approval of its texts, so each process keeps what it
read: a lesson page then costs no query for its content. Drafts are read anew every time.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.functions import Length
from django.utils.translation import get_language

from courses.models import (
    Edition,
    GlossaryTerm,
    Goal,
    Lesson,
    LessonText,
    Module,
    PlannedSession,
    Resource,
    Target,
)

Key = tuple[int, str, datetime | None, datetime | None]


@dataclass(frozen=True)
class Structure:
    """Modules with their items; each item knows the ``size`` of its text, or None without one."""

    modules: Sequence[Module]


@dataclass(frozen=True)
class Library:
    """What stands beside the lessons."""

    terms: Sequence[GlossaryTerm]
    resources: Sequence[Resource]


def structure_of(edition: Edition) -> Structure:
    """Return the structure of an edition: two queries the first time, none afterwards."""
    if _is_frozen(edition):
        return _frozen_structure(_key(edition))
    return _read_structure(edition.pk)


def sessions_of(edition: Edition) -> Sequence[PlannedSession]:
    """Return the in-person sessions that an edition plans."""
    if _is_frozen(edition):
        return _frozen_sessions(_key(edition))
    return _read_sessions(edition.pk)


@dataclass(frozen=True)
class Tags:
    """The goals and targets that the texts of a module touch."""

    goals: Sequence[Goal]
    targets: Sequence[Target]


def tags_of(module: Module, edition: Edition) -> Tags:
    """Return what the texts of a module are about: two queries the first time."""
    if _is_frozen(edition):
        return _frozen_tags(_key(edition), module.pk)
    return _read_tags(module.pk)


def library_of(edition: Edition) -> Library:
    """Return the glossary and the resources of an edition, each with its modules."""
    if _is_frozen(edition):
        return _frozen_library(_key(edition))
    return _read_library(edition.pk)


def text_of(lesson: Lesson, edition: Edition) -> LessonText | None:
    """Return the lesson's text in the language of the page, else in Spanish, else any there is."""
    if _is_frozen(edition):
        texts = _frozen_texts(_key(edition), lesson.pk)
    else:
        texts = _read_texts(lesson.pk)
    return _in_language(texts)


def texts_of(module: Module, edition: Edition) -> dict[int, LessonText]:
    """Return lesson → text for a whole module, in one query at most."""
    if _is_frozen(edition):
        rows = _frozen_module_texts(_key(edition), module.pk)
    else:
        rows = _read_module_texts(module.pk)
    by_lesson: dict[int, list[LessonText]] = defaultdict(list)
    for text in rows:
        by_lesson[text.lesson_id].append(text)
    found = {lesson_id: _in_language(texts) for lesson_id, texts in by_lesson.items()}
    return {lesson_id: text for lesson_id, text in found.items() if text}


def _in_language(texts: Sequence[LessonText]) -> LessonText | None:
    wanted = (get_language() or "").partition("-")[0]
    return next(
        (text for base in (wanted, "es", "") for text in texts if text.language.startswith(base)),
        None,
    )


def _is_frozen(edition: Edition) -> bool:
    return edition.state != Edition.State.DRAFT and bool(edition.content_hash)


def _key(edition: Edition) -> Key:
    return edition.pk, edition.content_hash, edition.published_at, edition.reviewed_at


@lru_cache(maxsize=32)
def _frozen_structure(key: Key) -> Structure:
    return _read_structure(key[0])


@lru_cache(maxsize=256)
def _frozen_tags(_key: Key, module_id: int) -> Tags:
    return _read_tags(module_id)


@lru_cache(maxsize=32)
def _frozen_library(key: Key) -> Library:
    return _read_library(key[0])


@lru_cache(maxsize=32)
def _frozen_sessions(key: Key) -> Sequence[PlannedSession]:
    return _read_sessions(key[0])


@lru_cache(maxsize=256)
def _frozen_texts(_key: Key, lesson_id: int) -> Sequence[LessonText]:
    return _read_texts(lesson_id)


@lru_cache(maxsize=64)
def _frozen_module_texts(_key: Key, module_id: int) -> Sequence[LessonText]:
    return _read_module_texts(module_id)


def _read_structure(edition_id: int) -> Structure:
    texts = LessonText.objects.filter(lesson=OuterRef("pk")).order_by("language")
    lessons = Lesson.objects.annotate(size=Subquery(texts.values(size=Length("html"))[:1]))
    modules = Module.objects.filter(edition=edition_id)
    return Structure(tuple(modules.prefetch_related(Prefetch("lessons", lessons))))


def _read_tags(module_id: int) -> Tags:
    of_module = {"lessontext__lesson__module": module_id}
    goals = LessonText.goals.through.objects.filter(**of_module)
    targets = LessonText.targets.through.objects.filter(**of_module)
    return Tags(
        tuple(Goal.objects.filter(pk__in=goals.values("goal"))),
        tuple(Target.objects.filter(pk__in=targets.values("target"))),
    )


def _read_library(edition_id: int) -> Library:
    return Library(
        tuple(GlossaryTerm.objects.filter(edition=edition_id).prefetch_related("modules")),
        tuple(Resource.objects.filter(edition=edition_id).prefetch_related("modules")),
    )


def _read_sessions(edition_id: int) -> Sequence[PlannedSession]:
    return tuple(PlannedSession.objects.filter(edition=edition_id))


def _read_texts(lesson_id: int) -> Sequence[LessonText]:
    return tuple(
        LessonText.objects.filter(lesson=lesson_id)
        .order_by("language")
        .select_related("reviewed_by")
        .prefetch_related("goals", "targets")
    )


def _read_module_texts(module_id: int) -> Sequence[LessonText]:
    return tuple(LessonText.objects.filter(lesson__module=module_id).order_by("language"))
