"""SPEND-01: is there a bill that names no contract, from a supplier without a running contract on its day?"""

from typing import Final

from ryddig.tables.spend.check import SpendCheck

SQL: Final = """
WITH states AS (
  SELECT bill, bool_or(state = 'running') AS running, bool_or(state = 'option') AS option,
    bool_or(state = 'end_unknown') AS end_unknown,
    string_agg(DISTINCT c.reference, ', ' ORDER BY c.reference) AS contracts
  FROM fitting JOIN contracts AS c USING (contract) GROUP BY bill),
given AS (SELECT count(*) > 0 AS any_contract FROM contracts)
SELECT b.bill, b.supplier, b.on_day, b.ore, b.file, b.row, b.row_to, s.contracts AS other,
  CASE WHEN NOT any_contract THEN 'no_contracts_given' WHEN s.running THEN '' WHEN s.end_unknown THEN 'end_unknown'
    WHEN s.option THEN 'option_unknown'
    WHEN s.bill IS NOT NULL THEN 'not_running' WHEN b.orgnr IS NULL THEN 'no_number' ELSE 'no_contract' END AS why,
  CASE WHEN NOT any_contract OR (s.bill IS NULL AND b.orgnr IS NULL) THEN 'cannot_be_tested'
    WHEN s.running THEN 'kept' WHEN s.end_unknown THEN 'cannot_be_tested' ELSE 'question' END AS outcome
FROM bills AS b CROSS JOIN given LEFT JOIN states AS s USING (bill)
WHERE b.contract_ref IS NULL AND b.ore > 0
"""

CHECK: Final = SpendCheck("SPEND-01", 1, SQL)
