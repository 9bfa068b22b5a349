from assessments.models.alignment import PlanAlignment, SdgInteraction, SdgLink
from assessments.models.class_plan import ClassActivity, ClassPlan
from assessments.models.deliverable import (
    AdaptedWeight,
    CohortDeliverable,
    Deliverable,
    ExerciseAdaptation,
    SilencedRule,
)
from assessments.models.dismissal import HintDismissal
from assessments.models.follow_up import BudgetLine, MonitoringEntry, PlannedEvaluation
from assessments.models.grade import CellComment, CriterionScore, Grade
from assessments.models.homework import Commitment, Homework
from assessments.models.inclusion import IntegratedApproach, LeftBehindFactor, LeftBehindGroup
from assessments.models.indicator import (
    CremaaAnswer,
    Disaggregation,
    Frequency,
    Indicator,
    IndicatorVariable,
    MeansOfVerification,
    PeriodTarget,
)
from assessments.models.logframe import Assumption, Column, LogframeRow
from assessments.models.part import Deletion
from assessments.models.peer_review import PeerReview, ReviewReport
from assessments.models.profile import (
    EvidenceSource,
    ProjectKind,
    ProjectMunicipality,
    Stakeholder,
    StartedFrom,
)
from assessments.models.project import LogframeProject, ProjectMember, Submission
from assessments.models.project_file import ProjectImport, ProjectPrint
from assessments.models.quiz import Choice, ItemPart, Quiz, QuizAttempt, QuizItem, Response
from assessments.models.quiz_allowance import QuizAllowance
from assessments.models.quiz_correction import KeyCorrection, ScoreChange
from assessments.models.rubric import Criterion, Level, Rubric
from assessments.models.strategy import StrategyAlternative, StrategyCriterion, StrategyScore
from assessments.models.trees import ObjectiveNode, ProblemNode

__all__ = [
    "AdaptedWeight",
    "Assumption",
    "BudgetLine",
    "CellComment",
    "Choice",
    "ClassActivity",
    "ClassPlan",
    "CohortDeliverable",
    "Column",
    "Commitment",
    "CremaaAnswer",
    "Criterion",
    "CriterionScore",
    "Deletion",
    "Deliverable",
    "Disaggregation",
    "EvidenceSource",
    "ExerciseAdaptation",
    "Frequency",
    "Grade",
    "HintDismissal",
    "Homework",
    "Indicator",
    "IndicatorVariable",
    "IntegratedApproach",
    "ItemPart",
    "KeyCorrection",
    "LeftBehindFactor",
    "LeftBehindGroup",
    "Level",
    "LogframeProject",
    "LogframeRow",
    "MeansOfVerification",
    "MonitoringEntry",
    "ObjectiveNode",
    "PeerReview",
    "PeriodTarget",
    "PlanAlignment",
    "PlannedEvaluation",
    "ProblemNode",
    "ProjectImport",
    "ProjectKind",
    "ProjectMember",
    "ProjectMunicipality",
    "ProjectPrint",
    "Quiz",
    "QuizAllowance",
    "QuizAttempt",
    "QuizItem",
    "Response",
    "ReviewReport",
    "Rubric",
    "ScoreChange",
    "SdgInteraction",
    "SdgLink",
    "SilencedRule",
    "Stakeholder",
    "StartedFrom",
    "StrategyAlternative",
    "StrategyCriterion",
    "StrategyScore",
    "Submission",
]
