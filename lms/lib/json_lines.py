"""Lines of other tables as one value, so that one query brings many small tables at once."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, JSONArray


class Lines(Subquery):
    """The rows of a queryset as a list of lists: Lines(Book.objects.filter(…), "pk", "title").

    Values come as JSON has them: dates and ids as text, decimals as text that loses no digit,
    truth as 0 and 1 on some databases.
    """

    output_field = JSONField()

    def __init__(self, rows: models.QuerySet, *columns: str | Combinable, **extra: Any) -> None:
        exact = [_exact(rows.model, column) for column in columns]
        super().__init__(rows.annotate(line=_Line(*exact)).values("line"), **extra)

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        template = "(SELECT JSON_GROUP_ARRAY(JSON(line)) FROM (%(subquery)s))"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        template = "(SELECT COALESCE(JSON_AGG(line), '[]')::text FROM (%(subquery)s) AS lines)"
        return self.as_sql(compiler, connection, template=template, **extra)


class _Line(JSONArray):
    """A line as text: nobody looks into it in the database, which writes JSONB twice as slowly."""

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_BUILD_ARRAY", **extra)


def _exact(model: type[models.Model], column: str | Combinable) -> str | Combinable:
    """JSON numbers are read as floats; a decimal travels as text."""
    if isinstance(column, str) and "__" not in column and column != "pk":
        field = model._meta.get_field(column)
        if isinstance(field, models.DecimalField):
            return Cast(column, models.CharField(max_length=40))
    return column
