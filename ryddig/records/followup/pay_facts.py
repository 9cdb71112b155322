"""Row -> facts of a pay control and back: the firm, and a finding as a row."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any, Final

from ryddig.domain.judgement import round_ore
from ryddig.domain.pay_control import Finding, Firm
from ryddig.domain.pay_facts import Trade
from ryddig.domain.serial import plain
from ryddig.domain.time_limits import Agreement, WeekPlan
from ryddig.records.followup.pay_models import PayControl, PayFinding, PayRun

ENUMS: Final[Mapping[str, type[Trade] | type[Agreement] | type[WeekPlan]]] = {
    "trade": Trade,
    "agreement": Agreement,
    "plan": WeekPlan,
}


def firm_plain(firm: Firm) -> dict[str, Any]:
    """The firm's facts as plain values."""
    shown: dict[str, Any] = plain(firm)
    return shown


def firm_facts(stored: Mapping[str, Any]) -> Firm:
    """The firm read back from `firm_plain`."""
    given = dict(stored)
    for name, kind in ENUMS.items():
        if given.get(name) is not None:
            given[name] = kind(given[name])
    given["chain"] = tuple(given.get("chain", ()))
    return Firm(**given)


def firm_of(control: PayControl | PayRun) -> Firm:
    """The facts a control asks with, or a run was made with."""
    return firm_facts(control.firm)


def finding_row(finding: Finding, run: PayRun, number: int) -> PayFinding:
    """A finding as a row of the run, not yet saved."""
    key = finding_key(finding.check, finding.worker, days=(finding.first, finding.last))
    return PayFinding(
        organisation_id=run.organisation_id,
        run=run,
        number=number,
        check_id=finding.check,
        check_version=finding.version,
        worker=finding.worker,
        first=finding.first,
        last=finding.last,
        outcome=finding.outcome.value,
        shortfall_ore=round_ore(finding.shortfall),
        in_question_ore=round_ore(finding.in_question),
        unit=finding.unit,
        exact={name: _text(getattr(finding, name)) for name in ("found", "due", "shortfall", "in_question")},
        why=finding.why,
        arithmetic=finding.arithmetic,
        rules=list(finding.rules),
        places=plain(finding.places),
        key=key,
        mark=_digest(
            key,
            finding.outcome.value,
            finding.why,
            *(_text(getattr(finding, name)) or "" for name in ("found", "due", "shortfall", "in_question")),
        ),
    )


def finding_key(check: str, worker: str, *, days: tuple[date, date]) -> str:
    """Which finding it is, the same from run to run."""
    return _digest(check, worker, *(day.isoformat() for day in days))


def fraction(text: str | None) -> Fraction | None:
    """An exact amount read back."""
    return None if text is None else Fraction(text)


def _text(amount: Fraction | None) -> str | None:
    return None if amount is None else str(amount)


def _digest(*parts: str) -> str:
    return sha256("|".join(parts).encode()).hexdigest()
