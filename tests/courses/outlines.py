"""Small courses in folders, for tests that read files."""

import yaml

TEXT = """---
code: {code}
language: es
kind: L
minutes: {minutes}
sources:
  - "Naciones Unidas (2015). Transformar nuestro mundo."
---

## Agua

Hola.
"""


def lesson(code, kind="L", minutes=30, **facts):
    words = {"title": {"es": code, "en": code}, "objective": {"es": code, "en": code}}
    return {"code": code, "type": kind, "minutes": minutes} | words | facts


def outline(*lessons, slug="small", audience="public_servant"):
    """A course of one module, without hours in person, whose minutes add up."""
    minutes = sum(each["minutes"] for each in lessons)
    words = {"title": {"es": "Curso", "en": "Course"}, "objective": {"es": "Leer", "en": "Read"}}
    return {
        "slug": slug,
        "audience": audience,
        "hours": {"online": minutes / 60, "in_person": 0},
        "modules": [{"code": "M1", "minutes": minutes, "lessons": list(lessons)} | words],
    } | words


def write_course(folder, said):
    """Write ``course.yaml`` and a text for every lesson of kind L."""
    (folder / "M1").mkdir(parents=True, exist_ok=True)
    (folder / "course.yaml").write_text(yaml.safe_dump(said, allow_unicode=True))
    for each in said["modules"][0]["lessons"]:
        if each.get("type") == "L":
            name = f"{each['code']}.es.md"
            made = TEXT.format(code=each["code"], minutes=each["minutes"])
            (folder / "M1" / name).write_text(made)
    return folder
