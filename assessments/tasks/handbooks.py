"""Handbooks outside a request: making their files, and making them anew."""

from collections.abc import Iterable

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.documents.handbook_files import Typeset, typeset
from assessments.domain.handbook import handbook_contents
from courses.domain import handbooks
from courses.models import Handbook
from lms.lib.pdf import PdfUnavailable

LAST_WORDS = 10  # Seconds in which a handbook that takes too long can say so.


def queue_handbooks(handbook_ids: Iterable[int]) -> None:
    """Queue handbooks, each with its clock: so many seconds for a module, or for each of them."""
    rows = Handbook.objects.filter(pk__in=handbook_ids).select_related("edition")
    for handbook in rows:
        modules = 1 if handbook.module_id else handbook.edition.modules.count()
        seconds = settings.HANDBOOK_SECONDS * max(1, modules)
        render_handbook.apply_async(
            [handbook.pk], soft_time_limit=seconds, time_limit=seconds + LAST_WORDS
        )


@shared_task(name="assessments.render_handbook")
def render_handbook(handbook_id: int) -> None:
    """Make the file of a handbook that somebody asked for.

    Safe to run twice, and at the same time: ``claim`` gives it to one worker, and to another when
    that one has died. What has not changed since the last time is not made again.
    """
    handbook = handbooks.claim(handbook_id)
    if handbook is None:
        return
    try:
        with override(handbook.language):
            book = _typeset(handbook)
            if handbook.file and book.content_hash == handbook.content_hash:
                handbooks.keep_as_it_is(handbook)
            else:
                handbooks.keep(handbook, book.make(), content_hash=book.content_hash)
    except PdfUnavailable as reason:
        handbooks.postpone(handbook, str(reason))
    except SoftTimeLimitExceeded:
        handbooks.give_up(handbook, _("It took too long to make and was stopped."))


def _typeset(handbook: Handbook) -> Typeset:
    contents = handbook_contents(handbook.edition, handbook.module, with_key=handbook.with_key)
    return typeset(contents, handbook.format)


@shared_task(name="assessments.resume_handbooks")
def resume_handbooks() -> None:
    """Queue again the handbooks at which no worker is: a lost bell, a killed worker."""
    queue_handbooks(
        Handbook.objects.unclaimed(timezone.now()).order_by("pk").values_list("pk", flat=True)
    )


@shared_task(name="assessments.refresh_handbooks")
def refresh_handbooks() -> None:
    """Ask for what people will want, and anew for what has changed: an erratum, a new design.

    Safe to run twice: what is ready and has not changed stays as it is.
    """
    handbooks.prepare_for_open_cohorts()
    ready = Handbook.objects.filter(state=Handbook.State.READY)
    for handbook in ready.select_related("edition__course", "module").iterator():
        with override(handbook.language):
            if _typeset(handbook).content_hash != handbook.content_hash:
                handbooks.ask_anew(handbook)
