"""What this app holds about one person, part by part, as its owner may read and copy it."""

from typing import Any

from people.domain.records import record
from people.models import User

Row = dict[str, Any]


def account_of(person: User) -> list[Row]:
    return [
        {
            "id": str(person.public_id),
            "email": person.email,
            "name_code": person.name_code,
            "given_names": person.given_names,
            "surname_1": person.surname_1,
            "surname_2": person.surname_2,
            "preferred_name": person.preferred_name,
            "language": person.language,
            "time_zone": person.time_zone,
            "date_joined": person.date_joined,
            "last_login": person.last_login,
        }
    ]


def about_self_of(person: User) -> list[Row]:
    return [
        {
            "sex": person.sex,
            "birth_year": person.birth_year,
            "support_needed": person.support_needed,
            "connectivity": person.connectivity,
            "shares_support": person.shares_support,
            "shares_connectivity": person.shares_connectivity,
            "told_about_self_at": person.told_about_self_at,
        }
    ]


def work_of(person: User) -> list[Row]:
    return list(
        person.affiliations.order_by("-since", "-pk").values(
            "organisation__name", "position", "area", "since", "until"
        )
    )


def roles_of(person: User) -> list[Row]:
    return list(person.memberships.values("organisation__name", "role", "since", "until"))


def invitations_of(person: User) -> list[Row]:
    return list(
        person.invitations.values(
            "purpose", "email", "sent_at", "opened_at", "accepted_at", "declined_at"
        )
    )


def consents_of(person: User) -> list[Row]:
    return list(person.consents.values("notice__version", "notice__language", "given_at"))


def messages_of(person: User) -> list[Row]:
    return list(person.messages_received.values("to", "subject", "state", "created_at", "sent_at"))


def sign_ins_of(person: User) -> list[Row]:
    return list(person.sign_ins.values("at", "device"))


def deeds_of(person: User) -> list[Row]:
    return list(person.access_records.values("action", "model", "object_id", "reason", "at"))


def own_data(person: User, *, by: User) -> dict[str, list[Row]]:
    """Return every part of this app's, and write down who asked for the copy."""
    record(by, "export", person)
    return {
        "account": account_of(person),
        "about_self": about_self_of(person),
        "work": work_of(person),
        "roles": roles_of(person),
        "invitations": invitations_of(person),
        "consents": consents_of(person),
        "messages": messages_of(person),
        "sign_ins": sign_ins_of(person),
        "what_you_did": deeds_of(person),
    }
