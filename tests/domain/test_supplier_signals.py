"""Signals: each state of the samples gives exactly its signals; what is unknown never clears; no person is in one."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ryddig.domain.decision import Answer
from ryddig.domain.facts import ContractKind
from ryddig.domain.law import Book
from ryddig.domain.register_words import (
    Accounts,
    Address,
    ChangeKind,
    Patch,
    Role,
    RoleGroup,
    RolePerson,
    SourceState,
    Unit,
    UnitChange,
    UnitWarning,
    WarningKind,
)
from ryddig.domain.signal_tests_others import Neighbours
from ryddig.domain.signal_words import ContractContext, FirmFacts
from ryddig.domain.supplier_signals import (
    NO_CONTRACT,
    TESTS,
    Severity,
    Signal,
    SignalTurn,
    compare_signals,
    holding,
    read_signals,
)
from ryddig.lawbook import load
from ryddig.registers.brreg.parse import unit_of
from ryddig.registers.brreg.parse_more import accounts_of, changes_of, roles_of
from ryddig.registers.strict_json import parse_json
from tests.lawbook.own_folder import own_folder
from tests.shared import shared

DAY = date(2026, 9, 20)
NUMBER = "310000019"
WELL = Unit(
    NUMBER,
    "PRØVE AS",
    form="AS",
    registered_on=date(2016, 3, 1),
    vat_registered=True,
    in_foretaksregisteret=True,
    last_accounts_year=2025,
)


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


def sample(name: str) -> object:
    return parse_json(shared("reference", "samples", "brreg", name).read_bytes(), name=name).value


def rules(signals: tuple[Signal, ...]) -> set[str]:
    return {signal.rule.removeprefix("signals.") for signal in holding(signals)}


def seen(firm: FirmFacts, book: Book, contract: ContractContext = NO_CONTRACT, *, on: date = DAY) -> set[str]:
    return rules(read_signals(firm, contract, book=book, on=on))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("915330193-konkurs", {"bankruptcy", "late_accounts", "not_vat_registered"}),
        ("983830196-rekonstruksjon", {"reconstruction"}),
        ("931744682-tvangsopplost", {"forced_dissolution", "late_accounts", "not_vat_registered"}),
        ("989566733-slettet", {"deleted"}),
        ("935864879-paategning", {"register_note"}),
        ("997808533-nuf", {"not_in_foretaksregisteret"}),
    ],
)
def test_each_state_of_the_samples_gives_exactly_its_signals(book: Book, name: str, expected: set[str]) -> None:
    unit = unit_of(sample(f"enhet-{name}.json"), asked_on=DAY)
    # the sample with a note and the new one are young when a contract begins: that is asked with the contract's day
    contract = ContractContext(begins_on=date(2030, 1, 1))
    assert seen(FirmFacts(unit.number, unit), book, contract) == expected


def test_the_rows_of_the_table_that_need_more_than_the_unit(book: Book) -> None:
    unit = unit_of(sample("enhet-915330193-konkurs.json"), asked_on=DAY)
    firm = FirmFacts(
        unit.number,
        unit,
        roles=roles_of(sample("roller-915330193-konkurs.json")),
        accounts=accounts_of(sample("regnskap-915330193.json")),
    )
    contract = ContractContext(begins_on=date(2030, 1, 1))
    assert seen(firm, book, contract) == {
        "bankruptcy",
        "late_accounts",
        "not_vat_registered",
        "roles_changed",
        "weak_equity",
    }
    young = unit_of(sample("enhet-935864879-paategning.json"), asked_on=DAY)
    assert "young_firm" in seen(FirmFacts(young.number, young), book, ContractContext(begins_on=date(2026, 1, 1)))
    for unit_json in (page := sample("search-asa-5.json"))["_embedded"]["enheter"]:  # type: ignore[index]  # a JSON page
        found = unit_of(unit_json, asked_on=DAY)
        assert "late_accounts" in seen(FirmFacts(found.number, found), book)
    assert page


def test_a_firm_that_changed_hands_by_the_feed(book: Book) -> None:
    changes = changes_of(sample("oppdateringer-914375916.json"))
    firm = FirmFacts("914375916", replace(WELL, number="914375916", name="TOLLBUGATA 17 OSLO AS"), changes=changes)
    assert seen(firm, book) == {"name_changed", "address_changed"}
    assert seen(firm, book, on=date(2027, 2, 1)) == set(), "after ninety days it is no news"


def test_the_firm_in_reconstruction_is_not_well(book: Book) -> None:
    unit = unit_of(sample("enhet-983830196-rekonstruksjon.json"), asked_on=DAY)
    (signal,) = holding(read_signals(FirmFacts(unit.number, unit), book=book, on=DAY))
    assert (signal.severity, signal.answers, signal.since) == (Severity.GRAVE, "RF-52", date(2026, 9, 2))
    assert "2026-09-02" in signal.message.plain()
    (reason,) = signal.because
    assert (reason.rule, reason.answer) == ("signals.reconstruction", Answer.YES)
    assert reason.source is not None


def test_what_was_not_asked_is_unknown_and_what_failed_clears_nothing(book: Book) -> None:
    nothing = read_signals(FirmFacts(NUMBER, unit_state=SourceState.FAILED), book=book, on=DAY)
    assert {signal.holds for signal in nothing} == {Answer.UNKNOWN}
    bankrupt = replace(WELL, warnings=(UnitWarning(WarningKind.BANKRUPTCY, DAY, "konkursdato"),))
    held = read_signals(FirmFacts(NUMBER, bankrupt), book=book, on=DAY)
    assert compare_signals(held, nothing) == ()


def test_a_signal_comes_changes_and_goes(book: Book) -> None:
    def look(*warnings: UnitWarning) -> tuple[Signal, ...]:
        return read_signals(FirmFacts(NUMBER, replace(WELL, warnings=warnings)), book=book, on=DAY)

    first, other = (UnitWarning(WarningKind.RECONSTRUCTION, date(2026, 9, day), "f") for day in (1, 2))
    turns = [
        compare_signals(*pair) for pair in ((look(), look(first)), (look(first), look(other)), (look(other), look()))
    ]
    assert [[one.turn for one in turn] for turn in turns] == [
        [SignalTurn.RAISED],
        [SignalTurn.CHANGED],
        [SignalTurn.CLEARED],
    ]
    ((cleared,),) = turns[2:]
    assert cleared.before is not None
    assert (cleared.before.holds, cleared.after.holds) == (Answer.YES, Answer.NO)
    assert compare_signals(look(first), look(first)) == ()


def test_every_rule_is_read_and_says_what_to_do_in_three_languages(book: Book) -> None:
    signals = read_signals(FirmFacts(NUMBER, WELL), book=book, on=date(2026, 11, 28))
    assert {signal.rule for signal in signals} == set(book.library.signals)
    assert {rule.test for rule in book.library.signals.values()} == set(TESTS)
    kinds = {str(rule.wanted) for rule in book.library.signals.values() if rule.test == "warning"}
    assert kinds == set(WarningKind), "each state of a unit has its signal"
    answers = {rule.answers for rule in book.library.signals.values()}
    wanted = {14, 15, 16, 17, 18, 19, 20, 29, 30, 33, 34}
    assert {f"RF-{number}" for number in wanted} <= answers
    assert all(len({rule.asks.nb, rule.asks.nn, rule.asks.en}) >= 2 for rule in book.library.signals.values())


def test_only_what_the_law_says_is_official(book: Book) -> None:
    official = {name for name, rule in book.library.signals.items() if rule.series.entries[0].status == "official"}
    assert official == {
        "signals.staffing_not_approved",
        "signals.cleaning_not_approved",
        "signals.car_care_not_approved",
        "signals.tax_arrears",
        "signals.tax_certificate_old",
    }


def test_before_and_after_of_a_change_seen_between_two_answers(book: Book) -> None:
    firm = FirmFacts(NUMBER, WELL, earlier=replace(WELL, name="PRØVE GAMMEL AS"))
    (signal,) = holding(read_signals(firm, book=book, on=DAY))
    assert (signal.before, signal.after, signal.standing) == ("PRØVE GAMMEL AS", "PRØVE AS", False)
    change = UnitChange(
        1, datetime(2026, 9, 19, tzinfo=UTC), NUMBER, ChangeKind.CHANGE, (Patch("replace", "/navn", "X"),)
    )
    (by_feed,) = holding(read_signals(FirmFacts(NUMBER, WELL, changes=(change,)), book=book, on=DAY))
    assert by_feed.mark == signal.mark, "the same change is the same signal however it is seen"


def test_the_deleted_firm_that_goes_on_invoicing(book: Book) -> None:
    gone = Unit(
        NUMBER,
        "PRØVE AS",
        deleted_on=date(2026, 9, 1),
        warnings=(UnitWarning(WarningKind.DELETED, date(2026, 9, 1), ""),),
    )
    before, after = (ContractContext(vat_invoiced_on=date(2026, month, 10)) for month in (8, 9))
    assert seen(FirmFacts(NUMBER, gone), book, before) == {"deleted"}
    assert seen(FirmFacts(NUMBER, gone), book, after) == {"deleted", "vat_without_registration"}


def test_a_buyer_may_have_a_signal_of_its_own(tmp_path: Path) -> None:
    own = """
        what: supplier_signal
        id: kommune.signals.equity
        name: {nb: Egen grense, nn: Eiga grense, en: Own limit}
        asks: {nb: Spør., nn: Spør., en: Ask.}
        test: weak_equity
        series:
          - from: 2026-01-01
            value: {severity: 3, percent: 30}
            source: {act: Vedtak, link: "https://example.no"}
            status: unverified
            checked_on: 2026-11-20
        """
    year = Accounts(
        NUMBER, "SELSKAP", date(2025, 1, 1), date(2025, 12, 31), "NOK", equity=Decimal(20), assets=Decimal(100)
    )
    book = load(folders=[own_folder(tmp_path / "kommune", equity=own)])
    (signal,) = holding(read_signals(FirmFacts(NUMBER, WELL, accounts=(year,)), book=book, on=DAY))
    assert (signal.rule, signal.severity) == ("kommune.signals.equity", Severity.GRAVE)
    assert signal.message.plain() == "What the register answered shows this: 20."
    assert rules(read_signals(FirmFacts(NUMBER, WELL, accounts=(year,)), book=load(), on=DAY)) == set()


PERSON = RolePerson("Oppdiktet", "Mellom", "Person", date(1971, 2, 3))
LED = (RoleGroup("DAGL", "Daglig leder", date(2016, 3, 1), (Role("DAGL", "Daglig leder", person=PERSON),)),)


def test_no_name_of_a_person_goes_into_a_signal(book: Book) -> None:
    bankrupt = (UnitWarning(WarningKind.BANKRUPTCY, date(2026, 1, 1), "konkursdato"),)
    others = [
        FirmFacts(number, replace(WELL, number=number, name=f"LIKSOM {number}", warnings=bankrupt), roles=LED)
        for number in ("310000027", "310000035")
    ]
    signals = read_signals(FirmFacts(NUMBER, WELL, roles=LED), others=others, book=book, on=DAY)
    assert {"bankruptcy_rider", "shared_with_other"} <= rules(signals)
    for part in ("Oppdiktet", "Mellom", "Person", "1971"):
        assert part.casefold() not in repr(signals).casefold()


def test_an_auditor_that_many_share_is_no_network(book: Book) -> None:
    auditor = (RoleGroup("REVI", "Revisor", date(2016, 3, 1), (Role("REVI", "Revisor", person=PERSON),)),)
    other = FirmFacts("310000027", replace(WELL, number="310000027"), roles=auditor)
    assert rules(read_signals(FirmFacts(NUMBER, WELL, roles=auditor), others=[other], book=book, on=DAY)) == set()


@given(equity=st.integers(-(10**9), 10**9), assets=st.integers(0, 10**9))
def test_equity_is_weak_exactly_below_the_limit(equity: int, assets: int) -> None:
    year = Accounts(
        NUMBER, "SELSKAP", date(2025, 1, 1), date(2025, 12, 31), "NOK", equity=Decimal(equity), assets=Decimal(assets)
    )
    found = seen(FirmFacts(NUMBER, WELL, accounts=(year,)), load())
    assert ("weak_equity" in found) == (equity * 10 < assets if assets > 0 else equity < 0)


@given(months=st.integers(0, 40), value=st.integers(0, 300_000_000))
def test_young_and_large_are_the_two_halves_of_one_flag(months: int, value: int) -> None:
    begins = date(2026, 9, 1)
    year, month = divmod(begins.year * 12 + begins.month - 1 - months, 12)
    unit = replace(WELL, registered_on=date(year, month + 1, 1))
    contract = ContractContext(ContractKind.WORKS, value, begins_on=begins)
    found = seen(FirmFacts(NUMBER, unit), load(), contract)
    assert ("young_firm" in found) == (months < 12)
    assert ("new_firm_large_work" in found) == (months < 24 and value >= 100_000_000)


def test_a_context_without_facts_asks_nothing(book: Book) -> None:
    assert all(getattr(ContractContext(), field.name) in (None, (), {}) for field in fields(ContractContext))
    assert seen(FirmFacts(NUMBER, WELL), book) == set()


ODDS = st.sampled_from(["", "1", "2", "3"])


@settings(max_examples=40)
@given(st.lists(st.tuples(ODDS, ODDS, ODDS, st.booleans()), min_size=2, max_size=6))
def test_neighbours_give_the_same_answers_as_everybody(firms: list[tuple[str, str, str, bool]]) -> None:
    """An index that left out a firm that matters would change an answer."""
    made = [_firm(f"31000{place:04}", given) for place, given in enumerate(firms)]
    book, neighbours = load(), Neighbours(made)
    for firm in made:
        everybody = read_signals(firm, others=made, book=book, on=DAY)
        near = read_signals(firm, others=neighbours.of(firm), book=book, on=DAY)
        assert [(one.rule, one.holds, one.mark) for one in near] == [
            (one.rule, one.holds, one.mark) for one in everybody
        ]


def _firm(number: str, given: tuple[str, str, str, bool]) -> FirmFacts:
    address, telephone, leader, bankrupt = given
    person = RolePerson("Tenkt", "", f"Leder {leader}", date(1970, 1, 1))
    roles = (RoleGroup("DAGL", "", date(2016, 3, 1), (Role("DAGL", "", person=person),)),)
    unit = replace(
        WELL,
        number=number,
        registered_on=date(2024, 6, 1),
        business_address=Address((f"Tenkt vei {address}",), "0001", "OSLO") if address else None,
        telephone=f"2222222{telephone}" if telephone else "",
        warnings=(UnitWarning(WarningKind.BANKRUPTCY, date(2024, 1, 1), "konkursdato"),) if bankrupt else (),
    )
    return FirmFacts(number, unit, roles=roles if leader else ())
