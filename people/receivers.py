"""What this app does when something is announced: it queues a task, and nothing else."""

from django.dispatch import receiver

from people.models import Invitation, Message
from people.signals import invitation_renewed, message_posted, messages_posted
from people.tasks import deliver_many, deliver_message, send_team_invitation


@receiver(message_posted)
def queue_delivery(message: Message, **_facts: object) -> None:
    deliver_message.delay(message.pk)


@receiver(messages_posted)
def queue_deliveries(**_facts: object) -> None:
    deliver_many.delay()


@receiver(invitation_renewed)
def queue_team_invitation(invitation: Invitation, **_facts: object) -> None:
    send_team_invitation.delay(invitation.pk)
