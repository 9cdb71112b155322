"""What a self-report led to as plain values for JSON, and back again. One shape for storage and for the terminal.

Figures are exact, as text `numerator/denominator`.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from ryddig.domain.decision import Answer, Because
from ryddig.domain.facts import Known
from ryddig.domain.judgement import CheckOutcome
from ryddig.domain.risk import RiskAssessment
from ryddig.domain.self_report import (
    ContractDifference,
    DeviationProposal,
    DocumentNamed,
    FactGiven,
    FactorChange,
    LookUp,
    Meaning,
    RiskDifference,
    RiskGiven,
    Untested,
)
from ryddig.domain.serial import because_from_plain, plain

DATES: Final = frozenset({"signed_on", "starts_on", "ends_on"})
"""Facts of the contract that are days, among those a supplier is asked about."""


def meaning_plain(meaning: Meaning) -> dict[str, Any]:
    """What the answers lead to, each with its reasons."""
    return {
        "facts": plain(meaning.facts),
        "risks": plain(meaning.risks),
        "proposals": [proposal_plain(one) for one in meaning.proposals],
        "untested": plain(meaning.untested),
        "look_ups": plain(meaning.look_ups),
        "differences": [{**plain(one), "stated": plain(one.stated)} for one in meaning.differences],
        "documents": plain(meaning.documents),
        "missing": list(meaning.missing),
        "contradictions": list(meaning.contradictions),
        "for_people": plain(meaning.for_people),
    }


def proposal_plain(proposal: DeviationProposal) -> dict[str, Any]:
    """One proposal of a deviation."""
    figures = {name: str(getattr(proposal, name)) for name in ("found", "due") if getattr(proposal, name) is not None}
    return {**plain(proposal), **figures}


def difference_plain(difference: RiskDifference) -> dict[str, Any]:
    """The risk before and after, and each factor that is answered otherwise."""
    return {
        "before": risk_plain(difference.before),
        "after": risk_plain(difference.after),
        "rises": difference.rises,
        "changes": plain(difference.changes),
    }


def risk_plain(risk: RiskAssessment) -> Mapping[str, object]:
    """The level and what it sums to."""
    return {"level": risk.level, "work_level": risk.work_level, "chain_level": risk.chain_level, "score": risk.score}


def meaning_from_plain(stored: Mapping[str, Any]) -> Meaning:
    """A meaning read back from `meaning_plain`."""
    return Meaning(
        facts=tuple(_fact(one) for one in stored["facts"]),
        risks=tuple(_risk(one) for one in stored["risks"]),
        proposals=tuple(proposal_from_plain(one) for one in stored["proposals"]),
        untested=tuple(Untested(**{**one, "because": _reasons(one)}) for one in stored["untested"]),
        look_ups=tuple(LookUp(**one) for one in stored["look_ups"]),
        differences=tuple(_difference(one) for one in stored["differences"]),
        documents=tuple(_document(one) for one in stored["documents"]),
        missing=tuple(stored["missing"]),
        contradictions=tuple(stored["contradictions"]),
        for_people={reader: tuple(names) for reader, names in stored["for_people"].items()},
    )


def proposal_from_plain(stored: Mapping[str, Any]) -> DeviationProposal:
    """One proposal read back."""
    figures = {name: Fraction(stored[name]) for name in ("found", "due") if name in stored}
    told = {"question": "", "rule": "", **stored, **figures}
    return DeviationProposal(**{**told, "outcome": CheckOutcome(stored["outcome"]), "because": _reasons(stored)})


def changes_from_plain(stored: Mapping[str, Any]) -> tuple[FactorChange, ...]:
    """The factors answered otherwise, read back from `difference_plain`."""
    return tuple(
        FactorChange(one["factor"], Answer(one["before"]), Answer(one["after"]), because_from_plain(one["because"]))
        for one in stored["changes"]
    )


def _reasons(stored: Mapping[str, Any]) -> tuple[Because, ...]:
    return tuple(because_from_plain(one) for one in stored.get("because", ()))


def _known(stored: Mapping[str, Any]) -> Known:
    return Known(stored["value"], date.fromisoformat(stored["on"]), stored.get("source", ""))


def _fact(stored: Mapping[str, Any]) -> FactGiven:
    return FactGiven(stored["name"], _known(stored["known"]), because_from_plain(stored["because"]))


def _risk(stored: Mapping[str, Any]) -> RiskGiven:
    return RiskGiven(stored["factor"], _known(stored["known"]), _reasons(stored), kept=stored.get("kept", False))


def _difference(stored: Mapping[str, Any]) -> ContractDifference:
    fact, stated, registered = stored["fact"], stored["stated"], stored.get("registered")
    if fact in DATES:
        stated, registered = (date.fromisoformat(one) if one else None for one in (stated, registered))
    registered = tuple(registered) if isinstance(registered, list) else registered
    return ContractDifference(stored["question"], fact, stated, registered, because_from_plain(stored["because"]))


def _document(stored: Mapping[str, Any]) -> DocumentNamed:
    return DocumentNamed(stored["question"], tuple(stored.get("files", ())), tuple(stored.get("duties", ())))
