"""What stands in a cell of the matrix: indicators, means of verification, assumptions."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.formats import number_format

from assessments.models import Assumption
from assessments.models.indicator import Frequency


@dataclass(frozen=True)
class IndicatorFacts:
    name: str = ""
    formula: str = ""
    unit: str = ""
    frequency: str = ""
    baseline_value: Decimal | None = None
    baseline_year: int | None = None
    target_value: Decimal | None = None
    target_year: int | None = None
    # From its place: A1.1-I1. It moves with the row and says nothing of its own.
    code: str = field(default="", compare=False)

    @property
    def frequency_name(self) -> str:
        return str(Frequency(self.frequency).label) if self.frequency else ""

    @property
    def is_percentage(self) -> bool:
        return self.unit.strip().casefold().startswith(("%", "porcentaje", "percent"))

    @property
    def baseline(self) -> str:
        """The baseline as people read it: 1,200 households (2024)."""
        return self._measured(self.baseline_value, self.baseline_year)

    @property
    def target(self) -> str:
        return self._measured(self.target_value, self.target_year)

    def _measured(self, value: Decimal | None, year: int | None) -> str:
        if value is None:
            return ""
        unit = "\N{NO-BREAK SPACE}%" if self.is_percentage else f" {self.unit}" if self.unit else ""
        measured = f"{number_format(value, force_grouping=True)}{unit}"
        return f"{measured} ({year})" if year else measured


@dataclass(frozen=True)
class MeansFacts:
    source_name: str = ""
    responsible_unit: str = ""
    frequency: str = ""
    code: str = field(default="", compare=False)

    @property
    def frequency_name(self) -> str:
        return str(Frequency(self.frequency).label) if self.frequency else ""


@dataclass(frozen=True)
class AssumptionFacts:
    text: str = ""
    likelihood: str = ""
    code: str = field(default="", compare=False)

    @property
    def likelihood_name(self) -> str:
        return str(Assumption.Likelihood(self.likelihood).label) if self.likelihood else ""
