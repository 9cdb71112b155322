"""Bills and contracts made by hand, put where the readers put them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from ryddig.domain.names import take_apart
from ryddig.domain.spend import ContractTerms, SpendFacts, VatAnswer
from ryddig.tables.spend.canonical import open_tables, put
from ryddig.tables.spend.run import SpendFinding, findings, run_checks

PROVE, TENKT, LIKSOM = "310000019", "310000027", "310000035"
DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Bill:
    """A bill of one line, unless `postings` gives more. `ore` is without VAT."""

    ore: int = 100_000_00
    orgnr: str = PROVE
    name: str = "Prøve Renhold AS"
    number: str = ""
    on_day: date = DAY
    contract_ref: str = ""
    vat_ore: int | None = None
    account: str = ""
    country: str = ""
    text: str = "Renhold av skoler uke 9"
    source: str = "ehf"
    supplier_no: str = ""


def tables(bills: Sequence[Bill]) -> DuckDBPyConnection:
    """The bills in the canonical tables; row numbers count from 2."""
    db = open_tables()
    put(db, "files", [(1, "regning.xml", "ehf", "0" * 64)])
    rows, postings = [], []
    for number, one in enumerate(bills, start=1):
        who = (one.supplier_no, one.orgnr, one.name, take_apart(one.name).core)
        rest = (one.number, None, one.on_day, one.vat_ore, one.contract_ref, one.account, one.country)
        rows.append((number, 1, number + 1, one.source, *who, *rest))
        postings.append((number, 1, number + 1, one.ore, *[None] * 7, one.text))
    put(db, "raw_bills", rows)
    put(db, "postings", postings)
    return db


def contract(reference: str = "K-1", **facts: object) -> ContractTerms:
    """A contract with Prøve Renhold through 2026, no limit."""
    usual: dict[str, object] = {
        "suppliers": ((PROVE, "Prøve Renhold AS"),),
        "first": date(2026, 1, 1),
        "last": date(2026, 12, 31),
        "may_last": date(2026, 12, 31),
        "limit_ore": 1_000_000_00,
    }
    return ContractTerms(reference, **{**usual, **facts})  # type: ignore[arg-type]  # facts by name


def checked(
    bills: Sequence[Bill], contracts: Sequence[ContractTerms] = (), vat: Sequence[VatAnswer] = ()
) -> tuple[Mapping[str, Mapping[tuple[str, str], int]], list[SpendFinding]]:
    """How often each check gave each outcome, and the questions."""
    db = tables(bills)
    coverage = run_checks(db, SpendFacts(tuple(contracts), tuple(vat)))
    return coverage, list(findings(db))


def whys(bills: Sequence[Bill], check: str, *contracts: ContractTerms, vat: Sequence[VatAnswer] = ()) -> list[str]:
    """Why each question of one check is asked."""
    return [one.why for one in checked(bills, contracts, vat)[1] if one.check == check]


def counted(bills: Sequence[Bill], check: str, *contracts: ContractTerms) -> Mapping[tuple[str, str], int]:
    """How often one check gave each outcome and reason."""
    return checked(bills, contracts)[0][check]
