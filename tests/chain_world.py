"""Firms in a contract's chain, and a list that waits."""

from ryddig.domain.chain_tree import ListedFirm
from ryddig.records.accounts.access import Actor, Guest
from ryddig.records.contracts.models import Contract
from ryddig.records.reviews.chain import FirmAsked, ask_for_firm
from ryddig.records.reviews.chain_lists import HMSREG, ListRead, preview_list
from ryddig.records.reviews.chain_models import ChainFirm, ChainList
from ryddig.reports.law import law_for
from tests.cast import TODAY, orgnr


def asked_for(author: Actor | Guest, contract: Contract, number: int = 41, *, under: int | None = None) -> ChainFirm:
    """A firm that waits for approval."""
    asked = FirmAsked(f"Tenkt Underfirma {number} AS", orgnr(number), task="Vinduspuss", under=under)
    return ask_for_firm(author=author, contract_id=contract.pk, asked=asked, book=law_for([]).book, on=TODAY)


def list_read(actor: Actor, contract: Contract) -> ChainList:
    """A list from HMSREG with one firm more."""
    firms = (ListedFirm(orgnr(42), orgnr(42), "Tenkt Underfirma 42 AS", 1),)
    read = ListRead(HMSREG, "hmsreg.xlsx", "0" * 64, firms)
    return preview_list(actor=actor, contract_id=contract.pk, read=read, on=TODAY)
