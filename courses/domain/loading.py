"""Turning a folder of text into a draft edition."""

from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from courses.domain.course_files import broken
from courses.domain.library_files import read_glossary, read_resources
from courses.domain.markdown import to_html, words_in
from courses.domain.outline_file import CoursePlan, ModulePlan, interface_language, read_course
from courses.domain.text_files import TextFile, content_hash, read_texts
from courses.models import (
    Course,
    Edition,
    GlossaryTerm,
    Goal,
    Lesson,
    LessonText,
    Module,
    PlannedSession,
    Resource,
    Target,
)
from lms.lib.errors import RuleViolation


def load_course(folder: Path | str) -> Edition:
    """Return the edition that ``folder`` describes, made as a draft if it is new.

    The same files again return the same edition, whatever its state. Changed files replace a
    draft that was loaded before and that no cohort follows; a published edition is never touched:
    the next number is made. Raises RuleViolation with the name of the file or module at fault.
    """
    folder = Path(folder)
    plan = read_course(folder)
    files_hash = content_hash(folder, plan)
    with transaction.atomic():
        course, _is_new = Course.objects.update_or_create(
            slug=plan.slug,
            defaults={
                "audience": plan.audience,
                "is_international": plan.is_international,
                "title_es": plan.title.es,
                "title_en": plan.title.en,
                "objective_es": plan.objective.es,
                "objective_en": plan.objective.en,
            },
        )
        course = Course.objects.select_for_update().get(pk=course.pk)
        known = course.editions.filter(content_hash=files_hash).first()
        return known or _fill(_draft(course, plan, files_hash), folder, plan)


def _draft(course: Course, plan: CoursePlan, files_hash: str) -> Edition:
    """Return an empty draft: the one loaded before, if no cohort follows it, or a new number."""
    draft = (
        course.editions.filter(state=Edition.State.DRAFT, cohorts=None)
        .exclude(content_hash="")
        .order_by("-number")
        .first()
    )
    if draft is None:
        last = course.editions.order_by("-number").first()
        draft = Edition(course=course, number=last.number + 1 if last else 1)
    else:
        for parts in (draft.modules, draft.sessions, draft.glossary, draft.resources):
            parts.all().delete()
    draft.online_minutes = plan.online_minutes
    draft.in_person_minutes = plan.in_person_minutes
    draft.content_hash = files_hash
    draft.save()
    return draft


def _fill(edition: Edition, folder: Path, plan: CoursePlan) -> Edition:
    lessons: dict[str, Lesson] = {}
    for position, module in enumerate(plan.modules):
        lessons |= _add_module(edition, module, position, first=len(lessons) + 1)
    PlannedSession.objects.bulk_create(
        PlannedSession(
            edition=edition,
            code=session.code,
            position=position,
            minutes=session.minutes,
            title_es=session.title.es,
            title_en=session.title.en,
            agenda_es=session.agenda,
        )
        for position, session in enumerate(plan.sessions, start=1)
    )
    known = Known.of(edition.course)
    for text in read_texts(folder, plan):
        _add_text(lessons[text.lesson_code], text, known)
    _add_library(edition, folder, plan)
    return edition


def _add_library(edition: Edition, folder: Path, plan: CoursePlan) -> None:
    """Write the glossary and the resources, each with the modules that it belongs to."""
    terms, resources = read_glossary(folder, plan), read_resources(folder, plan)
    kept_terms = GlossaryTerm.objects.bulk_create(
        GlossaryTerm(
            edition=edition,
            position=position,
            acronym=term.acronym,
            term_es=term.term.es,
            term_en=term.term.en,
            definition_es=term.definition.es,
            definition_en=term.definition.en,
        )
        for position, term in enumerate(terms, start=1)
    )
    kept_resources = Resource.objects.bulk_create(
        Resource(
            edition=edition,
            position=position,
            **{name: value for name, value in asdict(resource).items() if name != "modules"},
        )
        for position, resource in enumerate(resources, start=1)
    )
    modules = {module.code: module for module in edition.modules.all()}
    for link, kept, plans in (
        (GlossaryTerm.modules.through, kept_terms, terms),
        (Resource.modules.through, kept_resources, resources),
    ):
        name = kept[0]._meta.model_name if kept else ""
        link.objects.bulk_create(
            link(**{f"{name}_id": row.pk, "module_id": modules[code].pk})
            for row, each in zip(kept, plans, strict=True)
            for code in each.modules
        )


def _add_module(
    edition: Edition, plan: ModulePlan, position: int, *, first: int
) -> dict[str, Lesson]:
    module = Module.objects.create(
        edition=edition,
        code=plan.code,
        position=position,
        minutes=plan.minutes,
        title_es=plan.title.es,
        title_en=plan.title.en,
        objective_es=plan.objective.es,
        objective_en=plan.objective.en,
    )
    made = Lesson.objects.bulk_create(
        Lesson(
            module=module,
            code=lesson.code,
            kind=lesson.kind,
            closed_by=lesson.closed_by,
            awaits=lesson.awaits,
            minutes=lesson.minutes,
            position=place,
            title_es=lesson.title.es,
            title_en=lesson.title.en,
            objective_es=lesson.objective.es,
            objective_en=lesson.objective.en,
            origin=f"{lesson.home.course}/{lesson.home.code}",
        )
        for place, lesson in enumerate(plan.lessons, start=first)
    )
    return {lesson.code: lesson for lesson in made}


@dataclass(frozen=True)
class Known:
    """What a text may name, and the approved texts of the earlier editions of its course."""

    goals: dict[int, Goal]
    targets: dict[str, Target]
    approved: dict[tuple[str, str], LessonText]

    @classmethod
    def of(cls, course: Course) -> "Known":
        approved = LessonText.objects.filter(
            lesson__module__edition__course=course, is_reviewed=True, reviewed_by__isnull=False
        )
        return cls(
            {goal.number: goal for goal in Goal.objects.all()},
            {target.code: target for target in Target.objects.all()},
            {(text.language, text.markdown): text for text in approved},
        )


def _add_text(lesson: Lesson, text: TextFile, known: Known) -> None:
    unknown = [*(set(text.goals) - set(known.goals)), *(set(text.targets) - set(known.targets))]
    if unknown:
        raise broken(text.name, _("there is no goal or target %(code)s.") % {"code": unknown[0]})
    try:
        html = to_html(text.markdown, language=interface_language(text.language))
    except RuleViolation as refusal:
        raise broken(text.name, refusal.messages[0]) from refusal
    # An expert who approved these very words has approved them in this edition too.
    before = known.approved.get((text.language, text.markdown))
    written = LessonText.objects.create(
        lesson=lesson,
        language=text.language,
        markdown=text.markdown,
        html=html,
        words=words_in(text.markdown),
        is_reviewed=text.is_reviewed or before is not None,
        reviewed_by=before.reviewed_by if before else None,
        reviewed_at=before.reviewed_at if before else None,
        sources="\n".join(text.sources),
    )
    written.goals.set(known.goals[number] for number in text.goals)
    written.targets.set(known.targets[code] for code in text.targets)
