from assessments.tasks.days import (
    remind_cohort,
    remind_of_due_days,
    tell_about_calendar,
    tell_about_days,
    tell_about_time,
)
from assessments.tasks.handbooks import (
    queue_handbooks,
    refresh_handbooks,
    render_handbook,
    resume_handbooks,
)
from assessments.tasks.projects import (
    forget_deletions,
    render_project_print,
    resume_project_prints,
    send_receipt,
    tell_about_grade,
    tell_about_grades,
    tell_about_team,
    tell_about_teams,
)
from assessments.tasks.quizzes import (
    apply_correction,
    hand_in_late_attempts,
    tell_about_allowance,
    tell_about_quizzes,
)
from assessments.tasks.reviews import (
    share_reviews,
    share_reviews_everywhere,
    tell_about_review,
    tell_about_reviews,
    tell_reviewer,
)

__all__ = [
    "apply_correction",
    "forget_deletions",
    "hand_in_late_attempts",
    "queue_handbooks",
    "refresh_handbooks",
    "remind_cohort",
    "remind_of_due_days",
    "render_handbook",
    "render_project_print",
    "resume_handbooks",
    "resume_project_prints",
    "send_receipt",
    "share_reviews",
    "share_reviews_everywhere",
    "tell_about_allowance",
    "tell_about_calendar",
    "tell_about_days",
    "tell_about_grade",
    "tell_about_grades",
    "tell_about_quizzes",
    "tell_about_review",
    "tell_about_reviews",
    "tell_about_team",
    "tell_about_teams",
    "tell_about_time",
    "tell_reviewer",
]
