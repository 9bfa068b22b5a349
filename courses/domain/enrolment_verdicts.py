"""What is to be said about each row of a list before anybody is enrolled.

Pure: entries, the catalogue of municipalities and what is known of the addresses go in, verdicts
come out.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_addresses import (
    PERSONAL_DOMAINS,
    about_email,
    tidy_email,
    usual_domains,
)
from courses.domain.enrolment_columns import FIELDS
from courses.domain.enrolment_countries import Country, town_of
from courses.domain.enrolment_places import OF_A_TOWN_HALL, Catalogue, place_key
from courses.domain.enrolment_reading import PersonEntry
from courses.models import EnrolmentListRow
from lms.lib.text import fold

READY = EnrolmentListRow.Verdict.READY
NOTICE = EnrolmentListRow.Verdict.NOTICE
ERROR = EnrolmentListRow.Verdict.ERROR
DUPLICATE = EnrolmentListRow.Verdict.DUPLICATE
# The heaviest reason of a row is its verdict.
WEIGHTS = (ERROR, DUPLICATE, NOTICE, READY)


@dataclass(frozen=True)
class Reason:
    """Why a row needs attention: its weight, a short word, a sentence, what could mend it."""

    verdict: str
    tag: Promise
    sentence: Promise
    edits: tuple[str, ...] = ()


REASONS = {
    "name_missing": Reason(
        ERROR,
        _("The name is missing"),
        _("Write the given names and the first surname."),
        ("given_names", "surname_1"),
    ),
    "email_missing": Reason(
        ERROR,
        _("The e-mail is missing"),
        _(
            "Write an e-mail of this person. If there is none, enrol this person without e-mail,"
            " on the page of the people of the cohort: a name code and a PIN are printed."
        ),
        ("email",),
    ),
    "email_incomplete": Reason(
        ERROR,
        _("The e-mail is incomplete"),
        _("The domain is not complete; it ends for example in .gob.mx."),
        ("email",),
    ),
    "email_wrong": Reason(
        ERROR,
        _("The e-mail cannot be right"),
        _("Write one address, without spaces, accents or ñ."),
        ("email",),
    ),
    "email_typo": Reason(
        NOTICE,
        _("Check the domain of the e-mail"),
        _("Perhaps it is %(value)s. It stays as it is unless you change it."),
        ("email",),
    ),
    "repeated": Reason(
        DUPLICATE,
        _("Repeated in the file"),
        _("This e-mail is in row %(value)s already. This row stays out, unless you correct it."),
        ("email",),
    ),
    "shared_mailbox": Reason(
        DUPLICATE,
        _("Shared mailbox"),
        _(
            "Row %(value)s has this e-mail for another person. An account needs an address of its"
            " own. If there is none, enrol this person without e-mail, on the page of the people"
            " of the cohort: a name code and a PIN are printed."
        ),
        ("email",),
    ),
    "same_person": Reason(
        DUPLICATE,
        _("The same person?"),
        _("Row %(value)s has the same name and place with another e-mail."),
        ("email",),
    ),
    "same_person_enrolled": Reason(
        DUPLICATE,
        _("The same person?"),
        _("Somebody of this name and place is enrolled with another e-mail: %(value)s."),
        ("email",),
    ),
    "municipality_unknown": Reason(
        ERROR,
        _("Unknown municipality"),
        _("This municipality is not in INEGI's catalogue."),
        ("municipality",),
    ),
    "municipality_not_held": Reason(
        ERROR,
        _("Unknown municipality"),
        _(
            "It is none of the municipalities of %(value)s; the catalogue of this site holds no"
            " others."
        ),
        ("municipality",),
    ),
    "municipality_elsewhere": Reason(
        ERROR,
        _("A state that is not in the catalogue"),
        _(
            "The catalogue of this site does not hold the municipalities of %(value)s. Ask for them"
            " to be loaded, or write the ministry or organisation."
        ),
        ("municipality", "organisation"),
    ),
    "municipality_left_out": Reason(
        NOTICE,
        _("Without municipality"),
        _(
            "The catalogue of this site does not hold the municipalities of %(value)s: this person"
            " goes in without one."
        ),
    ),
    "municipality_several": Reason(
        ERROR,
        _("Which municipality?"),
        _("Several municipalities have a name that begins so. Choose one."),
        ("municipality",),
    ),
    "municipality_part": Reason(
        NOTICE,
        _("Check the municipality"),
        _("It was taken for %(value)s."),
        ("municipality",),
    ),
    "municipality_namesake": Reason(
        NOTICE,
        _("Check the municipality"),
        _("There is also %(value)s. Choose the one that is meant."),
        ("municipality",),
    ),
    "municipality_ambiguous": Reason(
        ERROR,
        _("Which municipality?"),
        _("Several states have a municipality of this name. Write its state after a comma."),
        ("municipality",),
    ),
    "municipality_missing": Reason(
        ERROR, _("The municipality is missing"), _("Write the municipality."), ("municipality",)
    ),
    "place_unknown": Reason(
        ERROR,
        _("Unknown place"),
        _(
            "Write a municipality of Mexico, or a town and its country, for example “Rosario,"
            " Argentina”."
        ),
        ("municipality",),
    ),
    "organisation_missing": Reason(
        ERROR,
        _("The ministry is missing"),
        _("Write the ministry or organisation where this person works."),
        ("organisation",),
    ),
    "place_missing": Reason(
        ERROR,
        _("Where do they work?"),
        _("Write the municipality, or the ministry or organisation."),
        ("municipality", "organisation"),
    ),
    "too_long": Reason(ERROR, _("Too long"), _("Shorten this: %(value)s.")),
    "same_person_without_email": Reason(
        DUPLICATE,
        _("The same person?"),
        _("Somebody of this name and place is enrolled without e-mail."),
    ),
    "without_email": Reason(
        NOTICE,
        _("Without e-mail"),
        _("Enters with a name code and a PIN: print the access sheet afterwards."),
    ),
    "already_enrolled": Reason(
        DUPLICATE, _("Already enrolled"), _("Is in this cohort already; nothing changes.")
    ),
    "has_account": Reason(
        NOTICE, _("Has an account"), _("Is enrolled with the same account and password.")
    ),
    "name_differs": Reason(
        NOTICE,
        _("Another name"),
        _("The account of this e-mail has another name. Check that it is the same person."),
        ("email",),
    ),
    "other_state": Reason(
        NOTICE, _("Another state"), _("The municipality is in another state than the cohort.")
    ),
    "personal_mail": Reason(
        NOTICE, _("Personal e-mail"), _("It is accepted; check that it is right."), ("email",)
    ),
    "one_name": Reason(
        NOTICE,
        _("No first surname"),
        _("The certificate will show the name as it is here."),
        ("surname_1",),
    ),
    "name_order": Reason(
        NOTICE,
        _("Check the name"),
        _("The whole name was divided by guesswork: it may be the other way round."),
        ("given_names", "surname_1", "surname_2"),
    ),
    "no_position": Reason(
        NOTICE, _("No position"), _("The person writes it when they enter."), ("position",)
    ),
}
LENGTHS = {
    name: EnrolmentListRow._meta.get_field(name).max_length
    for name in (
        "given_names",
        "surname_1",
        "surname_2",
        "email",
        "municipality",
        "organisation",
        "position",
        "area",
    )
}


@dataclass(frozen=True)
class KnownPerson:
    """What the database knows of an address."""

    has_account: bool
    folded_name: str
    is_enrolled: bool


@dataclass(frozen=True)
class Verdict:
    """The entry as tidied, its reasons (codes, perhaps "code:value"), and its municipality."""

    entry: PersonEntry
    reasons: tuple[str, ...]
    territory: int | None

    @property
    def verdict(self) -> str:
        kinds = {REASONS[code.partition(":")[0]].verdict for code in self.reasons}
        return next((kind for kind in WEIGHTS if kind in kinds), READY)


def judge(
    entries: Sequence[PersonEntry],
    *,
    catalogue: Catalogue,
    known: Mapping[str, KnownPerson],
    seated: Mapping[tuple[str, str], str] | None = None,
    others: Collection[int] = (),
    without_email: Collection[int] = (),
    is_government: bool = True,
    has_positions: bool = True,
) -> list[Verdict]:
    """Return a verdict for each entry, in the same order.

    ``known`` is keyed by address as ``tidy_email`` writes it; ``seated`` says the address of
    each person of the cohort by ``identity``. Lines among ``others`` were looked at: they are
    other people, however alike; of lines in ``without_email`` it is known that there is none.
    ``is_government`` says that the course is for public servants:
    they work for a municipality or for a ministry. A list that ``has_positions`` is told where
    one is missing.
    """
    first: dict[str, PersonEntry] = {}
    alike: dict[tuple[str, str], int] = {}
    verdicts = []
    tidied = [replace(entry, email=tidy_email(entry.email)) for entry in entries]
    usual = usual_domains(entry.email for entry in tidied)
    for listed in tidied:
        person = known.get(listed.email)
        has_account = bool(person and person.has_account)
        has_no_email = listed.line in without_email and not listed.email
        told = (
            "without_email"
            if has_no_email
            else _about_email(listed, first, usual, is_known=has_account)
        )
        is_wrong = bool(told) and REASONS[told.partition(":")[0]].verdict == ERROR
        reasons = [*_about_name(listed), *_about_length(listed), *filter(None, [told])]
        if first.setdefault(listed.email, listed) is listed and not is_wrong:
            about = _about_account(listed, person, is_government=is_government)
            reasons += [code for code in about if not (told and code == "personal_mail")]
        entry, territory, place_reasons = _place(listed, catalogue, is_government=is_government)
        reasons += place_reasons
        who = identity(entry.full_name, territory, entry.organisation)
        if not is_wrong and entry.line not in others:
            reasons += _about_alike(entry, who, reasons, alike=alike, seated=seated or {})
        alike.setdefault(who, entry.line)
        if has_positions and not entry.position:
            reasons.append("no_position")
        verdicts.append(Verdict(entry, tuple(reasons), territory))
    return [_without_namesake(each, catalogue, verdicts) for each in verdicts]


def _about_email(
    entry: PersonEntry, first: Mapping[str, PersonEntry], usual: Sequence[str], *, is_known: bool
) -> str:
    """Return what is to be said of an address, and tell one person twice from a shared mailbox."""
    told = about_email(entry.email, usual)
    is_typo = told.startswith("email_typo")
    if told and not is_typo:
        return told
    if entry.email in first:
        other = first[entry.email]
        is_same = fold(other.full_name) == fold(entry.full_name)
        return f"{'repeated' if is_same else 'shared_mailbox'}:{other.line}"
    return "" if is_known else told


def identity(full_name: str, territory: int | None, organisation: str) -> tuple[str, str]:
    """Return what makes two rows look like one person: name, and municipality or organisation."""
    return fold(full_name), str(territory) if territory else fold(organisation)


def _about_alike(
    entry: PersonEntry,
    who: tuple[str, str],
    reasons: Sequence[str],
    *,
    alike: Mapping[tuple[str, str], int],
    seated: Mapping[tuple[str, str], str],
) -> list[str]:
    """Ask about the same name in the same place with another address; a short name says little."""
    is_known = any(
        code.partition(":")[0] in {"repeated", "shared_mailbox", "already_enrolled"}
        for code in reasons
    )
    if is_known or not (entry.surname_1 and who[1]):
        return []
    if who in alike:
        return [f"same_person:{alike[who]}"]
    if who in seated and not seated[who]:
        return ["same_person_without_email"]
    if seated.get(who, entry.email) != entry.email:
        return [f"same_person_enrolled:{seated[who]}"]
    return []


def _about_name(entry: PersonEntry) -> list[str]:
    if not any(sign.isalpha() for sign in entry.given_names):
        return ["name_missing"]
    if not entry.surname_1:
        return ["one_name"]
    return ["name_order"] if entry.is_name_doubtful else []


def _about_length(entry: PersonEntry) -> list[str]:
    # What is stored is cut to the length of its column; whatever fills it is asked about.
    return [
        f"too_long:{name}" for name, limit in LENGTHS.items() if len(getattr(entry, name)) >= limit
    ]


def _about_account(
    entry: PersonEntry, person: KnownPerson | None, *, is_government: bool
) -> list[str]:
    if person and person.is_enrolled:
        return ["already_enrolled"]
    reasons = []
    if person and person.folded_name != fold(entry.full_name):
        reasons.append("name_differs")
    if person and person.has_account:
        reasons.append("has_account")
    elif is_government and PERSONAL_DOMAINS.search(entry.email):
        reasons.append("personal_mail")
    return reasons


def _place(
    entry: PersonEntry, catalogue: Catalogue, *, is_government: bool
) -> tuple[PersonEntry, int | None, list[str]]:
    """Return the entry with its workplace settled, its municipality, and what is wrong with it."""
    country = catalogue.find(entry.municipality).municipality if entry.municipality else None
    if isinstance(country, Country):
        says_where = entry.organisation or (is_government and town_of(entry.municipality))
        return entry, country.pk, [] if says_where else ["organisation_missing"]
    if not is_government:
        lacking = [] if entry.organisation else ["organisation_missing"]
        territory, reasons = _municipality(entry.municipality, catalogue)
        return entry, territory, [*lacking, *_left_out(reasons)]
    if entry.level in {"state", "federal"}:
        return _ministry(entry, catalogue)
    if not entry.municipality and OF_A_TOWN_HALL.match(place_key(entry.organisation)):
        entry = replace(entry, municipality=entry.organisation[: LENGTHS["municipality"] - 1])
    territory, reasons = _municipality(entry.municipality, catalogue)
    if not entry.municipality and entry.level == "municipal":
        reasons = ["municipality_missing"]
    elif not entry.municipality and not entry.organisation:
        reasons = ["place_missing"]
    elif entry.organisation and entry.level != "municipal":
        reasons = _left_out(reasons)
    return entry, territory, reasons


def _ministry(
    entry: PersonEntry, catalogue: Catalogue
) -> tuple[PersonEntry, int | None, list[str]]:
    """Settle somebody of the state or the federation; one column may serve for both kinds."""
    if entry.organisation:
        return entry, None, []
    if entry.municipality and catalogue.find(entry.municipality).municipality is None:
        return replace(entry, organisation=entry.municipality, municipality=""), None, []
    return entry, None, ["organisation_missing"]


def _municipality(text: str, catalogue: Catalogue) -> tuple[int | None, list[str]]:
    if not text:
        return None, []
    found = catalogue.find(text)
    if found.municipality is None:
        return None, [found.problem]
    reasons = [found.notice] if found.notice else []
    if catalogue.home_state and found.municipality.state_code != catalogue.home_state:
        reasons.append("other_state")
    return found.municipality.pk, reasons


def _left_out(reasons: Sequence[str]) -> list[str]:
    """Let somebody in whose municipality cannot be known, where none is needed."""
    return [code.replace("_elsewhere:", "_left_out:") for code in reasons]


def _without_namesake(
    verdict: Verdict, catalogue: Catalogue, verdicts: Sequence[Verdict]
) -> Verdict:
    """Return the verdict without a doubt that the list itself settles: it names both places."""
    if not any(code.startswith("municipality_namesake:") for code in verdict.reasons):
        return verdict
    named = {catalogue.by_pk(each.territory).name for each in verdicts if each.territory}
    settled = {f"municipality_namesake:{name}" for name in named}
    return replace(verdict, reasons=tuple(code for code in verdict.reasons if code not in settled))


def field_of(code: str) -> str:
    """Return the field beside which a form says this reason."""
    name, _colon, value = code.partition(":")
    return value if name == "too_long" else (REASONS[name].edits or ("given_names",))[0]


def said(code: str) -> tuple[Reason, str]:
    """Return a reason and its sentence with the value after the colon filled in."""
    name, _colon, value = code.partition(":")
    reason = REASONS[name]
    if name == "too_long":
        value = str(FIELDS[value])
    return reason, str(reason.sentence) % {"value": value} if value else str(reason.sentence)
