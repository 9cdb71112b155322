"""What a check of spend says, as lines that screen, spreadsheet and JSON share. Amounts in øre without VAT."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext
from duckdb import DuckDBPyConnection

from ryddig.domain.problems import Problem
from ryddig.domain.spend import CHECKS, WHY, SpendRule
from ryddig.domain.words import N_
from ryddig.reports.formats import number, orgnr
from ryddig.reports.labels import label
from ryddig.tables.spend.reading import SpendReading
from ryddig.tables.spend.run import SpendFinding, findings

OUTCOMES: Final[Mapping[str, str]] = {
    "question": N_("Question"),
    "cannot_be_tested": N_("Cannot be tested"),
    "kept": N_("Kept"),
}
KINDS: Final[Mapping[str, str]] = {
    "ehf": N_("EHF invoice"),
    "saft": N_("SAF-T ledger"),
    "ledger": N_("Ledger"),
    "suppliers": N_("List of suppliers"),
    "xml": N_("XML"),
    "": N_("not recognised"),
}
HOW: Final[Mapping[str, str]] = {
    "reference": N_("by the reference on the bill"),
    "supplier": N_("by the supplier's only running contract"),
    "several": N_("several contracts may fit"),
    "unknown_reference": N_("the reference is unknown"),
    "": N_("on no contract"),
    "not_compared": N_("not compared: no contracts were given"),
}
BY_SUPPLIER: Final = """
SELECT supplier, any_value(name) AS name, any_value(orgnr) AS orgnr, year(on_day) AS year, sum(ore) AS ore,
  count(*) AS bills, sum(ore) FILTER (g.how = '') AS outside
FROM bills JOIN belongs AS g USING (bill) GROUP BY supplier, year(on_day)
ORDER BY sum(sum(ore)) OVER (PARTITION BY supplier) DESC, supplier, year
"""
BY_CATEGORY: Final = """
SELECT coalesce(p.category, p.account, '') AS code, coalesce(any_value(p.category_name), any_value(p.account_name), '')
  AS name, p.category IS NOT NULL AS category, year(b.on_day) AS year, sum(p.ore) AS ore,
  count(DISTINCT b.bill) AS bills
FROM postings AS p JOIN bills AS b USING (bill) GROUP BY ALL ORDER BY ore DESC, code, year
"""
BY_CONTRACT: Final = """
SELECT c.reference, c.title, c.limit_ore, sum(b.ore) AS ore, count(*) AS bills,
  count(*) FILTER (g.how = 'supplier') AS by_supplier
FROM belongs AS g JOIN bills AS b USING (bill) JOIN contracts AS c USING (contract)
GROUP BY ALL ORDER BY ore DESC, c.reference
"""
BY_HOW: Final = """
SELECT g.how, count(*) AS bills, sum(b.ore) AS ore FROM belongs AS g JOIN bills AS b USING (bill) GROUP BY g.how
ORDER BY ore DESC
"""


@dataclass(frozen=True, slots=True)
class SpendReport:
    """A finished check: tables with `bills`, `belongs` and `findings`, what was read, how often each check gave each
    outcome. `notes`: what was decided for the person who ran it."""

    db: DuckDBPyConnection
    readings: tuple[SpendReading, ...]
    coverage: Mapping[str, Mapping[tuple[str, str], int]]
    rules: Mapping[str, SpendRule]
    made_on: date
    notes: tuple[str, ...] = ()


def lines(report: SpendReport, statement: str) -> list[dict[str, Any]]:
    """The rows of one of the statements here, by name."""
    cursor = report.db.cursor().execute(statement)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def total(report: SpendReport) -> tuple[int, int]:
    """Number of bills, and their sum in øre."""
    (bills, ore) = report.db.cursor().execute("SELECT count(*), coalesce(sum(ore), 0) FROM bills").fetchall()[0]
    return int(bills), int(ore)


def asked(report: SpendReport) -> Iterator[SpendFinding]:
    """The questions, in order."""
    return findings(report.db)


def check_name(code: str) -> str:
    """A check in words."""
    return gettext(CHECKS[code])


def why_said(why: str, params: Mapping[str, object]) -> str:
    """Why something is asked, or could not be tested."""
    return gettext(WHY[why]) % params if why else ""


def finding_said(finding: SpendFinding) -> str:
    """The question in words."""
    params = {
        "found": "" if finding.found is None else number(finding.found),
        "due": "" if finding.due is None else number(finding.due),
        "other": finding.other,
    }
    return why_said(finding.why, params)


def coverage_lines(report: SpendReport) -> list[tuple[str, str, str, int]]:
    """Check, outcome, why it could not be tested (else empty), how many."""
    counted: dict[tuple[str, str, str], int] = {}
    for check, outcomes in report.coverage.items():
        for (outcome, why), count in outcomes.items():
            key = (check, outcome, why if outcome == "cannot_be_tested" else "")
            counted[key] = counted.get(key, 0) + count
    return [(*key, count) for key, count in counted.items()]


def status_said(rule: SpendRule) -> str:
    """How sure the rule behind a check is."""
    if rule.status is None:
        return gettext("comparison, no rule")
    return label("status", rule.status)


def supplier_said(finding: SpendFinding) -> str:
    """Name and number of the supplier."""
    known = orgnr(finding.supplier) if finding.supplier.isdigit() else ""
    return " ".join(part for part in (finding.name or finding.supplier, known) if part)


def place_said(place: tuple[str, int, int] | tuple[str, int] | None) -> str:
    """File and rows in words."""
    if place is None:
        return ""
    file, first, last = place[0], place[1], place[-1]
    rows = f"{first}–{last}" if last != first else str(first)
    return gettext("%(file)s, row %(rows)s") % {"file": file, "rows": rows}


def problem_said(problem: Problem) -> tuple[str, str]:
    """Where and what, in the language in use."""
    place, params = problem.where.message(), dict(problem.params)
    if problem.code == "row.lacks":
        params["what"] = " / ".join(map(gettext, str(params["what"]).split(" / ")))
    where = gettext(place.text) % dict(place.params)
    return where, " ".join(gettext(one.text) % params for one in problem.sentences())


def proven_said(reading: SpendReading) -> str:
    """Whether the file's own totals agree."""
    if reading.proven is None:
        return gettext("the file states no total")
    return (
        gettext("agrees with the file's own total") if reading.proven else gettext("DIFFERS from the file's own total")
    )


def contracts_first(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Contracts over their limit first."""
    return sorted(rows, key=lambda row: (row["limit_ore"] is None or row["ore"] <= row["limit_ore"], -row["ore"]))
