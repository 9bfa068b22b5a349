"""Pages about the days of a cohort: until when things are due, and moving the whole calendar."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.domain.calendar import DaysRefused, DueWork, day_in, due_works_of, set_due_days
from assessments.domain.calendar_moves import Plan, move_calendar, plan_move, undo_move
from assessments.forms.calendar import DueDaysForm, MoveDaysForm, MoveForm
from courses.models import CalendarMove, Cohort
from lms.lib.access import allowed, fetch, with_may
from lms.lib.errors import RuleViolation
from tutoring.domain.sessions import zone_called

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
MOVES_SHOWN = 10


def trail_in(cohort: Cohort, here: str) -> list[tuple[str, str]]:
    """Return the way to a page about the days of a cohort; who tutors it comes from elsewhere."""
    if cohort.may_manage:
        above = [
            (_("Cohorts"), reverse("courses:cohort-list")),
            (cohort.name, cohort.get_absolute_url()),
        ]
    else:
        above = [(_("My cohorts"), reverse("tutoring:my-cohorts"))]
    days = (_("Due days"), reverse("assessments:cohort-days", args=[cohort.code]))
    return [*above, (here, "")] if here == days[0] else [*above, days, (here, "")]


def fetch_cohort(request: HttpRequest, action: str, code: str) -> Cohort:
    cohorts = with_may(
        Cohort.objects.with_counts().select_related("edition__course"),
        request.user,
        "manage",
        "set_days",
        "extend",
    )
    return fetch(request.user, action, cohorts, code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_days(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a cohort hands in and until when; who may set the days does so here."""
    action = "set_days" if request.method == "POST" else "see_days"
    cohort = fetch_cohort(request, action, code)
    works = due_works_of(cohort)
    form = None
    is_suggesting = "sugerir" in request.GET
    if cohort.may_set_days and not cohort.is_closed:
        form = _days_form(request, cohort, works, is_suggesting=is_suggesting)
    if request.method == "POST" and form is None:
        messages.error(request, _("This cohort is closed."))
        return redirect("assessments:cohort-days", code)
    if form and request.method == "POST" and form.is_valid():
        try:
            changed = set_due_days(cohort, form.changed_days, by=request.user)
        except RuleViolation as refusal:
            _tell_refusal(form, refusal)
        else:
            messages.success(request, _what_changed(changed))
            return redirect("assessments:cohort-days", code)
    moves = allowed(request.user, "view", CalendarMove.objects.filter(cohort=cohort))
    moves = list(with_may(moves, request.user, "undo").select_related("moved_by")[:MOVES_SHOWN])
    context = {
        "cohort": cohort,
        "form": form,
        "rows": form.rows() if form else [(work, None) for work in works],
        "is_suggesting": is_suggesting and request.method != "POST",
        "moves": moves,
        "last": _last_in_force(cohort, moves),
        "zone": zone_called(cohort.time_zone),
        "trail": trail_in(cohort, _("Due days")),
    }
    is_refused = request.method == "POST"
    status = REFUSED if is_refused else HTTPStatus.OK
    return render(request, "assessments/cohort_days.html", context, status=status)


def _days_form(
    request: HttpRequest, cohort: Cohort, works: Sequence[DueWork], *, is_suggesting: bool
) -> DueDaysForm:
    if request.method == "POST":
        return DueDaysForm(request.POST, works=works)
    if is_suggesting:
        today = day_in(cohort, timezone.now())
        return DueDaysForm(DueDaysForm.with_suggestions(works, today=today), works=works)
    return DueDaysForm(works=works)


def _tell_refusal(form: DueDaysForm, refusal: RuleViolation) -> None:
    if not isinstance(refusal, DaysRefused):
        form.add_error(None, refusal)
        return
    for code, why in refusal.by_code.items():
        form.add_error(form.name_of(code), why)


def _what_changed(changed: int) -> str:
    if not changed:
        return _("No day has changed.")
    return ngettext("%(number)s day is set.", "%(number)s days are set.", changed) % {
        "number": changed
    }


def _last_in_force(cohort: Cohort, moves: Sequence[CalendarMove]) -> int | None:
    """Return the key of the move that can be undone: the last one, in a cohort that runs."""
    if cohort.is_closed:
        return None
    return next((move.pk for move in moves if not move.undone_at), None)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_move(request: HttpRequest, code: str) -> HttpResponse:
    """Ask by how many days, show what that would move and who is told, and move it."""
    cohort = fetch_cohort(request, "set_days", code)
    if request.method == "POST":
        return _move(request, cohort)
    if "days" not in request.GET:
        return _show_move(request, cohort, MoveDaysForm(), None, None)
    asked = MoveDaysForm(request.GET)
    plan = _planned(cohort, asked)
    reason = request.GET.get("reason", "")
    form = MoveForm(initial={"key": uuid4(), "seen": plan.seen, "reason": reason}) if plan else None
    return _show_move(request, cohort, asked, plan, form)


def _move(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            move_calendar(cohort, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request,
                _("The calendar is moved. You can undo it before people are told, in ten minutes."),
            )
            return redirect("assessments:cohort-days", cohort.code)
    asked = MoveDaysForm(request.POST)
    plan = _planned(cohort, asked)
    if plan:  # What was typed stays; what is confirmed next is what is shown now.
        form.data = form.data.copy()
        form.data["seen"] = plan.seen
    return _show_move(request, cohort, asked, plan, form)


def _planned(cohort: Cohort, asked: MoveDaysForm) -> Plan | None:
    """Return the plan for the days asked for, or None with the reason in the form."""
    if not asked.is_valid():
        return None
    try:
        return plan_move(cohort, asked.cleaned_data["days"])
    except RuleViolation as refusal:
        asked.add_error("days", refusal)
        return None


def _show_move(
    request: HttpRequest,
    cohort: Cohort,
    asked: MoveDaysForm,
    plan: Plan | None,
    form: MoveForm | None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "cohort": cohort,
        "asked": asked,
        "plan": plan,
        "form": form,
        "zone": zone_called(cohort.time_zone),
        "trail": trail_in(cohort, _("Move the whole calendar")),
    }
    is_refused = bool(asked.errors or (form and form.errors))
    status = REFUSED if is_refused else HTTPStatus.OK
    return render(request, "assessments/calendar_move.html", context, status=status)


@require_POST
def calendar_move_undo(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    move = fetch(
        request.user,
        "undo",
        CalendarMove.objects.select_related("cohort"),
        public_id=public_id,
        cohort__code=code,
    )
    try:
        stuck = undo_move(move, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The days from before hold again."))
        if stuck:
            names = ", ".join(each.code for each in stuck)
            messages.warning(
                request,
                _("These have been changed or held since and stay as they are: %(names)s.")
                % {"names": names},
            )
    return redirect("assessments:cohort-days", code)
