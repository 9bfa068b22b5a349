import io

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from assessments.models import Quiz
from completion.models import CompletionRequirement
from courses.models import Edition, Target

pytestmark = pytest.mark.django_db

PUBLIC_SERVANTS = settings.BASE_DIR / "courses" / "content" / "public_servants"


def run(*arguments):
    said = io.StringIO()
    call_command("load_course", *map(str, arguments), stdout=said)
    return said.getvalue()


def test_command_loads_everything_and_publishes_once():
    run(PUBLIC_SERVANTS, "--publish")
    run(PUBLIC_SERVANTS, "--publish")

    edition = Edition.objects.get()
    assert edition.state == "published"
    assert Quiz.objects.count() == 6
    assert all(quiz.items.count() >= 10 for quiz in Quiz.objects.all())
    assert CompletionRequirement.objects.filter(edition=edition).count() == 6
    assert Target.objects.count() == 169


def test_folder_that_cannot_be_read_stops_with_a_sentence_and_keeps_nothing(tmp_path):
    with pytest.raises(CommandError) as stopped:
        run(tmp_path)

    assert "course.yaml" in str(stopped.value)
    assert not Edition.objects.exists()


def test_course_without_its_questions_is_not_published(tmp_path):
    outline = (PUBLIC_SERVANTS / "course.yaml").read_text()
    (tmp_path / "course.yaml").write_text(outline)

    with pytest.raises(CommandError) as stopped:
        run(tmp_path, "--publish")

    assert "M1.9" in str(stopped.value)
    assert not Edition.objects.exists()
    assert "M1.9" in run(tmp_path)
