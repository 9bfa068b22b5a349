"""Who may do what: one table, asked in one way.

Every app writes its rows of the table in ``<app>/access.py``::

    @grant(Question, "view", "answer")
    def questions_of_participants_they_tutor(user):
        return Q(enrolment__tutor_assignments__tutor=user)

A grant is a *scope*: the rows on which that person may act. Grants for one action add up, and
lists, pages and buttons are answered from the same scope, so they cannot drift apart. Creating
something is an action on its parent: one may "ask" an Enrolment, "schedule" a Cohort.

The table says *who*. *Whether* it may happen now (a closed cohort, a graded project) is a rule
and lives in ``<app>/domain``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

Person = AbstractUser | AnonymousUser
Scope = Callable[[Person], Q]

_table: dict[tuple[type[Model], str], list[Scope]] = defaultdict(list)


def grant(model: type[Model], *actions: str) -> Callable[[Scope], Scope]:
    """Declare that the rows in the decorated scope are open to ``actions``."""

    def register(scope: Scope) -> Scope:
        for action in actions:
            _table[model, action].append(scope)
        return scope

    return register


def grants() -> Iterator[tuple[type[Model], str, Scope]]:
    """Yield the whole table: model, action, and the scope whose name is the reason."""
    for (model, action), scopes in _table.items():
        for scope in scopes:
            yield model, action, scope


def allowed(user: Person, action: str, rows: QuerySet) -> QuerySet:
    """Narrow ``rows`` to those on which ``user`` may perform ``action``."""
    model = rows.model
    if (model, action) not in _table:
        raise LookupError(f"No grant mentions {action!r} on {model.__name__}.")
    if not user.is_active:  # An anonymous visitor is not active either.
        return rows.none()
    if user.is_superuser:
        return rows
    scope = reduce(or_, (scope(user) for scope in _table[model, action]))
    if _is_about_the_row_itself(model, scope):
        return rows.filter(scope)
    # A subquery, so that scopes may join to-many relations without doubling rows.
    return rows.filter(pk__in=model._base_manager.filter(scope).values("pk"))


def _is_about_the_row_itself(model: type[Model], scope: Q) -> bool:
    """Say whether a scope asks columns of the row only: it doubles nothing, and costs less."""
    for part in scope.children:
        if isinstance(part, Q):
            if not _is_about_the_row_itself(model, part):
                return False
            continue
        name, *lookup = part[0].split("__") if isinstance(part, tuple) else [""]
        fields = {field.name: field for field in model._meta.concrete_fields}
        if name not in fields or any(each not in fields[name].get_lookups() for each in lookup):
            return False
    return bool(scope.children)


def may(user: Person, action: str, thing: Model) -> bool:
    """Say whether ``user`` may perform ``action`` on this one thing."""
    return allowed(user, action, type(thing)._base_manager.filter(pk=thing.pk)).exists()


def with_may(rows: QuerySet, user: Person, *actions: str) -> QuerySet:
    """Annotate each row with ``may_<action>``, so that a list asks the table once."""
    this_row = rows.model._base_manager.filter(pk=OuterRef("pk"))
    return rows.annotate(
        **{f"may_{action}": Exists(allowed(user, action, this_row)) for action in actions}
    )


def fetch(user: Person, action: str, rows: QuerySet, **lookup: Any) -> Any:
    """Load one row for a view, or stop the request.

    404 when the person may not even view it, so that nobody learns that it exists; 403 when
    they may view it but not do this to it.
    """
    if action != "view" and _implies_view(rows.model, action):
        thing = allowed(user, action, rows).filter(**lookup).first()
        if thing is not None:
            return thing
    thing = get_object_or_404(allowed(user, "view", rows), **lookup)
    if action != "view" and not may(user, action, thing):
        raise PermissionDenied
    return thing


def _implies_view(model: type[Model], action: str) -> bool:
    """Say whether all scopes of ``action`` open their rows to "view" too: one query is enough."""
    scopes = _table.get((model, action), [])
    return bool(scopes) and set(scopes) <= set(_table.get((model, "view"), []))


def fetch_public(rows: QuerySet, **lookup: Any) -> Any:
    """Load one row for a page open to visitors. ``rows`` must already be the public ones."""
    return get_object_or_404(rows, **lookup)
