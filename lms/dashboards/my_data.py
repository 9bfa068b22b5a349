"""What the site holds about somebody: as a page of tables, and as a copy to take along."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import QuizAttempt, Submission
from completion.models import Certificate
from courses.models import Cohort, Enrolment, HoursEntry, LessonProgress
from lms.dashboards.my_data_words import FIELDS, TITLES, VALUES
from lms.lib.spreadsheets import write_csv
from lms.templatetags.ui import hours
from people.domain import own_data as own
from people.domain.looks import WORDS, Group, looks_at
from people.models import AccessRecord, User
from tutoring.models import Attendance, Question

Row = dict[str, Any]
NOTHING = "–"
COLUMNS = 6  # What a table of the page has room for.
ON_SCREEN = {"day": "j b Y", "moment": "j b Y, H:i"}
IN_HOURS = {"online_done", "in_person_done", "minutes"}


@dataclass(frozen=True)
class Section:
    """One table of the page: its headers, and its rows in words."""

    key: str
    title: str
    headers: list[str]
    rows: list[list[str]]

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """Return the rows with the header of each value: on a phone it stands beside it."""
        return [list(zip(self.headers, row, strict=True)) for row in self.rows]

    @property
    def is_wide(self) -> bool:
        """Say whether a row is read better as a list of facts than across a table."""
        return len(self.headers) > COLUMNS


@dataclass(frozen=True)
class Look:
    """That somebody looked at the person's data: who, what, and where they belong."""

    at: datetime
    who: str
    what: Promise
    where: str


@dataclass(frozen=True)
class MyData:
    sections: list[Section]
    looks: list[Look]


def _enrolments(person: User) -> list[Row]:
    language = "en" if (get_language() or "").startswith("en") else "es"
    return list(
        Enrolment.objects.filter(participant=person)
        .with_hours()
        .order_by("-enrolled_at", "-pk")
        .values(
            "cohort_id",
            "cohort__name",
            "status",
            "enrolled_at",
            "activated_at",
            "last_seen_at",
            "graduated_on",
            "online_done",
            "in_person_done",
            "withdrawal_reason",
            course=F(f"cohort__edition__course__title_{language}"),
            employer=F("affiliation__organisation__name"),
            employed_as=F("affiliation__position"),
            named_by=F("nominated_by__name"),
        )
    )


def _certificates(person: User) -> list[Row]:
    rows = Certificate.objects.filter(enrolment__participant=person)
    return list(rows.values("folio", "enrolment__cohort__name", "issued_at", "state"))


def _hours(person: User) -> list[Row]:
    return list(
        HoursEntry.objects.filter(enrolment__participant=person).values(
            "enrolment__cohort__name", "earned_on", "label", "modality", "minutes", "reason"
        )
    )


def _progress(person: User) -> list[Row]:
    rows = LessonProgress.objects.filter(enrolment__participant=person).order_by("pk")
    return list(
        rows.values("enrolment__cohort__name", "lesson__code", "started_at", "completed_at")
    )


def _attendance(person: User) -> list[Row]:
    rows = Attendance.objects.current().filter(enrolment__participant=person)
    return list(
        rows.values("session__cohort__name", "session__starts_at", "status", "minutes", "how")
    )


def _questions(person: User) -> list[Row]:
    rows = Question.objects.filter(enrolment__participant=person)
    return list(rows.values("lesson__code", "body", "asked_at", "answered_at"))


def _attempts(person: User) -> list[Row]:
    rows = QuizAttempt.objects.filter(enrolment__participant=person)
    return list(rows.values("quiz__lesson__code", "number", "started_at", "submitted_at", "score"))


def _submissions(person: User) -> list[Row]:
    rows = Submission.objects.filter(enrolment__participant=person)
    return list(rows.values("folio", "deliverable", "submitted_at", "state"))


def copy_of_my_data(person: User) -> dict[str, list[Row]]:
    """Return all parts, and write down that the copy was made."""
    enrolments = _enrolments(person)
    return own.own_data(person, by=person) | {
        "enrolments": [{key: row[key] for key in row if key in FIELDS} for row in enrolments],
        "hours": _hours(person),
        "certificates": _certificates(person),
        "lessons": _progress(person),
        "attendance": _attendance(person),
        "quizzes": _attempts(person),
        "submissions": _submissions(person),
        "questions": _questions(person),
        "looks": [
            {"at": look.at, "who": look.who, "action": str(look.what), "organisation": look.where}
            for look in looks_of(person, enrolments)
        ],
    }


def as_json(parts: dict[str, list[Row]]) -> bytes:
    """Write the copy for programs: stored values, times in UTC."""
    return json.dumps(parts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()


def as_csv(parts: dict[str, list[Row]]) -> bytes:
    """Write the copy for people with a spreadsheet: one line a fact, in words."""
    headers = [_("Section"), _("Row"), _("Fact"), _("Value")]
    return write_csv(headers, _lines(parts))


def _lines(parts: dict[str, list[Row]]) -> Iterable[list[str]]:
    for part, rows in parts.items():
        for number, row in enumerate(rows, start=1):
            for key, value in row.items():
                yield [str(TITLES[part]), str(number), str(FIELDS[key]), in_words(key, value)]


def in_words(key: str, value: Any, *, day: str = "Y-m-d", moment: str = "Y-m-d H:i") -> str:
    """Return a stored value as a reader understands it; "" for what is empty."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key in IN_HOURS:
        return hours(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), moment)
    if isinstance(value, date):
        return date_format(value, day)
    return str(dict(VALUES.get(key, ())).get(value, value))


def my_data(person: User) -> MyData:
    """Gather the page: what fits a screen; the copy has everything."""
    enrolments = _enrolments(person)
    parts = {
        "account": own.account_of(person),
        "work": own.work_of(person),
        "enrolments": enrolments,
        "certificates": _certificates(person),
        "invitations": own.invitations_of(person),
        "consents": own.consents_of(person),
        "roles": own.roles_of(person),
    }
    return MyData(
        [_section(part, rows) for part, rows in parts.items()], looks_of(person, enrolments)
    )


def _section(part: str, rows: list[Row]) -> Section:
    shown = [
        key for key in FIELDS if key != "id" and any(row.get(key) not in {None, ""} for row in rows)
    ]
    return Section(
        part,
        str(TITLES[part]),
        [capfirst(FIELDS[key]) for key in shown],
        [[in_words(key, row[key], **ON_SCREEN) or NOTHING for key in shown] for row in rows],
    )


def looks_of(person: User, enrolments: list[Row]) -> list[Look]:
    """Return who looked at the person's data, also within the lists of their cohorts."""
    names = {str(row["cohort_id"]): row["cohort__name"] for row in enrolments}
    groups = [Group(Cohort(pk=row["cohort_id"]), row["enrolled_at"]) for row in enrolments]
    return [_look(each, names) for each in looks_at(person, groups=groups)]


def _look(found: AccessRecord, names: dict[str, str]) -> Look:
    who = found.person.full_name if found.person else _("The system")
    where = names.get(found.object_id, "") if found.model == Cohort._meta.label else found.reason
    return Look(found.at, who, WORDS[found.action], where)
