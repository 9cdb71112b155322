"""How the cells of each kind of field are read: the fast expression, the careful reader, and what comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ryddig.domain.orgnr import passes, read_orgnr
from ryddig.tables.read import pay_cells, pay_sql
from ryddig.tables.read.cells import UNKNOWN_MARKS
from ryddig.tables.read.faults import CellFault
from ryddig.tables.read.header import fold_heading
from ryddig.tables.read.pay_reading import PayWords

ERRORS: Final = (
    "#REF!",
    "#DIV/0!",
    "#N/A",
    "#VALUE!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#VERDI!",
    "#I/T",
    "#NAVN?",
    "#FORMEL!",
)
ORGNR_LENGTH: Final = 9


@dataclass(frozen=True, slots=True)
class Options:
    """What a heading says of its column: `unit` of hours and breaks, that figures are per cent, which sign parts
    decimals; and the words of the glossary."""

    words: PayWords
    unit: str = ""
    in_percent: bool = False
    decimal: str = ""


Sql = Callable[[str, str, Options], tuple[str, ...]]
Careful = Callable[[str, Options], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class CellType:
    """`outputs`: suffix and SQL type of each value of a cell. `sql`: one expression for each, of the text `t` and of
    what `before` made of it (`b`); None where every text goes to the careful reader, which reads each text once."""

    outputs: tuple[tuple[str, str], ...]
    read: Careful
    sql: Sql | None = None
    before: Callable[[str], str] | None = None


def _one(kind: str, read: Careful, sql: Callable[[str, Options], str] | None = None) -> CellType:
    return CellType((("", kind),), read, None if sql is None else lambda t, _, options: (sql(t, options),))


def _text(text: str, _: Options) -> tuple[object, ...]:
    return (text,)


def _orgnr(text: str, _: Options) -> tuple[object, ...]:
    """Nine digits. A wrong check digit is told and the number kept: the firm on a card is what the card says."""
    reading = read_orgnr(text)
    digits = reading.digits or "".join(sign for sign in text if sign.isdigit())
    if len(digits) != ORGNR_LENGTH or any(sign.isalpha() for sign in text.lower().replace("mva", "").replace("no", "")):
        raise CellFault("orgnr.malformed")
    if not passes(digits):
        raise KeptFault("orgnr.check_digit", digits)
    return (digits,)


class KeptFault(CellFault):
    """Something to tell of a cell whose value stands all the same."""

    def __init__(self, code: str, *values: object) -> None:
        super().__init__(code)
        self.values = values


def _word(name: str, code: str) -> Careful:
    """A word of the glossary; the whole text, else a word at its beginning."""

    def read(text: str, options: Options) -> tuple[object, ...]:
        words: Mapping[str, str] = getattr(options.words, name)
        found = _longest(words, fold_heading(text))
        if found is None:
            raise CellFault(code)
        return (found,)

    return read


def _longest(words: Mapping[str, str], folded: str) -> str | None:
    """The value of the longest beginning of the text that is a word, in whole words."""
    parts = folded.split()
    for count in range(len(parts), 0, -1):
        if " ".join(parts[:count]) in words:
            return words[" ".join(parts[:count])]
    return None


def _line_kind(text: str, options: Options) -> tuple[object, ...]:
    """Kind and ground of a line by its text; a text that no word fits is `other`."""
    folded = fold_heading(text)
    parts = folded.split()
    for start in range(len(parts)):
        rest = " ".join(parts[start:])
        ground = _longest(options.words.grounds, rest)
        if ground is not None and (start == 0 or "trekk" in folded or "deduction" in folded):
            return ("deduction", ground)
        kind = _longest(options.words.kinds, rest)
        if kind is not None:
            return (kind, None)
    raise KeptFault("line.kind_unknown", "other", None)


def _occupation(text: str, options: Options) -> tuple[object, ...]:
    """Trade and category of one text: `renhold.voksen`, `bygg fagarbeider`, or one of the two."""
    folded = fold_heading(text)
    trades, categories = options.words.trades, options.words.categories
    parts = folded.split()
    for count in range(len(parts), -1, -1):
        trade = trades.get(" ".join(parts[:count])) if count else None
        category = categories.get(" ".join(parts[count:])) if count < len(parts) else None
        if (trade or category) and (trade or not count) and (category or count == len(parts)):
            return (trade, category)
    raise CellFault("occupation.unknown")


def _category(text: str, options: Options) -> tuple[object, ...]:
    _, category = _occupation(text, options)
    if category is None:
        raise CellFault("occupation.unknown")
    return (category,)


_PLANS: Final = {
    "dag": "day", "day": "day", "toskift": "two", "2 skift": "two", "two": "two", "treskift": "three",
    "3 skift": "three",
    "three": "three", "helkontinuerlig": "continuous", "døgnkontinuerlig": "continuous", "continuous": "continuous",
}  # fmt: skip
_WEEK_PLANS: Final = {
    "ordinary": "ordinary", "ordinær": "ordinary", "dag": "ordinary", "round_the_clock": "round_the_clock",
    "døgnkontinuerlig": "round_the_clock", "continuous": "continuous", "helkontinuerlig": "continuous",
    "three_split": "three_split", "tredelt turnus": "three_split", "tredelt": "three_split",
}  # fmt: skip
_TRIPS: Final = {
    "none": "none", "nei": "none", "first": "first", "første": "first", "utreise": "first", "middle": "middle",
    "mellom": "middle", "mellomdag": "middle", "last": "last", "siste": "last", "hjemreise": "last",
}  # fmt: skip
_PAID_IN_CASH: Final = {
    "kontant": True, "kontanter": True, "cash": True, "bank": False, "bankoverføring": False, "overføring": False,
    "konto": False, "bank transfer": False, "transfer": False,
}  # fmt: skip


def _choice(values: Mapping[str, object]) -> Careful:
    folded = {fold_heading(word): value for word, value in values.items()}

    def read(text: str, _: Options) -> tuple[object, ...]:
        value = folded.get(fold_heading(text))
        if value is None:
            raise CellFault("choice.unknown", allowed=", ".join(values))
        return (value,)

    return read


def _unit(options: Options) -> str:
    return options.unit or "hours"


_HOURS: Final = _one(
    "BIGINT", lambda text, o: (pay_cells.hours(text, unit=_unit(o)),), lambda t, o: pay_sql.hours(t, unit=_unit(o))
)
TYPES: Final[Mapping[str, CellType]] = {
    "text": _one("VARCHAR", _text, lambda t, _: pay_sql.text(t)),
    "identity": _one("VARCHAR", _text, lambda t, _: pay_sql.text(t)),
    "day": _one("DATE", lambda text, _: (pay_cells.day(text),), lambda t, _: pay_sql.day(t)),
    "moment": CellType(
        (("_on", "DATE"), ("_clock", "INTEGER")),
        lambda text, _: pay_cells.moment(text),
        lambda t, b, _: (pay_sql.moment_on(t, b), pay_sql.moment_clock(t, b)),
        pay_sql.stamp,
    ),
    "span": CellType((("_from", "INTEGER"), ("_to", "INTEGER")), lambda text, _: pay_cells.span(text)),
    "hours": _HOURS,
    "exact_hours": _HOURS,
    "break": CellType(
        (("_given", "BIGINT"), ("_bare", "BIGINT")),
        lambda text, _: pay_cells.break_(text),
        lambda t, _b, _: (pay_sql.break_given(t), pay_sql.break_bare(t)),
    ),
    "month": CellType(
        (("_first", "DATE"), ("_last", "DATE")),
        lambda text, _: pay_cells.month(text),
        lambda t, _b, _: (pay_sql.month_first(t), pay_sql.month_last(t)),
    ),
    "money": _one("BIGINT", lambda text, o: (pay_cells.money(text, decimal=o.decimal),), lambda t, _: pay_sql.money(t)),
    "rate": _one("BIGINT", lambda text, o: (pay_cells.rate(text, decimal=o.decimal),), lambda t, _: pay_sql.rate(t)),
    "percent": _one(
        "BIGINT",
        lambda text, o: (pay_cells.percent(text, in_percent=o.in_percent),),
        lambda t, o: pay_sql.percent(t, in_percent=o.in_percent),
    ),
    "yes_no": _one("BOOLEAN", lambda text, _: (pay_cells.yes_no(text),), lambda t, _: pay_sql.yes_no(t)),
    "whole": _one("INTEGER", lambda text, _: (pay_cells.whole(text),), lambda t, _: pay_sql.whole(t)),
    "orgnr": _one("VARCHAR", _orgnr),
    "trade": _one("VARCHAR", _word("trades", "trade.unknown")),
    "category": _one("VARCHAR", _category),
    "occupation": CellType((("_trade", "VARCHAR"), ("_category", "VARCHAR")), _occupation),
    "line_kind": CellType((("", "VARCHAR"), ("_ground", "VARCHAR")), _line_kind),
    "ground": _one("VARCHAR", _word("grounds", "ground.unknown")),
    "card_kind": _one("VARCHAR", _word("cards", "card.kind_unknown")),
    "plan": _one("VARCHAR", _choice(_PLANS)),
    "week_plan": _one("VARCHAR", _choice(_WEEK_PLANS)),
    "trip": _one("VARCHAR", _choice(_TRIPS)),
    "pay_method": _one("BOOLEAN", _choice(_PAID_IN_CASH)),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What the careful reader made of a text: values, or none and a fault; both when the value stands all the same."""

    values: tuple[object, ...]
    code: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


def read_cell(cell_type: CellType, raw: str, options: Options) -> Read:
    """Read one text with care. An empty cell and the marks for *unknown* are no fault and no value."""
    nothing = (None,) * len(cell_type.outputs)
    text = raw.strip()
    if text.casefold() in UNKNOWN_MARKS:
        return Read(nothing)
    if len(text) > pay_cells.LONGEST:
        return Read(nothing, "text.too_long", {"limit": pay_cells.LONGEST})
    if text.upper() in ERRORS or text.startswith("####"):
        return Read(nothing, "cell.error_value")
    if text.startswith("="):
        return Read(nothing, "cell.formula")
    try:
        return Read(cell_type.read(text, options))
    except KeptFault as kept:
        return Read(kept.values, kept.code)
    except CellFault as fault:
        return Read(nothing, fault.code, fault.params)
