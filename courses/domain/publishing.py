"""Publishing an edition: from then on it never changes."""

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Edition, Lesson, LessonText, PlannedSession
from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import User


@transaction.atomic
def publish_edition(
    edition: Edition, *, by: User | None = None, now: datetime | None = None
) -> Edition:
    """Freeze a draft. Its minutes must add up; publishing again changes nothing."""
    edition = (
        Edition.objects.select_for_update(of=("self",)).select_related("course").get(pk=edition.pk)
    )
    if edition.state != Edition.State.DRAFT:
        return edition
    for minutes, planned in (
        (_minutes_of(Lesson.objects.of_edition(edition.pk)), edition.online_minutes),
        (_minutes_of(PlannedSession.objects.filter(edition=edition)), edition.in_person_minutes),
    ):
        if minutes != planned:
            raise RuleViolation(
                _("The parts of this edition add up to %(found)s minutes, not %(wanted)s."),
                code="minutes",
                params={"found": minutes, "wanted": planned},
            )
    edition.state = Edition.State.PUBLISHED
    edition.published_at = now or timezone.now()
    edition.content_hash = edition.content_hash or hash_of_rows(edition)
    edition.save(update_fields=["state", "published_at", "content_hash"])
    record(by, "publish", edition)
    return edition


def _minutes_of(rows: object) -> int:
    return rows.order_by().aggregate(sum=Sum("minutes"))["sum"] or 0


def hash_of_rows(edition: Edition) -> str:
    """Return a hash of what people study, for editions that come from no folder."""
    lessons = Lesson.objects.of_edition(edition.pk).values_list(
        "module__code", "code", "kind", "closed_by", "minutes", "title_es", "title_en"
    )
    texts = (
        LessonText.objects.filter(lesson__module__edition=edition)
        .order_by("lesson__position", "language")
        .values_list("lesson__code", "language", "markdown")
    )
    sessions = edition.sessions.values_list("code", "minutes", "title_es", "agenda_es")
    content = [[list(row) for row in rows] for rows in (lessons, texts, sessions)]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
