"""Pages about the plan of three commitments, and all that somebody wrote, for their tutor."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.domain.commitments import commitments_of, save_commitments
from assessments.domain.peer_reviews import reviews_about
from assessments.forms import CommitmentForm
from assessments.views.items import own_item
from courses.models import Enrolment, Lesson
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Write the three commitments, see and print them."""
    enrolment, lesson = own_item(request, code, public_id, Lesson.ClosedBy.PLAN)
    rows = commitments_of(enrolment)
    sent = request.POST if request.method == "POST" else None
    forms = [CommitmentForm(sent, prefix=f"c{row.position}", instance=row) for row in rows]
    refusal, status = None, HTTPStatus.OK
    if sent is not None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        are_valid = [form.is_valid() for form in forms]  # Each, so that each says what is wrong.
        if all(are_valid):
            promises = [form.promise for form in forms]
            try:
                is_complete = save_commitments(enrolment, lesson, promises, by=request.user)
            except RuleViolation as said:
                refusal = said
            else:
                words = (
                    _("Your three commitments are saved.")
                    if is_complete
                    else _("It is saved. The item is completed once the three are written.")
                )
                messages.success(request, words)
                return redirect("assessments:plan", code, public_id)
    context = {
        "cohort": enrolment.cohort,
        "enrolment": enrolment,
        "lesson": lesson,
        "rows": rows,
        "forms": forms,
        "has_errors": any(form.errors for form in forms),
        "refusal": refusal,
    }
    return render(request, "assessments/plan.html", context, status=status)


@require_safe
def person_work(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What somebody handed in and committed to, for who tutors or runs their cohort."""
    enrolment = fetch(
        request.user, "read_work", Enrolment.objects.with_course(), public_id=public_id
    )
    context = {
        "enrolment": enrolment,
        "homework": enrolment.homework.with_place(),
        "reviews": allowed(request.user, "moderate", reviews_about(enrolment)),
        "rows": [row for row in commitments_of(enrolment) if row.pk],
    }
    return render(request, "assessments/person_work.html", context)
