"""What this app announces. Sent after commit, through ``lms.lib.events.announce``."""

from django.dispatch import Signal

message_posted = Signal()  # message: people.models.Message
messages_posted = Signal()  # messages to many people are in the outbox
invitation_renewed = Signal()  # invitation: people.models.Invitation, whose letter is not written
