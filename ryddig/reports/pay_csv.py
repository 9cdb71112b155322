"""Every finding as one line of `findings.csv`, explained in words, in the way that Excel in Norway opens rightly."""

from pathlib import Path
from typing import Final

from django.utils.translation import gettext

from ryddig.domain.words import N_
from ryddig.reports.pay_control import PayReport

BYTE_ORDER_MARK: Final = "\ufeff"
# A join keeps the order of a large table, and the writer when it is asked; a small one is cheap to sort. Either way the
# lines stand in their order.
SORTED_UP_TO: Final = 50_000
COLUMNS: Final = (
    (N_("No."), "finding"),
    (N_("Check"), "check_id"),
    (N_("Name of the check"), "check_name"),
    (N_("Worker"), "worker"),
    (N_("From"), '"first"'),
    (N_("To"), '"last"'),
    (N_("Outcome"), "outcome_said"),
    (N_("Found"), "comma(found_shown)"),
    (N_("Should have been"), "comma(due_shown)"),
    (N_("Unit"), "unit_said"),
    (N_("Owed, kr"), "comma(owed_shown)"),
    (N_("In question, kr"), "comma(asked_shown)"),
    (N_("Why"), "why_said"),
    (N_("Arithmetic"), "arithmetic"),
    (N_("Rule"), "rule"),
    (N_("Source of the rule"), "source"),
    (N_("File"), "file_safe"),
    (N_("Rows"), "rows"),
    (N_("Columns"), "columns_said"),
    (N_("Compared with file"), "file_safe_2"),
    (N_("Rows there"), "rows_2"),
    (N_("Columns there"), "columns_said_2"),
)


def write_csv(report: PayReport, path: Path) -> int:
    """Write the file; how many findings it holds. The database must be allowed to write there."""
    (count,) = report.db.execute("SELECT count(*) FROM findings").fetchone() or (0,)
    chosen = ", ".join(f'{column} AS "{_heading(number)}"' for number, (_, column) in enumerate(COLUMNS))
    order = "ORDER BY finding" if count <= SORTED_UP_TO else ""
    target = str(path).replace("'", "''")
    report.db.execute(
        f"""COPY (SELECT {chosen} FROM findings_told {order})
        TO '{target}' (FORMAT csv, DELIMITER ';', HEADER, PRESERVE_ORDER true)"""  # noqa: S608 - our own names
    )
    return int(count)


def _heading(number: int) -> str:
    mark = BYTE_ORDER_MARK if number == 0 else ""
    return mark + gettext(COLUMNS[number][0]).replace('"', '""')
