from assessments.forms.grading import CellCommentForm, GradeForm, grade_initial
from assessments.forms.projects import CELL_FORMS, CellForm, ProjectForm, SubmissionForm
from assessments.forms.quizzes import AttemptItemForm

__all__ = [
    "CELL_FORMS",
    "AttemptItemForm",
    "CellCommentForm",
    "CellForm",
    "GradeForm",
    "ProjectForm",
    "SubmissionForm",
    "grade_initial",
]
