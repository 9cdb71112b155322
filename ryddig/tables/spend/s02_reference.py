"""SPEND-02: does the contract that a bill names exist, is it with this supplier, and was it running on the day?"""

from typing import Final

from ryddig.tables.spend.check import SpendCheck

SQL: Final = """
WITH held AS (
  SELECT b.*, g.contract, g.how, c.reference, f.state,
    EXISTS (SELECT 1 FROM contract_suppliers AS s WHERE s.contract = g.contract) AS suppliers_known
  FROM bills AS b JOIN belongs AS g USING (bill) LEFT JOIN contracts AS c USING (contract)
  LEFT JOIN fitting AS f ON f.bill = b.bill AND f.contract = g.contract
  WHERE b.contract_ref IS NOT NULL),
told AS (
  SELECT *, CASE WHEN (SELECT count(*) FROM contracts) = 0 THEN 'no_contracts_given'
      WHEN how = 'unknown_reference' THEN 'reference_unknown' WHEN how = 'several' THEN 'reference_several'
      WHEN suppliers_known AND state IS NULL THEN 'reference_other_supplier'
      WHEN state IN ('before', 'ended') THEN 'reference_not_running' WHEN state = 'option' THEN 'option_unknown'
      WHEN state = 'end_unknown' THEN 'end_unknown'
      ELSE '' END AS why
  FROM held)
SELECT bill, supplier, on_day, ore, file, row, row_to, why, coalesce(reference, contract_ref) AS other,
  CASE why WHEN '' THEN 'kept' WHEN 'no_contracts_given' THEN 'cannot_be_tested' WHEN 'end_unknown' THEN
    'cannot_be_tested' WHEN 'reference_several' THEN 'cannot_be_tested' ELSE 'question' END AS outcome
FROM told
"""

CHECK: Final = SpendCheck("SPEND-02", 1, SQL)
