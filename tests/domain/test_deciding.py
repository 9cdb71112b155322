"""What is kept gives the same answers as the specification, on any facts, in any order."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ryddig.domain import controls, duties, risk
from ryddig.domain.deciding import Decider, Verdict
from ryddig.domain.decision import Outcome
from ryddig.domain.facts import BuyerKind, ContractFacts, ContractKind, Known, Sector, SupplierFact
from ryddig.domain.law import Book
from ryddig.domain.profile import Cuts, Profile
from ryddig.lawbook import load
from tests.domain.small_book import small_book

ON = date(2026, 11, 20)
CODES = ("90910000", "45210000", "85110000", "18110000", "79620000", "60130000", "72000000", "30213100", "03200000")
EDGES = (date(2008, 3, 1), date(2017, 1, 1), date(2024, 1, 1), date(2025, 8, 1), date(2026, 7, 1))
AMOUNTS = (130_000_000, 129_999_999, 205_000_000, 49_999_999, 50_000_000, 50_000_001)


def invented(pick: random.Random, codes: tuple[str, ...], answers: tuple[str, ...]) -> ContractFacts:
    """Facts with every field sometimes unknown and dates and amounts often right at an edge."""

    def day() -> date | None:
        edge = pick.choice(EDGES) + timedelta(days=pick.randint(-1, 1))
        return pick.choice([None, edge, date(2007, 1, 1) + timedelta(days=pick.randrange(7300))])

    starts = day()
    return ContractFacts(
        "R",
        buyer_kind=pick.choice([None, *BuyerKind]),
        sector=pick.choice([None, *Sector, *[Sector.CLASSIC] * 6]),
        kind=pick.choice([None, *ContractKind]),
        cpv=tuple(pick.sample(codes, pick.choice([0, 1, 1, 2]))),
        value_ore=pick.choice([None, round(10 ** pick.uniform(6, 11)), *AMOUNTS]),
        announced_on=day(),
        invited_on=day(),
        signed_on=day(),
        starts_on=starts,
        ends_on=pick.choice([None, (starts or ON) + timedelta(days=pick.choice([30, 91, 92, 365, 1500]))]),
        duration_months=pick.choice([None, 2, 3, 4, 48]),
        framework=pick.choice([None, True, False]),
        county=pick.choice([None, "Oslo", "Akershus"]),
        trade_certificate_relevant=pick.choice([None, True, False]),
        apprentice_need=pick.choice([None, True, False]),
        tiers=pick.choice([None, 0, 1, 2, 3]),
        suppliers=pick.choice([(), (SupplierFact("A", norwegian=True),), (SupplierFact("B", norwegian=False),)]),
        answers={
            code: Known(pick.choice([True, False]), ON) for code in pick.sample(answers, pick.choice([0, 0, 1, 3]))
        },
    )


def specified(profile: Profile, book: Book) -> Verdict:
    """The verdict worked out plainly."""
    regime, why = duties.regime_of(profile, book)
    decided = duties.select(profile, book)
    pay_rules = {duty.id for duty in book.duties if duty.theme in risk.PAY_THEMES}
    in_scope = any(one.outcome is not Outcome.DOES_NOT_APPLY and one.rule in pay_rules for one in decided)
    assessed = risk.assess(profile, book, work_in_scope=in_scope)
    return Verdict(regime, why, decided, assessed, controls.recommended_steps(assessed, book))


def profiles(book: Book, count: int, seed: int) -> Iterator[Profile]:
    pick, cuts = random.Random(seed), Cuts(book)
    prefixes = tuple(prefix.ljust(8, "0") for prefix in cuts.prefixes)
    for _ in range(count):
        facts = invented(pick, (*CODES, *prefixes), tuple(sorted(cuts.answers)))
        yield cuts.profile(facts, ON - timedelta(days=pick.choice([0, 0, 0, 400, 900])))


@pytest.mark.parametrize("layers", [(), ("oslomodellen",)])
def test_the_kept_verdict_is_the_specified_one(layers: tuple[str, ...]) -> None:
    book = load(layers)
    decider = Decider(book)
    for profile in profiles(book, 400, seed=len(layers)):
        assert decider.decide(profile) == specified(profile, book)


def test_on_the_small_book_too() -> None:
    book = small_book()
    decider = Decider(book)
    for profile in profiles(book, 1500, seed=7):
        assert decider.decide(profile) == specified(profile, book)


def test_contracts_that_look_alike_share_their_decisions() -> None:
    book = load()
    decider, cuts = Decider(book), Cuts(book)
    facts = ContractFacts("A", kind=ContractKind.SERVICES, value_ore=150_000_000, announced_on=date(2026, 8, 1))
    one = decider.decide(cuts.profile(facts, ON))
    other = decider.decide(cuts.profile(replace(facts, reference="B", value_ore=151_000_000), ON))
    assert all(first is second for first, second in zip(one.duties, other.duties, strict=True))


def test_threads_may_share_what_is_kept() -> None:
    book = load()
    asked = list(profiles(book, 300, seed=3))
    alone = [Decider(book).decide(profile) for profile in asked[:20]]
    shared = Decider(book)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(shared.decide, asked))
    assert together[:20] == alone
    assert together == [shared.decide(profile) for profile in asked]
