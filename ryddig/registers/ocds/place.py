"""A place in a JSON file and what stands there, with the faults noticed on the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from ryddig.domain.notices import Amount, Cell, Note, Vat
from ryddig.domain.problems import Problem, Severity, Where, shown
from ryddig.domain.words import N_
from ryddig.registers import texts

T = TypeVar("T")


@dataclass(slots=True)
class Faults:
    """Collects what is wrong in one file."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, message: str, path: str, *, found: object = "", expected: str = "") -> None:
        """One fault at a JSON pointer."""
        where = Where(self.file, path=path)
        params = {"path": path, "found": shown(found)}
        self.found.append(Problem(code, message, where, shown(found), expected, "", params, Severity.NOTE))


@dataclass(frozen=True, slots=True)
class Place:
    """An object in the file. A missing or wrong part reads as an empty place, and the wrong one is told."""

    faults: Faults
    path: str
    object: Mapping[str, object]

    def at(self, key: str) -> "Place":
        """The object under `key`."""
        value = self.object.get(key)
        if value is not None and not isinstance(value, dict):
            self.faults.add("ocds.wrong_type", _WRONG_TYPE, f"{self.path}/{key}", found=value, expected=N_("an object"))
        return Place(self.faults, f"{self.path}/{key}", value if isinstance(value, dict) else {})

    def each(self, key: str) -> Iterator["Place"]:
        """The objects of the list under `key`."""
        value = self.object.get(key)
        if value is not None and not isinstance(value, list):
            self.faults.add("ocds.wrong_type", _WRONG_TYPE, f"{self.path}/{key}", found=value, expected=N_("a list"))
            return
        for number, item in enumerate(value or ()):
            path = f"{self.path}/{key}/{number}"
            if isinstance(item, dict):
                yield Place(self.faults, path, item)
            else:
                self.faults.add("ocds.wrong_type", _WRONG_TYPE, path, found=item, expected=N_("an object"))

    def words(self, key: str) -> tuple[str, ...]:
        """The texts of the list under `key`."""
        value = self.object.get(key)
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def plain(self, key: str) -> str:
        """The text or number under `key` as text; empty when there is none."""
        value = self.object.get(key)
        return str(value).strip() if isinstance(value, str | int | Decimal) and not isinstance(value, bool) else ""

    def text(self, key: str) -> Cell[str] | None:
        """The text under `key`."""
        raw = self.plain(key)
        if not raw:
            return None
        value, notes = texts.repair(texts.squeeze(raw))
        return Cell(value, texts.without_addresses(raw), f"{self.path}/{key}", notes)

    def day(self, key: str) -> Cell[date] | None:
        """The date of the date-time under `key`."""
        raw = self.plain(key)
        if not raw:
            return None
        value, notes = texts.day(raw)
        if value is None:
            message = N_("“%(found)s” at %(path)s is not a date.")
            self.faults.add("ocds.date", message, f"{self.path}/{key}", found=raw, expected="2026-11-20T00:00:00Z")
        return Cell(value, raw, f"{self.path}/{key}", notes)

    def count(self, key: str) -> Cell[int] | None:
        """The whole number under `key`."""
        value = self.object.get(key)
        whole = isinstance(value, int) and not isinstance(value, bool)
        return Cell(value, str(value), f"{self.path}/{key}") if whole and isinstance(value, int) else None

    def amount(self, key: str) -> Cell[Amount] | None:
        """The value object under `key`. OCDS says nothing of VAT."""
        value = self.at(key)
        raw = value.object.get("amount")
        if raw is None:
            return None
        currency = value.plain("currency")
        number, notes = texts.hundredths(str(raw)) if isinstance(raw, int | Decimal) else (None, (Note.UNREADABLE,))
        if number is None or not currency:
            message = N_("The amount at %(path)s cannot be used: “%(found)s”.")
            told = f"{raw} {currency}".strip()
            self.faults.add("ocds.amount", message, value.path, found=told, expected=N_("a number and a currency"))
            return Cell(None, told, value.path, notes or (Note.UNREADABLE,))
        return Cell(Amount(number, currency, Vat.NOT_STATED), f"{raw} {currency}", value.path, notes)


_WRONG_TYPE = N_("“%(found)s” at %(path)s is of the wrong kind.")
