"""Work that this app does outside a request."""

from celery import shared_task
from django.utils import timezone

from people.domain.messages import deliver, next_at_a_pace
from people.models import Invitation, Message
from people.notifications import invitation_to_team


@shared_task(name="people.deliver_message")
def deliver_message(message_id: int) -> None:
    """Hand one message over. Safe to run twice: ``deliver`` locks the row."""
    deliver(message_id)


@shared_task(name="people.deliver_many")
def deliver_many(*_earlier: object) -> None:
    """Hand over as many messages to many people as the pace leaves room for.

    Safe to run twice: ``deliver`` locks each row.
    """
    for message_id in next_at_a_pace():
        deliver(message_id)


@shared_task(name="people.send_team_invitation")
def send_team_invitation(invitation_id: int) -> None:
    """Write the letter of a renewed invitation. Safe to run twice: the letter has a key."""
    invitation = Invitation.objects.unsent_to_the_team().filter(pk=invitation_id).first()
    if invitation:
        invitation_to_team(invitation.memberships.select_related("organisation").first())


@shared_task(name="people.deliver_messages")
def deliver_messages() -> None:
    """Queue again whatever is still pending: what a lost bell or a dead worker left behind."""
    for invitation_id in Invitation.objects.unsent_to_the_team().values_list("pk", flat=True)[:200]:
        send_team_invitation.delay(invitation_id)
    due = Message.objects.pending().filter(is_paced=False, not_before__lte=timezone.now())
    for message_id in due.values_list("pk", flat=True)[:2000]:
        deliver_message.delay(message_id)
    deliver_many.delay()
