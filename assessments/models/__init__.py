from assessments.models.grade import CellComment, CriterionScore, Grade
from assessments.models.logframe import (
    Assumption,
    Indicator,
    LogframeCell,
    LogframeRow,
    MeansOfVerification,
)
from assessments.models.project import LogframeProject, ProjectMember, Submission
from assessments.models.quiz import Choice, ItemPart, Quiz, QuizAttempt, QuizItem, Response
from assessments.models.rubric import Criterion, Level, Rubric

__all__ = [
    "Assumption",
    "CellComment",
    "Choice",
    "Criterion",
    "CriterionScore",
    "Grade",
    "Indicator",
    "ItemPart",
    "Level",
    "LogframeCell",
    "LogframeProject",
    "LogframeRow",
    "MeansOfVerification",
    "ProjectMember",
    "Quiz",
    "QuizAttempt",
    "QuizItem",
    "Response",
    "Rubric",
    "Submission",
]
