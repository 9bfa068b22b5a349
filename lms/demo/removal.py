"""Removing the demonstration, and nothing that real people have made meanwhile."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, FileField, ForeignKey, Model, OuterRef, Q

from courses.models import Cohort, Enrolment
from lms.lib.mail import file_of
from people.models import DataAgreement, Membership, Message, Organisation, User
from tutoring.models import Answer, Venue, Workshop

BATCH = 5000


@dataclass
class Removal:
    """The rows that go, by model; and what stays because real rows point to it."""

    rows: dict[type[Model], set] = field(default_factory=lambda: defaultdict(set))
    kept: dict[type[Model], set] = field(default_factory=lambda: defaultdict(set))

    def counts(self) -> Counter:
        return Counter({model._meta.label: len(keys) for model, keys in self.rows.items()})


def demo_cohorts() -> list[int]:
    """Return the cohorts of organisations of the demonstration in which no real person studies."""
    real = Enrolment.objects.filter(cohort=OuterRef("pk"), participant__is_demo=False)
    cohorts = Cohort.objects.filter(Q(host__is_demo=True) | Q(partner__is_demo=True))
    return list(cohorts.exclude(Exists(real)).values_list("pk", flat=True))


def plan_removal() -> Removal:
    """Find everything that belongs to people, organisations and cohorts of the demonstration."""
    removal = Removal()
    seeds = (
        (User, User.objects.filter(is_demo=True).values_list("pk", flat=True)),
        (Organisation, Organisation.objects.filter(is_demo=True).values_list("pk", flat=True)),
        (Cohort, demo_cohorts()),
    )
    for model, keys in seeds:
        _doom(removal, model, set(keys))
    # A venue of a session that stays keeps its host too.
    for model in (Venue, User, Organisation):
        removal.kept[model] = _needed(model, removal)
        removal.rows[model] -= removal.kept[model]
    return removal


def _columns() -> Iterator[ForeignKey]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for column in model._meta.concrete_fields:
                if isinstance(column, ForeignKey):
                    yield column


def belongs_to_target(column: ForeignKey) -> bool:
    """Say whether a row goes with the row that ``column`` points to.

    Who entered, granted or wrote something is no owner of it (these columns have no reverse name),
    and an organisation owns only the roles in it, its agreements, its venues and its workshops.
    """
    if column.related_model is User:
        return not column.remote_field.hidden and column.model is not Answer
    if column.related_model is Organisation:
        of_host = column.model in {Venue, Workshop} and column.name == "host"
        return of_host or column.model in {Membership, DataAgreement}
    return column.related_model is not Venue  # Sessions keep the words of theirs.


def _doom(removal: Removal, model: type[Model], keys: set) -> None:
    """Add rows to those that go, and then all rows that belong to them."""
    fresh = keys - removal.rows[model]
    if not fresh:
        return
    removal.rows[model] |= fresh
    for column in _columns():
        if column.related_model is model and belongs_to_target(column):
            found: set = set()
            for batch in _batches(fresh):
                rows = column.model._base_manager.filter(**{f"{column.attname}__in": batch})
                found |= set(rows.values_list("pk", flat=True))
            _doom(removal, column.model, found)


def _needed(model: type[Model], removal: Removal) -> set:
    """Return the doomed rows of ``model`` to which rows that stay point."""
    needed: set = set()
    for column in _columns():
        if column.related_model is model:
            rows = column.model._base_manager.filter(**{f"{column.attname}__isnull": False})
            going = removal.rows[column.model]
            pairs = rows.values_list("pk", column.attname)
            needed |= {target for key, target in pairs if key not in going}
    return needed & removal.rows[model]


def _batches(keys: set) -> Iterator[list]:
    listed = list(keys)
    for start in range(0, len(listed), BATCH):
        yield listed[start : start + BATCH]


def files_of(removal: Removal) -> list[str]:
    """Return the names, in the storage, of the files of the rows that go."""
    names = []
    for model, keys in removal.rows.items():
        for column in model._meta.concrete_fields:
            if isinstance(column, FileField):
                for batch in _batches(keys):
                    rows = model._base_manager.filter(pk__in=batch).exclude(**{column.name: ""})
                    names += rows.values_list(column.attname, flat=True)
    return names


def letters_of(removal: Removal) -> list[Path]:
    """Return the files in the mail folder of the messages that go."""
    keys: list[str] = []
    for batch in _batches(removal.rows[Message]):
        keys += Message.objects.filter(pk__in=batch).values_list("key", flat=True)
    return [Path(settings.MAIL_FOLDER) / file_of(key) for key in keys]


def remove(removal: Removal) -> None:
    """Delete what was found, all or nothing; then its files. Everybody is signed out.

    A person of the demonstration whom real rows name stays as a nameless account that nobody can
    use; an organisation that they name becomes an ordinary one.
    """
    files, letters = files_of(removal), letters_of(removal)
    with transaction.atomic():
        # References among the rows are checked at the end, so the order is of no importance.
        for model, keys in removal.rows.items():
            for batch in _batches(keys):
                rows = model._base_manager.filter(pk__in=batch)
                rows._raw_delete(rows.db)  # noqa: SLF001 -- `delete` would ask every protection
        Organisation.objects.filter(pk__in=removal.kept[Organisation]).update(is_demo=False)
        for person in User.objects.filter(pk__in=removal.kept[User]):
            _forget(person)
        Session.objects.all().delete()
    for name in files:
        default_storage.delete(name)
    for letter in letters:
        letter.unlink(missing_ok=True)


def _forget(person: User) -> None:
    person.given_names, person.surname_1, person.surname_2 = "Demo", "", ""
    person.preferred_name, person.email = "", None
    person.is_active = person.is_staff = person.is_superuser = person.is_demo = False
    person.set_unusable_password()
    person.save()
