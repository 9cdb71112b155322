"""A time list with thirty kinds of damage, one a row, between rows that are whole."""

from typing import Final

HEADINGS: Final = (
    "Ansattnr;Fødselsnummer;Navn;Dato;Start;Slutt;Pause;Timer;Overtid;Stilling;Arbeidsgiver;Borte;Byggeplass;Bygning;"
    "Prosjekt"
)
WHOLE: Final = "{no};;;{day};07:00;15:00;30;7,5;;bygg.fagarbeider;;nei;Skolen;;"
# code -> the row; {d} is a day of its own
ROWS: Final = {
    "worker.missing": ";;;{d};07:00;15:00;30;;;;;;;;",
    "date.missing": "101;;;;07:00;15:00;30;;;;;;;;",
    "date.not_a_date": "101;;;mandag;07:00;15:00;30;;;;;;;;",
    "date.no_such_day": "101;;;31.02.2026;07:00;15:00;30;;;;;;;;",
    "date.only_month": "101;;;mars 2026;07:00;15:00;30;;;;;;;;",
    "date.far_away": "101;;;02.03.1026;07:00;15:00;30;;;;;;;;",
    "clock.not_a_time": "101;;;{d};halv sju;15:00;30;;;;;;;;",
    "clock.no_such_time": "101;;;{d};07:00;27:80;30;;;;;;;;",
    "clock.start_missing": "101;;;{d};;15:00;30;;;;;;;;",
    "clock.end_missing": "101;;;{d};07:00;;30;;;;;;;;",
    "shift.ends_before_start": "101;;;{d};{d} 15:00;{d} 07:00;30;;;;;;;;",
    "shift.too_long": "101;;;{d};{d} 07:00;20.12.2026 07:00;30;;;;;;;;",
    "break.not_a_break": "101;;;{d};07:00;15:00;ja;;;;;;;;",
    "break.too_long": "101;;;{d};07:00;15:00;480;;;;;;;;",
    "break.unit_unknown": "101;;;{d};07:00;15:00;2;;;;;;;;",
    "worked_hours.not_hours": "101;;;{d};;;;åtte;;;;;;;",
    "worked_hours.negative": "101;;;{d};;;;-7,5;;;;;;;",
    "worked_hours.too_many": "101;;;{d};;;;450;;;;;;;",
    "worked_hours.unit_days": "101;;;{d};;;;1 dag;;;;;;;",
    "worked_hours.zero": "101;;;{d};;;;0;;;;;;;",
    "worked_hours.missing": "101;;;{d};;;;;;;;;;;",
    "worked_hours.differ": "101;;;{d};07:00;15:00;30;9;;;;;;;",
    "overtime.more_than_hours": "101;;;{d};07:00;15:00;30;;12;;;;;;",
    "row.too_many_cells": "101;;;{d};07:00;15:00;30;;;;;;;;;;ekstra",
    "row.too_few_cells": "101;;;{d};07:00;15",
    "row.open_quote": '101;;;{d};07:00;15:00;30;;;;;;"Skolen;;',
    "row.total": "Sum;;;;;;;;;;;;;;",
    "row.heading_again": HEADINGS,
    "occupation.unknown": "101;;;{d};07:00;15:00;30;;;astronaut;;;;;",
    "orgnr.malformed": "101;;;{d};07:00;15:00;30;;;;12345;;;;",
    "orgnr.check_digit": "101;;;{d};07:00;15:00;30;;;;999999998;;;;",
    "yes_no.unclear": "101;;;{d};07:00;15:00;30;;;;;kanskje;;;",
    "national_id.check_digit": "104;12345678901;;{d};07:00;15:00;30;;;;;;;;",
    "cell.error_value": "101;;;#REF!;07:00;15:00;30;;;;;;;;",
    "cell.formula": "101;;;{d};=A1+B1;15:00;30;;;;;;;;",
    "text.too_long": "101;;;{d};07:00;15:00;30;;;;;;" + "x" * 300 + ";;",
    "worker.name_ambiguous": ";;Kari Eksempel;{d};07:00;15:00;30;;;;;;;;",
    "row.twice": "101;;;01.02.2026;07:00;15:00;30;7,5;;bygg.fagarbeider;;nei;Skolen;;",
}
# told of whole columns
COLUMNS: Final = ("column.twice", "column.unknown")
KEPT_ALL_THE_SAME: Final = frozenset(
    [
        "worked_hours.differ",
        "occupation.unknown",
        "orgnr.malformed",
        "orgnr.check_digit",
        "yes_no.unclear",
        "national_id.check_digit",
        "text.too_long",
        "worker.name_ambiguous",
    ]
)


def damaged_list(*, codes: tuple[str, ...] = tuple(ROWS), whole: int = 40) -> str:
    """The list as text: whole rows, and one row for each kind of damage."""
    lines = [HEADINGS, *(WHOLE.format(no=101 + at % 2, day=f"{at // 2 + 1:02}.02.2026") for at in range(whole))]
    lines += [
        "102;;Kari Eksempel;25.02.2026;07:00;15:00;30;;;;;;;;",
        "103;;Kari Eksempel;25.02.2026;07:00;15:00;0,5;;;;;;;;",
    ]
    for at, code in enumerate(codes):
        lines.append(ROWS[code].replace("{d}", f"{at % 28 + 1:02}.{at // 28 + 3:02}.2026"))
    return "\n".join(lines) + "\n"
