"""The form of any record of the exercise, made from the descriptions of its fields."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms

from assessments.domain.exercise.kinds import Thing
from assessments.domain.exercise.naming import Names
from assessments.forms.record_fields import form_field


class RecordForm(forms.Form):
    """Everything may be left empty: what is missing is said on the page of the step."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    short: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        return {name: said for name, said in self.cleaned_data.items() if name not in OWN}

    @property
    def first(self) -> list[forms.BoundField]:
        """What has to be written: the short list of the page."""
        short = (self[name] for name in self.fields if name in self.short)
        return [field for field in short if not field.is_hidden]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.short and name not in OWN]

    @property
    def rest_is_wrong(self) -> bool:
        return any(field.errors for field in self.rest)


OWN = {"version", "key"}


def record_form(
    thing: Thing,
    *,
    names: Mapping[str, Names],
    where: str = "",
    is_new: bool,
    without: tuple[str, ...] = (),
    has_given_place: bool = False,
    offers: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> type[RecordForm]:
    """Make the form of a kind of record; ``names`` is what its references can be, by kind.

    A new record also says where it stands. A kind that depends on its place shows every field
    that any place has. ``offers`` narrows the values to choose from.
    """
    own = thing.fields if is_new else thing.fields_at(where)
    place = [each for each in thing.place if is_new and each.name not in without]
    fields = [*place, *(each for each in own if each.name not in without)]
    made = {each.name: form_field(each, names) for each in fields}
    for name, values in offers.items():
        made[name].choices = [each for each in made[name].choices if each[0] in {"", *values}]
    for each in place if has_given_place else ():
        made[each.name].widget = made[each.name].hidden_widget()
    needed = [each.name for each in fields if each.needed_for or each in place]
    facts = {"short": tuple(needed) or tuple(made)}
    return type("RecordForm", (RecordForm,), made | facts)


def references_of(thing: Thing, *, without: tuple[str, ...] = ()) -> set[str]:
    """Return the kinds of things that the fields of a record refer to."""
    fields = [each for each in (*thing.place, *thing.fields) if each.name not in without]
    parts = [part for each in fields for part in each.parts]
    return {each.to for each in (*fields, *parts) if each.to}


def initial_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored values as the widgets take them: names as text."""
    return {
        name: [str(each) for each in said]
        if isinstance(said, tuple) and not any(isinstance(each, dict) for each in said)
        else str(said) if isinstance(said, UUID) else said
        for name, said in values.items()
    }  # fmt: skip
