from people.models.invitation import Consent, DataAgreement, Invitation, PrivacyNotice
from people.models.organisation import (
    Affiliation,
    Level,
    Membership,
    Organisation,
    OrganisationMerge,
    Sector,
)
from people.models.record import AccessRecord, Message, SignIn
from people.models.territory import Territory
from people.models.user import User

__all__ = [
    "AccessRecord",
    "Affiliation",
    "Consent",
    "DataAgreement",
    "Invitation",
    "Level",
    "Membership",
    "Message",
    "Organisation",
    "OrganisationMerge",
    "PrivacyNotice",
    "Sector",
    "SignIn",
    "Territory",
    "User",
]
