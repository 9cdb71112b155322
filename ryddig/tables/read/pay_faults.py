"""What can be wrong with a row, a column or a cell of a payroll file: one code each, with message and cure."""

from collections.abc import Mapping
from typing import Final

from ryddig.domain.words import N_
from ryddig.tables.read.faults import KINDS, Kind

_CLOCK: Final = N_("a time such as 08:30, 08.30, 0830 or 2026-01-31T08:30")
_HOURS: Final = N_("hours such as 8,5, 8:30 or 8t 30m")
_LEFT_OUT: Final = N_("The row was left out. Correct the cell and read the file again.")
_PERIOD: Final = N_("a month such as 2026-01, 01.2026 or januar 2026, or two days")
_AMOUNT: Final = N_("an amount in kroner, such as 1 234,50 or -1234.50")
_CHECK: Final = N_("Check that this is right; ask the supplier if it is not.")
_ASK: Final = N_("Ask the supplier for the list as it was recorded.")
_SAME_FACTS: Final = N_("the same birth date and start in all files")
_WHICH: Final = N_("Ask the supplier which is right.")

_ROWS: Final[Mapping[str, Kind]] = {
    "row.too_many_cells": Kind(
        N_("The row has more cells than there are headings, so its values may stand in the wrong columns."),
        N_("as many cells as headings"),
        N_("A separator probably stands inside a text or a number. Put quotation marks around it, or save as XLSX."),
    ),
    "row.too_few_cells": Kind(
        N_("The row has fewer cells than there are headings: it is probably cut off."),
        N_("as many cells as headings"),
        N_("Look at the end of the line, and export the list again."),
    ),
    "row.open_quote": Kind(
        N_("A quotation mark is opened in the row and never closed."),
        N_("quotation marks in pairs"),
        N_("Close the quotation mark or take it away."),
    ),
    "row.total": Kind(N_("A row of sums was skipped: “%(found)s”."), "", N_("Nothing needs to be done.")),
    "row.heading_again": Kind(
        N_("The headings stand once more in this row; it was skipped."), "", N_("Nothing needs to be done.")
    ),
    "row.twice": Kind(
        N_("The row is the same as row %(first)s: same worker, time and place. It was read once."),
        N_("each shift or payslip once"),
        N_("If the worker really did this twice, say so in the list, for instance with two places."),
    ),
    "worker.missing": Kind(
        N_("The row does not say which worker it is about."),
        N_("employee number, national identity number or name in each row"),
        N_("Write it in, or merge the cell over the rows of the same worker."),
    ),
    "worker.name_ambiguous": Kind(
        N_("The name in this row is that of several workers in the files, so it cannot be known who it is."),
        N_("employee number beside the name"),
        N_("Ask for a list with employee numbers. Until then the row counts as a person of its own."),
    ),
    "worker.number_of_two": Kind(
        N_("The employee number in this row belongs to two different persons in the files."),
        N_("one person for each employee number"),
        N_("Two firms may use the same numbers. Ask for lists with names or identity numbers."),
    ),
    "worker.born_on_differs": Kind(
        N_("The files give different birth dates of the same worker. The first file goes first."), _SAME_FACTS, _WHICH
    ),
    "worker.started_on_differs": Kind(
        N_("The files give different first days at work of the same worker. The first file goes first."),
        _SAME_FACTS,
        _WHICH,
    ),
    "worker.ended_on_differs": Kind(
        N_("The files give different last days at work of the same worker. The first file goes first."),
        _SAME_FACTS,
        _WHICH,
    ),
    "worker.experience_from_differs": Kind(
        N_("The files count the experience of the same worker from different days. The first file goes first."),
        _SAME_FACTS,
        _WHICH,
    ),
    "national_id.check_digit": Kind(
        N_("The identity number in the row does not pass its check digits."),
        N_("eleven digits of a fødselsnummer or D-nummer"),
        N_("Look for swapped digits. The row was read by employee number or name, or by the number as it stands."),
    ),
    "holder.cannot_be_compared": Kind(
        N_("The account has a holder, but the files do not give the name of the worker, so they cannot be compared."),
        N_("a list with both employee number and name"),
        N_("Give a payslip or a list of employees with names."),
    ),
}
_TIMES: Final[Mapping[str, Kind]] = {
    "clock.not_a_time": Kind(N_("“%(found)s” is not a time of day."), _CLOCK, _LEFT_OUT),
    "clock.no_such_time": Kind(N_("“%(found)s” is a time that does not exist."), _CLOCK, _LEFT_OUT),
    "clock.start_missing": Kind(N_("The shift has an end and no start."), _CLOCK, _LEFT_OUT),
    "clock.end_missing": Kind(N_("The shift has a start and no end."), _CLOCK, _LEFT_OUT),
    "span.unclear": Kind(
        N_("“%(found)s” is not a start and an end."), N_("start and end such as 08.30–16.30"), _LEFT_OUT
    ),
    "date.missing": Kind(N_("The row has no date."), N_("a date such as 31.01.2026"), _LEFT_OUT),
    "shift.ends_before_start": Kind(
        N_("The shift ends before it starts."),
        N_("an end after the start; a night shift has the next day’s date"),
        _LEFT_OUT,
    ),
    "shift.too_long": Kind(
        N_("The shift lasts more than 48 hours."), N_("one row for each shift"), N_("Look for a wrong date or month.")
    ),
    "worked_hours.not_hours": Kind(N_("“%(found)s” is not hours."), _HOURS, _LEFT_OUT),
    "worked_hours.unit_days": Kind(
        N_("“%(found)s” is a number of days, and a day has no fixed number of hours."), _HOURS, N_("Ask for hours.")
    ),
    "worked_hours.negative": Kind(
        N_("The hours are below zero."), _HOURS, N_("Correct the row that was wrong, instead of a row against it.")
    ),
    "worked_hours.zero": Kind(N_("A row of no hours was skipped."), "", N_("Nothing needs to be done.")),
    "worked_hours.too_many": Kind(
        N_("There are more than 24 hours in one day: the figure may be minutes, or the sum of a week."),
        _HOURS,
        N_("Write min in the heading if it is minutes. A list of sums for weeks cannot be tested by day."),
    ),
    "worked_hours.missing": Kind(N_("The row has neither hours nor start and end."), _HOURS, _LEFT_OUT),
    "worked_hours.differ": Kind(
        N_("Start, end and break give other hours than the column for hours. Start, end and break were used."),
        N_("hours equal to end less start less break"),
        _CHECK,
    ),
    "overtime.more_than_hours": Kind(
        N_("There is more overtime than hours in the row."), N_("overtime as a part of the hours"), _LEFT_OUT
    ),
    "break.not_a_break": Kind(
        N_("“%(found)s” is not a break."), N_("minutes such as 30, hours such as 0,5, or 00:30"), _LEFT_OUT
    ),
    "break.too_long": Kind(
        N_("The break is as long as the shift, or longer."), N_("a break shorter than the shift"), _LEFT_OUT
    ),
    "break.unit_unknown": Kind(
        N_("The break may be hours or minutes: the heading does not say, and the column holds both."),
        N_("one unit in the column, in its heading: Pause (min)"),
        N_("Write the unit in the heading."),
    ),
    "break.minutes_from_figures": Kind(
        N_("The heading does not say the unit of the breaks; the figures can only be minutes and were read so."),
        "",
        _CHECK,
    ),
    "break.hours_from_figures": Kind(
        N_("The heading does not say the unit of the breaks; the figures can only be hours and were read so."),
        "",
        _CHECK,
    ),
    "period.not_a_period": Kind(N_("“%(found)s” is not a pay period."), _PERIOD, _LEFT_OUT),
    "period.only_a_day": Kind(
        N_("“%(found)s” is one day, and a pay period has a first and a last."), _PERIOD, _LEFT_OUT
    ),
    "period.backwards": Kind(N_("The pay period ends before it begins."), _PERIOD, _LEFT_OUT),
    "period.missing": Kind(N_("The row does not say which pay period it is for."), _PERIOD, _LEFT_OUT),
    "period.overlap": Kind(
        N_("The pay period overlaps another of the same worker, in row %(first)s. Both were read."),
        N_("pay periods after each other"),
        _CHECK,
    ),
    "period.month_of_day": Kind(
        N_("The lines have a day and no pay period; each was put in the month of its day."), "", _CHECK
    ),
    "period.run_as_month": Kind(
        N_("The file gives a year and the number of a pay run; the number was read as the month."), "", _CHECK
    ),
}
_VALUES: Final[Mapping[str, Kind]] = {
    "amount.missing": Kind(N_("The row has no amount."), _AMOUNT, _LEFT_OUT),
    "amount.negative": Kind(N_("“%(found)s” is below zero."), N_("a rate above zero"), N_("Correct the cell.")),
    "amount.too_large": Kind(
        N_("“%(found)s” is more than anyone is paid."), _AMOUNT, N_("Check for digits too many, or the wrong column.")
    ),
    "amount.not_a_number": Kind(
        N_("“%(found)s” is not an amount."), _AMOUNT, N_("Write one exact amount, or empty the cell.")
    ),
    "amount.currency": Kind(
        N_("“%(found)s” is not in Norwegian kroner."),
        _AMOUNT,
        N_("Ask what was paid in kroner, and at which rate of exchange."),
    ),
    "percent.not_a_percent": Kind(
        N_("“%(found)s” is not a per cent."), N_("40 %%, 40 or 0,4"), N_("Correct the cell.")
    ),
    "percent.unclear": Kind(
        N_("“%(found)s” may be a per cent, a share or a factor."),
        N_("40 %%, 40 or 0,4"),
        N_("Write it with a per cent sign."),
    ),
    "occupation.unknown": Kind(
        N_("“%(found)s” is no occupation or category that is known here."),
        N_("such as fagarbeider, ufaglært, bygg.fagarbeider or renhold"),
        N_("The rate cannot be looked up for it unless the contract’s trade is given. Ask which category it is."),
    ),
    "trade.unknown": Kind(
        N_("“%(found)s” is no trade with minimum rates."), N_("such as bygg, renhold or elektro"), _CHECK
    ),
    "ground.unknown": Kind(
        N_("“%(found)s” is no known ground for a deduction."), N_("such as husleie, verktøy or fagforening"), _CHECK
    ),
    "card.kind_unknown": Kind(N_("“%(found)s” is no known kind of HMS card."), N_("such as bygg or renhold"), _CHECK),
    "line.kind_unknown": Kind(
        N_("“%(found)s” is no wage type that is known here; the line counts as neither pay nor deduction."),
        N_("such as timelønn, overtid 50 %%, nattillegg or forskuddstrekk"),
        N_("Ask what the line pays for."),
    ),
    "line.code_only": Kind(
        N_("The lines have numbers for wage types and no names, so what they pay for is not known."),
        N_("a column with the name of the wage type"),
        N_("Ask for the supplier’s list of wage types, or for payslips."),
    ),
    "cell.formula": Kind(
        N_("The cell holds a formula as text: “%(found)s”."),
        N_("a value"),
        N_("Let the spreadsheet program calculate it, and save again."),
    ),
}
_COLUMNS: Final[Mapping[str, Kind]] = {
    "column.twice": Kind(
        N_("Several columns would fill the same fact. Only the first was read, not “%(heading)s”."),
        N_("one column for each fact"),
        N_("Take away the column that is wrong, or give each shift its own row."),
    ),
    "column.unknown": Kind(N_("The columns %(headings)s are not known and were not read."), "", _CHECK),
    "column.too_many_texts": Kind(
        N_("The column %(heading)s has so many cells in unknown forms that the rest of them were not read."), "", _ASK
    ),
    "file.no_headings": Kind(
        N_("No row of headings was found."),
        N_("headings such as Ansattnr, Dato, Start, Slutt and Pause above the rows"),
        N_("Put the headings in one row right above the first row of the list."),
    ),
    "file.kind_unknown": Kind(
        N_("The headings do not tell what the list holds: %(headings)s."),
        N_("headings of a time list, payslips, payments, cards, crew, members, employees, contracts or plans"),
        N_("Rename the headings, or say what kind of file it is."),
    ),
    "file.no_worker": Kind(
        N_("No column tells which worker each row is about."),
        N_("a column such as Ansattnr, Fødselsnummer or Navn"),
        N_("Ask for the list with employee numbers."),
    ),
    "file.no_rows": Kind(
        N_("There is no row under the headings that could be read."), "", N_("Check that the right file was chosen.")
    ),
    "sheet.hidden": Kind(
        N_("The sheet %(sheet)s is hidden and was not read."),
        "",
        N_("Show the sheet and save the file, if it belongs to the list."),
    ),
    "sheet.no_list": Kind(N_("The sheet %(sheet)s holds no list that is known here and was not read."), "", _CHECK),
    "format.without_headings": Kind(
        N_("The file has no headings; what its columns hold was read from its shape."), "", _CHECK
    ),
    "payslip.field_missing": Kind(
        N_("Page %(page)s does not show “%(field)s” where the layout says it stands."),
        N_("the same layout on every page"),
        N_("Look at the page, and describe another layout for it if needed."),
    ),
    "payslip.no_text": Kind(
        N_("Page %(page)s holds a picture and no text, as a scan does."),
        N_("payslips as the payroll program makes them"),
        N_("Ask for the payslips as PDF from the payroll program, or as a list."),
    ),
}
PAY_KINDS: Final[Mapping[str, Kind]] = {**KINDS, **_ROWS, **_TIMES, **_VALUES, **_COLUMNS}
NOTES: Final = frozenset(
    [
        "row.total",
        "row.heading_again",
        "worked_hours.zero",
        "worked_hours.differ",
        "break.minutes_from_figures",
        "break.hours_from_figures",
        "period.month_of_day",
        "period.run_as_month",
        "column.unknown",
        "sheet.hidden",
        "sheet.no_list",
        "format.without_headings",
        "line.code_only",
        "period.overlap",
        "worker.born_on_differs",
        "worker.started_on_differs",
        "worker.ended_on_differs",
        "worker.experience_from_differs",
        "orgnr.check_digit",
        "line.kind_unknown",
        "national_id.check_digit",
        "holder.cannot_be_compared",
        "occupation.unknown",
        "text.unreadable",
    ]
)
