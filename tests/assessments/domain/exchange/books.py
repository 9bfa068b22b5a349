"""Workbooks as people send them back: written by us, changed cell by cell, and read again."""

from assessments.documents.project_xlsx import project_xlsx
from assessments.domain.exchange.comparing import compare
from assessments.domain.exchange.imports import LIMITS
from assessments.domain.exchange.workbook import read_records
from assessments.domain.exercise.planning import plan_of
from assessments.domain.exercise.writing import known_targets
from lms.lib.workbook import read_workbook


def sheets_of(plan):
    """Write a project as a workbook and read its sheets, by the name of the machine."""
    found = read_workbook(project_xlsx(plan), LIMITS)
    return {str(sheet.rows[0][0]).removeprefix("aula:"): sheet for sheet in found}


def place_of(sheet, name):
    return sheet.rows[0].index(name)


def put(sheet, row, name, value):
    """Write into a cell; row 1 is the first below the headers."""
    sheet.rows[row + 1][place_of(sheet, name)] = value


def read_back(sheets, plan):
    """Return what the sheets would change in the project, and the plan of it."""
    records, unread = read_records(list(sheets.values()), plan)
    after = plan_of(records, targets=known_targets())
    return compare(plan, after, unread), after
