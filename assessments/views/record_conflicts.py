"""Two versions of a record: showing both, and putting them together."""

from typing import Any

from assessments.domain.exercise.kinds import TEXTS, Sort
from assessments.domain.exercise.listing import Reader
from assessments.domain.exercise.records import RecordChanged
from assessments.domain.exercise.store import values_of
from assessments.domain.logframe import JOINT
from assessments.forms import RecordForm
from assessments.views.record_desk import Work

ONE_VALUE = {Sort.CHOICE, Sort.WHOLE, Sort.NUMBER, Sort.MONTH, Sort.ONE}


def with_both(form: RecordForm, work: Work) -> RecordForm:
    """Put what was typed and what is stored together; if it is too long, the person shortens it.

    Texts are joined; a number or a choice that was left empty is the stored one.
    """
    data = form.data.copy()
    for name, stored in values_of(work.section.thing, work.record).items():
        sort = work.section.thing.field(name).sort
        if sort in TEXTS:
            both = dict.fromkeys(filter(None, (data.get(name, "").strip(), stored)))
            data[name] = JOINT.join(both)
        elif sort in ONE_VALUE and not data.get(name) and stored is not None:
            data[name] = str(form.fields[name].prepare_value(stored))
    data["version"] = work.record.version
    return type(form)(data)


def conflict_between(work: Work, form: RecordForm, changed: RecordChanged) -> dict[str, Any]:
    """Return what a page needs to show both versions, and what was typed, to send it again."""
    mine = form.values()
    stored = {name: changed.stored[name] for name in mine if name in changed.stored}
    reader, thing = Reader(work.project), work.section.thing
    both = zip(reader.said_in(thing, mine), reader.said_in(thing, stored), strict=True)
    differing = [(one, other) for one, other in both if one.said != other.said]
    return work.context | {
        "changed": changed.record,
        "mine": [one for one, _other in differing],
        "theirs": [other for _one, other in differing],
        "sent": [
            (name, value)
            for name, values in form.data.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "version", "keep", "go"}
        ],
    }
