"""One organisation written twice: finding it, and making one of the two."""

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Count, ForeignKey, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.lib.errors import RuleViolation
from people.domain.records import record
from people.models import Membership, Organisation, OrganisationMerge, User

ALIKE = 0.82  # Of 1: how like two names are before somebody is asked about them.
MOST = 5


@dataclass(frozen=True)
class Moving:
    """How many rows of one kind go over from one organisation to the other."""

    what: str
    number: int


def duplicates_of(organisation: Organisation) -> list[Organisation]:
    """Return those of the same territory that may be the same one, the likest first."""
    others = Organisation.objects.filter(territory=organisation.territory_id)
    likeness = {
        other: difflib.SequenceMatcher(None, other.folded_name, organisation.folded_name).ratio()
        for other in others.exclude(pk=organisation.pk).select_related("territory")
    }
    halls = Organisation.Kind.MUNICIPALITY
    for other in likeness:
        # A municipality has one government, whatever it is called.
        if other.kind == organisation.kind == halls or (
            other.short_name and other.short_name == organisation.short_name
        ):
            likeness[other] = 1
    found = sorted(likeness, key=lambda other: -likeness[other])
    return [other for other in found if likeness[other] >= ALIKE][:MOST]


def _columns() -> Iterator[ForeignKey]:
    """Yield every column of any app that says which organisation a row belongs to."""
    for relation in Organisation._meta.related_objects:
        if isinstance(relation.field, ForeignKey):
            yield relation.field


def _rows_of(organisation: Organisation) -> list[tuple[ForeignKey, int]]:
    """Count the rows of every column that belong to an organisation, in one query."""
    columns = list(_columns())
    counts = {
        f"column_{place}": Coalesce(Subquery(_count_of(column)), 0)
        for place, column in enumerate(columns)
    }
    found = Organisation.objects.filter(pk=organisation.pk).annotate(**counts)
    numbers = found.values_list(*counts).get()
    return [pair for pair in zip(columns, numbers, strict=True) if pair[1]]


def _count_of(column: ForeignKey) -> QuerySet:
    rows = column.model._base_manager.filter(**{column.name: OuterRef("pk")}).order_by()
    return rows.values(column.name).annotate(number=Count("pk")).values("number")


def what_moves(organisation: Organisation) -> list[Moving]:
    """Say what hangs on an organisation and goes over when it is merged."""
    counts: Counter = Counter()
    for column, number in _rows_of(organisation):
        counts[str(column.model._meta.verbose_name_plural)] += number
    return [Moving(what, number) for what, number in counts.items()]


def merges_of(organisation: Organisation) -> list[tuple[OrganisationMerge, list[Moving]]]:
    """Return the last merges into an organisation, each with what moved, in words."""
    merges = organisation.merges.select_related("merged_by")[:MOST]
    return [(each, _in_words(each.moved)) for each in merges]


def _in_words(moved: dict[str, int]) -> list[Moving]:
    return [
        Moving(str(apps.get_model(label)._meta.verbose_name_plural), number)
        for label, number in moved.items()
    ]


@transaction.atomic
def merge(gone: Organisation, *, into: Organisation, by: User) -> OrganisationMerge:
    """Move all that hangs on ``gone`` over to ``into``, remove ``gone``, and keep a record.

    It cannot be undone; the record says what moved. Certificates and files made before keep the
    name of that day. Refused for a host, and where both take part in the same thing.
    """
    both = Organisation.objects.select_for_update().filter(pk__in=[gone.pk, into.pk])
    if len(list(both.order_by("pk"))) < 2:
        raise RuleViolation(_("Choose another organisation."), code="same")
    if gone.is_host:
        raise RuleViolation(
            _("An organisation that runs the programme cannot go into another."), code="host"
        )
    _end_roles_held_in_both(gone, into)
    moved: Counter = Counter()
    try:
        with transaction.atomic():
            for column, number in _rows_of(gone):
                rows = column.model._base_manager.filter(**{column.name: gone})
                rows.update(**{column.name: into})
                moved[column.model._meta.label] += number
    except IntegrityError as twice:
        raise RuleViolation(
            _("Both take part in the same thing, for example a cohort. End one of the two first."),
            code="both",
        ) from twice
    kept = OrganisationMerge.objects.create(
        kept=into,
        merged_name=gone.name,
        merged_territory=gone.territory,
        merged_public_id=gone.public_id,
        moved=moved,
        merged_by=by,
    )
    record(by, "merge", into, reason=gone.name)
    gone.delete()
    return kept


def _end_roles_held_in_both(gone: Organisation, into: Organisation) -> None:
    """End in ``gone`` the roles that the same people hold in ``into``; nobody loses one."""
    yesterday = timezone.localdate() - timedelta(days=1)
    held = set(into.memberships.filter(until=None).values_list("person", "role"))
    for membership in Membership.objects.filter(organisation=gone, until=None):
        if (membership.person_id, membership.role) in held:
            membership.until = max(yesterday, membership.since)
            membership.save(update_fields=["until"])
