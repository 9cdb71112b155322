"""Tables that the checks share: bills with their sums, their supplier, and the contract each belongs to.

A bill belongs to a contract when it names one of its references (where several contracts share a reference: the one
with its supplier); else when its supplier is on exactly one contract
that was running on the day. Where several were running it belongs to none: `how` says `several`, and nobody guesses.
"""

from typing import Final

from duckdb import DuckDBPyConnection

# An EHF invoice that stands in a ledger, too, is the same bill: the ledger's row counts, the invoice tells the rest.
BILLS: Final = """
CREATE TABLE bills AS
WITH sums AS (
  SELECT bill, sum(ore) AS ore, min(row) AS row, max(row) AS row_to, count(*) AS lines FROM postings GROUP BY bill),
numbers AS (
  SELECT number, min(orgnr) AS orgnr, any_value(name) AS name FROM supplier_numbers
  WHERE orgnr IS NOT NULL GROUP BY number HAVING count(DISTINCT orgnr) = 1),
known AS (
  SELECT b.* EXCLUDE (orgnr, name, row), coalesce(b.orgnr, n.orgnr) AS orgnr, coalesce(b.name, n.name) AS name,
    coalesce(s.ore, 0) AS ore, least(b.row, s.row) AS row, greatest(b.row, s.row_to) AS row_to, s.lines
  FROM raw_bills AS b JOIN sums AS s USING (bill) LEFT JOIN numbers AS n ON n.number = b.supplier_no),
keyed AS (
  SELECT *, coalesce(orgnr, 'no ' || supplier_no || coalesce(' ' || core, ''), 'name ' || core, 'unknown') AS supplier,
    nullif(regexp_replace(lower(number), '[^a-z0-9æøå]', '', 'g'), '') AS number_key
  FROM known),
paired AS (
  SELECT l.bill AS ledger_bill, min(e.bill) AS ehf_bill FROM keyed AS l JOIN keyed AS e
    ON e.source = 'ehf' AND l.source <> 'ehf' AND e.supplier = l.supplier AND e.number_key = l.number_key
      AND sign(e.ore) = sign(l.ore)
  GROUP BY l.bill)
SELECT k.* EXCLUDE (contract_ref, vat_ore, account, account_country, number_key),
  k.number_key, coalesce(k.contract_ref, e.contract_ref) AS contract_ref, coalesce(k.vat_ore, e.vat_ore) AS vat_ore,
  coalesce(k.account, e.account) AS account, coalesce(k.account_country, e.account_country) AS account_country,
  p.ehf_bill
FROM keyed AS k LEFT JOIN paired AS p ON p.ledger_bill = k.bill LEFT JOIN keyed AS e ON e.bill = p.ehf_bill
WHERE k.bill NOT IN (SELECT ehf_bill FROM paired)
ORDER BY k.bill
"""
FITTING: Final = """
CREATE TABLE fitting AS
SELECT b.bill, c.contract,
  CASE WHEN c."first" > b.on_day THEN 'before' WHEN c."last" IS NULL THEN 'end_unknown'
    WHEN b.on_day <= c."last" THEN 'running'
    WHEN b.on_day <= c.may_last THEN 'option' ELSE 'ended' END AS state,
  bool_or(s.orgnr IS NOT NULL AND b.orgnr IS NOT NULL) AS by_number
FROM bills AS b JOIN contract_suppliers AS s
  ON s.orgnr = b.orgnr OR ((s.orgnr IS NULL OR b.orgnr IS NULL) AND s.core = b.core)
JOIN contracts AS c USING (contract)
GROUP BY ALL
"""
BELONGS: Final = """
CREATE TABLE belongs AS
WITH candidates AS (
  SELECT DISTINCT b.bill, k.contract, f.bill IS NOT NULL AS fits FROM bills AS b
  JOIN contract_keys AS k ON k.key = lower(regexp_replace(b.contract_ref, '\\s', '', 'g'))
  LEFT JOIN fitting AS f ON f.bill = b.bill AND f.contract = k.contract),
named AS (
  SELECT bill, if(count(*) = 1, min(contract), min(contract) FILTER (fits)) AS contract,
    if(count(*) = 1, 1, if(count(*) FILTER (fits) = 1, 1, 2)) AS many
  FROM candidates GROUP BY bill),
running AS (
  SELECT bill, min(contract) AS contract, count(DISTINCT contract) AS many FROM fitting
  WHERE state IN ('running', 'option', 'end_unknown') GROUP BY bill)
SELECT b.bill,
  CASE WHEN n.many = 1 THEN n.contract WHEN b.contract_ref IS NULL AND r.many = 1 THEN r.contract END AS contract,
  CASE WHEN (SELECT count(*) FROM contracts) = 0 THEN 'not_compared' WHEN n.many = 1 THEN 'reference'
    WHEN n.many > 1 THEN 'several'
    WHEN b.contract_ref IS NOT NULL THEN 'unknown_reference'
    WHEN r.many = 1 THEN 'supplier' WHEN r.many > 1 THEN 'several' ELSE '' END AS how
FROM bills AS b LEFT JOIN named AS n USING (bill) LEFT JOIN running AS r USING (bill)
"""


def prepare(db: DuckDBPyConnection) -> None:
    """Make `bills`, `fitting` and `belongs` of what the readers filled."""
    for statement in (BILLS, FITTING, BELONGS):
        db.execute(statement)
