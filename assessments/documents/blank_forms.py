"""Empty forms of every step, to fill in by hand where there is no connection."""

from dataclasses import dataclass

from django.utils.functional import Promise

from assessments.domain.exercise.kinds import Field, Sort, Thing
from assessments.domain.exercise.steps import STEPS, steps_for
from assessments.domain.exercise.things import THINGS
from assessments.models import LogframeProject

CHARACTERS_A_LINE = 75  # Of a hand on Letter paper.
MOST_LINES = 9
# What a program derives or what is answered on the screen alone.
NOT_ON_PAPER = {"started_from", "language", "is_fictitious", "currency"}
NAMES = {step.number: step for step in STEPS}


@dataclass(frozen=True)
class Blank:
    """A field on paper: ruled lines, or boxes to tick."""

    label: str | Promise
    help: str | Promise
    lines: int
    options: list[str | Promise]
    is_needed: bool

    @property
    def ruled(self) -> range:
        return range(self.lines)


@dataclass(frozen=True)
class FormPart:
    name: str | Promise
    blanks: list[Blank]
    count: int  # How many records there should be at least.


@dataclass(frozen=True)
class FormPage:
    number: str
    name: str | Promise
    purpose: str | Promise
    parts: list[FormPart]


def form_pages(project: LogframeProject) -> list[FormPage]:
    """Return a page for each step of this kind of project, in the order of the steps."""
    left_out = {step.number for step in STEPS} - {step.number for step in steps_for(project)}
    numbers = sorted({thing.step for thing in THINGS.values()} - left_out, key=_in_order)
    return [_page(number) for number in numbers]


def _in_order(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def _page(number: str) -> FormPage:
    things = [thing for thing in THINGS.values() if thing.step == number]
    step = NAMES.get(number)
    return FormPage(
        number,
        step.name if step else things[0].plural,
        step.purpose if step else "",
        [_part(thing) for thing in things],
    )


def _part(thing: Thing) -> FormPart:
    fields = (*thing.place, *thing.fields)
    limit = thing.count_at()
    return FormPart(
        thing.name,
        [_blank(field) for field in fields if field.name not in NOT_ON_PAPER],
        max(1, limit.least) if limit else 1,
    )


def _blank(field: Field) -> Blank:
    options = [label for value, label in field.choices if value]
    return Blank(field.label, field.help, _lines(field, options), options, bool(field.needed_for))


def _lines(field: Field, options: list[str | Promise]) -> int:
    if options or field.sort in {Sort.TICK, Sort.ANSWER}:
        return 0
    if field.sort == Sort.LIST:
        return min(6, field.count.most if field.count else 6)
    if field.length and field.sort in {Sort.LINE, Sort.TEXT}:
        return max(1, min(MOST_LINES, -(-field.length.most // CHARACTERS_A_LINE)))
    return 1
