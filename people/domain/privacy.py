"""The privacy notice, and what people tell about themselves."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

import nh3
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from people.models import Consent, Invitation, PrivacyNotice, User

NOTICES = Path(__file__).resolve().parent.parent / "data"
LANGUAGES = {"es": "es-mx", "en": "en"}
# What each optional answer is for, as every form that asks for it must say.
PURPOSES = {
    "sex": _("To see, in figures only, whether the course reaches everybody."),
    "birth_year": _("To see, in figures only, which ages take part."),
    "support_needed": _(
        "To prepare the sessions: sign language, large print, an entrance without steps."
    ),
    "connectivity": _("To decide where printed handbooks are needed."),
}
# What may be shown to whoever tutors them or facilitates their sessions.
SHARES = {
    "shares_support": _("Show it to my tutor and to whoever facilitates my sessions"),
    "shares_connectivity": _("Show my connection to them too"),
}
markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Notice:
    """The notice in force, in one language."""

    version: int
    published_on: date
    html: str


@dataclass(frozen=True)
class AboutSelf:
    """What somebody chose to tell; empty means left out."""

    sex: str = ""
    birth_year: int | None = None
    support_needed: str = ""
    shares_support: bool = False
    connectivity: str = ""
    shares_connectivity: bool = False


def birth_years(today: date | None = None) -> tuple[int, int]:
    """Return the first and last year of birth that a form accepts."""
    year = (today or timezone.localdate()).year
    return year - 100, year - 15


def _written() -> dict[str, str]:
    """Return the text of the notice in each language, as it is in this version of the site."""
    return {
        language: (NOTICES / f"privacy_notice.{short}.md").read_text(encoding="utf-8")
        for short, language in LANGUAGES.items()
    }


@transaction.atomic
def load_notices(*, today: date | None = None) -> int:
    """Publish the notice of the files if it differs from the last one; return its version."""
    texts = _written()
    last = PrivacyNotice.objects.order_by("-version").first()
    if last:
        known = dict(
            PrivacyNotice.objects.filter(version=last.version).values_list("language", "text")
        )
        if known == texts:
            return last.version
    version = last.version + 1 if last else 1
    today = today or timezone.localdate()
    # Somebody else may be publishing the same version now; then theirs stays.
    PrivacyNotice.objects.bulk_create(
        [
            PrivacyNotice(version=version, language=language, text=text, published_on=today)
            for language, text in texts.items()
        ],
        ignore_conflicts=True,
    )
    return version


def _row(language: str) -> PrivacyNotice | None:
    language = "en" if language.startswith("en") else "es-mx"
    return PrivacyNotice.objects.filter(language=language).order_by("-version").first()


def notice_in_force(language: str) -> Notice:
    """Return the latest notice; before any is published, the one that would be."""
    row = _row(language)
    text = row.text if row else _written()["en" if language.startswith("en") else "es-mx"]
    return Notice(
        version=row.version if row else 1,
        published_on=row.published_on if row else timezone.localdate(),
        html=nh3.clean(markdown.render(text)),
    )


@transaction.atomic
def consent(
    person: User,
    *,
    language: str,
    invitation: Invitation | None = None,
    now: datetime | None = None,
) -> Consent:
    """Record that ``person`` accepted the notice in force; again: no change."""
    notice = _row(language)
    if notice is None:
        load_notices()
        notice = _row(language)
    given, _is_new = Consent.objects.get_or_create(
        person=person,
        notice=notice,
        invitation=invitation,
        defaults={"given_at": now or timezone.now()},
    )
    return given


def tell_about_self(person: User, told: AboutSelf, *, now: datetime | None = None) -> None:
    """Keep what somebody told, and that they were asked, so that nobody asks again."""
    for name, answer in asdict(told).items():
        setattr(person, name, answer)
    person.told_about_self_at = now or timezone.now()
    person.save(update_fields=[*asdict(told), "told_about_self_at"])
