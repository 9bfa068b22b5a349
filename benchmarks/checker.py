"""The largest project that the exercise allows, and how long the checker looks at it."""

import random
import re
from itertools import count
from pathlib import Path
from typing import Any

from assessments.domain.exercise_limits import COUNTS

DEMO = Path(__file__).parent.parent / "assessments" / "data" / "demo_logframes.yaml"
WORDS = sorted(set(re.findall(r"[a-zñáéíóú]{5,}", DEMO.read_text(encoding="utf-8"))))
NOUNS = ("Elaboración", "Instalación", "Impartición", "Actualización", "Monitoreo", "Diseño")


def largest_project(seed: int = 1) -> dict[str, Any]:
    """Return 10 components of 12 activities, with 3 indicators a row and every list full."""
    dice, serial = random.Random(seed), count(1)

    def phrase(words: int) -> str:
        return " de ".join(dice.sample(WORDS, words))

    def indicator(topic: str, kind: str, frequency: str) -> dict[str, Any]:
        return {
            "name": f"Porcentaje de {topic} {next(serial)}",
            "definition": f"Relación entre {phrase(6)} y el total de {phrase(6)} del municipio",
            "dimension": "effectiveness",
            "type": kind,
            "method": "percentage",
            "formula": "(A/B)*100",
            "vars": {"A": phrase(3), "B": phrase(3)},
            "unit": "porcentaje",
            "frequency": frequency,
            "direction": "ascending",
            "baseline": 10,
            "baseline_year": 2024,
            "target": 90,
            "target_year": 2027,
            "period_targets": [30, 60, 90],
            "mov": [
                {
                    "source": f"Registro municipal de {phrase(3)}",
                    "unit": f"Dirección de {phrase(1)}",
                    "frequency": "monthly",
                    "type": "open_data",
                }
            ]
            * COUNTS["means"].most,
        }

    def row(text: str, kind: str, frequency: str) -> dict[str, Any]:
        return {
            "text": text,
            "indicators": [indicator(text.split()[-3], kind, frequency) for _number in range(3)],
            "assumptions": [
                {"text": f"Las autoridades de {phrase(4)} permanecen", "likelihood": "likely"}
                for _number in range(COUNTS["assumptions"].most)
            ],
        }

    def activity() -> dict[str, Any]:
        text = f"{dice.choice(NOUNS)} de {phrase(6)} número {next(serial)}"
        money = {"amount": 1000, "fund": "FAISMUN", "chapter": 3000}
        return row(text, "management", "quarterly") | {
            "start": "2025-03",
            "end": "2026-12",
            "budget": [money] * COUNTS["budget_lines"].most,
        }

    components = [
        row(f"Servicios de {phrase(6)} brindados", "management", "semiannual")
        | {"activities": [activity() for _number in range(COUNTS["activities"].most)]}
        for _number in range(COUNTS["components"].most)
    ]
    causes = [
        {"id": f"K{number}", "parent": "P0", "text": f"La {phrase(6)} presenta rezago"}
        for number in range(COUNTS["causes"].most)
    ]
    goal = f"Contribuir a {phrase(6)} mediante {phrase(4)}"
    purpose = f"Los hogares de {phrase(5)} reciben {phrase(5)}"
    return {
        "audience": "public_servant",
        "language": "es",
        "title": "El proyecto más grande",
        "period_start": "2025-01",
        "period_end": "2027-12",
        "problem_tree": {"central": {"id": "P0", "text": phrase(6)}, "causes": causes},
        "logframe": {
            "goal": row(goal, "strategic", "annual"),
            "purpose": row(purpose, "strategic", "annual"),
            "components": components,
        },
    }
