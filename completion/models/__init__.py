from completion.models.certificate import Certificate, CertificateRelease
from completion.models.report import CompletionReport
from completion.models.requirement import CompletionRequirement
from completion.models.survey import (
    FeedbackSurvey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyQuestion,
    SurveyResponse,
)

__all__ = [
    "Certificate",
    "CertificateRelease",
    "CompletionReport",
    "CompletionRequirement",
    "FeedbackSurvey",
    "SurveyAnswer",
    "SurveyInvitation",
    "SurveyQuestion",
    "SurveyResponse",
]
