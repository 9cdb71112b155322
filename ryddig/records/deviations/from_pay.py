"""What a pay control found and a person confirmed, as proposals: one for each requirement it breaks, with its sum."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from ryddig.domain.decision import Answer, Because, Outcome
from ryddig.domain.duties import cite
from ryddig.domain.errors import UserCanFix
from ryddig.domain.judgement import CheckOutcome
from ryddig.domain.law import Book
from ryddig.domain.words import N_, Message
from ryddig.records.accounts.access import Action, Actor, require
from ryddig.records.accounts.scope import Viewer
from ryddig.records.deviations.models import DeviationProposal, Origin
from ryddig.records.deviations.proposing import Found, propose_deviation
from ryddig.records.deviations.stepping import case_of
from ryddig.records.followup.models import ContractDuty, PayControl, PayFinding, PayRun, PayWorkerSum
from ryddig.records.followup.pay_models import PayDecision
from ryddig.records.followup.pay_queries import decisions_of, newest_run

PAY, PENSION, CARDS, BANK = "pay", "pension", "hms_card", "bank"
THEMES: Final = {"PAY-08": BANK, "RF-05": BANK, "RF-31": CARDS, "RF-32": CARDS}
BY_PREFIX: Final = {"OTP": PENSION, "HMS": CARDS}
OWN_PENSION: Final = "OTP-03"
MOST_RULES: Final = 10
TEXT: Final = N_("The pay control of %(first)s to %(last)s has %(number)s findings confirmed as breaches (%(checks)s).")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The confirmed breaches of one theme in a run, and what they come to."""

    theme: str
    findings: tuple[PayFinding, ...]
    owed_ore: int

    @property
    def workers(self) -> int:
        """How many workers they concern."""
        return len({one.worker for one in self.findings if one.worker})


def theme_of_check(check: str) -> str:
    """The theme of the requirement that a check is about."""
    return THEMES.get(check) or BY_PREFIX.get(check.partition("-")[0], PAY)


def confirmed_breaches(viewer: Actor, control: PayControl) -> tuple[PayRun | None, tuple[Confirmed, ...]]:
    """The newest run's breaches that a person has confirmed, by theme; five queries."""
    run = newest_run(viewer, control)
    if run is None:
        return None, ()
    decisions = decisions_of(viewer, control)
    marks = {mark for mark, row in decisions.items() if row.choice == PayDecision.Choice.CONFIRM}
    rows = PayFinding.objects.visible_to(viewer).filter(run=run, outcome=CheckOutcome.BREACH.value)
    breaches = list(rows.order_by("number"))
    confirmed = [one for one in breaches if one.mark in marks]
    themes = dict.fromkeys(theme_of_check(one.check_id) for one in confirmed)
    return run, tuple(_confirmed(viewer, run, theme, confirmed=confirmed, breaches=breaches) for theme in themes)


def _confirmed(
    viewer: Viewer, run: PayRun, theme: str, *, confirmed: Iterable[PayFinding], breaches: Sequence[PayFinding]
) -> Confirmed:
    found = tuple(one for one in confirmed if theme_of_check(one.check_id) == theme)
    owed = sum(one.shortfall_ore for one in found)
    return Confirmed(theme, found, _owed(viewer, run, found, breaches=breaches) if theme == PAY else owed)


def _owed(viewer: Viewer, run: PayRun, found: Sequence[PayFinding], *, breaches: Iterable[PayFinding]) -> int:
    """For each worker, wage with the holiday pay and pension that follow from it, where every breach in the worker's
    pay is confirmed; else the wage of those that are."""
    workers = list({one.worker for one in found})
    rows = PayWorkerSum.objects.visible_to(viewer).filter(run=run, worker__in=workers)
    sums = {row.worker: row.saving_ore for row in rows}
    wages, counted = _by_worker(found)
    _, every = _by_worker(one for one in breaches if theme_of_check(one.check_id) == PAY)
    own_pension, _ = _by_worker(one for one in breaches if one.check_id == OWN_PENSION)
    return sum(
        max(wages[worker], sums.get(worker, 0) - own_pension.get(worker, 0))
        if counted[worker] == every[worker]
        else wages[worker]
        for worker in workers
    )


def _by_worker(findings: Iterable[PayFinding]) -> tuple[dict[str, int], dict[str, int]]:
    """What lacks for each worker, and how many findings there are."""
    lacks: dict[str, int] = {}
    number: dict[str, int] = {}
    for one in findings:
        lacks[one.worker] = lacks.get(one.worker, 0) + one.shortfall_ore
        number[one.worker] = number.get(one.worker, 0) + 1
    return lacks, number


@transaction.atomic
def propose_from_pay_control(*, actor: Actor, control_id: int, book: Book, on: date) -> list[DeviationProposal]:
    """A proposal for each requirement that confirmed breaches of the newest run break. Again adds nothing.

    Raises UserCanFix when no breach is confirmed.
    """
    control = PayControl.objects.visible_to(actor).select_related("contract").get(id=control_id)
    require(actor, Action.NOTE_DEVIATION, case_of(control.contract))
    run, found = confirmed_breaches(actor, control)
    if run is None or not found:
        text = N_("No finding is confirmed as a breach yet.")
        raise UserCanFix("deviation.no_breach", text, hint=N_("Decide about the findings first."))
    return [
        propose_deviation(
            author=actor, contract_id=control.contract_id, found=_found(actor, control, run, one=one, book=book), on=on
        )
        for one in found
    ]


def _found(actor: Actor, control: PayControl, run: PayRun, *, one: Confirmed, book: Book) -> Found:
    duty = _duty(actor, control.contract_id, one.theme)
    why = _why(duty)
    checks = ", ".join(sorted({finding.check_id for finding in one.findings}))
    told = {"first": run.first, "last": run.last, "number": len(one.findings), "checks": checks}
    return Found(
        origin=Origin.PAY_CONTROL,
        origin_id=control.pk,
        key=f"control:{control.pk}:{run.version}:{one.theme}",
        rule=duty.rule if duty else "",
        text=Message(TEXT, told),
        certain=not why,
        why=why,
        because=list(_because(one, book))[:MOST_RULES],
        lawbook_version=run.lawbook_version,
        owed_ore=one.owed_ore,
        workers=one.workers,
    )


def _duty(viewer: Viewer, contract_id: int, theme: str) -> ContractDuty | None:
    """The contract's requirement of the theme, the surest first."""
    rows = ContractDuty.objects.visible_to(viewer).filter(contract_id=contract_id, theme=theme)
    rows = rows.exclude(outcome=Outcome.DOES_NOT_APPLY.value)
    return min(rows, key=lambda row: (not row.may_sanction, row.outcome != Outcome.APPLIES.value, row.pk), default=None)


def _why(duty: ContractDuty | None) -> str:
    """What keeps it a question; empty when law and contract both say so."""
    if duty is None:
        return "no_term"
    if duty.outcome == Outcome.UNKNOWN.value:
        return "duty_unknown"
    if not duty.may_sanction:
        return "not_official"
    return "" if duty.in_contract == ContractDuty.InContract.YES else "term_not_confirmed"


def _because(one: Confirmed, book: Book) -> Iterator[Because]:
    """The rates and limits the findings were held against."""
    for name in dict.fromkeys(rule for finding in one.findings for rule in finding.rules):
        rule, _, since = str(name).partition("@")
        series = book.series.get(rule)
        entry = series.at(date.fromisoformat(since)) if series is not None and since else None
        if entry is not None:
            yield cite(Because("pay_held_against", Answer.NO), rule, entry)
