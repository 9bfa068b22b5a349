"""Another person takes the place of a partner's focal point."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain.partner_links import make_link
from courses.domain.partnerships import make_coordinator
from courses.models import Cohort, Partnership
from lms.lib.errors import RuleViolation
from lms.lib.text import clean
from people.domain.membership import dismiss
from people.domain.people import find_or_make_person
from people.domain.records import record
from people.domain.team import Newcomer
from people.models import Membership, User


@transaction.atomic
def hand_over_focal_point(
    partnership: Partnership,
    successor: Newcomer,
    *,
    position: str,
    by: User,
    now: datetime | None = None,
) -> User:
    """Let a successor inherit every open cohort of the partner; return the successor.

    Lists, seats and history are the partner's and stay where they are. A letter that waits goes
    to the successor with a new link; the coordinator's role goes over with a yes given before.
    """
    now = now or timezone.now()
    former, partner = partnership.focal_point, partnership.partner
    person, _is_new = find_or_make_person(**successor._asdict())
    if person == former:
        raise RuleViolation(_("This person is the focal point already."), code="same")
    same = Partnership.objects.filter(partner=partner, focal_point=former)
    inherited = list(
        same.exclude(cohort__state=Cohort.State.CLOSED)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    for each in inherited:
        each.focal_point, each.focal_position = person, clean(position)[:150]
        each.save(update_fields=["focal_point", "focal_position"])
        if each.state == Partnership.State.SENT:
            make_link(each, by=by, now=now)
    roles = Membership.objects.current(timezone.localdate(now)).filter(
        person=former, organisation=partner, role=Membership.Role.COORDINATOR
    )
    has_said_yes = any(each.state == Partnership.State.ACCEPTED for each in inherited)
    if has_said_yes or roles.exists():
        make_coordinator(person, partnership, by=by)
    for membership in roles:
        dismiss(membership, by=by)
    record(by, "succession", partnership, reason=f"{former.pk} → {person.pk}")
    return person
