"""What people call the values and fields that a message mentions."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from assessments.models import BudgetLine, CremaaAnswer, Indicator, IntegratedApproach, LogframeRow

# The fields that every indicator has, by the names of its facts.
INDICATOR_FIELDS = {
    "name": pgettext_lazy("field of an indicator", "name"),
    "definition": pgettext_lazy("field of an indicator", "definition"),
    "dimension": pgettext_lazy("field of an indicator", "dimension"),
    "indicator_type": pgettext_lazy("field of an indicator", "type"),
    "method_kind": pgettext_lazy("field of an indicator", "kind of measure"),
    "formula": pgettext_lazy("field of an indicator", "formula"),
    "unit": pgettext_lazy("field of an indicator", "unit"),
    "frequency": pgettext_lazy("field of an indicator", "frequency"),
    "direction": pgettext_lazy("field of an indicator", "direction"),
    "target_value": pgettext_lazy("field of an indicator", "value of the target"),
    "target_year": pgettext_lazy("field of an indicator", "year of the target"),
}


def _label(choices: type[TextChoices], value: str) -> Promise | str:
    """Return the label of a value; what is no value of the list is shown as it is."""
    return choices(value).label if value in choices.values else value


def level_name(level: str) -> Promise | str:
    return _label(LogframeRow.Level, level)


def dimension_name(dimension: str) -> Promise | str:
    return _label(Indicator.Dimension, dimension)


def type_name(indicator_type: str) -> Promise | str:
    return _label(Indicator.Kind, indicator_type)


def principle_name(principle: str) -> Promise | str:
    return _label(IntegratedApproach.Principle, principle)


def criterion_name(criterion: str) -> Promise | str:
    return _label(CremaaAnswer.Criterion, criterion)


def cross_cutting_name(kind: str) -> Promise | str:
    return _label(BudgetLine.CrossCutting, kind)
