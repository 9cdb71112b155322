"""A supplier's layout of payslips in PDF, described once in YAML. Shape: docs/how-to/pay-files.md.

A page is a payslip. A field stands right of a label, below a label, or where a pattern matches a line. Patterns are
kept harmless: short, without repeats that have no bound and without repeated groups.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.tables.read.limits import read_bounded
from ryddig.tables.read.pay_fields import FIELDS, IDENTITY

MAX_BYTES: Final = 64 * 1024
LONGEST_PATTERN: Final = 200
LONGEST_LABEL: Final = 80
MOST_FIELDS: Final = 60
MOST_REPEATS: Final = 80
_ENDLESS: Final = re.compile(r"(?<!\\)[*+]|\{\d*,\}|\)[{*+]|\\[1-9]|\(\?P=")
_BOUND: Final = re.compile(r"\{(?:\d+,)?(\d+)\}")
_KEYS: Final = frozenset({"id", "name", "known_by", "decimal", "fields", "lines"})
_LINE_KEYS: Final = frozenset({"from", "to", "match"})
HOWS: Final = ("right_of", "below", "match")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands: `how` is right_of, below or match; `what` is the label or the pattern."""

    how: str
    what: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines between two labels; `pattern` names the fields in each, as groups."""

    first: str
    last: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout. `id`: what a person calls it. `known_by`: texts that stand on every page of it. `decimal`: the sign
    that parts decimals."""

    id: str
    name: str = ""
    known_by: tuple[str, ...] = ()
    decimal: str = ","
    fields: Mapping[str, Spot] | None = None
    lines: Lines | None = None


def read_layout(path: Path) -> Layout:
    """The layout in a YAML file. Raises UserCanFix with the line or key that is wrong."""
    return layout_of(path.name, read_bounded(path, MAX_BYTES).decode("utf-8", "replace"))


def layout_of(file: str, text: str) -> Layout:
    """The layout in a text of YAML."""
    try:
        tree = yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _wrong(file, f"line {mark.line + 1}" if mark else "yaml", N_("readable YAML")) from error
    if not isinstance(tree, dict) or not set(tree) <= _KEYS:
        raise _wrong(
            file, ", ".join(sorted(map(str, tree))) if isinstance(tree, dict) else "", ", ".join(sorted(_KEYS))
        )
    known = tuple(_label(file, "known_by", one) for one in _list(file, tree.get("known_by")))
    if not known:
        raise _wrong(file, "known_by", N_("texts that stand on every page"))
    fields = _fields(file, tree.get("fields"))
    decimal = tree.get("decimal", ",")
    if decimal not in (",", "."):
        raise _wrong(file, "decimal", ", .")
    name = _label(file, "id", tree.get("id"))
    return Layout(name, str(tree.get("name") or name), known, decimal, fields, _lines(file, tree.get("lines")))


def _list(file: str, given: object) -> list[object]:
    if not isinstance(given, list) or not 0 < len(given) <= MOST_FIELDS:
        raise _wrong(file, "known_by", N_("a list of texts"))
    return given


def _label(file: str, key: str, given: object) -> str:
    if not isinstance(given, str) or not 0 < len(given.strip()) <= LONGEST_LABEL:
        raise _wrong(file, key, N_("a text of at most 80 signs"))
    return given.strip()


def _fields(file: str, given: object) -> dict[str, Spot]:
    if not isinstance(given, dict) or not 0 < len(given) <= MOST_FIELDS:
        raise _wrong(file, "fields", N_("fields with their places"))
    found = {}
    for name, spot in given.items():
        if name not in FIELDS:
            raise _wrong(file, f"fields.{name}", ", ".join(sorted(FIELDS)))
        if not isinstance(spot, dict) or len(spot) != 1 or next(iter(spot)) not in HOWS:
            raise _wrong(file, f"fields.{name}", N_("one of right_of, below and match"))
        how, what = next(iter(spot.items()))
        found[name] = Spot(how, _pattern(file, name, what) if how == "match" else _label(file, name, what))
    if not any(name in IDENTITY for name in found):
        raise _wrong(file, "fields", N_("a field that tells who the worker is: worker_no, national_id or name"))
    return found


def _lines(file: str, given: object) -> Lines | None:
    if given is None:
        return None
    if not isinstance(given, dict) or set(given) != _LINE_KEYS:
        raise _wrong(file, "lines", ", ".join(sorted(_LINE_KEYS)))
    pattern = _pattern(file, "lines.match", given["match"])
    unknown = [name for name in re.compile(pattern).groupindex if name not in FIELDS]
    if unknown or "amount" not in re.compile(pattern).groupindex:
        raise _wrong(file, "lines.match", N_("groups named line_kind, amount and other fields"))
    return Lines(_label(file, "lines.from", given["from"]), _label(file, "lines.to", given["to"]), pattern)


def _pattern(file: str, key: str, given: object) -> str:
    """A regular expression that takes bounded time on a line."""
    if not isinstance(given, str) or not 0 < len(given) <= LONGEST_PATTERN:
        raise _wrong(file, key, N_("a pattern of at most 200 signs"))
    if _ENDLESS.search(given) or any(int(most) > MOST_REPEATS for most in _BOUND.findall(given)):
        raise _wrong(file, key, N_("a pattern without * and +: write {1,20} with at most 80, and repeat no group"))
    try:
        compiled = re.compile(given)
    except re.error as error:
        raise _wrong(file, key, N_("a regular expression")) from error
    if compiled.groups < 1:
        raise _wrong(file, key, N_("one pair of brackets around the value"))
    return given


def _wrong(file: str, key: str, expected: str) -> UserCanFix:
    return UserCanFix(
        "layout.wrong",
        N_("The layout %(file)s cannot be used: %(key)s is wrong. Expected: %(expected)s."),
        hint=N_("Correct it; the shape of a layout stands in docs/how-to/pay-files.md."),
        params={"file": file, "key": key, "expected": expected},
    )
