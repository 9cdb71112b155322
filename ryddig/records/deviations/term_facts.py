"""Row ↔ facts of a contract term, and those facts as stored with a claim."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ryddig.domain.contract_terms import Basis, Circumstances, Per, Starts, TermFacts, TermKind
from ryddig.domain.serial import plain
from ryddig.records.deviations.term_models import ContractTerm

SAME: Final = ("days_after", "floor_ore", "cap_ore", "saturdays", "text", "place")
DAYS: Final = ("deadline_on", "notice_on", "breach_on", "decided_on", "corrected_on")


def term_facts(row: ContractTerm) -> TermFacts:
    """What the term says."""
    return TermFacts(
        kind=TermKind(row.kind),
        basis=Basis(row.basis),
        figure=Decimal(row.figure),
        per=Per(row.per),
        starts=Starts(row.starts),
        cap_of_sum=None if row.cap_of_sum is None else Decimal(row.cap_of_sum),
        **{name: getattr(row, name) for name in SAME},
    )


def row_values(facts: TermFacts) -> dict[str, Any]:
    """The columns."""
    return {name: value.value if hasattr(value, "value") else value for name, value in asdict(facts).items()}


def told_of(term: TermFacts, known: Circumstances) -> dict[str, Any]:
    """What a claim is computed from, as JSON holds it. Decimals are text, so that none is rounded."""
    said = {name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(term).items()}
    return {"term": plain(said), "known": plain(asdict(known))}


def term_told(told: Mapping[str, Any]) -> TermFacts:
    """The term as a claim has it."""
    given = dict(told["term"])
    given |= {"kind": TermKind(given["kind"]), "basis": Basis(given["basis"]), "per": Per(given["per"])}
    given |= {"starts": Starts(given["starts"]), "figure": Decimal(given["figure"])}
    given["cap_of_sum"] = None if given["cap_of_sum"] is None else Decimal(given["cap_of_sum"])
    return TermFacts(**given)


def known_told(told: Mapping[str, Any]) -> Circumstances:
    """The circumstances as a claim has them."""
    given = dict(told["known"])
    for name in DAYS:
        given[name] = date.fromisoformat(given[name]) if given.get(name) else None
    return Circumstances(**given)
