"""Peer reviews of editions that cohorts follow are completed by reviewing from now on."""

from importlib import import_module
from types import SimpleNamespace

import pytest

from courses.models import Lesson
from tests.factories import LessonFactory

pytestmark = pytest.mark.django_db
APPS = SimpleNamespace(get_model=lambda *_names: Lesson)


def test_reviews_change_and_other_replies_stay():
    migration = import_module("courses.migrations.0015_projects_of_others_are_reviewed_on_pages")
    title = "Revisión entre pares de dos proyectos"
    review = LessonFactory(kind="P", closed_by="reply", title_es=title)
    LessonFactory(kind="P", closed_by="reply", title_es="Carta")
    LessonFactory(kind="F", closed_by="reply", title_es=title)
    before = list(Lesson.objects.values_list("pk", "closed_by"))

    migration.complete_by_reviews(APPS, None)
    changed = Lesson.objects.get(closed_by="review")
    migration.complete_by_replies(APPS, None)

    assert changed == review
    assert list(Lesson.objects.values_list("pk", "closed_by")) == before
