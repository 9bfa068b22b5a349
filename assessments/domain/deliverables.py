"""The five deliverables of a project for its pages: due days, what is missing, what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assessments.domain.adaptation import asked_of_all
from assessments.domain.due import due_dates_of
from assessments.domain.exercise.minimum import Minimum, minimum_of
from assessments.domain.exercise.review import Review
from assessments.models import CohortDeliverable, Deliverable, LogframeProject, Submission
from courses.domain.due import Due
from courses.models import Enrolment


@dataclass(frozen=True)
class Standing:
    """Where a deliverable stands: what it needs, until when, and what was handed in last."""

    deliverable: Deliverable
    minimum: Minimum
    due: Due | None = None
    opens_at: datetime | None = None
    last: Submission | None = None

    @property
    def name(self) -> str:
        return f"{self.deliverable} {self.deliverable.label}"

    @property
    def state(self) -> str:
        """The state of the last submission; "" when none counts."""
        return self.last.state if self.last else ""

    @property
    def is_open(self) -> bool:
        """Say whether it may be handed in, as far as earlier submissions are concerned."""
        return self.state not in {Submission.State.WAITING, Submission.State.APPROVED}


def standings_of(
    enrolment: Enrolment,
    project: LogframeProject,
    review: Review,
    *,
    opens: Mapping[str, datetime] | None = None,
) -> list[Standing]:
    """Return all five, in two queries for an enrolment loaded ``with_exercise``.

    ``opens`` says from when each may be handed in.
    """
    dues = due_dates_of(enrolment)
    sent = project.submissions.exclude(state=Submission.State.WITHDRAWN).defer("snapshot")
    last = {each.deliverable: each for each in sent.order_by("number")}
    opens = opens or {}
    asked = asked_of_all(enrolment)
    return [
        Standing(
            each, minimum_of(each, review, asked), dues.get(each), opens.get(each), last.get(each)
        )
        for each in Deliverable
    ]


def openings_of(project: LogframeProject) -> dict[str, datetime]:
    """Return from when each deliverable may be handed in, where the cohort said so."""
    planned = CohortDeliverable.objects.filter(cohort=project.cohort_id, opens_at__isnull=False)
    return dict(planned.values_list("deliverable", "opens_at"))
