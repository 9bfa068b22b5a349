"""Remarks on single cells of what was handed in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.domain.grading.drafts import check_grading, locked_submission, write_grade
from assessments.domain.snapshots import thaw
from assessments.models import CellComment, LogframeRow, Submission
from lms.lib.errors import RuleViolation
from people.models import User


@transaction.atomic
def comment_on_cell(
    submission: Submission,
    *,
    by: User,
    cell_id: str,
    body: str,
    key: UUID,
    draft: Mapping[str, Any] | None = None,
) -> CellComment:
    """Write a remark on one cell of what was handed in. The same ``key`` again: one remark.

    It stays attached to the row, wherever that moves, and keeps the code the row had. ``draft``
    holds what ``save_draft`` takes, when the form of the rubric came along.
    """
    submission = locked_submission(submission)
    earlier = submission.comments.filter(key=key, author=by).first()
    if earlier:
        return earlier
    check_grading(submission, by=by)
    cell = thaw(submission.snapshot).matrix.cell(cell_id)
    if cell is None:
        raise RuleViolation(_("Choose the cell that the comment is about."), code="cell")
    if not body.strip():
        raise RuleViolation(_("Write the comment."), code="empty")
    if draft is not None:
        write_grade(submission, by=by, now=timezone.now(), **draft)
    return CellComment.objects.create(
        submission=submission,
        row=LogframeRow.objects.filter(project=submission.project, public_id=cell.row.id).first(),
        row_code=cell.row.code,
        column=cell.column,
        author=by,
        body=body,
        key=key,
    )


@transaction.atomic
def remove_comment(comment: CellComment, *, by: User) -> None:
    """Delete a remark that the participant has not seen yet. Again: nothing happens."""
    submission = locked_submission(comment.submission)
    check_grading(submission, by=by)
    CellComment.objects.filter(pk=comment.pk, author=by).delete()
