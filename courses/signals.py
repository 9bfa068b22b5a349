"""What this app announces. Sent after commit, through ``lms.lib.events.announce``."""

from django.dispatch import Signal

people_enrolled = Signal()  # cohort: courses.models.Cohort; somebody new holds a seat in it
enrolment_activated = Signal()  # enrolment: courses.models.Enrolment; the person accepted
list_confirmed = Signal()  # enrolment_list: courses.models.EnrolmentList; to be enrolled now
lesson_completed = Signal()  # enrolment, lesson: courses.models.Enrolment, Lesson
handbooks_requested = Signal()  # handbook_ids: list of int; their files are to be made now
letter_wanted = Signal()  # link: courses.models.PartnerLink, whose letter is not written yet
letter_answered = Signal()  # partnership: courses.models.Partnership; its partner said yes or no
people_named = Signal()  # enrolment_list: courses.models.EnrolmentList; its partner handed it in
municipality_named = Signal()  # partnership: courses.models.Partnership; a link named its people
names_decided = Signal()  # enrolment_list: courses.models.EnrolmentList; nobody in it is pending
place_asked = Signal()  # request: courses.models.AccessRequest; somebody asked for a place
access_sheet_asked = Signal()  # sheet: courses.models.AccessSheet; its file is to be made
seat_freed = Signal()  # cohort: courses.models.Cohort; somebody left it
# cohort: courses.models.Cohort. Asked, not announced: each app answers at once with what it knows,
# {code: courses.domain.readiness.Known}.
readiness_asked = Signal()
