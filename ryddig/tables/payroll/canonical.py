"""The canonical tables of a pay control: what every reader fills and every check reads. One place for names and units.

Units: minutes are whole, `mmin` are thousandths of a minute (hours of a payslip with four decimals stay exact), `ore`
are whole øre, `rate` are hundredths of an øre per hour (kroner with four decimals), `percent` are hundredths of a per
cent. Local times are clock times in Norway; `start_min` and `end_min` are minutes since 1970 in UTC, so that a night
when the clocks change has its true length. Unknown is NULL, never a guess. Numbers in `row` are counted from 1 as a
person counts them in the file. Persons, accounts and cards are pseudonyms here; their names stay in the file.
"""

from typing import Final

from duckdb import DuckDBPyConnection

TABLES: Final[dict[str, str]] = {
    # the files given: `columns` maps a canonical column to the heading or letter it was read from
    "files": "file SMALLINT, name VARCHAR, kind VARCHAR, sha256 VARCHAR, columns MAP(VARCHAR, VARCHAR)",
    # one row a person. `trade`, `category`: as stated for the person; what a shift or payslip states goes first.
    # `certificate`: a trade certificate is shown. `apprentice`: or on a labour-market scheme, outside the rates
    "workers": """worker INTEGER, pseudonym VARCHAR, employer VARCHAR, trade VARCHAR, category VARCHAR, born_on DATE,
        experience_from DATE, started_on DATE, ended_on DATE, apprentice BOOLEAN, certificate BOOLEAN,
        tariff_bound BOOLEAN, plan VARCHAR, week_plan VARCHAR, stockman BOOLEAN, vehicle_kg INTEGER, own_goods BOOLEAN,
        exempt BOOLEAN, hired_in BOOLEAN, share_percent INTEGER, file SMALLINT, row INTEGER""",
    # one row a recorded shift; `clocked` is false where the list has only the hours of a day: then start and end are
    # NULL. `minutes`: worked, breaks left out. `break_minutes`: NULL when not recorded. `overtime_minutes`: what the
    # list calls overtime, NULL when it does not tell. `code`: which shift of the plan. `travel`: between two jobs
    "shifts": """shift INTEGER, worker INTEGER, on_day DATE, starts TIMESTAMP, ends TIMESTAMP, start_min INTEGER,
        end_min INTEGER, minutes INTEGER, break_minutes INTEGER, overtime_minutes INTEGER, clocked BOOLEAN,
        code VARCHAR, trade VARCHAR, category VARCHAR, site VARCHAR, trip VARCHAR, away BOOLEAN, travel BOOLEAN,
        file SMALLINT, row INTEGER""",
    # one row a payslip, for the days `first` to `last`. `gross_ore`: paid for the work, no refunds, no holiday pay
    "slips": """slip INTEGER, worker INTEGER, first DATE, last DATE, trade VARCHAR, category VARCHAR, rate BIGINT,
        ordinary_mmin BIGINT, overtime_mmin BIGINT, overtime_percent BIGINT, gross_ore BIGINT, month_ore BIGINT,
        net_ore BIGINT, tax_ore BIGINT, holiday_basis_ore BIGINT, holiday_pay_ore BIGINT, pension_ore BIGINT,
        paid_on DATE, issued_on DATE, employer VARCHAR, account VARCHAR, file SMALLINT, row INTEGER""",
    # one row a line of a payslip. `kind`: a code of domain.pay_facts.PayKind, or `deduction`, `tax`, `other`.
    # `ground`: for a deduction lodging, tools, transport, agency, union, pension, damage, strike, law, other; NULL
    # unknown. `agreed_on`: day of the written agreement
    "lines": """slip INTEGER, worker INTEGER, kind VARCHAR, ore BIGINT, mmin BIGINT, counts_as_pay BOOLEAN,
        ground VARCHAR, agreed_on DATE, file SMALLINT, row INTEGER""",
    # one row a payment as the bank or the cash book shows it. `holder`: pseudonym of the account's owner where shown,
    # the worker's own pseudonym when it is the worker
    "payments": """worker INTEGER, paid_on DATE, ore BIGINT, account VARCHAR, holder VARCHAR, cash BOOLEAN,
        file SMALLINT, row INTEGER""",
    # one row a card of health, safety and environment. `photo`: the photograph is the person
    "cards": """worker INTEGER, card VARCHAR, employer VARCHAR, kind VARCHAR, issued_on DATE, expires_on DATE,
        seen_on DATE, photo BOOLEAN, file SMALLINT, row INTEGER""",
    # one row a person on site on a day: site lists, electronic gate, crew lists
    "crew": """worker INTEGER, on_day DATE, site VARCHAR, employer VARCHAR, card VARCHAR, start_min INTEGER,
        end_min INTEGER, minutes INTEGER, file SMALLINT, row INTEGER""",
    # one row a member and period in the pension provider's confirmation. `provider`: who; `paid_on`: when paid
    "members": """worker INTEGER, provider VARCHAR, first DATE, last DATE, pay_ore BIGINT, contribution_ore BIGINT,
        paid_on DATE, file SMALLINT, row INTEGER""",
    # one row an employment in the register of employers and employees or in the a-melding
    "employed": """worker INTEGER, employer VARCHAR, first DATE, last DATE, share_percent INTEGER, owner BOOLEAN,
        file SMALLINT, row INTEGER""",
    # one row an employment contract; `pay_times`: agreed number of pay days a month
    "contracts": """worker INTEGER, employer VARCHAR, signed_on DATE, starts_on DATE, category VARCHAR,
        rate BIGINT, pay_times INTEGER, file SMALLINT, row INTEGER""",
    # one row a work plan: the day it was made known and the first day it is for; worker NULL for everybody
    "plans": "worker INTEGER, told_on DATE, starts_on DATE, last DATE, file SMALLINT, row INTEGER",
    # one row an invoice or invoice line with hours, for the days `first` to `last`. `employer`: who sent it
    "invoices": "employer VARCHAR, number VARCHAR, first DATE, last DATE, minutes BIGINT, file SMALLINT, row INTEGER",
}


def make_tables(db: DuckDBPyConnection) -> None:
    """Empty canonical tables in a connection."""
    for name, columns in TABLES.items():
        db.execute(f"CREATE TABLE {name} ({columns})")
