"""What this app announces. Sent after commit, through ``lms.lib.events.announce``."""

from django.dispatch import Signal

project_submitted = Signal()  # submission: assessments.models.Submission; it has a folio now
verdict_sent = Signal()  # grade: assessments.models.Grade; first or amended
quiz_handed_in = Signal()  # attempt: assessments.models.QuizAttempt; it has a score now
quiz_allowance_granted = Signal()  # allowance: assessments.models.QuizAllowance
time_extended = Signal()  # batch: what courses.models.DueExtension have in common
time_taken_back = Signal()  # batch: the same, once withdrawn
calendar_moved = Signal()  # move: courses.models.CalendarMove; people are to be told
calendar_move_undone = Signal()  # move: the same; who was told is to be told
key_corrected = Signal()  # correction: assessments.models.KeyCorrection; scores are not yet new
project_print_requested = Signal()  # print_id: of an assessments.models.ProjectPrint, pending
member_moved = Signal()  # member: assessments.models.ProjectMember; somebody else decided it
review_sent = Signal()  # review: assessments.models.PeerReview; its authors are to be told
review_taken_down = Signal()  # review: assessments.models.PeerReview; its author is to be told
