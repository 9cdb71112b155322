"""Each check of spend: what it asks, what it keeps, and what it says it could not test."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ryddig.domain.spend import CHECKS, WHY, ContractTerms, VatAnswer
from ryddig.tables.spend import check
from tests.tables.spend.world import DAY, LIKSOM, PROVE, TENKT, Bill, checked, contract, counted, tables, whys

QUESTION, KEPT, UNTESTED = "question", "kept", "cannot_be_tested"


def test_every_check_has_a_name() -> None:
    assert [one.id for one in check.all_checks()] == list(CHECKS)


# SPEND-01


def test_a_bill_of_a_supplier_with_a_running_contract_is_kept() -> None:
    assert counted([Bill()], "SPEND-01", contract()) == {(KEPT, ""): 1}


@pytest.mark.parametrize(
    ("bill", "terms", "why"),
    [
        (Bill(orgnr=TENKT, name="Tenkt AS"), contract(), "no_contract"),
        (Bill(on_day=date(2027, 1, 1)), contract(), "not_running"),
        (Bill(on_day=date(2025, 12, 31)), contract(), "not_running"),
        (Bill(on_day=date(2027, 1, 1)), contract(may_last=date(2027, 12, 31)), "option_unknown"),
    ],
)
def test_a_bill_outside_any_contract_is_asked_about(bill: Bill, terms: ContractTerms, why: str) -> None:
    assert whys([bill], "SPEND-01", terms) == [why]


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31)])
def test_the_first_and_last_day_of_a_contract_are_inside_it(day: date) -> None:
    assert whys([Bill(on_day=day)], "SPEND-01", contract()) == []


def test_what_is_not_known_is_not_kept_and_not_asked() -> None:
    assert counted([Bill()], "SPEND-01") == {(UNTESTED, "no_contracts_given"): 1}
    assert counted([Bill()], "SPEND-01", contract(last=None)) == {(UNTESTED, "end_unknown"): 1}
    nobody = Bill(orgnr="", name="Liksom Vakt AS", supplier_no="77")
    assert counted([nobody], "SPEND-01", contract()) == {(UNTESTED, "no_number"): 1}


def test_a_name_counts_only_where_a_number_is_missing() -> None:
    named = contract(suppliers=(("", "PRØVE RENHOLD A/S"),))
    assert counted([Bill(name="Prøve Renhold A/S")], "SPEND-01", named) == {(KEPT, ""): 1}
    assert whys([Bill(orgnr=TENKT)], "SPEND-01", contract()) == ["no_contract"]  # same name, another number


# SPEND-02


def test_a_reference_is_found_whatever_its_spaces_and_capitals() -> None:
    assert whys([Bill(contract_ref="k - 1")], "SPEND-02", contract("K-1")) == []
    assert whys([Bill(contract_ref="sak 9")], "SPEND-02", contract("K-1", keys=("SAK9",))) == []


@pytest.mark.parametrize(
    ("bill", "why"),
    [
        (Bill(contract_ref="K-2"), "reference_unknown"),
        (Bill(contract_ref="K-1", orgnr=TENKT, name="Tenkt AS"), "reference_other_supplier"),
        (Bill(contract_ref="K-1", on_day=date(2027, 2, 1)), "reference_not_running"),
    ],
)
def test_a_reference_that_does_not_fit_is_asked_about(bill: Bill, why: str) -> None:
    assert whys([bill], "SPEND-02", contract("K-1")) == [why]


def test_where_contracts_share_a_reference_the_supplier_tells_which() -> None:
    shared = (
        contract("K-1", keys=("2026/1",), limit_ore=1),
        contract("K-2", keys=("2026/1",), suppliers=((TENKT, ""),)),
    )
    assert whys([Bill(contract_ref="2026/1")], "SPEND-03", *shared) == ["over_limit"]
    assert counted([Bill(contract_ref="2026/1", orgnr=LIKSOM)], "SPEND-02", *shared) == {
        (UNTESTED, "reference_several"): 1
    }


# SPEND-03


def test_exactly_the_ceiling_is_kept_and_one_ore_more_is_asked_about() -> None:
    at, over = [Bill(ore=600_000_00), Bill(ore=400_000_00)], [Bill(ore=600_000_00), Bill(ore=400_000_01)]
    assert whys(at, "SPEND-03", contract()) == []
    found = [one for one in checked(over, [contract()])[1] if one.check == "SPEND-03"]
    assert [(one.ore, one.due, one.place) for one in found] == [(1_000_000_01, 1_000_000, ("regning.xml", 3, 3))]


def test_a_credit_note_brings_the_sum_down() -> None:
    assert whys([Bill(ore=1_200_000_00), Bill(ore=-200_000_00)], "SPEND-03", contract()) == []


def test_a_bill_that_fits_two_contracts_counts_for_neither() -> None:
    both = (contract("K-1", limit_ore=1), contract("K-2", limit_ore=1))
    assert whys([Bill()], "SPEND-03", *both) == []
    assert whys([Bill(contract_ref="K-2")], "SPEND-03", *both) == ["over_limit"]


def test_without_a_limit_nothing_is_said_to_be_kept() -> None:
    assert counted([Bill()], "SPEND-03", contract(limit_ore=None)) == {(UNTESTED, "limit_unknown"): 1}


# SPEND-04


def test_the_same_number_and_amount_twice_is_asked_about_once() -> None:
    twice = [Bill(number="F-10"), Bill(number="f 10", on_day=DAY + timedelta(days=20))]
    found = [one for one in checked(twice)[1] if one.check == "SPEND-04"]
    assert [(one.why, one.place, one.held_against) for one in found] == [
        ("same_number", ("regning.xml", 3, 3), ("regning.xml", 2))
    ]


def test_two_bills_of_a_day_with_unlike_numbers_are_a_weaker_question() -> None:
    assert whys([Bill(number="1"), Bill(number="2")], "SPEND-04") == ["same_amount"]


def test_what_was_credited_is_mended() -> None:
    assert whys([Bill(number="1"), Bill(number="1"), Bill(number="3", ore=-100_000_00)], "SPEND-04") == []


def test_the_same_number_from_two_suppliers_is_no_pair() -> None:
    assert whys([Bill(number="1"), Bill(number="1", orgnr=TENKT)], "SPEND-04") == []


def test_an_invoice_that_stands_in_the_ledger_counts_once() -> None:
    both = [Bill(number="F1", source="ledger", ore=100_00), Bill(number="F1", source="ehf", ore=100_00, vat_ore=25_00)]
    coverage, _ = checked(both)
    assert sum(coverage["SPEND-04"].values()) == 1
    assert coverage["RF-34"] == {(UNTESTED, "register_not_asked"): 1}  # the VAT of the invoice came along


# RF-34


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (VatAnswer(PROVE, registered=False), ["vat_not_registered"]),
        (VatAnswer(PROVE, registered=True, registered_on=DAY + timedelta(days=1)), ["vat_before_registered"]),
        (VatAnswer(PROVE, registered=True, registered_on=DAY), []),
        (VatAnswer(TENKT, registered=False), []),
    ],
)
def test_vat_is_held_against_what_the_register_said(answer: VatAnswer, why: list[str]) -> None:
    assert whys([Bill(vat_ore=25_00)], "RF-34", vat=[answer]) == why
    assert whys([Bill(vat_ore=0)], "RF-34", vat=[answer]) == []


# RF-35


@pytest.mark.parametrize(("days", "why"), [(30, ["account_changed"] * 2), (31, ["account_changed"])])
def test_a_new_account_is_asked_about_for_thirty_days(days: int, why: list[str]) -> None:
    first = Bill(account="B-1", country="NO")
    new = Bill(account="B-2", country="NO", on_day=DAY + timedelta(days=5))
    later = Bill(account="B-2", country="NO", on_day=new.on_day + timedelta(days=days))
    assert whys([first, new, later], "RF-35") == why


def test_foreign_and_shared_accounts_are_asked_about() -> None:
    assert whys([Bill(account="B-1", country="LT")], "RF-35") == ["account_foreign"]
    shared = [Bill(account="B-1", country="NO"), Bill(account="B-1", country="NO", orgnr=TENKT)]
    assert whys(shared, "RF-35") == ["account_shared"] * 2
    assert whys([Bill(account="B-1", country="NO")], "RF-35") == []
    assert counted([Bill()], "RF-35") == {(UNTESTED, "account_missing"): 1}


# RF-36


def test_patterns_need_three_bills_of_a_supplier() -> None:
    rows = [Bill(number=str(101 + at), ore=5_000_01, on_day=DAY + timedelta(days=30 * at)) for at in range(3)]
    assert whys(rows, "RF-36") == ["consecutive"]
    assert whys(rows[:2], "RF-36") == []
    assert whys([Bill(ore=1_000_00, number=n) for n in ("7", "19", "44")], "RF-36") == ["round_sums"]
    assert whys([Bill(ore=1_000_01, number=n) for n in ("7", "19", "44")], "RF-36") == []


def test_words_that_say_nothing_are_asked_about() -> None:
    assert whys([Bill(text="Diverse.", ore=7_01)], "RF-36") == ["vague_text"]
    assert whys([Bill(text="Diverse vaskemidler", ore=7_01)], "RF-36") == []


# All together


def test_every_question_has_a_sentence_and_a_place() -> None:
    many = [
        Bill(number="1", vat_ore=5, text="diverse", account="B-1", country="LT"),
        Bill(number="1"),
        Bill(contract_ref="X"),
    ]
    found = checked(many, [contract(limit_ore=1)], [VatAnswer(PROVE, registered=False)])[1]
    assert {one.check for one in found} >= {"SPEND-02", "SPEND-03", "SPEND-04", "RF-34", "RF-35", "RF-36"}
    assert all(one.why in WHY and one.place is not None for one in found)


BILLS = st.lists(
    st.builds(
        Bill,
        ore=st.integers(-5_000_00, 5_000_00),
        orgnr=st.sampled_from([PROVE, TENKT, LIKSOM, ""]),
        name=st.sampled_from(["Prøve AS", "Tenkt AS", ""]),
        number=st.sampled_from(["", "1", "2", "F-3"]),
        on_day=st.dates(date(2025, 11, 1), date(2027, 2, 1)),
        contract_ref=st.sampled_from(["", "K-1", "K-9"]),
        source=st.sampled_from(["ehf", "saft"]),
    ),
    max_size=25,
)


@settings(max_examples=15, deadline=None)
@given(BILLS)
def test_no_ore_is_lost_and_none_counts_twice(bills: list[Bill]) -> None:
    """The sums by what bills belong to are the sum of all bills, and each bill belongs once. A bill in both sources
    counts once, with the ledger's amount."""
    from ryddig.domain.spend import SpendFacts
    from ryddig.tables.spend.run import run_checks

    db = tables(bills)
    run_checks(db, SpendFacts((contract(), contract("K-2", suppliers=((TENKT, ""),)))))
    count, ore = db.execute("SELECT count(*), coalesce(sum(ore), 0) FROM bills").fetchall()[0]
    per_way = db.execute(
        "SELECT count(*), coalesce(sum(b.ore), 0) FROM belongs JOIN bills AS b USING (bill)"
    ).fetchall()
    assert per_way == [(count, ore)]
    kept = {row[0] for row in db.execute("SELECT bill FROM bills").fetchall()}
    assert ore == sum(one.ore for number, one in enumerate(bills, start=1) if number in kept)
    gone = [one for number, one in enumerate(bills, start=1) if number not in kept]
    assert all(one.source == "ehf" and one.number for one in gone)
