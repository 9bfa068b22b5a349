"""The exit survey on paper: who handed a sheet in, and what the sheets say, kept apart.

One person notes for whom a sheet came, without reading it; the team copies the sheets, without
names. Nothing in the tables tells a sheet from an answer given on the platform. How many are left
to be copied is a difference: people who answered, less answers. See decision 0010.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from completion.domain.surveys import Answers, credit_the_item, keep_answers, open_survey
from completion.models import (
    CompletionRequirement,
    FeedbackSurvey,
    SurveyInvitation,
    SurveyResponse,
)
from courses.domain.corrections import withdraw_line
from courses.domain.progress import check_open
from courses.models import Enrolment, HoursEntry, Lesson
from lms.lib.errors import RuleViolation
from people.models import User


@dataclass(frozen=True)
class SurveyOfPerson:
    """Where the survey of one person stands. Never what they answered, and never when."""

    is_answered: bool
    is_on_paper: bool  # Handed in on paper, as the hours say.


def survey_of_person(enrolment: Enrolment) -> SurveyOfPerson | None:
    """Return where the survey stands; None when the course asks none. Three queries."""
    if not _asks_a_survey(enrolment):
        return None
    asked = SurveyInvitation.objects.filter(enrolment=enrolment, answered=True)
    return SurveyOfPerson(asked.exists(), _lines_on_paper(enrolment).exists())


def sheets_left(survey: FeedbackSurvey) -> int:
    """Return how many sheets were handed in and are not copied yet."""
    return max(0, survey.invitations.filter(answered=True).count() - survey.responses.count())


@transaction.atomic
def collect_sheet(enrolment: Enrolment, *, by: User) -> None:
    """Note that a person handed the survey in on paper, and credit its item. Again: no change."""
    enrolment = _locked(enrolment)
    if by.pk == enrolment.participant_id:
        raise RuleViolation(_("Nobody collects their own sheet."), code="own")
    if not _asks_a_survey(enrolment):
        raise RuleViolation(_("This course asks no survey."), code="no_survey")
    survey = _locked_survey(open_survey(enrolment.cohort))
    invitation, _is_new = SurveyInvitation.objects.get_or_create(survey=survey, enrolment=enrolment)
    if invitation.answered:
        return
    invitation.answered = True
    invitation.save(update_fields=["answered"])
    credit_the_item(enrolment, by=by, evidence=HoursEntry.Evidence.HANDBOOK)


@transaction.atomic
def give_sheet_back(enrolment: Enrolment, *, by: User) -> None:
    """Undo ``collect_sheet`` for a person who was confused with another. Again: no change.

    Refused once every sheet is copied: then one of the answers is theirs.
    """
    enrolment = _locked(enrolment)
    survey = _locked_survey(open_survey(enrolment.cohort))
    lines = list(_lines_on_paper(enrolment))
    if not lines:
        return
    if not sheets_left(survey):
        raise RuleViolation(
            _("Every sheet has been copied already, theirs among them: it stays."), code="copied"
        )
    survey.invitations.filter(enrolment=enrolment).update(answered=False)
    for line in lines:
        withdraw_line(enrolment, line, by=by, reason=gettext("No sheet of the survey came."))


@transaction.atomic
def copy_sheet(survey: FeedbackSurvey, answers: Answers, *, key: UUID) -> None:
    """Keep the answers of one sheet, of nobody knows whom. The same ``key`` changes nothing.

    Refuses more sheets than were handed in.
    """
    survey = _locked_survey(survey)
    if SurveyResponse.objects.filter(pk=key).exists():
        return
    if not sheets_left(survey):
        raise RuleViolation(
            _("Every sheet that was handed in has been copied."), code="no_sheet_left"
        )
    keep_answers(survey, answers, key=key)


def _asks_a_survey(enrolment: Enrolment) -> bool:
    return CompletionRequirement.objects.filter(
        edition=enrolment.cohort.edition_id, kind=CompletionRequirement.Kind.SURVEY
    ).exists()


def _lines_on_paper(enrolment: Enrolment) -> QuerySet[HoursEntry]:
    lessons = Lesson.objects.filter(
        module__edition=enrolment.cohort.edition_id, closed_by=Lesson.ClosedBy.SURVEY
    )
    return enrolment.hours_entries.in_force().filter(
        source_kind=HoursEntry.Source.LESSON,
        source_id__in=lessons.values("pk"),
        evidence=HoursEntry.Evidence.HANDBOOK,
    )


def _locked(enrolment: Enrolment) -> Enrolment:
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort__edition")
        .get(pk=enrolment.pk)
    )
    check_open(enrolment)
    return enrolment


def _locked_survey(survey: FeedbackSurvey) -> FeedbackSurvey:
    """Lock the survey: sheets are counted."""
    return FeedbackSurvey.objects.select_for_update().get(pk=survey.pk)
