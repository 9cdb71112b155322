"""Sheets of findings: one row a finding, gravest first, with formulas where the sum can be followed in cells."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext
from duckdb import DuckDBPyConnection
from xlsxwriter.utility import xl_col_to_name

from ryddig.domain.words import N_
from ryddig.reports.formats import number
from ryddig.reports.pay_formulas import formula_of
from ryddig.reports.pay_gravest import ToldFinding, gravest
from ryddig.reports.pay_labels import PARTS, pay_label
from ryddig.reports.pay_sheet import Cell, Formula, Sheet, Sheets

SHEET_ROWS: Final = 2_000  # a person reads no further; findings.csv holds them all
TOLD: Final = ("breach", "question")
# heading, width, and whether only sheets with money have it
COLUMNS: Final = (
    (N_("No."), 8, False),
    (N_("Check"), 9, False),
    (N_("Name of the check"), 34, False),
    (N_("Worker"), 14, False),
    (N_("From"), 11, False),
    (N_("To"), 11, False),
    (N_("Outcome"), 10, False),
    (N_("Hours"), 9, True),
    (N_("Found"), 11, False),
    (N_("Should have been"), 11, False),
    (N_("Unit"), 8, False),
    (N_("Difference"), 11, False),
    (N_("Owed, kr"), 13, True),
    (N_("In question, kr"), 13, True),
    (N_("Why"), 62, False),
    (N_("Arithmetic"), 46, False),
    (N_("Rule"), 60, False),
    (N_("Source of the rule"), 60, False),
    (N_("Where in the files"), 44, False),
)
MONEY_FAMILIES: Final = frozenset({"PAY", "OTP"})


def write_findings(sheets: Sheets, db: DuckDBPyConnection, family: str) -> None:
    """The sheet of one family: pay, working time, pension, cards or warning signs."""
    kept = f"family = '{family}' AND outcome IN {TOLD}"
    (count,) = db.execute(f"SELECT count(*) FROM findings_told WHERE {kept}").fetchone() or (0,)  # noqa: S608 - our own names
    columns = [column for column in COLUMNS if family in MONEY_FAMILIES or not column[2]]
    sheet = sheets.sheet(pay_label("family", family), [width for _, width, _ in columns])
    sheet.merged(_lead(int(count)), "lead", height=30)
    names = [name for name, _, _ in columns]
    shown = min(int(count), SHEET_ROWS)
    if shown:
        _rows(sheet, db, kept, names=names, shown=shown)


def _lead(count: int) -> str:
    if not count:
        return gettext("No breaches and no questions here. See the sheet of what was not tested before you conclude.")
    if count > SHEET_ROWS:
        return gettext(
            "The %(shown)s gravest of %(count)s findings; all stand in findings.csv. A question is not a breach."
        ) % {"shown": number(SHEET_ROWS), "count": number(count)}
    return gettext("All findings are shown, the gravest first: %(count)s. A question is not a breach.") % {
        "count": number(count)
    }


def _rows(sheet: Sheet, db: DuckDBPyConnection, kept: str, *, names: list[str], shown: int) -> None:
    letters = {name: xl_col_to_name(place) for place, name in enumerate(names)}
    first = sheet.head([gettext(name) for name in names], filtered=shown) + 1
    owed, asked = Fraction(0), Fraction(0)
    for one in gravest(db, kept, at_most=shown):
        owed, asked = owed + one.shortfall, asked + one.in_question
        cells = dict(_cells(one, letters, sheet.row))
        sheet.write([cells[name][0] for name in names], [cells[name][1] for name in names])
    if "Owed, kr" in letters:
        last = sheet.row - 1
        sums = {"Owed, kr": owed, "In question, kr": asked}
        totals: list[Cell] = [
            Formula(f"=SUM({letters[name]}{first}:{letters[name]}{last})", float(sums[name] / 100))
            if name in sums
            else None
            for name in names
        ]
        totals[0] = gettext("Sum of the rows shown")
        sheet.write(totals, ["total" if name in sums else "total_name" for name in names])


def _cells(one: ToldFinding, letters: dict[str, str], row: int) -> Iterator[tuple[str, tuple[Cell, str]]]:
    hours = one.figures(one.shortfall or one.in_question).hours
    part = PARTS.get(one.unit, 1)
    places = {"hours": f"{letters.get('Hours', '')}{row}", "found": f"{letters['Found']}{row}"}
    places["due"] = f"{letters['Should have been']}{row}"
    yield "No.", (one.number, "")
    yield "Check", (one.check, "")
    yield "Name of the check", (one.name, "")
    yield "Worker", (one.worker, "")
    yield "From", (one.first, "day")
    yield "To", (one.last, "day")
    yield "Outcome", (one.outcome_said, one.outcome)
    yield "Hours", (None if hours is None else float(hours), "hours")
    yield "Found", (_shown(one.found, part), "money")
    yield "Should have been", (_shown(one.due, part), "money")
    yield "Unit", (one.unit_said if one.found is not None or one.due is not None else "", "")
    yield "Difference", (_difference(one, places, part), "money")
    yield "Owed, kr", (_amount(one, one.shortfall, places), "money")
    yield "In question, kr", (_amount(one, one.in_question, places), "money")
    yield "Why", (one.why, "")
    yield "Arithmetic", (one.arithmetic, "")
    yield "Rule", (" | ".join(one.rules), "")
    yield "Source of the rule", (" | ".join(one.sources), "")
    yield "Where in the files", ("; ".join(one.places), "")


def _shown(value: Fraction | None, part: int) -> float | None:
    return None if value is None else float(value / part)


def _difference(one: ToldFinding, places: dict[str, str], part: int) -> Formula | None:
    if one.found is None or one.due is None:
        return None
    return Formula("={found}-{due}".format_map(places), float((one.found - one.due) / part))


def _amount(one: ToldFinding, amount: Fraction, places: dict[str, str]) -> Cell:
    if not amount:
        return None
    formula = formula_of(one.figures(amount), places)
    value = float(amount / 100)
    return Formula(formula, value) if formula else value
