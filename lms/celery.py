"""The Celery app and everything that runs by the clock."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")

app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

MINUTE = 60
app.conf.beat_schedule = {
    "lms.worker_is_alive": {"task": "lms.worker_is_alive", "schedule": 15},
    "people.deliver_messages": {"task": "people.deliver_messages", "schedule": MINUTE},
    "courses.resume_lists": {"task": "courses.resume_lists", "schedule": MINUTE},
    "courses.resume_access_sheets": {
        "task": "courses.resume_access_sheets",
        "schedule": MINUTE,
    },
    "courses.forget_requests": {
        "task": "courses.forget_requests",
        "schedule": crontab(hour=3, minute=40),
    },
    "courses.resume_letters": {"task": "courses.resume_letters", "schedule": MINUTE},
    "courses.remind_of_invitations": {
        "task": "courses.remind_of_invitations",
        "schedule": 60 * MINUTE,
    },
    "tutoring.tell_participants": {"task": "tutoring.tell_participants", "schedule": 5 * MINUTE},
    "tutoring.tell_about_make_ups": {
        "task": "tutoring.tell_about_make_ups",
        "schedule": 5 * MINUTE,
    },
    "tutoring.assign_everywhere": {"task": "tutoring.assign_everywhere", "schedule": 5 * MINUTE},
    "tutoring.tell_authors": {"task": "tutoring.tell_authors", "schedule": 5 * MINUTE},
    "tutoring.remind_of_live_sessions": {
        "task": "tutoring.remind_of_live_sessions",
        "schedule": 10 * MINUTE,
    },
    "tutoring.remind_of_sessions": {
        "task": "tutoring.remind_of_sessions",
        "schedule": 10 * MINUTE,
    },
    "tutoring.send_announcements": {"task": "tutoring.send_announcements", "schedule": MINUTE},
    "tutoring.tell_of_sessions": {"task": "tutoring.tell_of_sessions", "schedule": 5 * MINUTE},
    "tutoring.resume_sign_in_sheets": {
        "task": "tutoring.resume_sign_in_sheets",
        "schedule": MINUTE,
    },
    "assessments.tell_about_grades": {
        "task": "assessments.tell_about_grades",
        "schedule": 5 * MINUTE,
    },
    "assessments.tell_about_quizzes": {
        "task": "assessments.tell_about_quizzes",
        "schedule": 5 * MINUTE,
    },
    "assessments.tell_about_reviews": {
        "task": "assessments.tell_about_reviews",
        "schedule": 5 * MINUTE,
    },
    "assessments.share_reviews_everywhere": {
        "task": "assessments.share_reviews_everywhere",
        "schedule": 10 * MINUTE,
    },
    "assessments.tell_about_teams": {
        "task": "assessments.tell_about_teams",
        "schedule": 5 * MINUTE,
    },
    "assessments.tell_about_days": {"task": "assessments.tell_about_days", "schedule": 5 * MINUTE},
    "assessments.remind_of_due_days": {
        "task": "assessments.remind_of_due_days",
        "schedule": 60 * MINUTE,
    },
    "assessments.hand_in_late_attempts": {
        "task": "assessments.hand_in_late_attempts",
        "schedule": MINUTE,
    },
    "assessments.resume_handbooks": {
        "task": "assessments.resume_handbooks",
        "schedule": MINUTE,
    },
    "assessments.resume_project_prints": {
        "task": "assessments.resume_project_prints",
        "schedule": MINUTE,
    },
    "assessments.refresh_handbooks": {
        "task": "assessments.refresh_handbooks",
        "schedule": crontab(hour=2, minute=40),
    },
    "completion.resume_certificates": {
        "task": "completion.resume_certificates",
        "schedule": MINUTE,
    },
    "completion.resume_reports": {"task": "completion.resume_reports", "schedule": MINUTE},
    "completion.invite_to_surveys": {
        "task": "completion.invite_to_surveys",
        "schedule": 10 * MINUTE,
    },
    "assessments.forget_deletions": {
        "task": "assessments.forget_deletions",
        "schedule": crontab(hour=3, minute=30),
    },
    # At night: see decision 0010.
    "completion.mix_surveys": {
        "task": "completion.mix_surveys",
        "schedule": crontab(hour=3, minute=10),
    },
    "completion.issue_at_once": {
        "task": "completion.issue_at_once",
        "schedule": crontab(hour=3, minute=20),
    },
}


@worker_ready.connect
def sweep_at_start(**_facts: object) -> None:
    """Find at once what a killed worker left behind, instead of waiting for the clock."""
    for entry in app.conf.beat_schedule.values():
        if isinstance(entry["schedule"], int):  # What belongs to the night stays there.
            app.send_task(entry["task"])
