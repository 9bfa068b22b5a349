from assessments.forms.adaptation import AdaptationForm, initial_of_adaptation
from assessments.forms.exchange import ImportForm
from assessments.forms.grading import CellCommentForm, GradeForm, grade_initial
from assessments.forms.paper import PaperAttemptForm
from assessments.forms.peer_reviews import ReviewDecisionForm, ReviewForm, ReviewReportForm
from assessments.forms.projects import SubmissionForm
from assessments.forms.quiz_desk import AllowanceForm, KeyForm
from assessments.forms.quizzes import ItemForm, StartForm, item_forms
from assessments.forms.records import RecordForm, initial_of, record_form, references_of
from assessments.forms.review import DismissalForm
from assessments.forms.strategy import PlaceForm, ScoresForm
from assessments.forms.teams import JoinForm, ReasonForm, TeamPlaceForm
from assessments.forms.work import CommitmentForm, HomeworkForm

__all__ = [
    "AdaptationForm",
    "AllowanceForm",
    "CellCommentForm",
    "CommitmentForm",
    "DismissalForm",
    "GradeForm",
    "HomeworkForm",
    "ImportForm",
    "ItemForm",
    "JoinForm",
    "KeyForm",
    "PaperAttemptForm",
    "PlaceForm",
    "ReasonForm",
    "RecordForm",
    "ReviewDecisionForm",
    "ReviewForm",
    "ReviewReportForm",
    "ScoresForm",
    "StartForm",
    "SubmissionForm",
    "TeamPlaceForm",
    "grade_initial",
    "initial_of",
    "initial_of_adaptation",
    "item_forms",
    "record_form",
    "references_of",
]
