"""What every check may use beside the canonical tables: the days of the control, the firm's facts, and figures as
Norwegians write them.

    period                     one row: `first` and `last` day of the control
    firm                       one row: what is known of the firm, see domain.pay_control.Firm
    told(hundredths)           624000 → 6 240,00
    hours(minutes)             9150 → 152,50 t
    kroner(ore)                624000 → 6 240,00 kr
    firm_key(text)             an employer as written -> the same key for the same firm: nine digits, else the name
"""

from typing import TYPE_CHECKING, Final

from duckdb import DuckDBPyConnection

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control

FIRM: Final = """trade VARCHAR, number VARCHAR, chain VARCHAR[], tariff_bound BOOLEAN, pension_due BOOLEAN,
    skilled_percent INTEGER, apprentice_percent INTEGER"""
MACROS: Final = (
    """told(hundredths) AS if(hundredths < 0, '−', '')
    || replace(format('{:,}', CAST(abs(hundredths) // 100 AS BIGINT)), ',', ' ')
    || ',' || lpad(CAST(CAST(abs(hundredths) % 100 AS BIGINT) AS VARCHAR), 2, '0')""",
    "hours(minutes) AS told((minutes * 10 + sign(minutes) * 3) // 6) || ' t'",
    "kroner(ore) AS told(ore) || ' kr'",
    """firm_key(text) AS CASE
      WHEN regexp_matches(regexp_replace(text, '[^0-9]', '', 'g'), '^[0-9]{9}$')
        THEN regexp_replace(text, '[^0-9]', '', 'g')
      ELSE nullif(lower(trim(regexp_replace(text, '\\s+', ' ', 'g'))), '') END""",
)


def prepare(db: DuckDBPyConnection, control: "Control") -> None:
    """Make the tables and the macros."""
    for macro in MACROS:
        db.execute(f"CREATE OR REPLACE MACRO {macro}")
    db.execute("CREATE TABLE period (first DATE, last DATE)")
    db.execute("INSERT INTO period VALUES (?, ?)", [control.first, control.last])
    firm = control.firm
    known = (firm.trade and firm.trade.value, firm.number or None, list(firm.chain), firm.tariff_bound)
    db.execute(f"CREATE TABLE firm ({FIRM})")
    db.execute(
        "INSERT INTO firm SELECT ?, firm_key(?), list_transform(?::VARCHAR[], lambda one : firm_key(one)), ?, ?, ?, ?",
        [*known, firm.pension_due, firm.skilled_percent, firm.apprentice_percent],
    )
