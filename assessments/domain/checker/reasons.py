"""Why each rule asks what it asks: the sentences that stand beside a finding."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

REASONS = Path(__file__).parents[2] / "data" / "checker_reasons.yaml"


def reason_for(rule_id: str) -> str:
    """Return why, in the language of the moment: Spanish, unless people read English."""
    language = "en" if (get_language() or "").startswith("en") else "es"
    return _reasons()[rule_id][language]


@cache
def _reasons() -> dict[str, dict[str, str]]:
    return yaml.safe_load(REASONS.read_text(encoding="utf-8"))
