"""Answer once: what stands in the new form, what is too old, what changed in law since."""

from datetime import date, timedelta
from typing import Any

import pytest

from ryddig.domain.answers import Answers
from ryddig.domain.facts import ContractFacts, ContractKind
from ryddig.domain.questionnaire import full
from ryddig.domain.self_report_prefill import Earlier, Prefill, Prefilled, confirmed, prefill, registered_answers
from ryddig.lawbook import load
from tests.self_report_answers import ON, all_answers, answers, form_of

BOOK = load()
DAY = timedelta(days=1)
PAY, SIMPLE = form_of("pay"), form_of("pay_simple")


def before(values: dict[str, Any], on: date, *, same: bool = True) -> Earlier:
    return Earlier(answers(SIMPLE, values, on=on), same_contract=same)


def state(name: str, *earlier: Earlier, on: date = ON) -> Prefilled:
    return next(one for one in prefill(PAY, earlier, book=BOOK, on=on) if one.question == full(name))


@pytest.mark.parametrize(
    ("given_on", "on", "wanted"),
    [
        (date(2025, 11, 28), date(2026, 11, 28), Prefill.CONFIRM),
        (date(2025, 11, 27), date(2026, 11, 28), Prefill.TOO_OLD),
        (date(2025, 2, 28), date(2026, 2, 28), Prefill.CONFIRM),
        (date(2024, 2, 29), date(2025, 2, 28), Prefill.CONFIRM),
        (date(2024, 2, 29), date(2025, 3, 1), Prefill.TOO_OLD),
    ],
)
def test_an_answer_is_good_for_twelve_months_and_on_the_last_day(given_on: date, on: date, wanted: Prefill) -> None:
    found = state("orders.any", before({"orders.any": "no"}, given_on), on=on)
    assert found.state is wanted
    assert found.given is not None, "what was said before is shown also when it is asked anew"
    assert found.because is not None
    assert (found.because.rule, found.because.value) == ("deadlines.self_report_expiry", 12)


def test_the_newest_answer_counts_and_none_from_the_future() -> None:
    old, new = before({"orders.any": "no"}, date(2026, 1, 1)), before({"orders.any": "yes"}, date(2026, 6, 1))
    assert state("orders.any", new, old).given == new.answers.given["questions.orders.any"]
    assert state("orders.any", before({"orders.any": "no"}, ON + DAY)).state is Prefill.ASK


def test_an_answer_about_a_contract_is_used_for_that_contract_only() -> None:
    assert state("hire.used", before({"hire.used": "no"}, ON - DAY, same=True)).state is Prefill.CONFIRM
    assert state("hire.used", before({"hire.used": "no"}, ON - DAY, same=False)).state is Prefill.ASK
    assert state("orders.any", before({"orders.any": "no"}, ON - DAY, same=False)).state is Prefill.CONFIRM


def test_a_declaration_is_made_anew() -> None:
    assert state("signer.true", before({"signer.true": True}, ON - DAY)).state is Prefill.ASK


def test_pay_is_asked_anew_when_the_rate_has_changed() -> None:
    table = {"pay.lowest": ({"kind_of_work": "cleaning.adult", "lowest_pay": 25_000},)}
    change = date(2025, 6, 15)
    found = state("pay.lowest", before(table, change - DAY), on=change)
    assert found.state is Prefill.RATE_CHANGED
    assert found.because is not None
    assert (found.because.rule, found.because.since) == ("rates.cleaning.adult", change)
    assert state("pay.lowest", before(table, change), on=change + 30 * DAY).state is Prefill.CONFIRM
    assert state("pay.lowest", before(table, change - 2 * DAY), on=change - DAY).state is Prefill.CONFIRM
    other = {"pay.lowest": ({"kind_of_work": "other.skilled", "lowest_pay": 25_000},)}
    assert state("pay.lowest", before(other, change - DAY), on=change).state is Prefill.CONFIRM


def test_an_answer_the_form_no_longer_takes_is_asked() -> None:
    assert state("orders.any", before({"orders.any": "maybe"}, ON - DAY)).state is Prefill.ASK


def test_confirming_dates_anew_and_changes_go_first() -> None:
    earlier = before({"orders.any": "no", "tariff.bound": "yes"}, date(2026, 1, 1))
    old = before({"pension.has": "yes"}, date(2025, 1, 1))
    found = confirmed(PAY, prefill(PAY, [earlier, old], book=BOOK, on=ON), {full("tariff.bound"): "no"}, on=ON)
    assert {name: (one.value, one.on) for name, one in found.given.items()} == {
        full("orders.any"): ("no", ON),
        full("tariff.bound"): ("no", ON),
    }


def test_a_whole_report_is_confirmed_but_for_the_declarations() -> None:
    given = all_answers(PAY, 5, on=ON - DAY)
    found = confirmed(PAY, prefill(PAY, [Earlier(given, same_contract=True)], book=BOOK, on=ON), {}, on=ON)
    left = given.given.keys() - found.given.keys()
    assert left == {full("signer.true"), full("signer.control")}


def test_what_the_register_knows_stands_in_the_form() -> None:
    facts = ContractFacts("K-9", kind=ContractKind.WORKS, cpv=("45210000", "45300000"), signed_on=date(2026, 1, 2))
    assert registered_answers(PAY, facts) == {
        full("contract.reference"): "K-9",
        full("contract.kind"): ContractKind.WORKS,
        full("contract.cpv"): "45210000, 45300000",
        full("contract.signed_on"): date(2026, 1, 2),
    }
    assert registered_answers(form_of("climate"), ContractFacts("")) == {}


def test_nothing_before_asks_everything() -> None:
    none = Earlier(Answers("questionnaires.pay", 1), same_contract=True)
    assert {one.state for one in prefill(PAY, [none], book=BOOK, on=ON)} == {Prefill.ASK}
