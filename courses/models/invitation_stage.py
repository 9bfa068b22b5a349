"""How far somebody is on the way from the invitation to the first lesson."""

from datetime import datetime

from django.db import models
from django.db.models import Case, CharField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class InvitationStage(models.TextChoices):
    """In the order of the way; what holds somebody up comes before where they were held up."""

    QUEUED = "queued", _("waiting to be sent")
    SENT = "sent", _("accepted by the mail server")
    BOUNCED = "bounced", _("came back")
    OPENED = "opened", _("link opened")
    EXPIRED = "expired", _("expired")
    DECLINED = "declined", _("declined")
    JOINED = "joined", _("joined")
    STARTED = "started", _("in the first lesson")
    NO_LETTER = "no_letter", _("without an e-mail")


STAGE = InvitationStage
# Who may be written to again as they are; a letter that came back needs another address first.
TO_WRITE_AGAIN = (STAGE.QUEUED, STAGE.SENT, STAGE.OPENED, STAGE.EXPIRED)
# Who has not joined and may still do.
WAITING = (*TO_WRITE_AGAIN, STAGE.BOUNCED)


def stage_of_enrolment(now: datetime | None = None) -> Case:
    """Return the stage of a row of ``Enrolment``, which needs ``has_started``.

    Only the link itself tells that it was opened: no picture in the letter spies on its reader.
    """
    studying = ["active", "not_completed", "graduated"]
    return Case(
        When(Q(status__in=studying, has_started=True), then=Value(STAGE.STARTED)),
        When(status__in=studying, then=Value(STAGE.JOINED)),
        When(invitation=None, then=Value(STAGE.NO_LETTER)),
        When(invitation__declined_at__isnull=False, then=Value(STAGE.DECLINED)),
        When(invitation__bounced_at__isnull=False, then=Value(STAGE.BOUNCED)),
        When(invitation__expires_at__lte=now or timezone.now(), then=Value(STAGE.EXPIRED)),
        When(invitation__opened_at__isnull=False, then=Value(STAGE.OPENED)),
        When(invitation__handed_over_at__isnull=False, then=Value(STAGE.SENT)),
        default=Value(STAGE.QUEUED),
        output_field=CharField(),
    )
