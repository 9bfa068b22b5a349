"""A project in the exchange format, as a file."""

import json

from assessments.domain.checker.facts import ProjectFacts
from assessments.domain.checker.writing import to_dict


def project_json(facts: ProjectFacts, *, schema: str) -> bytes:
    """Return the JSON of a project; ``schema`` is the address at which its schema is published."""
    said = {"$schema": schema, **to_dict(facts)}
    return json.dumps(said, ensure_ascii=False, indent=2).encode()
