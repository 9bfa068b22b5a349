"""What somebody still lacks for the certificate, how much of it, and who must act."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.due import extensions_to
from assessments.models import Deliverable, Quiz, QuizAllowance, Submission
from completion.models import CompletionRequirement, SurveyInvitation
from courses.domain.hours import minutes_of
from courses.models import Cohort, Edition, Enrolment, HoursEntry, Lesson, LessonProgress
from tutoring.domain.make_ups import IN_PERSON_LIMIT
from tutoring.models import InPersonSession

Kind = CompletionRequirement.Kind
SHARE_IN_PERSON = 80  # Per cent of the in-person hours that the edition plans.
MEAN_OF_QUIZZES = 70
SURVEY_OPENS_BEFORE_END = timedelta(days=14)  # Earlier for whoever has done everything else.

PARTICIPANT, TUTOR, STAFF = "participant", "tutor", "staff"


@dataclass(frozen=True)
class Rule:
    """One requirement as plain values; minutes for hours, points of 100 for the quizzes."""

    kind: str
    threshold: int = 0


@dataclass(frozen=True)
class QuizResult:
    """The best of somebody's attempts at one quiz, and whether another is allowed."""

    lesson_id: Any
    best: Decimal | None = None
    may_try_again: bool = True


@dataclass(frozen=True)
class NextLesson:
    """The item of the outline to go to."""

    public_id: UUID
    code: str
    closed_by: str


@dataclass(frozen=True)
class Facts:
    """What one person has done so far, as plain values."""

    online: int = 0
    in_person: int = 0
    quizzes: tuple[QuizResult, ...] = ()
    project: str = ""  # A state of Submission; empty when nothing was handed in.
    project_due_at: datetime | None = None  # Known while nothing was handed in.
    post_test: QuizResult | None = None
    has_taken_post_test: bool = False
    has_answered_survey: bool = False
    survey_id: Any = None  # Set once the person was invited to it.
    next_lesson: NextLesson | None = None
    sessions_ahead: tuple[InPersonSession, ...] = ()

    @property
    def quiz_mean(self) -> Decimal | None:
        """Mean of the best attempts over every module quiz; one not taken counts as 0."""
        if not self.quizzes:
            return None
        return sum((quiz.best or Decimal(0) for quiz in self.quizzes), Decimal(0)) / len(
            self.quizzes
        )

    def done(self, kind: str) -> Decimal | int:
        """How much of a requirement is done, in the unit of its threshold."""
        return {
            Kind.ONLINE: self.online,
            Kind.IN_PERSON: self.in_person,
            Kind.QUIZZES: self.quiz_mean or Decimal(0),
            Kind.PROJECT: int(self.project == Submission.State.APPROVED),
            Kind.POST_TEST: int(self.has_taken_post_test),
            Kind.SURVEY: int(self.has_answered_survey),
        }[Kind(kind)]

    def fulfils(self, rule: Rule) -> bool:
        if rule.kind == Kind.QUIZZES and not self.quizzes:
            return False  # Nothing was assessed: a mean of nothing is no mean.
        return self.done(rule.kind) >= (rule.threshold or 1)


@dataclass(frozen=True)
class Item:
    """One requirement for one person: met or not, how much of it, and what to do next."""

    kind: str
    label: str
    is_met: bool
    done: Decimal | int
    needed: int
    state: str  # Two or three words for a tag.
    detail: str = ""
    who: str = PARTICIPANT
    action: str = ""
    url_name: str = ""
    url_args: tuple[Any, ...] = ()

    @property
    def name(self) -> str:
        """The requirement in two words, for a column of a table."""
        return {
            Kind.ONLINE: _("Online hours"),
            Kind.IN_PERSON: _("In-person hours"),
            Kind.QUIZZES: _("Quizzes"),
            Kind.PROJECT: _("Project"),
            Kind.POST_TEST: _("Post-test"),
            Kind.SURVEY: _("Survey"),
        }[Kind(self.kind)]

    @property
    def is_hours(self) -> bool:
        return self.kind in {Kind.ONLINE, Kind.IN_PERSON}

    @property
    def address(self) -> str:
        """Where the person goes to mend it; empty when somebody else must act."""
        return reverse(self.url_name, args=self.url_args) if self.url_name else ""


@dataclass(frozen=True)
class Standing:
    """How far one enrolment is from its certificate."""

    enrolment: Enrolment
    items: tuple[Item, ...]
    facts: Facts = field(repr=False)

    @property
    def is_complete(self) -> bool:
        """An edition that asks nothing recognises nobody."""
        return bool(self.items) and all(item.is_met for item in self.items)

    @property
    def met(self) -> list[Item]:
        return [item for item in self.items if item.is_met]

    @property
    def missing(self) -> list[Item]:
        return [item for item in self.items if not item.is_met]

    @property
    def missing_hours(self) -> list[Item]:
        return [item for item in self.missing if item.is_hours]

    @property
    def met_count(self) -> int:
        return len(self.met)

    @property
    def lacks_only_the_survey(self) -> bool:
        """Everything else is done; the survey's own minutes are the only hours missing."""
        return {item.kind for item in self.missing} <= {Kind.SURVEY, Kind.ONLINE} and (
            self.facts.has_answered_survey
            or self.facts.next_lesson is None
            or self.facts.next_lesson.closed_by == Lesson.ClosedBy.SURVEY
        )


@transaction.atomic
def load_requirements(edition: Edition) -> list[CompletionRequirement]:
    """Give ``edition`` the six requirements of the programme; again: they are set anew."""
    thresholds = {
        Kind.ONLINE: edition.online_minutes,
        Kind.IN_PERSON: edition.in_person_minutes * SHARE_IN_PERSON // 100,
        Kind.QUIZZES: MEAN_OF_QUIZZES,
        Kind.PROJECT: 0,
        Kind.POST_TEST: 0,
        Kind.SURVEY: 0,
    }
    return [
        CompletionRequirement.objects.update_or_create(
            edition=edition,
            kind=kind,
            defaults={"threshold": threshold, "position": position},
        )[0]
        for position, (kind, threshold) in enumerate(thresholds.items(), start=1)
    ]


def missing(facts: Facts, rules: Iterable[Rule]) -> list[str]:
    """Return the kinds of the rules that ``facts`` do not fulfil, in the order of the rules."""
    return [rule.kind for rule in rules if not facts.fulfils(rule)]


def what_is_missing(enrolment: Enrolment) -> Standing:
    """Return the standing of one person. Load ``cohort__edition`` with the enrolment."""
    return standings([enrolment])[0]


def standings_of(cohort: Cohort, *, with_next_steps: bool = True) -> list[Standing]:
    """Return the standing of everybody who studies in ``cohort``, in at most eight queries.

    Without next steps it is clear who lacks what, and not what to do about it; three less.
    """
    enrolments = list(
        cohort.enrolments.studying()
        .select_related("participant", "affiliation__organisation__territory")
        .order_by("participant__folded_name", "pk")
    )
    for enrolment in enrolments:
        enrolment.cohort = cohort
    return standings(enrolments, with_next_steps=with_next_steps)


def standings(
    enrolments: Sequence[Enrolment],
    *,
    with_next_steps: bool = True,
    now: datetime | None = None,
) -> list[Standing]:
    """Return the standing of each enrolment, in at most seven queries for all of them.

    Load ``cohort__edition`` with the enrolments.
    """
    if not enrolments:
        return []
    now = now or timezone.now()
    rules = _rules_of({enrolment.cohort.edition_id for enrolment in enrolments})
    facts = _facts_of(enrolments)
    if with_next_steps:
        facts = _with_what_comes_next(enrolments, facts, rules=rules, now=now)
    return [
        Standing(
            enrolment,
            tuple(
                _item(rule, facts[enrolment.pk], enrolment)
                for rule in rules[enrolment.cohort.edition_id]
            ),
            facts[enrolment.pk],
        )
        for enrolment in enrolments
    ]


@dataclass(frozen=True)
class Count:
    """How many people fulfil one requirement, and how many do not."""

    kind: str
    label: str
    met: int
    missing: int

    @property
    def people(self) -> int:
        return self.met + self.missing


def counts_of(everybody: Sequence[Standing]) -> list[Count]:
    """Count by requirement; everybody belongs to one edition."""
    if not everybody:
        return []
    return [
        Count(
            item.kind,
            item.label,
            sum(standing.items[place].is_met for standing in everybody),
            sum(not standing.items[place].is_met for standing in everybody),
        )
        for place, item in enumerate(everybody[0].items)
    ]


# The facts, read once for all


def _rules_of(edition_ids: set[int]) -> dict[int, list[Rule]]:
    rules = defaultdict(list)
    rows = CompletionRequirement.objects.filter(edition__in=edition_ids).order_by("position")
    for edition_id, kind, threshold in rows.values_list("edition_id", "kind", "threshold"):
        rules[edition_id].append(Rule(kind, threshold))
    return rules


def _facts_of(enrolments: Sequence[Enrolment]) -> dict[int, Facts]:
    ids = [enrolment.pk for enrolment in enrolments]
    hours = minutes_of(ids)
    quizzes, post_tests = _quizzes(enrolments)
    projects = _projects(ids)
    surveys = _surveys(ids)
    return {
        pk: Facts(
            online=hours[pk, HoursEntry.Modality.ONLINE],
            in_person=hours[pk, HoursEntry.Modality.IN_PERSON],
            quizzes=tuple(quizzes[pk]),
            project=projects.get(pk, ""),
            post_test=post_tests.get(pk),
            has_taken_post_test=pk in post_tests and post_tests[pk].best is not None,
            survey_id=surveys.get(pk, (None, False))[0],
            has_answered_survey=surveys.get(pk, (None, False))[1],
        )
        for pk in ids
    }


def _with_what_comes_next(
    enrolments: Sequence[Enrolment],
    facts: dict[int, Facts],
    *,
    rules: dict[int, list[Rule]],
    now: datetime,
) -> dict[int, Facts]:
    """Add the next lesson and the sessions ahead for those who lack hours, and the due day."""

    def lacking(*kinds: str) -> list[Enrolment]:
        return [
            enrolment
            for enrolment in enrolments
            if {*kinds} & {*missing(facts[enrolment.pk], rules[enrolment.cohort.edition_id])}
        ]

    steps = _next_steps(lacking(Kind.ONLINE, Kind.PROJECT))
    sessions = _sessions_ahead(lacking(Kind.IN_PERSON), now=now)
    return {
        enrolment.pk: replace(
            facts[enrolment.pk],
            sessions_ahead=tuple(sessions.get(enrolment.cohort_id, ())),
            **steps.get(enrolment.pk, {}),
        )
        for enrolment in enrolments
    }


def _quizzes(
    enrolments: Sequence[Enrolment],
) -> tuple[dict[int, list[QuizResult]], dict[int, QuizResult]]:
    """Results in the module quizzes and in the post-test, by enrolment."""
    ids = [enrolment.pk for enrolment in enrolments]
    granted = QuizAllowance.objects.in_force().filter(
        quiz=OuterRef("pk"), enrolment=OuterRef("handed_in__enrolment")
    )
    extra = granted.order_by().values("quiz").values(total=Sum("extra_attempts"))
    rows = (
        Quiz.objects.filter(
            lesson__module__edition__in={enrolment.cohort.edition_id for enrolment in enrolments},
            kind__in=[Quiz.Kind.MODULE, Quiz.Kind.POST],
        )
        .annotate(
            handed_in=FilteredRelation(
                "attempts",
                condition=Q(
                    attempts__enrolment__in=ids,
                    attempts__submitted_at__isnull=False,
                    attempts__withdrawn_at=None,
                ),
            )
        )
        .annotate(allowed=F("attempts_allowed") + Coalesce(Subquery(extra), 0))
        .order_by("lesson__position")
        .values_list(
            "lesson__module__edition_id",
            "kind",
            "lesson__public_id",
            "allowed",
            "handed_in__enrolment_id",
        )
        .annotate(best=Max("handed_in__score"), used=models.Count("handed_in"))
    )
    quizzes: dict[int, dict[Any, str]] = defaultdict(dict)
    taken = {}
    for edition_id, kind, lesson_id, attempts_allowed, enrolment_id, best, used in rows:
        quizzes[edition_id][lesson_id] = kind
        if enrolment_id:
            taken[enrolment_id, lesson_id] = QuizResult(lesson_id, best, used < attempts_allowed)
    of_modules: dict[int, list[QuizResult]] = defaultdict(list)
    post_tests = {}
    for enrolment in enrolments:
        for lesson_id, kind in quizzes[enrolment.cohort.edition_id].items():
            result = taken.get((enrolment.pk, lesson_id), QuizResult(lesson_id))
            if kind == Quiz.Kind.POST:
                post_tests[enrolment.pk] = result
            else:
                of_modules[enrolment.pk].append(result)
    return of_modules, post_tests


def _projects(ids: list[int]) -> dict[int, str]:
    """The furthest state of what each person, or their team, handed in."""
    order = [Submission.State.RETURNED, Submission.State.WAITING, Submission.State.APPROVED]
    states: dict[int, str] = {}
    people = Enrolment.objects.filter(pk__in=ids).order_by()
    by_hand = people.filter(
        submissions__state__in=order, submissions__deliverable=Deliverable.PROJECT
    ).values_list("pk", "submissions__state")
    # One filter: state and membership belong to the same project.
    by_team = people.filter(
        project_memberships__left_at=None,
        project_memberships__project__submissions__state__in=order,
        project_memberships__project__submissions__deliverable=Deliverable.PROJECT,
    ).values_list("pk", "project_memberships__project__submissions__state")
    for pk, state in by_hand.union(by_team):
        if order.index(state) >= order.index(states.get(pk, order[0])):
            states[pk] = state
    return states


def _surveys(ids: list[int]) -> dict[int, tuple[Any, bool]]:
    rows = SurveyInvitation.objects.filter(enrolment__in=ids)
    return {
        enrolment_id: (survey_id, answered)
        for enrolment_id, survey_id, answered in rows.values_list(
            "enrolment_id", "survey__public_id", "answered"
        )
    }


def _next_steps(enrolments: Sequence[Enrolment]) -> dict[int, dict[str, Any]]:
    """The first item that each person has not completed, and until when the project is due.

    Items that others complete come last.
    """
    if not enrolments:
        return {}
    left = (
        Lesson.objects.filter(module__edition=OuterRef("cohort__edition"))
        .exclude(
            Exists(
                LessonProgress.objects.filter(
                    lesson=OuterRef("pk"),
                    enrolment=OuterRef(OuterRef("pk")),
                    completed_at__isnull=False,
                )
            )
        )
        .order_by(
            Case(
                When(closed_by=Lesson.ClosedBy.APPROVAL, then=1),
                When(closed_by=Lesson.ClosedBy.SURVEY, then=2),
                default=0,
            ),
            "position",
        )
        .values(facts=JSONObject(public_id="public_id", code="code", closed_by="closed_by"))
    )
    extended = extensions_to(Deliverable.PROJECT).values("due_at")
    rows = Enrolment.objects.filter(pk__in=[enrolment.pk for enrolment in enrolments]).order_by()
    found = rows.values_list(
        "pk", "cohort__project_due_at", Subquery(left[:1]), Subquery(extended[:1])
    )
    steps = {}
    for pk, planned_at, lesson, extended_at in found:
        days = [day for day in (planned_at, extended_at) if day]
        steps[pk] = {
            "next_lesson": lesson
            and NextLesson(UUID(lesson["public_id"]), lesson["code"], lesson["closed_by"]),
            "project_due_at": max(days, default=None),
        }
    return steps


def _sessions_ahead(
    enrolments: Sequence[Enrolment], *, now: datetime
) -> dict[int, list[InPersonSession]]:
    if not enrolments:
        return {}
    sessions = defaultdict(list)
    for session in InPersonSession.objects.filter(
        cohort__in={enrolment.cohort_id for enrolment in enrolments},
        state=InPersonSession.State.SCHEDULED,
        ends_at__gt=now,
    ).order_by("starts_at"):
        sessions[session.cohort_id].append(session)
    return sessions


# The words


def in_hours(minutes: int) -> str:
    """Write minutes as hours, cut to one decimal, never rounded up."""
    tenths = int(minutes) // 6
    return number_format(tenths / 10, decimal_pos=1 if tenths % 10 else 0)


def still_to_do(done: int, needed: int) -> str:
    """Write the hours that are left, so that they and the hours done add up as people read them."""
    tenths = max(needed // 6 - int(done) // 6, 1)
    return number_format(tenths / 10, decimal_pos=1 if tenths % 10 else 0)


def _item(rule: Rule, facts: Facts, enrolment: Enrolment) -> Item:
    item = Item(
        kind=rule.kind,
        label=_label(rule, enrolment),
        is_met=facts.fulfils(rule),
        done=facts.done(rule.kind),
        needed=rule.threshold or 1,
        state=_state(rule, facts),
    )
    return item if item.is_met else replace(item, **_NEXT_STEP[rule.kind](rule, facts, enrolment))


def _label(rule: Rule, enrolment: Enrolment) -> str:
    if rule.kind == Kind.ONLINE:
        return _("%(needed)s online hours") % {"needed": in_hours(rule.threshold)}
    if rule.kind == Kind.IN_PERSON:
        return _("%(needed)s of %(planned)s in-person hours") % {
            "needed": in_hours(rule.threshold),
            "planned": in_hours(enrolment.cohort.edition.in_person_minutes),
        }
    if rule.kind == Kind.QUIZZES:
        return _("Module quizzes, mean of %(needed)s or more") % {"needed": rule.threshold}
    return str(Kind(rule.kind).label)


def _state(rule: Rule, facts: Facts) -> str:
    if rule.kind in {Kind.ONLINE, Kind.IN_PERSON}:
        return _("%(hours)s h") % {"hours": in_hours(int(facts.done(rule.kind)))}
    if rule.kind == Kind.QUIZZES:
        return str(int(facts.quiz_mean or 0))
    if rule.kind == Kind.PROJECT:
        return {
            Submission.State.APPROVED: _("Approved"),
            Submission.State.WAITING: _("Being reviewed"),
            Submission.State.RETURNED: _("With changes"),
        }.get(facts.project, _("Not handed in"))
    return _("Done") if facts.fulfils(rule) else _("To do")


def _online(rule: Rule, facts: Facts, enrolment: Enrolment) -> dict[str, Any]:
    left = {"hours": still_to_do(facts.online, rule.threshold)}
    lesson = facts.next_lesson
    if lesson and lesson.closed_by == Lesson.ClosedBy.APPROVAL:
        return {
            "detail": _("%(hours)s h left: they count when your tutor approves the project.")
            % left,
            "who": TUTOR,
        }
    if lesson and lesson.closed_by == Lesson.ClosedBy.SURVEY:
        return {"detail": _("%(hours)s h left: they count when you answer the survey.") % left}
    step = {"detail": _("%(hours)s h left to do.") % left, "action": _("Open the course")}
    if lesson:
        step["action"] = _("Continue with %(lesson)s") % {"lesson": lesson.code}
        return step | {
            "url_name": "courses:lesson",
            "url_args": (enrolment.cohort.code, lesson.public_id),
        }
    return step | {"url_name": "courses:outline", "url_args": (enrolment.cohort.code,)}


def _in_person(rule: Rule, facts: Facts, enrolment: Enrolment) -> dict[str, Any]:
    left = still_to_do(facts.in_person, rule.threshold)
    ahead = [
        _("%(day)s (%(hours)s h)")
        % {
            "day": date_format(timezone.localtime(session.starts_at), "j b"),
            "hours": in_hours(session.minutes),
        }
        for session in facts.sessions_ahead
    ]
    where = {
        "url_name": "tutoring:my-make-ups",
        "url_args": (enrolment.cohort.code,),
        "action": _("Ask for a make-up"),
    }
    if facts.in_person + sum(session.minutes for session in facts.sessions_ahead) < rule.threshold:
        detail = _(
            "%(hours)s h are missing. Up to %(limit)s h can be made up: ask your tutor or the "
            "UNDP team how."
        )
        return {
            "detail": detail % {"hours": left, "limit": in_hours(IN_PERSON_LIMIT)},
            "who": STAFF,
        } | where
    detail = _("%(hours)s h are missing. Sessions ahead: %(sessions)s.") % {
        "hours": left,
        "sessions": ", ".join(ahead),
    }
    return {"detail": detail} | where


def _of_quizzes(rule: Rule, facts: Facts, enrolment: Enrolment) -> dict[str, Any]:
    low = [quiz for quiz in facts.quizzes if (quiz.best or 0) < rule.threshold]
    not_taken = sum(quiz.best is None for quiz in facts.quizzes)
    # What is not taken yet moves the mean most.
    to_try = sorted((quiz for quiz in low if quiz.may_try_again), key=lambda quiz: quiz.best or 0)
    if not to_try:
        return {
            "detail": _("You have used your attempts. The UNDP team can give you another one."),
            "who": STAFF,
        }
    if not_taken:
        detail = ngettext(
            "%(count)s quiz is not taken yet and counts as 0.",
            "%(count)s quizzes are not taken yet and count as 0.",
            not_taken,
        ) % {"count": not_taken}
    else:
        detail = _("Your mean is %(mean)s. Repeat the quiz with your lowest result.") % {
            "mean": int(facts.quiz_mean or 0)
        }
    return {
        "detail": detail,
        "action": _("Go to the quiz"),
        "url_name": "assessments:quiz",
        "url_args": (enrolment.cohort.code, to_try[0].lesson_id),
    }


def _project(_rule: Rule, facts: Facts, enrolment: Enrolment) -> dict[str, Any]:
    where = {
        "url_name": "assessments:project",
        "url_args": (enrolment.cohort.code,),
        "action": _("Open my project"),
    }
    if facts.project == Submission.State.WAITING:
        return {
            "detail": _("You have handed it in. Your tutor must review it."),
            "who": TUTOR,
        } | where
    if facts.project == Submission.State.RETURNED:
        return {"detail": _("Your tutor asked for changes. Hand it in again.")} | where
    if facts.project_due_at:
        day = date_format(timezone.localtime(facts.project_due_at), "j F")
        return {"detail": _("Hand it in by %(day)s.") % {"day": day}} | where
    return {"detail": _("Hand it in to your tutor.")} | where


def _post_test(_rule: Rule, facts: Facts, enrolment: Enrolment) -> dict[str, Any]:
    if not facts.post_test:
        return {"detail": _("The UNDP team must add it to the course."), "who": STAFF}
    return {
        "detail": _("Any result counts: it shows what changed since the beginning."),
        "action": _("Take the post-test"),
        "url_name": "assessments:quiz",
        "url_args": (enrolment.cohort.code, facts.post_test.lesson_id),
    }


def survey_opens_on(cohort: Cohort) -> date:
    """The day from which everybody of ``cohort`` is invited to the exit survey."""
    return max(cohort.ends_on - SURVEY_OPENS_BEFORE_END, cohort.starts_on)


def _survey(_rule: Rule, facts: Facts, enrolment: Enrolment) -> dict[str, Any]:
    if facts.survey_id:
        return {
            "detail": _("8 minutes. It is anonymous: only that you answered is kept."),
            "action": _("Answer the survey"),
            "url_name": "completion:survey",
            "url_args": (facts.survey_id,),
        }
    day = date_format(survey_opens_on(enrolment.cohort), "j F")
    detail = _("It opens on %(day)s, or as soon as you have done everything else.")
    return {"detail": detail % {"day": day}, "state": _("Not open yet"), "who": STAFF}


_NEXT_STEP = {
    Kind.ONLINE: _online,
    Kind.IN_PERSON: _in_person,
    Kind.QUIZZES: _of_quizzes,
    Kind.PROJECT: _project,
    Kind.POST_TEST: _post_test,
    Kind.SURVEY: _survey,
}
