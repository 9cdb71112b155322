"""What can be wrong with one cell: code, what was expected and the cure. One entry per kind of fault."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ryddig.domain.words import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: message, what was expected, cure. `%(found)s` is what stood in the cell."""

    message: str
    expected: str
    hint: str


_AMOUNT: Final = N_("an amount in kroner excluding VAT, such as 1 234 567,50 or 1,5 mill")
_DATE: Final = N_("a date as day.month.year, such as 01.07.2026, or 2026-07-01")
_MONTHS: Final = N_("a length in months or years, such as 24 mnd or 2 år")
_YES_NO: Final = N_("ja or nei, or an empty cell when it is not known")
_WRITE_AMOUNT: Final = N_("Write one exact amount, or empty the cell if the amount is not known.")
_WRITE_DATE: Final = N_("Write the whole date, or empty the cell if the date is not known.")

KINDS: Final[Mapping[str, Kind]] = {
    "amount.not_a_number": Kind(N_("“%(found)s” is not an amount."), _AMOUNT, _WRITE_AMOUNT),
    "amount.approximate": Kind(
        N_("“%(found)s” is only about the amount."),
        _AMOUNT,
        N_("Write the amount without “ca.” if it is right, or empty the cell: nothing is rounded for you."),
    ),
    "amount.range": Kind(
        N_("“%(found)s” is a range or a limit, not one amount."),
        _AMOUNT,
        N_("Write the highest amount in the column for the ceiling, and one amount here."),
    ),
    "amount.currency": Kind(
        N_("“%(found)s” is not in Norwegian kroner."),
        _AMOUNT,
        N_("Convert it to kroner and write down elsewhere which rate you used."),
    ),
    "amount.with_vat": Kind(
        N_("“%(found)s” includes VAT."), _AMOUNT, N_("Write the amount without VAT: all thresholds are without it.")
    ),
    "amount.percent": Kind(N_("“%(found)s” is a share, not an amount."), _AMOUNT, _WRITE_AMOUNT),
    "amount.negative": Kind(
        N_("“%(found)s” is below zero."),
        _AMOUNT,
        N_("Write the amount of the contract without credits or a minus sign."),
    ),
    "amount.ambiguous": Kind(
        N_("“%(found)s” can be read in two ways: the sign may part thousands or decimals."),
        _AMOUNT,
        N_("Write 1234 or 1 234 for thousands, and 1,23 for decimals."),
    ),
    "amount.scaled_twice": Kind(
        N_("“%(found)s” names a unit, but the heading of the column already does."),
        _AMOUNT,
        N_("Write the amount in the unit of the heading, or in kroner under a heading without a unit."),
    ),
    "amount.too_precise": Kind(N_("“%(found)s” has more than two decimals."), _AMOUNT, N_("Round it to whole øre.")),
    "amount.too_large": Kind(
        N_("“%(found)s” is more than any contract in Norway."),
        _AMOUNT,
        N_("Check for digits too many, or the wrong column."),
    ),
    "date.not_a_date": Kind(N_("“%(found)s” is not a date."), _DATE, _WRITE_DATE),
    "date.no_such_day": Kind(
        N_("“%(found)s” is a day that does not exist."),
        _DATE,
        N_("Dates are read in the Norwegian order: day first, then month. Correct the day or the month."),
    ),
    "date.only_month": Kind(
        N_("“%(found)s” has no day, and the day can decide which rules apply."), _DATE, _WRITE_DATE
    ),
    "date.only_year": Kind(N_("“%(found)s” has only a year."), _DATE, _WRITE_DATE),
    "date.far_away": Kind(N_("“%(found)s” is outside the years 1950–2099."), _DATE, N_("Correct the year.")),
    "date.time_zone": Kind(
        N_("“%(found)s” is a moment in another time zone; the day in Norway may be the next one."),
        _DATE,
        N_("Write only the date in Norway."),
    ),
    "months.not_months": Kind(
        N_("“%(found)s” is not a length of time."),
        _MONTHS,
        N_("Write the length in months, or the end date in its own column."),
    ),
    "months.no_unit": Kind(
        N_("“%(found)s” may be months or years."),
        _MONTHS,
        N_("Write mnd or år after the number, or in the heading of the column."),
    ),
    "months.not_whole": Kind(
        N_("“%(found)s” is not a whole number of months."), _MONTHS, N_("Write start and end date.")
    ),
    "number.not_whole": Kind(
        N_("“%(found)s” is not a whole number."), N_("a whole number from 0"), N_("Write the number with digits only.")
    ),
    "yes_no.unclear": Kind(
        N_("“%(found)s” is neither yes nor no."), _YES_NO, N_("Write ja or nei, or empty the cell.")
    ),
    "choice.unknown": Kind(
        N_("“%(found)s” is not one of the values this column knows."),
        N_("one of: %(allowed)s"),
        N_("Write one of them, or empty the cell if it is not known."),
    ),
    "cpv.malformed": Kind(
        N_("“%(found)s” is not a CPV code."),
        N_("eight digits, such as 90910000, or 90910000-9"),
        N_("Look up the code in the notice. Leading zeros belong to it."),
    ),
    "orgnr.malformed": Kind(
        N_("“%(found)s” is not an organisation number."),
        N_("nine digits, with or without spaces, NO or MVA"),
        N_("Look the firm up in Enhetsregisteret. The number of a branch or a case does not belong here."),
    ),
    "orgnr.check_digit": Kind(
        N_("“%(found)s” is not a valid organisation number: its last digit does not fit the others."),
        N_("nine digits that pass the check of Enhetsregisteret (modulus 11)"),
        N_("Look for swapped or mistyped digits."),
    ),
    "text.too_long": Kind(
        N_("The text “%(found)s” is too long."),
        N_("at most %(limit)s characters"),
        N_("Shorten it; keep the rest in a note."),
    ),
    "text.is_a_date": Kind(
        N_("“%(found)s” is a date, but this column holds text."),
        N_("a text"),
        N_("Excel may have turned a number such as 1-2 into a date. Format the column as text and write it again."),
    ),
    "cell.formula_without_value": Kind(
        N_("The cell holds a formula whose result was never stored."),
        N_("a value, or a formula saved with its result"),
        N_("Open the file in the spreadsheet program, let it calculate, and save it again."),
    ),
    "cell.error_value": Kind(
        N_("The cell shows the error %(found)s."), N_("a value"), N_("Correct the formula, or write the value itself.")
    ),
    "reference.missing": Kind(
        N_("The row has no reference, so it cannot be told from other contracts."),
        N_("the contract's number or case number"),
        N_("Write the reference, or delete the row if it is no contract."),
    ),
    "reference.twice": Kind(
        N_("The reference %(found)s stands already in row %(first)s."),
        N_("one row for each contract"),
        N_("Give each contract its own reference, or delete the row that is too many."),
    ),
    "row.only_reference": Kind(
        N_("The row has a reference and nothing else that could be read."),
        N_("at least one fact about the contract"),
        N_("Fill in the row, or delete it if it is a remark under the table."),
    ),
    "options.more_used": Kind(
        N_("%(found)s options are said to be used, but only %(agreed)s are agreed."),
        N_("no more than are agreed"),
        N_("Correct the number used, or list all options."),
    ),
    "dates.end_before_start": Kind(
        N_("The contract ends %(found)s, before it starts %(start)s."),
        N_("an end date on or after the start date"),
        N_("Correct the date that is wrong."),
    ),
    "suppliers.do_not_pair": Kind(
        N_("The row has %(names)s supplier names but %(numbers)s organisation numbers."),
        N_("one number for each name, in the same order"),
        N_("Part several suppliers with semicolon in both columns, or leave the numbers out."),
    ),
    "options.unclear": Kind(
        N_("“%(found)s” does not tell the options clearly."),
        N_("number and length, such as 2 x 12 mnd, 1+1 år or 24"),
        N_("Write each option with its length, or empty the cell."),
    ),
}


class CellFault(Exception):
    """One cell that cannot be read. `code` is a key of KINDS."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params: dict[str, object] = params
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault kept as a value, so that a cell met again costs nothing."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
