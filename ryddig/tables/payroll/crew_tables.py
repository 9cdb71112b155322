"""Who was at work on site on which day, as several checks of cards and crew read it.

    present   one row a worker and day. `certain`: a crew list, site list or gate shows it; else the day comes from the
              timesheet of a trade whose workers all need a card. `employer`: key of who stood as employer that day,
              else the worker's own, else the firm. `card`: the number on the list. `minutes`: at work, NULL unknown

Where a list has the time in and out and no fewer hours, half an hour is left out of stays longer than five and a half
hours: that much break may have been unpaid (aml § 10-9), so the hours seen are never too many.
"""

from typing import TYPE_CHECKING, Final

from duckdb import DuckDBPyConnection

if TYPE_CHECKING:
    from ryddig.tables.payroll.run import Control

PRESENT: Final = """
CREATE TABLE present AS
WITH seen AS (
  SELECT worker, on_day, max(firm_key(employer)) AS employer, max(card) AS card, min(file) AS file, min(row) AS row,
    sum(if(minutes < end_min - start_min OR end_min IS NULL OR start_min IS NULL, minutes,
      end_min - start_min - if(end_min - start_min > 330, 30, 0))) AS minutes
  FROM crew WHERE worker IS NOT NULL AND on_day IS NOT NULL GROUP BY ALL),
recorded AS (
  SELECT s.worker, s.on_day, min(s.file) AS file, min(s.row) AS row
  FROM shifts AS s LEFT JOIN workers AS w USING (worker), firm
  WHERE EXISTS (FROM cards) AND coalesce(s.trade, w.trade, firm.trade) IN ('construction', 'cleaning')
  GROUP BY ALL)
SELECT d.worker, d.on_day, d.certain, coalesce(d.employer, firm_key(w.employer), firm.number) AS employer, d.card,
  d.minutes, coalesce(w.trade, firm.trade) AS trade, d.file, d.row
FROM (
  SELECT worker, on_day, true AS certain, employer, card, minutes, file, row FROM seen
  UNION ALL
  SELECT worker, on_day, false, NULL, NULL, NULL, file, row FROM recorded ANTI JOIN seen USING (worker, on_day)) AS d
LEFT JOIN workers AS w USING (worker), firm
"""


def prepare(db: DuckDBPyConnection, control: "Control") -> None:  # noqa: ARG001 - every maker of tables is called alike
    """Make the table."""
    db.execute(PRESENT)
