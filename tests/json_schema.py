"""As much of JSON Schema as our published one uses: what of a value does not fit it."""

import re

KINDS = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
    type(None): "null",
}


def misfits(said, schema, root=None, where=""):
    """Yield a line for each value that does not fit."""
    root = root or schema
    if "$ref" in schema:
        yield from misfits(said, root["$defs"][schema["$ref"].rpartition("/")[2]], root, where)
        return
    if not (_is_of_kind(said, schema) and _is_allowed(said, schema, root)):
        yield f"{where}: {said!r}"[:200]
        return
    for inner, value, name in _inside(said, schema):
        if inner is False:
            yield f"{where}{name}: unknown"
        elif isinstance(inner, dict):
            yield from misfits(value, inner, root, f"{where}{name}")


def _is_of_kind(said, schema):
    kinds = schema.get("type", [])
    allowed = [kinds] if isinstance(kinds, str) else kinds
    kind = KINDS[type(said)]
    return not allowed or kind in allowed or (kind == "integer" and "number" in allowed)


def _is_allowed(said, schema, root):
    if "enum" in schema and said not in schema["enum"]:
        return False
    if "pattern" in schema and isinstance(said, str) and not re.search(schema["pattern"], said):
        return False
    choices = schema.get("anyOf")
    return not choices or any(not list(misfits(said, each, root)) for each in choices)


def _inside(said, schema):
    if isinstance(said, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        return [(known.get(name, others), value, f".{name}") for name, value in said.items()]
    if isinstance(said, list):
        return [(schema.get("items"), value, f"[{n}]") for n, value in enumerate(said)]
    return []
