"""The frame of every page: who is here, which bar they see, and the other language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courses.models import EditionRole, Enrolment
from lms.lib.light import wants_light
from lms.lib.shared_device import is_shared
from people.models import Membership, User
from tutoring.models import CohortTutor, SessionFacilitator, TutorAssignment

# In the order in which a person with several roles is asked to work.
ROLES = {
    "staff": _("UNDP team"),
    "tutor": _("Tutor"),
    "coordinator": _("Coordinator"),
    "observer": _("Observer"),
    "facilitator": _("Facilitator"),
    "author": _("Author"),
    "participant": _("Participant"),
}
HOMES = {
    "staff": "staff-home",
    "tutor": "tutor-home",
    "coordinator": "completion:report-list",
    "observer": "completion:report-list",
    "facilitator": "tutoring:session-list",
    "author": "courses:course-list",
    "participant": "home",
}
HELP = ("help", _("Help"))
# Role → address names and labels; {c} stands for addresses of the cohort last used.
BARS: dict[str, list[tuple[str, Any]]] = {
    "visitor": [
        ("courses:catalogue", _("Courses")),
        ("completion:verify", _("Verify a certificate")),
        HELP,
        ("account_login", _("Sign in")),
    ],
    "participant": [
        ("home", pgettext_lazy("navigation", "Home")),
        ("courses:outline {c}", _("My course")),
        ("assessments:project {c}", _("My project")),
        ("tutoring:my-questions {c}", _("My questions")),
        ("completion:certificate-list", _("Certificates")),
        HELP,
    ],
    "tutor": [
        ("tutor-home", pgettext_lazy("navigation", "Home")),
        ("assessments:grading-queue", _("Submissions")),
        ("tutoring:question-desk", pgettext_lazy("doubts", "Questions")),
        ("tutoring:my-cohorts", _("My cohorts")),
        ("tutoring:session-list", _("Sessions")),
        HELP,
    ],
    "staff": [
        ("staff-home", _("Overview")),
        ("courses:cohort-list", _("Cohorts")),
        ("people:team", _("Team")),
        ("people:organisation-list", _("Organisations")),
        ("courses:course-list", _("Courses")),
        ("completion:report-list", _("Reports")),
    ],
    "coordinator": [
        ("completion:report-list", _("Reports")),
        ("courses:partnership-list", _("People I name")),
        ("completion:download-list", _("Downloads")),
        ("completion:verify", _("Verify a certificate")),
        HELP,
    ],
    "observer": [
        ("completion:report-list", _("Reports")),
        ("completion:verify", _("Verify a certificate")),
        HELP,
    ],
    "facilitator": [("tutoring:session-list", _("My sessions")), HELP],
    "author": [("courses:course-list", _("Courses")), HELP],
}


OF_A_PERSON = ("courses:cohort-list", "tutoring:my-cohorts", "tutoring:session-list")
# Pages that do not lie below the address of their section.
SECTIONS = {
    "person": OF_A_PERSON,
    "courses:hours-adjust": OF_A_PERSON,
    "courses:invitation-correct": ("courses:cohort-list", "completion:report-list"),
    "courses:invitation-list": ("courses:cohort-list", "completion:report-list"),
    "courses:line-correct": OF_A_PERSON,
    "courses:sheet-enter": OF_A_PERSON,
    "tutoring:make-up": OF_A_PERSON,
    "assessments:adaptation": ("courses:cohort-list", "completion:report-list"),
    "assessments:extension": OF_A_PERSON,
    "assessments:cohort-days": ("courses:cohort-list", "tutoring:my-cohorts"),
    "assessments:calendar-move": ("courses:cohort-list",),
    "assessments:group-extension": ("courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:make-up-list": ("tutoring:my-cohorts", "courses:cohort-list"),
    "assessments:grade": ("assessments:grading-queue",),
    "assessments:homework": ("courses:outline",),
    "assessments:homework-detail": ("assessments:grading-queue",),
    "assessments:homework-list": ("assessments:grading-queue",),
    "assessments:person-team": OF_A_PERSON,
    "assessments:person-work": OF_A_PERSON,
    "assessments:peer-review": ("courses:outline",),
    "assessments:peer-review-report": ("assessments:project",),
    "assessments:peer-review-reports": ("assessments:grading-queue", "courses:cohort-list"),
    "assessments:peer-reviews": ("courses:outline",),
    "assessments:plan": ("courses:outline",),
    "assessments:project-files": ("assessments:project", "assessments:grading-queue"),
    "assessments:project-import": ("assessments:project",),
    "assessments:project-versions": ("assessments:project", "assessments:grading-queue"),
    "assessments:quiz": ("courses:outline",),
    "assessments:attempt-item": ("courses:outline",),
    "assessments:attempt-sheet": ("courses:outline",),
    "assessments:attempt-review": ("courses:outline",),
    "assessments:attempt-result": ("courses:outline",),
    "assessments:submission-receipt": ("assessments:project",),
    "courses:partnership": ("courses:cohort-list", "courses:partnership-list"),
    "courses:partnership-edit": ("courses:cohort-list",),
    "courses:partnership-succession": ("courses:cohort-list",),
    "completion:coverage": ("completion:report-list",),
    "completion:survey": ("completion:certificate-list",),
    "tutoring:announcement": ("courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:announcement-list": ("courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:announcement-new": ("courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:forum": ("courses:outline", "courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:forum-list": ("courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:forum-reports": ("courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:post-report": ("courses:outline", "courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:live-edit": ("courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:live-list": ("courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:live-new": ("courses:cohort-list", "tutoring:my-cohorts"),
    "tutoring:live-session": ("courses:cohort-list", "tutoring:my-cohorts", "courses:outline"),
    "tutoring:workshop-list": ("completion:report-list", "tutoring:session-list"),
    "tutoring:workshop-new": ("completion:report-list",),
    "tutoring:workshop-edit": ("completion:report-list",),
    "tutoring:workshop-detail": ("completion:report-list", "tutoring:session-list"),
    "tutoring:workshop-table": ("completion:report-list", "tutoring:session-list"),
    "tutoring:venue-list": ("courses:cohort-list",),
    "tutoring:venue-new": ("courses:cohort-list",),
    "tutoring:venue-edit": ("courses:cohort-list",),
    "tutoring:walk-ins": ("tutoring:session-list", "courses:cohort-list"),
    "tutoring:check-in": ("courses:outline",),
    "tutoring:my-sessions": ("courses:outline",),
    "tutoring:question-detail": ("tutoring:question-desk", "tutoring:my-questions"),
}


@dataclass(frozen=True)
class Standing:
    """Which roles the facts give a person, and the cohort they study in, if any."""

    roles: tuple[str, ...]
    cohort_code: str

    def role_in(self, request: HttpRequest) -> str:
        """The role the person works in now: the one they chose, else the first."""
        chosen = request.session.get("role")
        if chosen in self.roles:
            return chosen
        return self.roles[0] if self.roles else "participant"


@dataclass(frozen=True)
class Link:
    label: str
    address: str
    is_current: bool


def remembered_standing(user: User) -> Standing:
    """Return the roles as of the last minute: the bar shows them, access never asks them."""
    return cache.get(f"standing:{user.pk}") or standing_of(user)


def standing_at_home(user: User) -> Standing:
    """Return the roles for the first page: read anew for whoever was no participant yet."""
    remembered = cache.get(f"standing:{user.pk}")
    if remembered and "participant" in remembered.roles:
        return remembered
    return standing_of(user)  # They may have accepted an invitation just now.


def standing_of(user: User) -> Standing:
    """Read all roles of a person in one query, and remember them for the bar."""
    memberships = Membership.objects.current().filter(person=OuterRef("pk"))
    studying = Enrolment.objects.studying().filter(participant=OuterRef("pk"))
    last_used = studying.order_by(F("last_seen_at").desc(nulls_last=True), "-activated_at")
    facts = (
        User.objects.filter(pk=user.pk)
        .values(
            staff=Exists(memberships.filter(role=Membership.Role.STAFF)),
            coordinator=Exists(memberships.filter(role=Membership.Role.COORDINATOR)),
            observer=Exists(memberships.filter(role=Membership.Role.OBSERVER)),
            on_team_as_tutor=Exists(memberships.filter(role=Membership.Role.TUTOR)),
            on_team_as_facilitator=Exists(memberships.filter(role=Membership.Role.FACILITATOR)),
            on_team_as_author=Exists(memberships.filter(role=Membership.Role.AUTHOR)),
            tutors=Exists(CohortTutor.objects.current().filter(tutor=OuterRef("pk"))),
            has_participants=Exists(TutorAssignment.objects.current().filter(tutor=OuterRef("pk"))),
            facilitates=Exists(SessionFacilitator.objects.filter(person=OuterRef("pk"))),
            writes=Exists(EditionRole.objects.filter(person=OuterRef("pk"), until=None)),
            participant=Exists(studying),
            cohort_code=Subquery(last_used.values("cohort__code")[:1]),
        )
        .get()
    )
    holds = {
        "staff": facts["staff"] or user.is_superuser,
        "tutor": facts["tutors"] or facts["has_participants"] or facts["on_team_as_tutor"],
        "coordinator": facts["coordinator"],
        "observer": facts["observer"],
        "facilitator": facts["facilitates"] or facts["on_team_as_facilitator"],
        "author": facts["writes"] or facts["on_team_as_author"],
        "participant": facts["participant"],
    }
    standing = Standing(tuple(role for role in ROLES if holds[role]), facts["cohort_code"] or "")
    cache.set(f"standing:{user.pk}", standing, 60)
    return standing


class Frame:
    """What ``base.html`` needs; each part is worked out when a page shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.is_demo = settings.DEMO
        self.help_email = settings.HELP_EMAIL
        self.help_phone = settings.HELP_PHONE
        self.is_light = wants_light(request)
        self._standing: Standing | None = None

    @property
    def shared_device_idle(self) -> int:
        """Return after how many seconds a shared device ends the session; 0 on one's own."""
        return settings.SHARED_DEVICE_IDLE if is_shared(self.request) else 0

    @property
    def standing(self) -> Standing | None:
        user = getattr(self.request, "user", None)
        if self._standing is None and user and user.is_authenticated:
            self._standing = remembered_standing(user)
        return self._standing

    @property
    def role(self) -> str:
        return self.standing.role_in(self.request) if self.standing else "visitor"

    @property
    def role_name(self) -> str:
        return ROLES.get(self.role, _("Visitor"))

    @property
    def other_roles(self) -> list[tuple[str, str]]:
        roles = self.standing.roles if self.standing else ()
        return [(role, ROLES[role]) for role in roles if role != self.role]

    @property
    def bar(self) -> list[Link]:
        code = self.standing.cohort_code if self.standing else ""
        named = []
        for target, label in BARS[self.role]:
            name, _space, needs_cohort = target.partition(" ")
            if code or not needs_cohort:
                named.append((name, label, reverse(name, args=[code] if needs_cohort else [])))
        here = self._section({name: address for name, _label, address in named})
        return [Link(label, address, name == here) for name, label, address in named]

    def _section(self, addresses: dict[str, str]) -> str:
        """Return the name of the section of the bar that this page belongs to, or ""."""
        match = self.request.resolver_match
        view = match.view_name if match else ""
        for name in (view, *SECTIONS.get(view, ())):
            if name in addresses:
                return name
        homes = set(HOMES.values())
        above = [
            name
            for name, address in addresses.items()
            if name not in homes - {"courses:course-list", "completion:report-list"}
            and self.request.path.startswith(address)
        ]
        return max(above, key=lambda name: len(addresses[name]), default="")

    @property
    def other_language(self) -> tuple[str, str, str]:
        """Code, name and address of this page in the other language."""
        code, name = (
            ("es-mx", "Español") if (get_language() or "").startswith("en") else ("en", "English")
        )
        return code, name, translate_url(self.request.get_full_path(), code)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template ``frame``; nothing is queried before a page uses it."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
