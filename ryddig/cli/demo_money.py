"""The demo's withholding: pay under the rate, not corrected in time; two persons decide, a term of the contract is put
to use, and some of the money has come back to a worker."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from ryddig.domain.contract_terms import Basis, Per, Starts, TermFacts, TermKind
from ryddig.domain.law import Book
from ryddig.lawbook.strict_yaml import read
from ryddig.records.accounts.access import Actor
from ryddig.records.deviations import ledger, services
from ryddig.records.deviations.terms import register_term
from ryddig.records.followup.models import ContractDuty

FILE: Final = "money.yaml"
SANCTION: Final = "sanctions.withholding"


def give_money(folder: Path, *, actors: Mapping[str, Actor], ids: Mapping[str, int], book: Book, today: date) -> None:
    """Through the services, each step on its own day; nothing where there is no file or no such contract."""
    told: Any = read((folder / FILE).read_text(encoding="utf-8")) if (folder / FILE).is_file() else None
    if told is None or told["ref"] not in ids:
        return
    days = {name: today + timedelta(days=number) for name, number in told["days"].items()}
    actor, contract_id = actors[told["who"]], ids[told["ref"]]
    term = TermFacts(
        TermKind.WITHHOLDING,
        Basis.TIMES_SAVING,
        Decimal(told["term"]["figure"]),
        Per.ONCE,
        Starts.DECISION,
        text=told["term"]["text"],
        place=told["term"]["place"],
    )
    row = register_term(actor=actor, contract_id=contract_id, facts=term, on=days["read"])
    deviation = _opened(told, actor, contract_id, book=book, days=days)
    _decide(told, actor, actors[told["second"]], deviation=deviation, book=book, on=days["decided"])
    given: dict[str, Any] = {"actor": actor, "reason": told["why"]}
    counted = ledger.Counted()
    claim = ledger.start_claim(**given, deviation_id=deviation, term_id=row.pk, counted=counted, on=days["decided"])
    ledger.deduct(**given, claim_id=claim.pk, until=days["deducted"], on=days["deducted"])
    back = told["paid"]
    paid = ledger.Paid(back["kroner"] * 100, back["workers"], days["paid"], kept_at=back["kept_at"])
    ledger.record_repayment(actor=actor, deviation_id=deviation, paid=paid, on=days["paid"])


def _opened(told: Mapping[str, Any], actor: Actor, contract_id: int, *, book: Book, days: Mapping[str, date]) -> int:
    opening = services.Opening(
        told["title"],
        told["happened"],
        rule=_rule(told["rules"], actor, contract_id),
        clause=told["clause"],
        certain=True,
        owed_ore=told["owed_kroner"] * 100,
        workers=told["workers"],
    )
    row = services.open_deviation(actor=actor, contract_id=contract_id, opening=opening, book=book, on=days["opened"])
    about: dict[str, Any] = {"deviation_id": row.pk}
    services.ask_for_view(actor=actor, question=told["question"], book=book, on=days["opened"], **about)
    services.give_view(author=actor, text=told["view"], on=days["heard"], **about)
    due = days["demanded"] + timedelta(days=told["correct_within"])
    services.demand_correction(actor=actor, demand=told["demand"], due_on=due, book=book, on=days["demanded"], **about)
    return row.pk


def _rule(rules: list[str], actor: Actor, contract_id: int) -> str:
    """The one that applies: it follows the day the contract was announced."""
    duties = ContractDuty.objects.visible_to(actor).filter(contract_id=contract_id, outcome="applies")
    return next(rule for rule in rules if duties.filter(rule=rule).exists())


def _decide(told: Mapping[str, Any], actor: Actor, second: Actor, *, deviation: int, book: Book, on: date) -> None:
    given: dict[str, Any] = {"book": book, "on": on}
    row = services.propose_sanction(actor=actor, deviation_id=deviation, sanction=SANCTION, reason=told["why"], **given)
    services.confirm_sanction(actor=second, sanction_id=row.pk, reason=told["agreed"], **given)
