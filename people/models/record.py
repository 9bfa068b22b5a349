"""What was done with people's data, and what was written to them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccessRecord(models.Model):
    """One line of the log of what touches people: exports, permissions, corrections.

    Append-only: nothing in the code changes or deletes a line.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="access_records"
    )
    action = models.CharField(_("action"), max_length=40)
    model = models.CharField(_("what"), max_length=60)
    object_id = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["model", "object_id"], name="access_record_of_object")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.model} {self.object_id}"


class MessageQuerySet(models.QuerySet):
    def pending(self) -> Self:
        return self.filter(state=Message.State.PENDING)


class Message(models.Model):
    """A message to one address. The row is the job: it stays pending until handed over.

    The body is emptied once sent: it may carry a link that only its reader should know.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("pending")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        STOPPED = "stopped", _("not sent: taken back")
        BOUNCED = "bounced", _("came back")

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="messages_received"
    )
    # Letters with a link, and their reminders: what becomes of them is told by the invitation.
    invitation = models.ForeignKey(
        "people.Invitation", models.PROTECT, null=True, related_name="messages"
    )
    # One of many: handed over at the pace that the mail server bears.
    is_paced = models.BooleanField(default=False)
    to = models.EmailField()
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    not_before = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        indexes = [
            models.Index(
                fields=["not_before"],
                name="message_pending",
                condition=models.Q(state="pending"),
            ),
            models.Index(
                fields=["sent_at"],
                name="message_sent_at_a_pace",
                condition=models.Q(is_paced=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.to}"


class SignIn(models.Model):
    """That somebody signed in, and on what kind of device: its owner can look."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    device = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person} {self.at:%Y-%m-%d %H:%M}"
