"""Versions of a project: each submission, and how it was before something replaced all of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.editing import open_for_change
from assessments.domain.exchange.comparing import Comparison, compare
from assessments.domain.exchange.state import state_in, state_of
from assessments.domain.exercise.writing import write_plan
from assessments.models import LogframeProject, Submission
from lms.lib.errors import RuleViolation
from people.models import User

NOW = "ahora"
WHOLE = 2  # From this schema on, a submission holds the whole project.


@dataclass(frozen=True)
class Version:
    """A state that can be compared. ``name`` is what addresses call it."""

    name: str
    label: str
    submission: Submission | None = None

    @property
    def can_be_compared(self) -> bool:
        return self.submission is None or (self.submission.schema or 0) >= WHOLE


def versions_of(submissions: QuerySet[Submission]) -> list[Version]:
    """Return the project as it is, then what was handed in, the latest first, in one query."""
    # What was handed in is large, and only two of them are compared.
    found = submissions.defer("snapshot").annotate(schema=F("snapshot__schema"))
    return [
        Version(NOW, _("As it is now")),
        *(
            Version(
                str(each.public_id),
                _("%(deliverable)s, submission %(number)s (%(folio)s)")
                % {
                    "deliverable": each.deliverable,
                    "number": each.number,
                    "folio": each.folio,
                },
                each,
            )
            for each in found.select_related("enrolment__participant")
        ),
    ]


def usual_pair(versions: list[Version]) -> tuple[Version, Version] | None:
    """Return what people want to see first: the last two submissions, or else the last and now."""
    comparable = [each for each in versions if each.can_be_compared]
    sent = [each for each in comparable if each.submission]
    if len(sent) > 1:
        return sent[1], sent[0]
    return (sent[0], comparable[0]) if sent else None


def compare_versions(project: LogframeProject, before: Version, after: Version) -> Comparison:
    """Compare two versions; what was handed in is read in one query."""
    sent = [each.submission.pk for each in (before, after) if each.submission]
    snapshots = dict(Submission.objects.filter(pk__in=sent).values_list("pk", "snapshot"))
    first, second = (
        state_in(snapshots[each.submission.pk]["project"]) if each.submission else state_of(project)
        for each in (before, after)
    )
    return compare(first, second)


@transaction.atomic
def restore_version(
    project: LogframeProject, submission: Submission, *, by: User, now: datetime | None = None
) -> None:
    """Let the project say again what was handed in; how it was before is kept for thirty days.

    The submission itself stays as it is. Refused while the project cannot be changed.
    """
    project = open_for_change(project)
    said = submission.snapshot.get("project")
    if not said:
        raise RuleViolation(
            gettext_lazy("This submission kept the matrix alone: it cannot be brought back."),
            code="incomplete",
        )
    name = _("Before bringing back %(folio)s") % {"folio": submission.folio}
    write_plan(project, state_in(said), by=by, now=now, undo_name=name)
