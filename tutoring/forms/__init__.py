from tutoring.forms.announcements import AnnouncementForm
from tutoring.forms.attendance import AttendanceForm, UndoForm
from tutoring.forms.check_in import HeadCountForm, WalkInForm
from tutoring.forms.forum import DecisionForm, PostForm, ReportForm
from tutoring.forms.live import LiveSessionForm, RecordingForm
from tutoring.forms.make_ups import AskMakeUpForm, GrantMakeUpForm, WhyForm
from tutoring.forms.papers import AttendanceListForm
from tutoring.forms.questions import AnswerForm, QuestionForm
from tutoring.forms.sessions import ReasonForm, SessionForm
from tutoring.forms.tutors import AppointTutorForm, HandOverForm
from tutoring.forms.venues import VenueForm
from tutoring.forms.workshops import CountsForm, PeriodForm, WorkshopForm

__all__ = [
    "AnnouncementForm",
    "AnswerForm",
    "AppointTutorForm",
    "AskMakeUpForm",
    "AttendanceForm",
    "AttendanceListForm",
    "CountsForm",
    "DecisionForm",
    "GrantMakeUpForm",
    "HandOverForm",
    "HeadCountForm",
    "LiveSessionForm",
    "PeriodForm",
    "PostForm",
    "QuestionForm",
    "ReasonForm",
    "RecordingForm",
    "ReportForm",
    "SessionForm",
    "UndoForm",
    "VenueForm",
    "WalkInForm",
    "WhyForm",
    "WorkshopForm",
]
