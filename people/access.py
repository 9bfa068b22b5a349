"""Who may do what with people, organisations and roles."""

from django.db.models import Exists, Q

from lms.lib.access import Person, grant
from people.domain.membership import organisations_where
from people.models import AccessRecord, Membership, Organisation, User

STAFF = Membership.Role.STAFF
COORDINATOR = Membership.Role.COORDINATOR
OBSERVER = Membership.Role.OBSERVER


@grant(User, "view", "edit")
def themselves(user: Person) -> Q:
    return Q(pk=user.pk)


@grant(Organisation, "view", "edit", "merge")
def any_organisation_for_staff(user: Person) -> Q:
    return Q(Exists(organisations_where(user, STAFF)))


@grant(Organisation, "view", "run")
def the_host_they_work_for(user: Person) -> Q:
    return Q(is_host=True, pk__in=organisations_where(user, STAFF))


@grant(Organisation, "view")
def organisations_they_act_for(user: Person) -> Q:
    return Q(pk__in=organisations_where(user, STAFF, COORDINATOR, OBSERVER))


@grant(Organisation, "invite")
def their_host_and_every_partner_for_staff(user: Person) -> Q:
    return Q(pk__in=organisations_where(user, STAFF)) | (
        Q(Exists(organisations_where(user, STAFF))) & Q(is_host=False)
    )


@grant(Membership, "view")
def roles_in_their_host_and_in_partners_for_staff(user: Person) -> Q:
    return Q(organisation__in=organisations_where(user, STAFF)) | (
        Q(Exists(organisations_where(user, STAFF))) & Q(organisation__is_host=False)
    )


@grant(Membership, "end")
def the_same_roles_but_never_their_own(user: Person) -> Q:
    return roles_in_their_host_and_in_partners_for_staff(user) & ~Q(person=user.pk)


@grant(AccessRecord, "view")
def the_log_for_staff(user: Person) -> Q:
    return Q(Exists(organisations_where(user, STAFF)))
