"""What is wrong with a course folder, all of it, and how much of it is written; no database."""

from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from courses.domain.course_files import read_yaml
from courses.domain.goals import target_codes
from courses.domain.lesson_parts import missing_parts
from courses.domain.library_files import read_glossary, read_resources
from courses.domain.markdown import to_html, words_in
from courses.domain.outline_file import (
    CoursePlan,
    LessonPlan,
    interface_language,
    problems_of,
    read_outline,
)
from courses.domain.outline_shape import COURSE
from courses.domain.text_files import TextFile, read_texts
from courses.models import Lesson
from lms.lib.errors import RuleViolation

AUTHORS_LANGUAGE, OTHER_LANGUAGE = "es", "en"


@dataclass
class CourseFacts:
    """What was found in a folder. Without a ``plan`` the outline itself could not be read."""

    folder: Path
    plan: CoursePlan | None = None
    texts: list[TextFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def to_write(self) -> list[LessonPlan]:
        lessons = self.plan.lessons if self.plan else []
        return [lesson for lesson in lessons if lesson.closed_by in Lesson.WITH_TEXT]

    @property
    def written(self) -> set[str]:
        return {text.lesson_code for text in self.texts if text.language == AUTHORS_LANGUAGE}

    @property
    def words(self) -> int:
        return sum(words_in(text.markdown) for text in self.texts)

    @property
    def untranslated(self) -> int:
        """Titles, objectives and texts that nobody has written in English."""
        if self.plan is None:
            return 0
        parts = (self.plan, *self.plan.modules, *self.plan.lessons)
        words = [words for part in parts for words in (part.title, part.objective)]
        words += [session.title for session in self.plan.sessions]
        translated = {text.lesson_code for text in self.texts if text.language == OTHER_LANGUAGE}
        return sum(not each.en for each in words) + len(self.written - translated)

    @property
    def written_modules(self) -> set[str]:
        """Modules in which every item that needs a text has one."""
        if self.plan is None:
            return set()
        left = {lesson.code for lesson in self.to_write} - self.written
        return {
            module.code
            for module in self.plan.modules
            if not left & {lesson.code for lesson in module.lessons}
            and self.written & {lesson.code for lesson in module.lessons}
        }


def course_folders(folder: Path) -> list[Path]:
    """Return the courses in ``folder``: itself, or those that stand in it."""
    if (folder / "course.yaml").is_file():
        return [folder]
    return sorted(path.parent for path in folder.glob("*/course.yaml"))


def check_course(folder: Path) -> CourseFacts:
    """Read a whole folder and say in sentences what is wrong with it."""
    facts = CourseFacts(folder)
    try:
        facts.problems += COURSE(read_yaml(folder / "course.yaml"), "")
        if not facts.problems:
            facts.plan = read_outline(folder)
    except RuleViolation as refusal:
        facts.problems += refusal.messages
    if facts.plan is None:
        facts.problems = [_as_of("course.yaml", problem) for problem in facts.problems]
        return facts
    for refusal in problems_of(facts.plan):
        facts.problems += refusal.messages
    _check_texts(facts, facts.plan)
    for read in (read_glossary, read_resources):
        try:
            read(folder, facts.plan)
        except RuleViolation as refusal:
            facts.problems += refusal.messages
    return facts


def _as_of(name: str, problem: str) -> str:
    return problem if problem.startswith(name) else f"{name}: {problem}"


def _check_texts(facts: CourseFacts, plan: CoursePlan) -> None:
    refusals: list[RuleViolation] = []
    targets = target_codes()
    lessons = {lesson.code for lesson in plan.lessons if lesson.closed_by == Lesson.ClosedBy.FINISH}
    for text in read_texts(facts.folder, plan, refusals=refusals):
        facts.texts.append(text)
        problems = [
            _("it mentions %(code)s, which the course %(course)s has not.")
            % {"code": code, "course": plan.slug}
            for code in text.dead_codes
        ]
        problems += [
            _("there is no goal or target %(code)s.") % {"code": code}
            for code in text.targets
            if code not in targets
        ]
        if plan.is_published and text.lesson_code in lessons:
            problems += [_("it lacks %(part)s.") % {"part": part} for part in missing_parts(text)]
        try:
            to_html(text.markdown, language=interface_language(text.language))
        except RuleViolation as refusal:
            problems += refusal.messages
        facts.problems += [f"{text.name}: {problem}" for problem in problems]
    facts.problems += [message for refusal in refusals for message in refusal.messages]
