"""What this app writes to people: one function a message."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from completion.models import Certificate, SurveyInvitation
from people.domain.messages import post


def certificate_ready(certificate: Certificate) -> None:
    """Tell the holder that the certificate is there, once. Load ``enrolment__participant``."""
    person = certificate.enrolment.participant
    post(
        "completion/certificate_ready",
        key=f"certificate-{certificate.public_id}",
        person=person,
        facts=certificate.snapshot,
        link=_link("completion:certificate-list", language=person.language),
    )


def survey_open(invitation: SurveyInvitation) -> None:
    """Ask a person to answer the exit survey, once. Load survey, cohort and participant."""
    person = invitation.enrolment.participant
    post(
        "completion/survey_open",
        key=f"survey-{invitation.pk}",
        person=person,
        cohort=invitation.survey.cohort,
        course=invitation.survey.cohort.edition.course,
        link=_link("completion:survey", invitation.survey.public_id, language=person.language),
    )


def _link(name: str, *args: Any, language: str) -> str:
    with override(language):
        return settings.SITE_URL + reverse(name, args=args)
