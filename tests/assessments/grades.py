"""Verdicts for tests: what a tutor chooses to approve or to return a project."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from assessments.domain.grading.arithmetic import Score
from assessments.domain.grading.reading import criteria_of, rubric_for, rules_of


def scores(submission, level=4, **special):
    """Give every criterion ``level``, and those named another: scores(s, R4=1)."""
    comment = "Le falta una explicación más larga."
    return {
        rule.code: Score(Decimal(str(special.get(rule.code, level))), comment)
        for rule in rules_of(criteria_of(rubric_for(submission, None), submission.deliverable))
    }


def approving(submission, level=4, **special):
    return {
        "scores": scores(submission, level, **special),
        "verdict": "approve",
        "message": "Bien.",
    }


def returning(submission, level=2, *, resubmit_by=None):
    return {
        "scores": scores(submission, level),
        "verdict": "return",
        "message": "Precise el Propósito.",
        "resubmit_by": resubmit_by or timezone.localdate() + timedelta(days=10),
    }
