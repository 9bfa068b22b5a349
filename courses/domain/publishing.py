"""Publishing an edition: from then on it never changes."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.domain.outline_file import sum_is
from courses.models import Edition, Lesson, LessonText
from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import User


@transaction.atomic
def publish_edition(
    edition: Edition, *, by: User | None = None, now: datetime | None = None
) -> Edition:
    """Freeze a draft. Its minutes must add up, module by module; again: no change."""
    edition = (
        Edition.objects.select_for_update(of=("self",)).select_related("course").get(pk=edition.pk)
    )
    if edition.state != Edition.State.DRAFT:
        return edition
    for refusal in _sums_that_differ(edition):
        raise refusal
    edition.state = Edition.State.PUBLISHED
    edition.published_at = now or timezone.now()
    edition.content_hash = edition.content_hash or hash_of_rows(edition)
    edition.save(update_fields=["state", "published_at", "content_hash"])
    record(by, "publish", edition)
    return edition


def _sums_that_differ(edition: Edition) -> Iterator[RuleViolation]:
    modules = edition.modules.annotate(found=Sum("lessons__minutes", default=0))
    for module in modules:
        yield from sum_is(module.code, module.found, module.minutes)
    online = sum(module.minutes for module in modules)
    yield from sum_is(_("online"), online, edition.online_minutes)
    in_person = edition.sessions.aggregate(sum=Sum("minutes", default=0))["sum"]
    yield from sum_is(_("in person"), in_person, edition.in_person_minutes)


def hash_of_rows(edition: Edition) -> str:
    """Return a hash of what people study, for editions that come from no folder."""
    lessons = Lesson.objects.of_edition(edition.pk).values_list(
        "module__code",
        "code",
        "kind",
        "closed_by",
        "awaits",
        "minutes",
        "title_es",
        "title_en",
    )
    texts = (
        LessonText.objects.filter(lesson__module__edition=edition)
        .order_by("lesson__position", "language")
        .values_list("lesson__code", "language", "markdown")
    )
    sessions = edition.sessions.values_list("code", "minutes", "title_es", "agenda_es")
    content = [[list(row) for row in rows] for rows in (lessons, texts, sessions)]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
