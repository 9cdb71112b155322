"""PAY-10: who paid for travel, board and lodging where the work called for nights away from home?

The trade's rule says that the employer does, as agreed before sending. Days away without any refund on the payslip
are asked about, and so is a deduction for lodging on them. An allowance is never counted as pay.
"""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
WITH days AS (
  SELECT s.slip, count(DISTINCT h.on_day) AS days, min(h.file) AS file_2, min(h.row) AS row_2, max(h.row) AS row_2_to
  FROM shifts AS h JOIN slips AS s ON s.worker = h.worker AND h.on_day BETWEEN s.first AND s.last LEFT JOIN workers
    AS w ON w.worker = h.worker, firm
  WHERE (h.away OR h.trip IN ('first', 'middle', 'last'))
    AND coalesce(h.trade, s.trade, w.trade, firm.trade) IN ('construction', 'cleaning', 'electro', 'shipyard',
      'road_goods', 'coach')
  GROUP BY s.slip),
paid AS (
  SELECT slip, count(*) FILTER (kind IN ('refund', 'posting_allowance')) AS refunds, coalesce(sum(abs(ore))
    FILTER (kind = 'deduction' AND ground = 'lodging'), 0) AS lodging
  FROM lines GROUP BY slip),
told AS (
  SELECT s.worker, s.first, s.last, s.file, s.row, d.* EXCLUDE (slip), own.key, coalesce(p.lodging, 0) AS lodging,
    CASE WHEN coalesce(p.lodging, 0) > 0 THEN 'lodging_deducted_away' WHEN coalesce(p.refunds, 0) = 0
      THEN 'away_without_refund' ELSE '' END AS why
  FROM slips AS s JOIN days AS d USING (slip) LEFT JOIN paid AS p USING (slip)
  LEFT JOIN law AS own ON own.rule = 'pay_checks.pay_10' AND s.first >= own.since AND s.first < own.until)
SELECT worker, first, last, CASE WHEN why = '' THEN 'kept' WHEN key IS NULL THEN 'cannot_be_tested' ELSE 'question'
  END AS outcome,
  CASE WHEN why <> '' AND key IS NULL THEN 'limit_missing' ELSE why END AS why, days AS found, 'days' AS unit, [key]
    AS rules,
  CASE WHEN why = 'lodging_deducted_away' AND key IS NOT NULL THEN lodging ELSE 0 END AS in_question,
  CASE WHEN why = 'lodging_deducted_away' THEN kroner(lodging) END AS arithmetic, file, row, file_2, row_2, row_2_to
FROM told
"""

CHECK: Final = Check(
    id="PAY-10",
    version=1,
    needs=("slips", "shifts"),
    reads=("shifts.away", "shifts.trip", "lines.kind", "lines.ground"),
    sql=SQL,
)
