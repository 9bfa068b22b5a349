from uuid import uuid4

import pytest

from assessments.domain.grading.comments import comment_on_cell, remove_comment
from assessments.domain.grading.verdicts import send_verdict
from assessments.models import CellComment
from lms.lib.errors import RuleViolation
from tests.assessments.grades import returning

pytestmark = pytest.mark.django_db


def cell_of(submission, place=0, column="narrative"):
    return f"{submission.snapshot['rows'][place]['id']}.{column}"


def test_a_comment_keeps_row_and_code(submission, tutor):
    key = uuid4()

    comment = comment_on_cell(
        submission, by=tutor, cell_id=cell_of(submission, 3, "means"), body="¿Quién?", key=key
    )

    assert (comment.row_code, comment.column) == ("A1.1", "means")
    assert str(comment.row.public_id) == submission.snapshot["rows"][3]["id"]
    assert comment == comment_on_cell(submission, by=tutor, cell_id="x", body="", key=key)
    comment.row.delete()
    comment.refresh_from_db()
    assert (comment.row, comment.row_code) == (None, "A1.1")


@pytest.mark.parametrize(("cell", "body", "code"), [("x.y", "Hola", "cell"), (None, " ", "empty")])
def test_a_comment_needs_a_cell_and_words(submission, tutor, cell, body, code):
    with pytest.raises(RuleViolation) as refusal:
        comment_on_cell(
            submission, by=tutor, cell_id=cell or cell_of(submission), body=body, key=uuid4()
        )

    assert refusal.value.code == code


def test_a_comment_can_be_removed_only_before_the_verdict(submission, tutor):
    def comment():
        return comment_on_cell(
            submission, by=tutor, cell_id=cell_of(submission), body="Hola", key=uuid4()
        )

    remove_comment(comment(), by=tutor)
    assert not CellComment.objects.exists()

    kept = comment()
    send_verdict(submission, by=tutor, **returning(submission))
    with pytest.raises(RuleViolation) as refusal:
        remove_comment(kept, by=tutor)
    assert refusal.value.code == "sent"
