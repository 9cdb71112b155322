"""RF-34: does a supplier charge VAT that the register says is not registered for it?"""

from typing import Final

from ryddig.tables.spend.check import SpendCheck

# The register tells how it is on the day it was asked, and no history but the day of registration.
SQL: Final = """
WITH told AS (
  SELECT b.*, v.asked_on, CASE WHEN v.orgnr IS NULL THEN 'register_not_asked' WHEN NOT v.registered THEN
      'vat_not_registered' WHEN b.on_day < v.registered_on THEN 'vat_before_registered' ELSE '' END AS why
  FROM bills AS b LEFT JOIN vat_answers AS v USING (orgnr) WHERE b.vat_ore > 0)
SELECT bill, supplier, on_day, vat_ore AS ore, file, row, row_to, why, CAST(asked_on AS VARCHAR) AS other,
  CASE why WHEN '' THEN 'kept' WHEN 'register_not_asked' THEN 'cannot_be_tested' ELSE 'question' END AS outcome
FROM told
"""

CHECK: Final = SpendCheck("RF-34", 1, SQL)
