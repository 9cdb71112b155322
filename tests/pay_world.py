"""Files, a control and findings, as the tests of pay controls need them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from ryddig.domain.judgement import CheckOutcome
from ryddig.domain.pay_control import Coverage, Finding, Firm, Place
from ryddig.domain.pay_facts import Trade
from ryddig.records.accounts.access import Actor
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.services import receive_file
from ryddig.records.followup import pay_controls, pay_runs
from ryddig.records.followup.pay_models import PayControl, PayFinding, PayRun
from tests.cast import TODAY

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
FIRM: Final = Firm(trade=Trade.CLEANING, pension_due=True)
WHY: Final = "the tests look at everything"
CSV: Final = b"Ansattnr;Navn;Timelonn\n1;Ola Oppdiktet;210,00\n"


def received(actor: Actor, contract: Contract, content: bytes = CSV, *, name: str = "slipper.csv") -> Evidence:
    """A file handed over."""
    return receive_file(actor=actor, contract_id=contract.pk, name=name, chunks=[content], on=TODAY)


def opened(actor: Actor, contract: Contract, *, files: int = 1) -> PayControl:
    """A control of September with so many files."""
    control = pay_controls.open_pay_control(
        actor=actor, contract_id=contract.pk, first=FIRST, last=LAST, firm=FIRM, on=TODAY
    )
    for number in range(files):
        evidence = received(actor, contract, CSV + b"%d;A;1\n" % number, name=f"slipper-{number}.csv")
        pay_controls.add_evidence(actor=actor, control_id=control.pk, evidence_id=evidence.pk, on=TODAY)
    return control


def finding(**more: Any) -> Finding:
    """The worked example of the notes: 160 hours at 210 instead of 249 kroner."""
    breach = Finding(
        check="PAY-02",
        version=1,
        worker="a1b2c3",
        first=FIRST,
        last=LAST,
        outcome=CheckOutcome.BREACH,
        found=Fraction(21_000),
        due=Fraction(24_900),
        unit="ore_per_hour",
        shortfall=Fraction(624_000),
        arithmetic="160,00 t × (249,00 − 210,00) kr/t = 6 240,00 kr",
        rules=("rates.cleaning.adult@2025-06-15",),
        places=(Place("1.csv", 2, 2, ("Timelonn",)),),
    )
    return replace(breach, **more)


def question(**more: Any) -> Finding:
    """Hours that differ."""
    asked = {"outcome": CheckOutcome.QUESTION, "check": "PAY-05", "why": "hours_differ", "shortfall": Fraction(0)}
    return finding(**{**asked, "in_question": Fraction(100_001, 2), **more})


def result(*findings: Finding, **more: Any) -> pay_runs.RunResult:
    """What a run gave, with these findings."""
    told: dict[str, Any] = {
        "lawbook_version": "test",
        "findings": findings,
        "found": len(findings),
        "counts": dict(_counts(findings)),
        "coverage": (Coverage("PAY-02", CheckOutcome.KEPT, 9),),
        "sums": {"wage_ore": 624_000},
        "workers": (pay_runs.WorkerSums("a1b2c3", wage_ore=624_000, breaches=1),),
    }
    return pay_runs.RunResult(**{**told, **more})


def _counts(findings: tuple[Finding, ...]) -> Iterator[tuple[str, dict[str, int]]]:
    for check in dict.fromkeys(one.check for one in findings):
        outcomes = [one.outcome.value for one in findings if one.check == check]
        yield check, {outcome: outcomes.count(outcome) for outcome in outcomes}


def run(actor: Actor, control: PayControl, *findings: Finding, **more: Any) -> PayRun:
    """Ask for a run, and store what it gave, as the worker does."""
    asked = pay_controls.start_pay_control(actor=actor, control_id=control.pk, on=TODAY)
    begun = pay_runs.begin_run(asked.pk, asked.attempt)
    assert begun is not None
    stored = pay_runs.store_run(begun, result(*findings, **more), on=TODAY)
    assert stored is not None
    return stored


def readings(control: PayControl) -> dict[int, dict[str, Any]]:
    """What each file of the control was understood as."""
    part = {
        "kind": "slips",
        "rows": 10,
        "rejected_rows": 1,
        "columns": {"slips.rate": "Timelonn"},
        "counts": {"date.unreadable": 1},
        "problems": [
            {
                "code": "date.unreadable",
                "message": "“%(found)s” is not a day.",
                "where": {"file": "1.csv", "row": 9, "column": "Dato", "letter": "A"},
                "found": "31.02.2026",
                "expected": "a day such as 31.01.2026",
                "hint": "Write the day again.",
            }
        ],
    }
    return {file.evidence_id: {"parts": [part]} for file in control.files.all()}


def now(control: PayControl) -> PayControl:
    """The control as it stands."""
    return PayControl.objects.unscoped(WHY).get(id=control.pk)


def finding_of(stored: PayRun, number: int = 1) -> PayFinding:
    """One finding of a run."""
    return PayFinding.objects.unscoped(WHY).get(run=stored, number=number)
