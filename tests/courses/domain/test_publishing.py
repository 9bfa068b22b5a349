import pytest

from courses.domain.publishing import publish_edition
from lms.lib.errors import RuleViolation
from people.models import AccessRecord
from tests.factories import EditionFactory, LessonFactory, PlannedSessionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    edition = EditionFactory(
        state="draft", published_at=None, online_minutes=60, in_person_minutes=180
    )
    LessonFactory(module__edition=edition, minutes=60)
    PlannedSessionFactory(edition=edition, minutes=180)
    return edition


def test_publishing_freezes_the_edition_with_a_hash_and_is_written_down(draft):
    staff = UserFactory()

    edition = publish_edition(draft, by=staff)

    assert (edition.state, len(edition.content_hash)) == ("published", 64)
    assert edition.published_at is not None
    assert AccessRecord.objects.get().person == staff


def test_publishing_again_changes_nothing(draft):
    first = publish_edition(draft)

    second = publish_edition(draft)

    assert (second.published_at, second.content_hash) == (first.published_at, first.content_hash)
    assert AccessRecord.objects.count() == 1


@pytest.mark.parametrize("field", ["online_minutes", "in_person_minutes"])
def test_edition_whose_minutes_do_not_add_up_is_not_published(draft, field):
    setattr(draft, field, 1)
    draft.save()

    with pytest.raises(RuleViolation) as refusal:
        publish_edition(draft)

    assert refusal.value.code == "minutes"
    draft.refresh_from_db()
    assert draft.state == "draft"
