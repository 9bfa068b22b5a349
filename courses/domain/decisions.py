"""What the team decided on people whom a partner named: told at once, and once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from courses.models import EnrolmentList, EnrolmentListRow, Partnership
from people.domain.membership import organisations_where
from people.models import Membership, Message, User

RECENTLY = timedelta(hours=1)  # How long a lost bell is looked for.
Outcome = EnrolmentListRow.Outcome


@dataclass(frozen=True)
class Decision:
    """Lists that were confirmed together, and what became of each person in them."""

    partnership: Partnership
    at: datetime
    confirmed: Sequence[EnrolmentListRow]
    waiting: Sequence[EnrolmentListRow]
    declined: Sequence[EnrolmentListRow]
    people: Sequence[User]  # Who is told.

    @property
    def key(self) -> str:
        return decision_key(self.partnership, self.at)


def decision_key(partnership: Partnership, at: datetime) -> str:
    return f"names-decided-{partnership.public_id}-{at:%Y%m%d%H%M%S%f}"


def decision_about(enrolment_list: EnrolmentList) -> Decision | None:
    """Return what was decided with this list, once all of it is carried out.

    Rows that stayed out before the list was handed in are not part of it. Load the list
    ``for_decisions``.
    """
    together = EnrolmentList.objects.filter(
        partnership=enrolment_list.partnership_id, confirmed_at=enrolment_list.confirmed_at
    )
    if not enrolment_list.confirmed_at or together.unfinished().exists():
        return None
    rows = list(
        EnrolmentListRow.objects.filter(enrolment_list__in=together).order_by(
            "enrolment_list__nominated_at", "enrolment_list", "line"
        )
    )
    return Decision(
        partnership=enrolment_list.partnership,
        at=enrolment_list.confirmed_at,
        confirmed=[row for row in rows if row.outcome in {Outcome.ENROLLED, Outcome.ALREADY}],
        waiting=[row for row in rows if row.outcome == Outcome.WAITING],
        declined=[row for row in rows if row.outcome == Outcome.REFUSED and row.refusal],
        people=_whom_to_tell(enrolment_list),
    )


def _whom_to_tell(enrolment_list: EnrolmentList) -> list[User]:
    """The focal point, and the coordinator who handed the names in, when that is another."""
    partnership, namer = enrolment_list.partnership, enrolment_list.uploaded_by
    acts_for = organisations_where(namer, Membership.Role.COORDINATOR)
    is_theirs = acts_for.filter(pk=partnership.partner_id).exists()
    people = [partnership.focal_point, *([namer] if is_theirs else [])]
    return list({person.pk: person for person in people}.values())


def untold_decisions(*, now: datetime | None = None) -> list[int]:
    """Return a list of each decision of the last hour of which the focal point has no message."""
    finished = EnrolmentList.objects.for_decisions().filter(
        state=EnrolmentList.State.DONE,
        confirmed_at__isnull=False,
        finished_at__gt=(now or timezone.now()) - RECENTLY,
    )
    found = {decision_key(each.partnership, each.confirmed_at): each for each in finished}
    keys = {f"{key}-{each.partnership.focal_point.public_id}": key for key, each in found.items()}
    for told in Message.objects.filter(key__in=keys).values_list("key", flat=True):
        del found[keys[told]]
    return [each.pk for each in found.values() if each.partnership.focal_point.email]
