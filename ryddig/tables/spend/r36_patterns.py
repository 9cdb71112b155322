"""RF-36: do a supplier's bills say nothing, come to round sums, or carry numbers that follow each other?"""

from typing import Final

from ryddig.domain.spend import SpendLimits
from ryddig.tables.spend.check import SpendCheck


def _sql(limits: SpendLimits) -> str:
    least, whole = int(limits.least_bills), int(limits.round_ore)
    return f"""
WITH texts AS (
  SELECT p.bill, bool_and(v.text IS NOT NULL) AS vague, any_value(p.text) AS said FROM postings AS p
  LEFT JOIN vague AS v ON v.text = trim(regexp_replace(lower(p.text), '[^a-zæøå]+', ' ', 'g'))
  WHERE p.text IS NOT NULL GROUP BY p.bill),
numbered AS (
  SELECT *, CASE WHEN number_key SIMILAR TO '[0-9]{{1,15}}' THEN CAST(number_key AS BIGINT) END AS serial
  FROM bills WHERE ore > 0 AND supplier <> 'unknown'),
islands AS (
  SELECT *, serial - row_number() OVER (PARTITION BY supplier ORDER BY serial) AS island FROM
    (SELECT DISTINCT ON (supplier, serial) * FROM numbered WHERE serial IS NOT NULL ORDER BY supplier, serial, bill)),
vague_bills AS (
  SELECT supplier, 'vague_text' AS why, count(*) AS found, NULL AS due, arg_min(said, b.bill) AS other,
    min(b.bill) AS bill, sum(ore) AS ore
  FROM numbered AS b JOIN texts AS t ON t.bill = b.bill WHERE t.vague GROUP BY supplier),
round_bills AS (
  SELECT supplier, 'round_sums' AS why, count(*) FILTER (ore % {whole} = 0) AS found, count(*) AS due, NULL AS other,
    min(bill) FILTER (ore % {whole} = 0) AS bill, sum(ore) FILTER (ore % {whole} = 0) AS ore
  FROM numbered GROUP BY supplier HAVING found >= {least} AND found * 2 >= due),
in_a_row AS (
  SELECT supplier, 'consecutive' AS why, count(*) AS found, NULL AS due, min(serial) || '–' || max(serial) AS other,
    min(bill) AS bill, sum(ore) AS ore
  FROM islands GROUP BY supplier, island HAVING found >= {least} AND count(DISTINCT on_day) > 1),
asked AS (
  SELECT * FROM vague_bills UNION ALL SELECT * FROM round_bills UNION ALL SELECT * FROM in_a_row)
SELECT a.bill, a.supplier, b.on_day, a.why, a.ore, a.found, a.due, a.other, b.file, b.row, b.row_to,
  'question' AS outcome FROM asked AS a JOIN bills AS b USING (bill)
UNION ALL BY NAME
SELECT supplier, min(on_day) AS on_day, '' AS why, 'kept' AS outcome FROM numbered
WHERE supplier NOT IN (SELECT supplier FROM asked) GROUP BY supplier
"""  # noqa: S608 - whole numbers


CHECK: Final = SpendCheck("RF-36", 1, _sql)
