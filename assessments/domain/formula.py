"""The formula of an indicator: read by a small parser of our own, worked out, and its unit.

Grammar (domain reference 2.8c): symbols A to Z, decimal numbers, ``+ - * / ( )``. No functions,
no implicit multiplication, and never ``eval``.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException, localcontext
from functools import lru_cache

from assessments.domain.exercise_limits import LENGTHS

LONGEST = LENGTHS["indicator"]["formula"].most
DEEPEST = 20  # Brackets within brackets; (B-A)/(100-A) has one.
_PIECE = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Z])|([-+*/()]))", re.ASCII)
# Signs as calculators and word processors write them.
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-"})


class FormulaError(ValueError):
    """The text is no formula. ``place`` is where it stops making sense, from 1."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True)
class Node:
    """A number, a symbol, or an operation on two nodes; a minus before one is ``0 - node``."""

    sign: str  # "number", "symbol" or one of + - * /
    number: Decimal = Decimal(0)
    symbol: str = ""
    left: "Node | None" = None
    right: "Node | None" = None


@dataclass(frozen=True)
class Formula:
    root: Node
    symbols: frozenset[str]

    def value(self, values: Mapping[str, Decimal | None]) -> Decimal | None:
        """Work the formula out; None when a value is missing or something is divided by zero."""
        if any(values.get(symbol) is None for symbol in self.symbols):
            return None
        with localcontext() as context:
            context.prec = 28
            try:
                return _value(self.root, values)
            except (DecimalException, ZeroDivisionError):
                return None

    def unit(self, units: Mapping[str, str]) -> str | None:
        """Return the unit of the result, "" for a mere number; None when units do not agree.

        A unit is whatever people call it: pesos by kilometre, cases by case.
        """
        try:
            found = _unit(self.root, units)
        except FormulaError:
            return None
        above = [name for name, power in sorted(found.items()) for _time in range(power)]
        below = [name for name, power in sorted(found.items()) for _time in range(-power)]
        return "/".join(["·".join(above) or "1", *below]) if above or below else ""


@lru_cache(maxsize=512)
def parse(text: str) -> Formula:
    """Read a formula; FormulaError says where it cannot be read."""
    if not 0 < len(text) <= LONGEST:
        raise FormulaError(min(len(text), LONGEST) + 1)
    return _Parser(text.translate(_SIGNS)).formula()


class _Parser:
    """Recursive descent: a sum of products of atoms. Brackets may not go deeper than DEEPEST."""

    def __init__(self, text: str) -> None:
        self._pieces = list(_pieces(text))
        self._next = 0
        self._depth = 0
        self._symbols: set[str] = set()
        self._end = len(text) + 1

    def formula(self) -> Formula:
        root = self._sum()
        if self._next < len(self._pieces):
            raise FormulaError(self._place())
        return Formula(root, frozenset(self._symbols))

    def _place(self) -> int:
        return self._pieces[self._next][1] if self._next < len(self._pieces) else self._end

    def _peek(self) -> str:
        return self._pieces[self._next][0] if self._next < len(self._pieces) else ""

    def _take(self, *signs: str) -> str:
        """Return the next piece if it is one of the signs, and go on; else ""."""
        piece = self._peek()
        if piece not in signs:
            return ""
        self._next += 1
        return piece

    def _sum(self) -> Node:
        minus = self._take("-", "+") == "-"
        node = self._product()
        if minus:
            node = Node("-", left=Node("number"), right=node)
        while sign := self._take("+", "-"):
            node = Node(sign, left=node, right=self._product())
        return node

    def _product(self) -> Node:
        node = self._atom()
        while sign := self._take("*", "/"):
            node = Node(sign, left=node, right=self._atom())
        return node

    def _atom(self) -> Node:
        place, piece = self._place(), self._peek()
        if self._take("("):
            self._depth += 1
            if self._depth > DEEPEST:
                raise FormulaError(place)
            node = self._sum()
            if not self._take(")"):
                raise FormulaError(self._place())
            self._depth -= 1
            return node
        if not piece or piece in "+-*/)":
            raise FormulaError(place)
        self._next += 1
        if piece.isalpha():
            self._symbols.add(piece)
            return Node("symbol", symbol=piece)
        return Node("number", number=Decimal(piece))


def _pieces(text: str) -> list[tuple[str, int]]:
    """Cut a text into numbers, symbols and signs, each with its place from 1."""
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = _PIECE.match(text, place)
        if match is None:
            raise FormulaError(place + 1)
        found.append((match[match.lastindex], match.start(match.lastindex) + 1))
        place = match.end()
    return found


def _value(node: Node, values: Mapping[str, Decimal | None]) -> Decimal:
    match node.sign:
        case "number":
            return node.number
        case "symbol":
            return Decimal(values[node.symbol])
    left, right = _value(node.left, values), _value(node.right, values)
    match node.sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right


def _unit(node: Node, units: Mapping[str, str]) -> Counter[str]:
    """Return the powers of the units; a number takes the unit of what it is added to."""
    if node.sign == "number":
        return Counter()
    if node.sign == "symbol":
        name = units.get(node.symbol, "").strip().casefold()
        return Counter({name: 1} if name else {})
    left, right = _unit(node.left, units), _unit(node.right, units)
    if node.sign in "+-":
        if left and right and left != right:
            raise FormulaError(1)
        return left or right
    total = Counter(left)
    for name, power in right.items():
        total[name] += power if node.sign == "*" else -power
    return Counter({name: power for name, power in total.items() if power})
