"""Pages on which staff and tutors write to several people, and what those people mark as read."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Cohort
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from tutoring.domain.announcements import (
    as_plain_text,
    dismiss,
    reach_of,
    readers_among,
    take_back,
    write_to,
)
from tutoring.domain.workload import SILENT_DAYS
from tutoring.forms import AnnouncementForm
from tutoring.models import Announcement, AnnouncementRecipient

A_PAGE = 20
NAMES_SHOWN = 50


def _cohort(request: HttpRequest, code: str) -> Cohort:
    cohorts = with_may(Cohort.objects.all(), request.user, "manage")
    return fetch(request.user, "write_to", cohorts, code=code)


@require_safe
def announcement_list(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was written to people of the cohort, and what became of it."""
    cohort = _cohort(request, code)
    rows = allowed(request.user, "view", Announcement.objects.filter(cohort=cohort))
    rows = rows.with_counts().select_related("written_by").order_by("-written_at", "-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("pagina"))
    context = {"cohort": cohort, "page": page}
    return render(request, "tutoring/announcement_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def announcement_new(request: HttpRequest, code: str) -> HttpResponse:
    """Take a text, say how many it would go to, and send it when that was seen."""
    cohort = _cohort(request, code)
    readers = readers_among(allowed(request.user, "write_to", cohort.enrolments.all()))
    form = AnnouncementForm(
        request.POST if request.method == "POST" else None,
        readers=readers,
        initial={"who": request.GET.getlist("para")},
    )
    reach = None
    if form.is_bound and form.is_valid():
        reach = reach_of(form.chosen)
        if "send" in request.POST and form.cleaned_data["seen"]:
            try:
                written = write_to(cohort, form.chosen, by=request.user, **form.facts)
            except RuleViolation as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("It goes out in ten minutes. Until then, undo it."))
                return redirect(written)
        form.data = form.data.copy()
        form.data["seen"] = reach.seen  # What is sent next is what is shown now.
    context = {
        "cohort": cohort,
        "form": form,
        "reach": reach,
        "names_shown": NAMES_SHOWN,
        "silent_days": SILENT_DAYS,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "tutoring/announcement_new.html", context, status=status)


@require_safe
def announcement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a text with what became of it, to be passed on to those without e-mail, or stopped."""
    rows = with_may(
        Announcement.objects.with_counts().select_related("written_by", "cohort"),
        request.user,
        "take_back",
    )
    shown = fetch(request.user, "view", rows, public_id=public_id)
    context = {
        "announcement": shown,
        "cohort": _cohort_of(request, shown),
        "plain_text": as_plain_text(shown),
        "without_mail": shown.recipients.without_mail().in_order()[:NAMES_SHOWN],
    }
    return render(request, "tutoring/announcement.html", context)


def _cohort_of(request: HttpRequest, shown: Announcement) -> Cohort:
    cohorts = with_may(Cohort.objects.filter(pk=shown.cohort_id), request.user, "manage")
    return fetch(request.user, "view", cohorts)


@require_POST
def announcement_take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Undo an announcement in its first minutes, or stop what has not gone."""
    shown = fetch(request.user, "take_back", Announcement.objects.all(), public_id=public_id)
    gone = take_back(shown, by=request.user)
    if gone:
        words = ngettext(
            "Stopped. %(number)s person had been written to by then.",
            "Stopped. %(number)s people had been written to by then.",
            gone,
        )
        messages.warning(request, words % {"number": gone})
    else:
        messages.success(request, _("Undone: nobody was written to."))
    return redirect(shown)


@require_POST
def announcement_dismiss(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Mark an announcement as read: it leaves one's first page."""
    dismiss(
        fetch(request.user, "dismiss", AnnouncementRecipient.objects.all(), public_id=public_id)
    )
    return redirect("home")
