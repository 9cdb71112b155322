"""A cell of a self-report's spreadsheet becomes an answer's value, or the code of what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from ryddig.domain.answers import CellValue, Value
from ryddig.domain.orgnr import read_orgnr
from ryddig.domain.problems import shown
from ryddig.domain.questionnaire import LANGUAGES, Choice, Column, Form, Question, QuestionKind
from ryddig.domain.self_report_sheet import YES_NO
from ryddig.tables.read.amounts import ore_of_number, ore_of_text
from ryddig.tables.read.cells import UNKNOWN_MARKS
from ryddig.tables.read.dates import bounded, date_of_serial, date_of_text
from ryddig.tables.read.faults import CellFault
from ryddig.tables.read.raw import Raw

PERCENT: Final = "percent"
NOISE: Final = Decimal("1e-9")
BOOLEANS: Final = {True: "yes", False: "no"}


class Unreadable(Exception):
    """A cell that cannot be read: code of the fault and what goes into its sentences."""

    def __init__(self, code: str, params: Mapping[str, object]) -> None:
        self.code, self.params = code, params
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class AnswerCells:
    """Reads the cells of one form; `day_offset` as in RawSheet."""

    form: Form
    language: str
    day_offset: int = 0

    def value(self, question: Question, raw: Raw) -> Value | None:
        """The value of a question's cell; None when it is empty. Raises Unreadable."""
        if is_empty(raw):
            return None
        if question.kind is QuestionKind.DECLARATION:
            return self.yes(raw) or None
        if question.kind is QuestionKind.FILE:
            return tuple(part.strip() for part in text_of(raw).replace("\n", ";").split(";") if part.strip())
        return self.cell(question, raw)

    def cell(self, asked: Question | Column, raw: Raw) -> CellValue | None:
        """The value of a single cell; None when it is empty. Raises Unreadable."""
        if is_empty(raw):
            return None
        match asked.kind:
            case QuestionKind.SINGLE:
                return self.choice(asked.choices, raw)
            case QuestionKind.NUMBER:
                return number_of(raw, asked)
            case QuestionKind.MONEY:
                return _money(raw)
            case QuestionKind.DATE:
                return self._date(raw)
            case QuestionKind.ORGNR:
                return _orgnr(raw)
        return text_of(raw)

    def yes(self, raw: Raw) -> bool:
        """Whether a cell says yes; empty is no. Raises Unreadable."""
        return not is_empty(raw) and self.choice(YES_NO, raw) == "yes"

    def choice(self, name: str, raw: Raw) -> str:
        """The code of an alternative, by its text in the form's language, its code, or its text in another."""
        if isinstance(raw, bool) and name == YES_NO:
            return BOOLEANS[raw]
        found = _by_text(self.form.choices[name], self.language).get(_folded(text_of(raw)))
        if found is None:
            raise Unreadable("unknown_choice", {"found": shown(raw)})
        return found

    def _date(self, raw: Raw) -> date:
        try:
            if isinstance(raw, date):
                return bounded(raw)
            if isinstance(raw, int | float) and not isinstance(raw, bool):
                return date_of_serial(raw, self.day_offset)
            return date_of_text(str(raw))
        except CellFault as fault:
            raise Unreadable("not_a_date", {"found": shown(raw)}) from fault


def is_empty(raw: Raw) -> bool:
    """An empty cell, or a mark for *unknown*."""
    return isinstance(raw, str) and raw.strip().casefold() in UNKNOWN_MARKS


def text_of(raw: Raw) -> str:
    """A cell as text: whole numbers without decimals, days as day.month.year."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime | date):
        return f"{raw:%d.%m.%Y}"
    return str(raw).strip()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _by_text(choices: tuple[Choice, ...], language: str) -> Mapping[str, str]:
    """Folded text -> code; the form's own language goes first."""
    found: dict[str, str] = {}
    for spoken in (language, *LANGUAGES):
        for one in choices:
            found.setdefault(_folded(one.text.in_language(spoken)), one.code)
    for one in choices:
        found.setdefault(one.code, one.code)
    return found


def number_of(raw: Raw, asked: Question | Column) -> Decimal:
    """A number as written, the noise of floating point taken away. Raises Unreadable.

    A share below 1 where per cent is asked may be a cell in per cent format (10 % is stored as 0.1): it is refused.
    """
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise Unreadable("not_a_number", {"found": shown(raw)})
    text = text_of(raw) if isinstance(raw, str) else repr(raw)
    plain = text.replace("\u00a0", "").replace(" ", "").removesuffix("%").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise Unreadable("not_a_number", {"found": shown(raw)}) from error
    if not number.is_finite() or abs(number) > Decimal("1e12"):
        raise Unreadable("not_a_number", {"found": shown(raw)})
    if asked.unit == PERCENT and 0 < number < 1 and not text.endswith("%"):
        raise Unreadable("may_be_share", {"found": shown(raw), "percent": f"{number * 100:f}".rstrip("0").rstrip(".")})
    near = number.quantize(NOISE).normalize()
    return near.quantize(Decimal(1)) if near == near.to_integral_value() else near


def _money(raw: Raw) -> int:
    try:
        if isinstance(raw, str):
            return ore_of_text(raw)
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            return ore_of_number(raw)
    except CellFault as fault:
        raise Unreadable("not_an_amount", {"found": shown(raw)}) from fault
    raise Unreadable("not_an_amount", {"found": shown(raw)})


def _orgnr(raw: Raw) -> str:
    digits = read_orgnr(text_of(raw)).digits
    if digits is None:
        raise Unreadable("not_an_orgnr", {"found": shown(raw)})
    return digits
