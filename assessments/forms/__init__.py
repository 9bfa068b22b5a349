from assessments.forms.grading import CellCommentForm, GradeForm, grade_initial
from assessments.forms.projects import CELL_FORMS, CellForm, ProjectForm, SubmissionForm
from assessments.forms.quizzes import AllowanceForm, ItemForm, StartForm, item_forms

__all__ = [
    "CELL_FORMS",
    "AllowanceForm",
    "CellCommentForm",
    "CellForm",
    "GradeForm",
    "ItemForm",
    "ProjectForm",
    "StartForm",
    "SubmissionForm",
    "grade_initial",
    "item_forms",
]
