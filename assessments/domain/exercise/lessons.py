"""Which lesson teaches a step of the exercise: the way from a cell to its explanation."""

from courses.models import Edition, Lesson

# By the slug of the course. Where a course teaches two steps in one lesson, both lead to it.
LESSONS: dict[str, dict[str, str]] = {
    "public_servants": {
        "2.1": "M2.3",
        "2.2": "M2.2",
        "2.3": "M2.4",
        "2.4": "M2.5",
        "2.5": "M2.6",
        "2.6": "M2.6",
        "2.7": "M2.7",
        "2.8": "M3.3",
        "2.9": "M3.5",
        "2.10": "M2.8",
        "2.11": "M3.6",
        "2.12": "M3.6",
        "2.13": "M1.3",
        "2.14": "M1.3",
        "2.15": "M3.7",
    },
    "cso": {
        "2.1": "M3.3",
        "2.2": "M3.2",
        "2.3": "M3.4",
        "2.4": "M3.5",
        "2.5": "M3.6",
        "2.6": "M3.6",
        "2.7": "M3.7",
        "2.8": "M3.9",
        "2.9": "M3.10",
        "2.10": "M3.8",
        "2.11": "M3.11",
        "2.12": "M2.3",
        "2.13": "M2.5",
        "2.14": "M2.7",
        "2.15": "M3.10",
    },
    "academia": {
        "2.1": "M4.1",
        "2.2": "M4.1",
        "2.3": "M4.2",
        "2.4": "M4.2",
        "2.5": "M4.2",
        "2.6": "M4.2",
        "2.7": "M4.3",
        "2.8": "M4.4",
        "2.9": "M4.4",
        "2.10": "M4.3",
        "2.12": "M1.2",
        "2.13": "M1.3",
        "2.14": "M1.3",
        "2.15": "M4.4",
        "2.16": "M3.4",
    },
    "private_sector": {
        "2.1": "M4.1",
        "2.2": "M4.1",
        "2.3": "M4.1",
        "2.4": "M4.1",
        "2.5": "M4.1",
        "2.6": "M4.1",
        "2.7": "M4.2",
        "2.8": "M4.3",
        "2.9": "M4.3",
        "2.10": "M4.2",
        "2.12": "M4.4",
        "2.13": "M2.4",
        "2.14": "M2.4",
        "2.15": "M4.3",
    },
}


def lesson_for(step: str, *, course: str) -> str:
    """Return the code of the lesson, "" where the course has none."""
    return LESSONS.get(course, {}).get(step, "")


def lesson_teaching(step: str, *, edition: Edition) -> Lesson | None:
    """Return the lesson of an edition that teaches a step."""
    code = lesson_for(step, course=edition.course.slug)
    return Lesson.objects.of_edition(edition.pk).filter(code=code).first() if code else None


def lessons_by_step(edition: Edition) -> dict[str, Lesson]:
    """Return step → the lesson that teaches it, in one query."""
    codes = LESSONS.get(edition.course.slug, {})
    lessons = Lesson.objects.of_edition(edition.pk).filter(code__in=set(codes.values()))
    by_code = {lesson.code: lesson for lesson in lessons}
    return {step: by_code[code] for step, code in codes.items() if code in by_code}
