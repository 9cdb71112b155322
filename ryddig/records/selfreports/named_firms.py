"""Firms named in a self-report: the registers are asked about them."""

from datetime import date

from ryddig.domain.answers import Answers, rows
from ryddig.domain.facts import SupplierFact
from ryddig.domain.self_report import LookUp, Meaning
from ryddig.records.accounts.access import Author
from ryddig.records.contracts.suppliers import SupplierBook
from ryddig.records.lookups.services import ask_about_named
from ryddig.records.selfreports.models import SelfReportRequest

FIRM = "firm"


def ask_about_firms(row: SelfReportRequest, answers: Answers, meaning: Meaning, *, author: Author, on: date) -> None:
    """Let the worker ask about each firm named besides the supplier. `meaning`: without what names persons."""
    named = {one.orgnr: _name(answers, one) for one in meaning.look_ups if one.orgnr != row.supplier.orgnr}
    facts = [SupplierFact(name, number) for number, name in named.items()]
    known = SupplierBook(row.organisation_id, facts)
    firms = [known.need(fact) for fact in facts]
    known.save_new()
    for firm in firms:
        ask_about_named(author=author, supplier=firm, on=on)


def _name(answers: Answers, one: LookUp) -> str:
    table = rows(answers.value(one.question))
    told = table[one.row - 1].get(FIRM) if one.row and one.row <= len(table) else None
    return str(told or one.orgnr)
