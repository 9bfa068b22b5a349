"""The roster of a cohort, and what the team changes about several of its people at once."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.domain.cohort_move_undo import undo_move
from assessments.domain.cohort_moves import move_people, plan_move
from completion.domain.names import undo_name
from courses.documents.enrolment_sheets import people_sheet
from courses.domain.roster import (
    bring_back_people,
    plan_return,
    plan_withdrawal,
    undo_standing,
    withdraw_people,
)
from courses.domain.roster_changes import Plan, Undone
from courses.forms import MoveForm, RosterChangeForm
from courses.models import Cohort, Enrolment, RosterChange
from courses.views.cohorts import PAGE, REFUSED, trail_to
from courses.views.enrolment_lists import sheet
from lms.dashboards.roster import RosterFilters, people_found, places_of, rows_of, tutors_of
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from people.domain.looks import EXPORT_PEOPLE, VIEW_PEOPLE, note_look
from people.domain.records import record
from tutoring.domain.roster import change_tutor, plan_tutor, undo_tutor
from tutoring.forms import HandOverForm

Kind = RosterChange.Kind


@dataclass(frozen=True)
class Action:
    """What is done to several people: planned, carried out; ``asks`` for what else it needs."""

    plan: Callable[..., Plan]
    carry_out: Callable[..., RosterChange]
    asks: Callable[[HttpRequest, Cohort, QueryDict | None], Form] | None = None


def _whose_tutor(_request: HttpRequest, cohort: Cohort, sent: QueryDict | None) -> Form:
    return HandOverForm(sent, cohort=cohort)


def _which_cohort(request: HttpRequest, cohort: Cohort, sent: QueryDict | None) -> Form:
    """Offer the cohorts of the same course that take people and that the person runs."""
    open_now = Cohort.objects.taking_enrolments_on(timezone.localdate()).exclude(pk=cohort.pk)
    others = allowed(request.user, "manage", open_now.select_related("edition"))
    same_course = others.filter(edition__course=cohort.edition.course_id)
    return MoveForm(sent, cohorts=same_course.order_by("starts_on", "name"))


ACTIONS = {
    Kind.WITHDRAWAL: Action(plan_withdrawal, withdraw_people),
    Kind.RETURN: Action(plan_return, bring_back_people),
    Kind.TUTOR: Action(plan_tutor, change_tutor, asks=_whose_tutor),
    Kind.MOVE: Action(plan_move, move_people, asks=_which_cohort),
}

UNDOING = {
    Kind.WITHDRAWAL: undo_standing,
    Kind.RETURN: undo_standing,
    Kind.TUTOR: undo_tutor,
    Kind.MOVE: undo_move,
    Kind.NAME: undo_name,
}


@require_safe
def roster(request: HttpRequest, code: str) -> HttpResponse:
    """Show the people of a cohort; ``?descargar`` answers those who are enrolled as XLSX."""
    cohort = fetch(request.user, "manage", Cohort.objects.with_counts(), code=code)
    filters = RosterFilters(
        text=request.GET.get("q", "")[:100],
        status=request.GET.get("estado", ""),
        tutor=request.GET.get("tutora", ""),
        place=request.GET.get("territorio", ""),
    )
    people = people_found(allowed(request.user, "view", cohort.enrolments.all()), filters)
    if "descargar" in request.GET:
        record(request.user, EXPORT_PEOPLE, cohort, reason=code)
        return sheet(people_sheet(people), f"personas-{code}")
    note_look(request.user, VIEW_PEOPLE, cohort, reason="roster")
    page = Paginator(people, PAGE).get_page(request.GET.get("pagina"))
    tutors = tutors_of(cohort)
    context = {
        "cohort": cohort,
        "page": page,
        "rows": rows_of(page),
        "filters": filters,
        "statuses": Enrolment.Status.choices,
        "tutors": tutors,
        "names": {tutor.pk: tutor.full_name for tutor in tutors},
        "places": places_of(cohort),
        "done": _done(request, cohort),
        "all_ticked": "marcar" in request.GET,
        "trail": trail_to(cohort, _("People")),
    }
    return render(request, "lms/roster.html", context)


def _done(request: HttpRequest, cohort: Cohort) -> RosterChange | None:
    """Return what was done on the page before, as long as some of it stands."""
    try:
        public_id = UUID(request.GET.get("cambio", ""))
    except ValueError:
        return None
    changes = allowed(request.user, "undo", cohort.roster_changes.filter(public_id=public_id))
    change = changes.first()
    if change is None:
        return None
    rows = change.rows.in_force().select_related("enrolment__participant").order_by("pk")
    change.to = next((row.after.get("name") for row in rows), "")
    change.people = [row.enrolment.participant.full_name for row in rows]
    return change if change.people else None


@require_http_methods(["GET", "HEAD", "POST"])
def roster_change(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Say what would happen to the people who were ticked; the POST does it, with a reason."""
    cohorts = Cohort.objects.with_counts().select_related("edition")
    cohort = fetch(request.user, "manage", cohorts, code=code)
    people = _ticked(request, cohort)
    action = ACTIONS[Kind(kind)]
    is_post = request.method == "POST"
    form = RosterChangeForm(request.POST if is_post else None, initial={"key": uuid4()})
    asked = _asked(request, action, cohort)
    is_known = asked is None or asked.is_valid()
    target = asked.cleaned_data if asked and is_known else {}
    plan = refusal = None
    if is_post and people and form.is_valid() and is_known:
        facts = form.cleaned_data | target | {"by": request.user}
        change, refusal = _attempt(action.carry_out, cohort, people, **facts)
        if change:
            return redirect(reverse("roster", args=[code]) + f"?cambio={change.public_id}")
    if people and is_known and not refusal:
        plan, refusal = _attempt(action.plan, cohort, people, **target)
    context = {
        "cohort": cohort,
        "people": people,
        "kind": kind,
        "asked": asked,
        "form": form,
        "plan": plan,
        "refusal": refusal,
        "trail": trail_to(cohort, _("People")),
    }
    status = REFUSED if is_post else HTTPStatus.OK
    return render(request, "lms/roster_change.html", context, status=status)


def _attempt(
    act: Callable[..., Any], *things: object, **facts: object
) -> tuple[Any, RuleViolation | None]:
    """Return what ``act`` returns, or else the rule that refused it."""
    try:
        return act(*things, **facts), None
    except RuleViolation as refusal:
        return None, refusal


def _ticked(request: HttpRequest, cohort: Cohort) -> list[Enrolment]:
    """Return the people who were ticked, each once and all of this cohort, in order of names."""
    chosen = set((request.POST or request.GET).getlist("persona"))
    rows = allowed(request.user, "manage", cohort.enrolments.all())
    rows = rows.select_related("participant", "invitation", "affiliation__organisation")
    try:
        people = list(rows.filter(public_id__in=chosen))
    except ValidationError as no_uuid:
        raise Http404 from no_uuid
    if len(people) != len(chosen):
        raise Http404
    return people


def _asked(request: HttpRequest, action: Action, cohort: Cohort) -> Form | None:
    """Return the form about where people go, filled in when it was; None if nothing is asked."""
    if action.asks is None:
        return None
    sent = request.POST or request.GET
    return action.asks(request, cohort, sent if "to" in sent else None)


@require_POST
def roster_undo(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Take a change back: for everybody in it, or for the one on whose page it was asked."""
    change = fetch(
        request.user,
        "undo",
        RosterChange.objects.select_related("cohort"),
        public_id=public_id,
        cohort__code=code,
    )
    only = _only(request, change)
    try:
        undone = UNDOING[Kind(change.kind)](change, by=request.user, only=only)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        _say(request, undone)
    return redirect("person", only.public_id) if only else redirect("roster", code)


def _only(request: HttpRequest, change: RosterChange) -> Enrolment | None:
    chosen = request.POST.get("persona")
    if not chosen:
        return None
    try:
        return fetch(
            request.user,
            "manage",
            Enrolment.objects.filter(roster_changes__change=change),
            public_id=UUID(chosen),
        )
    except ValueError as no_uuid:
        raise Http404 from no_uuid


def _say(request: HttpRequest, undone: Undone) -> None:
    if undone.back:
        text = ngettext(
            "Undone: %(number)s person is where they were before.",
            "Undone: %(number)s people are where they were before.",
            len(undone.back),
        )
        messages.success(request, text % {"number": len(undone.back)})
    if undone.stuck:
        names = ", ".join(each.participant.full_name for each in undone.stuck)
        messages.warning(
            request, _("Changed since, so they stay as they are: %(names)s.") % {"names": names}
        )
    if not undone.back and not undone.stuck:
        messages.info(request, _("This was undone already."))
