from courses.models.access_request import AccessRequest
from courses.models.access_sheet import AccessSheet
from courses.models.calendar import CalendarMove, DueExtension, ItemDue
from courses.models.cohort import Cohort, Enrolment
from courses.models.content import Lesson, LessonText, Module, PlannedSession
from courses.models.course import Audience, Course, Edition, EditionRole
from courses.models.enrolment_list import EnrolmentList, EnrolmentListRow
from courses.models.goals import Goal, Target
from courses.models.handbook import Handbook
from courses.models.invitation_stage import InvitationStage
from courses.models.ledger import HoursEntry
from courses.models.library import GlossaryTerm, Resource
from courses.models.naming_link import NamingLink
from courses.models.partnership import PartnerLink, Partnership, PartnershipQuota
from courses.models.progress import LessonProgress, LessonReply
from courses.models.roster import RosterChange, RosterChangeRow
from courses.models.study import StudySheet

__all__ = [
    "AccessRequest",
    "AccessSheet",
    "Audience",
    "CalendarMove",
    "Cohort",
    "Course",
    "DueExtension",
    "Edition",
    "EditionRole",
    "Enrolment",
    "EnrolmentList",
    "EnrolmentListRow",
    "GlossaryTerm",
    "Goal",
    "Handbook",
    "HoursEntry",
    "InvitationStage",
    "ItemDue",
    "Lesson",
    "LessonProgress",
    "LessonReply",
    "LessonText",
    "Module",
    "NamingLink",
    "PartnerLink",
    "Partnership",
    "PartnershipQuota",
    "PlannedSession",
    "Resource",
    "RosterChange",
    "RosterChangeRow",
    "StudySheet",
    "Target",
]
