from tutoring.models.announcement import Announcement, AnnouncementRecipient
from tutoring.models.forum import ConductAcceptance, ForumDecision, ForumPost, ForumReport
from tutoring.models.live_session import LiveAttendance, LiveSession
from tutoring.models.make_up import MakeUp
from tutoring.models.question import Answer, Question
from tutoring.models.session import Attendance, InPersonSession, SessionFacilitator
from tutoring.models.sign_in_sheet import SignInSheet
from tutoring.models.tutor_assignment import CohortTutor, TutorAssignment
from tutoring.models.venue import Venue
from tutoring.models.walk_in import WalkIn
from tutoring.models.workshop import Workshop, WorkshopCount

__all__ = [
    "Announcement",
    "AnnouncementRecipient",
    "Answer",
    "Attendance",
    "CohortTutor",
    "ConductAcceptance",
    "ForumDecision",
    "ForumPost",
    "ForumReport",
    "InPersonSession",
    "LiveAttendance",
    "LiveSession",
    "MakeUp",
    "Question",
    "SessionFacilitator",
    "SignInSheet",
    "TutorAssignment",
    "Venue",
    "WalkIn",
    "Workshop",
    "WorkshopCount",
]
