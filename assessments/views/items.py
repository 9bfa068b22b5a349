"""What the pages of items share: finding the person's enrolment and the item."""

from uuid import UUID

from django.http import HttpRequest

from courses.models import Enrolment, Lesson
from lms.lib.access import fetch


def own_item(
    request: HttpRequest, code: str, public_id: UUID, closed_by: str
) -> tuple[Enrolment, Lesson]:
    """Load the person's enrolment in the cohort, and an item of its edition of this kind."""
    enrolment = fetch(
        request.user,
        "study",
        Enrolment.objects.with_course().filter(participant=request.user),
        cohort__code=code,
    )
    lesson = fetch(
        request.user,
        "view",
        Lesson.objects.select_related("module").filter(
            module__edition=enrolment.cohort.edition_id, closed_by=closed_by
        ),
        public_id=public_id,
    )
    return enrolment, lesson
