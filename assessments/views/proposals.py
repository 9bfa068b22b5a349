"""From one step to the next: the mirror of the problems, and objectives that become rows."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.domain.exercise.mirroring import (
    Proposal,
    apply_proposals,
    mirror_tree,
    propose_matrix,
)
from assessments.domain.exercise.naming import row_codes
from assessments.models import LogframeProject
from assessments.views.matrix import matrix_step
from assessments.views.work import context_of, own_work
from lms.lib.errors import RuleViolation


@dataclass(frozen=True)
class Offer:
    """A proposal as the page shows it: with the code and words of the row it would write into."""

    proposal: Proposal
    code: str
    written: str

    @property
    def may_be_taken(self) -> bool:
        return self.proposal.is_new and bool(self.proposal.text)


@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: HttpRequest, code: str) -> HttpResponse:
    enrolment, project = own_work(request, code)
    context = context_of(enrolment, project, matrix_step(code), (_("From the tree"), ""))
    context["refusal"] = None
    if request.method == "POST":
        chosen = {each for each in map(_uuid, request.POST.getlist("objective")) if each}
        try:
            changed = apply_proposals(project, chosen, by=request.user)
        except RuleViolation as refusal:
            context |= {"refusal": refusal, "chosen": chosen}
        else:
            _tell(request, len(changed), len(chosen))
            return redirect("assessments:matrix", code)
    context["offers"] = _offers(project)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if context["refusal"] else HTTPStatus.OK
    return render(request, "assessments/proposals.html", context, status=status)


def _tell(request: HttpRequest, changed: int, chosen: int) -> None:
    if changed:
        text = ngettext(
            "%(number)s row is written from the tree. Rewrite it in the way of its level.",
            "%(number)s rows are written from the tree. Rewrite each in the way of its level.",
            changed,
        )
        messages.success(request, text % {"number": changed})
    if changed < chosen:
        messages.warning(
            request,
            _(
                "What was written already stays, and an activity comes only together with its"
                " component."
            ),
        )
    if not chosen:
        messages.info(request, _("Nothing was chosen: the matrix stays as it was."))


def _offers(project: LogframeProject) -> list[Offer]:
    codes = row_codes(project)
    return [Offer(each, *codes.get(each.row, ("", ""))) for each in propose_matrix(project)]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
def tree_mirror(request: HttpRequest, code: str) -> HttpResponse:
    _enrolment, project = own_work(request, code)
    try:
        made = mirror_tree(project, by=request.user)
    except RuleViolation as refusal:
        messages.error(request, refusal.messages[0])
    else:
        _say_mirrored(request, made)
    return redirect("assessments:step", code, "arbol-objetivos")


def _say_mirrored(request: HttpRequest, made: list[Any]) -> None:
    if not made:
        messages.info(request, _("Every problem has its objective already."))
        return
    text = ngettext(
        "%(number)s objective has its place. Now write it as a situation achieved.",
        "%(number)s objectives have their place. Now write each as a situation achieved.",
        len(made),
    )
    messages.success(request, text % {"number": len(made)})
