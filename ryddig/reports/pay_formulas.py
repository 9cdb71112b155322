"""The sum of a finding as a formula that can be followed in the sheet, with the value it must give.

A formula is written only when it gives exactly what the check found; else the cell holds the bare figure and the
arithmetic stands beside it in words.
"""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import add, mul, sub, truediv
from typing import Final

from ryddig.domain.judgement import round_ore

ORE: Final = 100
MILLIMINUTES: Final = 60_000
SIGNS: Final = str.maketrans({"×": "*", "−": "-", "÷": "/", ",": ".", "\u00a0": "", "\u202f": "", " ": ""})
UNITS: Final = re.compile(r"kr/t|kr|t\b|(?<=\d)t|timer")
SUM: Final = re.compile(r"[0-9.+\-*/()]+")
PERCENT: Final = re.compile(r"([0-9.]+)%")
OPERATORS: Final[Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]]] = {
    ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.Div: truediv,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """The exact figures of a finding: `found` and `due` in øre, øre per hour or minutes; `amount` in øre."""

    unit: str
    found: Fraction | None
    due: Fraction | None
    amount: Fraction
    arithmetic: str = ""

    @property
    def hours(self) -> Fraction | None:
        """The hours that a difference per hour was multiplied by, where they come out whole in thousandths of a
        minute; None where the finding is no such product."""
        if self.unit != "ore_per_hour" or self.found is None or self.due is None or self.due <= self.found:
            return None
        hours = self.amount / (self.due - self.found)
        return hours if hours and (hours * MILLIMINUTES).denominator == 1 else None


def formula_of(figures: Figures, cells: Mapping[str, str]) -> str:
    """The formula over the cells `hours`, `found` and `due` of the row, or over figures of the arithmetic; empty when
    none of them gives the amount."""
    if not figures.amount:
        return ""
    if figures.hours is not None:
        return "={hours}*({due}-{found})".format_map(cells)
    if figures.unit == "ore" and figures.found is not None and figures.due is not None:
        if figures.amount == figures.due - figures.found:
            return "={due}-{found}".format_map(cells)
        if figures.amount == figures.found - figures.due:
            return "={found}-{due}".format_map(cells)
    return _of_arithmetic(figures)


def _of_arithmetic(figures: Figures) -> str:
    plain = PERCENT.sub(r"(\1/100)", UNITS.sub("", figures.arithmetic).translate(SIGNS))
    left = plain.partition("=")[0]
    if not SUM.fullmatch(left) or len(left) > ORE:
        return ""
    try:
        value = _value(ast.parse(left, mode="eval").body)
    except (SyntaxError, ZeroDivisionError, ValueError):
        return ""
    return f"={left}" if round_ore(value * ORE) == round_ore(figures.amount) else ""


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Fraction(str(node.value))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError(ast.dump(node))
