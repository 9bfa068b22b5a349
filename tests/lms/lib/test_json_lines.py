from decimal import Decimal

import pytest
from django.db.models import F, OuterRef

from assessments.models import Indicator, LogframeProject, LogframeRow
from lms.lib.json_lines import Lines
from tests.factories import LogframeProjectFactory

pytestmark = pytest.mark.django_db


def lines_of(project, *columns):
    rows = Indicator.objects.filter(row__project=OuterRef("pk")).order_by("position")
    found = LogframeProject.objects.values_list(Lines(rows, *columns), flat=True)
    return found.get(pk=project.pk)


def test_rows_come_in_order_and_lose_no_digit():
    project = LogframeProjectFactory()
    row = LogframeRow.objects.create(project=project, level="goal")
    for position, value in ((2, "0.1"), (1, "1234567890.1234")):
        Indicator.objects.create(
            row=row, position=position, name='"Ñ" ꞌ', baseline_value=Decimal(value)
        )

    lines = lines_of(project, "position", "name", "baseline_value", F("row__level"), "target_year")

    assert [(place, name, Decimal(value), *rest) for place, name, value, *rest in lines] == [
        (1, '"Ñ" ꞌ', Decimal("1234567890.1234"), "goal", None),
        (2, '"Ñ" ꞌ', Decimal("0.1"), "goal", None),
    ]


def test_no_rows_are_an_empty_list():
    assert lines_of(LogframeProjectFactory(), "pk") == []
