"""The fast readers: SQL that reads the usual notations of a column of texts and gives NULL for all others.

Strict on purpose: DuckDB's own casts round, accept exponents and drop time zones, so each is let in by its look first:
the most usual look by its length and one sign, which costs a tenth of an expression, the others by an expression.
`t` is an SQL expression of a text that is never empty. What is NULL here goes to pay_cells.py.
"""

from typing import Final

_YEARS: Final = "BETWEEN DATE '1950-01-01' AND DATE '2099-12-31'"
_MODERN: Final = "BETWEEN TIMESTAMP '1970-01-01' AND TIMESTAMP '2099-12-31 23:59:59'"
_DIGITS: Final = "try_cast(replace({t}, ',', '.') AS DECIMAL(18, 4))"
_CLOCK: Final = "([01][0-9]|2[0-3]):[0-5][0-9]"
_ISO: Final = f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ]{_CLOCK}(:[0-5][0-9])?"
_NORWEGIAN: Final = f"[0-9]{{2}}\\.[0-9]{{2}}\\.[0-9]{{4}} {_CLOCK}"


def day(t: str) -> str:
    """`2026-01-31`, `31.01.2026`, Excel's `2026-01-31 00:00:00`."""
    return _bounded(f"""(CASE WHEN strlen({t}) = 10 AND strpos({t}, '-') = 5 THEN try_cast({t} AS DATE)
        WHEN regexp_full_match({t}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}( 00:00:00)?') THEN try_cast({t}[:10] AS DATE)
        WHEN regexp_full_match({t}, '[0-9]{{2}}\\.[0-9]{{2}}\\.[0-9]{{4}}')
        THEN CAST(try_strptime({t}, '%d.%m.%Y') AS DATE) END)""")


def _bounded(day: str) -> str:
    return f"(CASE WHEN {day} {_YEARS} THEN {day} END)"


def stamp(t: str) -> str:
    """TIMESTAMP of `2026-01-31T07:00`, `2026-01-31 07:00:00`, `31.01.2026 07:00`."""
    return f"""(CASE WHEN strlen({t}) = 16 AND strpos({t}, ':') = 14 THEN try_cast({t} AS TIMESTAMP)
        WHEN regexp_full_match({t}, '{_ISO}') THEN try_cast({t} AS TIMESTAMP)
        WHEN regexp_full_match({t}, '{_NORWEGIAN}') THEN try_strptime({t}, '%d.%m.%Y %H:%M') END)"""


def clock(t: str) -> str:
    """Minutes after midnight of `7:00`, `07.00`."""
    return f"""(CASE WHEN regexp_full_match({t}, '([01]?[0-9]|2[0-3])[:.][0-5][0-9]')
        THEN CAST({t}[:-4] AS INTEGER) * 60 + CAST({t}[-2:] AS INTEGER) END)"""


def moment_on(t: str, at: str) -> str:
    """The day of a moment or of a bare day. `at`: the stamp, worked out before."""
    return f"""(CASE WHEN {at} {_MODERN} THEN CAST({at} AS DATE) WHEN {at} IS NULL THEN {day(t)}
        WHEN year({at}) BETWEEN 1950 AND 2099 THEN CAST({at} AS DATE) END)"""


def moment_clock(t: str, at: str) -> str:
    """The clock of a moment. Excel's bare times are moments of 1899; a moment of a year that is not read has none."""
    minutes = f"CAST(hour({at}) * 60 + minute({at}) AS INTEGER)"
    return f"""(CASE WHEN {at} {_MODERN} THEN CAST(epoch_us({at}) // 60000000 % 1440 AS INTEGER)
        WHEN {at} IS NULL THEN {clock(t)} WHEN year({at}) BETWEEN 1950 AND 2099 THEN {minutes}
        WHEN {t}[:11] = '1899-12-31 ' THEN {minutes} END)"""


def hours(t: str, *, unit: str) -> str:
    """Thousandths of a minute of `8,5`, `8:30`."""
    factor = 60_000 if unit == "hours" else 1_000
    return f"""(CASE WHEN regexp_full_match({t}, '-?[0-9]{{1,4}}([.,][0-9]{{1,3}})?')
        THEN CAST({_DIGITS.format(t=t)} * {factor} AS BIGINT) ELSE {_h_mm(t)} END)"""


def _h_mm(t: str) -> str:
    return f"""(CASE WHEN regexp_full_match({t}, '[0-9]{{1,3}}:[0-5][0-9]')
        THEN CAST({t}[:-4] AS BIGINT) * 60000 + CAST({t}[-2:] AS BIGINT) * 1000 END)"""


def break_given(t: str) -> str:
    """Thousandths of a minute where the cell tells the unit: `00:30`."""
    return f"(CASE WHEN contains({t}, ':') THEN {_h_mm(t)} END)"


def break_bare(t: str) -> str:
    """Thousandths of a number without a unit."""
    return f"""(CASE WHEN strlen({t}) <= 2 AND ascii({t}) BETWEEN 48 AND 57 AND NOT contains({t}, '.')
        THEN try_cast({t} AS BIGINT) * 1000 WHEN regexp_full_match({t}, '[0-9]{{1,4}}([.,][0-9]{{1,3}})?')
        THEN CAST({_DIGITS.format(t=t)} * 1000 AS BIGINT) END)"""


def money(t: str) -> str:
    """Øre of `1234,5`, `-1234.56`."""
    return f"""(CASE WHEN regexp_full_match({t}, '-?[0-9]{{1,9}}([.,][0-9]{{1,2}})?')
        THEN CAST({_DIGITS.format(t=t)} * 100 AS BIGINT) END)"""


def rate(t: str) -> str:
    """Hundredths of an øre of `236,54`, `236.5425`."""
    return f"""(CASE WHEN regexp_full_match({t}, '[0-9]{{1,7}}([.,]([0-9]{{1,2}}|[0-9]{{4}}))?')
        THEN CAST({_DIGITS.format(t=t)} * 10000 AS BIGINT) END)"""


def percent(t: str, *, in_percent: bool) -> str:
    """Hundredths of a per cent of `0.4` (a share) and of `40`."""
    value = _DIGITS.format(t=t)
    share = f"WHEN {value} <= 1 THEN CAST({value} * 10000 AS BIGINT) WHEN {value} < 5 THEN NULL"
    return f"""(CASE WHEN NOT regexp_full_match({t}, '[0-9]{{1,3}}([.,][0-9]{{1,2}})?') THEN NULL
        {"" if in_percent else share} ELSE CAST({value} * 100 AS BIGINT) END)"""


def month_first(t: str) -> str:
    """First day of `2026-01`."""
    return f"""(CASE WHEN length({t}) = 7 AND regexp_full_match({t}, '(19[5-9][0-9]|20[0-9][0-9])-(0[1-9]|1[0-2])')
        THEN try_cast({t} || '-01' AS DATE) END)"""


def month_last(t: str) -> str:
    """Last day of `2026-01`."""
    return f"last_day({month_first(t)})"


def yes_no(t: str) -> str:
    """Ja or nei."""
    return f"""(CASE WHEN lower({t}) IN ('ja', 'j', 'yes', 'y', 'true', 'x', '1') THEN true
        WHEN lower({t}) IN ('nei', 'n', 'no', 'false', '0') THEN false END)"""


def whole(t: str) -> str:
    """A whole number."""
    return f"(CASE WHEN regexp_full_match({t}, '[0-9]{{1,9}}') THEN CAST({t} AS INTEGER) END)"


def text(t: str) -> str:
    """A short text that is no formula and no error value."""
    return f"(CASE WHEN length({t}) <= 200 AND {t}[1] NOT IN ('=', '#', '-', '–', '?') THEN {t} END)"
