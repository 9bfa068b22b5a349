"""What this app announces. Sent after commit, through ``lms.lib.events.announce``."""

from django.dispatch import Signal

question_answered = Signal()  # answer: tutoring.models.Answer; the participant is to be told
make_up_decided = Signal()  # make_up: tutoring.models.MakeUp; granted, declined or undone
session_changed = Signal()  # session: tutoring.models.InPersonSession; its people are to be told
sign_in_sheet_asked = Signal()  # sheet: tutoring.models.SignInSheet; its PDF is to be made
post_decided = Signal()  # decision: tutoring.models.ForumDecision; its author is to be told
