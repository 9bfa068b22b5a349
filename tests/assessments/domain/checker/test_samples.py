"""Sentences that people write, with the hint that each should wake, and the flawed example."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from assessments.domain.checker.check import CATALOGUE
from assessments.domain.checker.findings import RULES
from assessments.domain.checker.report import reports_on
from lms.lib.plain_files import read_plain_file
from tests.assessments.domain.checker.projects import ids_of

HERE = Path(__file__).parent
FLAWED = Path(settings.BASE_DIR) / "assessments" / "data" / "flawed_logframe.yaml"


def read_samples(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def syntax_of(sample):
    matrix = {"components": []}
    level, said = sample["level"], {"text": sample["text"]}
    if level == "activity":
        matrix["components"] = [{"activities": [said]}]
    elif level == "component":
        matrix["components"] = [said]
    else:
        matrix[level] = said
    found = ids_of({"language": sample["lang"], "logframe": matrix})
    return {rule for rule in found if RULES[rule].family == "SYN"} - {"SYN-08"}


def errors_in(samples):
    """Return the correct sentences that wake a hint, and the faulty ones that do not."""
    alarms, misses = [], []
    for sample in samples:
        found, expected = syntax_of(sample), sample["expected_rule"]
        if not expected and found:
            alarms.append(sample["text"])
        elif expected and expected not in found:
            misses.append(sample["text"])
    return alarms, misses


@pytest.mark.parametrize("language", ["es", "en"])
def test_syntax_hints_err_once_at_most_in_the_samples_of_the_reference(language):
    samples = [each for each in read_samples("syntax_samples.csv") if each["lang"] == language]

    alarms, misses = errors_in(samples)

    assert len(samples) > 10
    assert len(alarms) <= 1, alarms
    assert len(misses) <= 1, misses


def test_syntax_hints_err_in_known_ways_in_further_samples():
    alarms, misses = errors_in(read_samples("more_syntax_samples.csv"))

    assert alarms == []
    # A noun that may be an action, and a participle that stands far from it.
    assert misses == ["Estudios de suelo terminados"]


def test_the_flawed_example_wakes_all_rules_but_those_that_exclude_others():
    (report,) = reports_on(read_plain_file(FLAWED))

    awake = {finding.id for finding in report.findings}
    assert len(awake) >= 60
    assert {rule.id for rule in CATALOGUE} - awake == {
        "STG-01", "STR-01", "STR-03", "STR-04", "VER-04", "VER-05", "VER-06", "DUP-01", "DUP-05",
        "IND-02", "IND-03", "LNB-01",
    }  # fmt: skip
