import json
from io import BytesIO, StringIO, TextIOWrapper

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.assessments.domain.checker.projects import DEMO, GONE, changed, demo, demo_projects


def run(path, *options):
    out = StringIO()
    call_command("check_logframe", str(path), *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def write(folder, content, name="project.yaml"):
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def flawed():
    return changed(demo(), {"declared_total": 17_000_000, "stakeholders.2.influence": GONE})


def test_the_demonstration_projects_give_no_finding():
    assert run(DEMO) == (
        "demo-public-servant · Agua segura para las localidades rurales de Valle de Encinos\n"
        "  0 errores, 0 advertencias, 0 consejos.\n"
        "demo-cso · Justicia y acompañamiento en lengua maya para mujeres que viven violencia\n"
        "  0 errores, 0 advertencias, 0 consejos.\n"
        "demo-academia · Datos y aulas para la Agenda 2030 en la costa\n"
        "  0 errores, 0 advertencias, 0 consejos.\n"
    )


def test_a_single_project_prints_rule_level_place_and_message(tmp_path):
    path = write(tmp_path, yaml.safe_dump(flawed(), allow_unicode=True))

    assert run(path, "--language", "en") == (
        "demo-public-servant · Agua segura para las localidades rurales de Valle de Encinos\n"
        "  W  STK-02  stakeholder-3  The position, influence or interest of “Comités comunitarios "
        "de agua” is missing.\n"
        "  E  BUD-01  declared_total  The budget adds up to 16,500,000, and the declared total is "
        "17,000,000.\n"
        "  1 error, 1 warning, 0 pieces of advice.\n"
    )


def test_json_is_for_other_programs(tmp_path):
    path = write(tmp_path, json.dumps([flawed(), demo()]), "projects.json")

    first, second = json.loads(run(path, "--json"))

    assert second == {
        "id": "demo-public-servant",
        "title": demo()["title"],
        "counts": {"E": 0, "W": 0, "A": 0},
        "findings": [],
    }
    assert first["findings"][1] == {
        "rule": "BUD-01",
        "level": "E",
        "kind": "D",
        "step": "2.11",
        "place": "declared_total",
        "field": "declared_total",
        "also": [],
        "message": "El presupuesto suma 16,500,000, y el total declarado es 17,000,000.",
    }


def test_a_file_may_repeat_parts_by_alias(tmp_path):
    said = demo()
    said["logframe"]["purpose"] = [said["logframe"]["purpose"]] * 2
    path = write(tmp_path, yaml.safe_dump({"projects": [said]}))

    assert "&id001" in path.read_text()
    assert [line.split()[1] for line in run(path).splitlines()[1:-1]] == [
        "STR-02",
        "DUP-01",
        "DUP-03",
        "DUP-03",
    ]


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ("", 0),
        ("nada", 0),
        ("projects: nada", 0),
        ("projects: [nada, 3]", 0),
        ("projects:\n  title: [1]\n", 1),
        ("title: {}\n---\nlogframe: [1, 2]\n", 2),
        ("- {logframe: {goal: {text: {}}}}\n- 7\n", 1),
        ("[]", 0),
        ("- {a: 1}\n" * 400, 300),
    ],
)
def test_bad_content_is_checked_and_never_refused(tmp_path, content, count):
    path = write(tmp_path, content)

    assert len(json.loads(run(path, "--json"))) == count
    assert run(path)


def test_a_file_that_cannot_be_read_ends_with_two_and_a_sentence(tmp_path):
    with pytest.raises(CommandError) as refusal:
        run(write(tmp_path, "a: b: c"))

    assert (refusal.value.returncode, str(refusal.value)) == (
        2,
        "project.yaml: la línea 1 no es YAML ni JSON.",
    )


def test_a_terminal_without_accents_gets_them_escaped(tmp_path):
    stream = BytesIO()
    path = write(tmp_path, json.dumps(demo_projects()[0]))

    with TextIOWrapper(stream, encoding="ascii", write_through=True) as out:
        call_command("check_logframe", str(path), stdout=out, stderr=StringIO())
        printed = stream.getvalue().decode("ascii")

    assert printed.startswith("demo-public-servant \\xb7 Agua segura")
