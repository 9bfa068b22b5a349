"""The pages of one person in one cohort, for whoever teaches or runs it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.domain.quiz_allowances import quizzes_of
from assessments.models import QuizAttempt
from completion.domain.surveys_on_paper import survey_of_person
from courses.models import Enrolment
from lms.dashboards.person import person_page
from lms.dashboards.roster import changes_of
from lms.lib.access import allowed, fetch, with_may
from people.domain.looks import VIEW, note_look
from tutoring.domain.make_ups import IN_PERSON_LIMIT


@require_safe
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show where somebody stands, each hour with its reason, and what can be entered for them."""
    rows = with_may(
        Enrolment.objects.with_course().select_related("affiliation__organisation", "invitation"),
        request.user,
        "manage",
        "tutor",
        "record_study",
        "correct_hours",
        "make_up",
        "extend",
        "make_allowance",
        "read_work",
        "record_paper",
        "place_in_team",
        "give_access",
    )
    enrolment = fetch(request.user, "view", rows, public_id=public_id)
    if enrolment.participant_id == request.user.pk:
        return redirect("courses:hours", enrolment.cohort.code)
    note_look(request.user, VIEW, enrolment.participant, reason=enrolment.cohort.name)
    context = {
        "page": person_page(enrolment, reader=request.user),
        "changes": changes_of(enrolment) if enrolment.may_manage else [],
        "trail": _trail(enrolment),
        "limit": IN_PERSON_LIMIT,
    }
    return render(request, "lms/person.html", context)


@require_safe
def person_paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what can be entered for somebody who answered it on paper, and what was."""
    enrolment = fetch(
        request.user, "record_paper", Enrolment.objects.with_course(), public_id=public_id
    )
    note_look(request.user, VIEW, enrolment.participant, reason=enrolment.cohort.name)
    mine = allowed(
        request.user,
        "take_back",
        QuizAttempt.objects.in_force().filter(enrolment=enrolment),
    )
    context = {
        "enrolment": enrolment,
        "quizzes": quizzes_of(enrolment),
        "may_take_back": set(mine.values_list("pk", flat=True)),
        "survey": survey_of_person(enrolment),
    }
    return render(request, "lms/person_paper.html", context)


def _trail(enrolment: Enrolment) -> list[tuple[str, str]]:
    """Return the way here from the section of the bar that the reader has."""
    cohort = enrolment.cohort
    if enrolment.may_manage:
        way = [
            (_("Cohorts"), reverse("courses:cohort-list")),
            (cohort.name, cohort.get_absolute_url()),
            (_("People"), reverse("roster", args=[cohort.code])),
        ]
    elif enrolment.may_tutor:
        way = [(_("My cohorts"), reverse("tutoring:my-cohorts"))]
    else:
        way = [(_("Sessions"), reverse("tutoring:session-list"))]
    return [*way, (enrolment.participant.full_name, "")]
