"""A small invented book for tests of the core: two regimes, a disputed threshold, a few duties and factors."""

from collections.abc import Mapping
from datetime import date

from ryddig.domain.law import (
    Book,
    Condition,
    CountsFrom,
    Duty,
    Entry,
    OwedBy,
    Reading,
    RedFlag,
    RiskFactor,
    RiskLevel,
    RiskProduct,
    Series,
    Source,
    Status,
    Value,
)
from ryddig.domain.words import NO_WORDS, Words

SOURCE = Source("Test act", "https://example.org/act", "§ 1")
WORDS = Words("navn", "namn", "name")
MILLION = 100_000_000


def entry(since: str, value: Value, *, status: Status = Status.OFFICIAL, readings: tuple[Reading, ...] = ()) -> Entry:
    return Entry(date.fromisoformat(since), value, SOURCE, status, date(2026, 11, 20), NO_WORDS, readings)


def series(rule: str, *entries: Entry, unit: str = "text", counts_from: CountsFrom = CountsFrom.ANNOUNCED) -> Series:
    return Series(rule, WORDS, unit, counts_from, entries)


def months(rule: str, number: int) -> Series:
    return series(rule, entry("2000-01-01", number), unit="months", counts_from=CountsFrom.DECIDED)


SANCTIONS = ("sanctions.correction",)


def duty(rule: str, regime: str, theme: str, *conditions: Condition, since: str = "2008-03-01") -> Duty:
    in_force = series(rule, entry(since, True))
    return Duty(
        rule,
        WORDS,
        WORDS,
        regime,
        "national",
        theme,
        (OwedBy.SUPPLIER,),
        conditions,
        WORDS,
        in_force,
        sanctions=SANCTIONS,
    )


def factor(rule: str, weight: int, test: str, *, wanted: object) -> RiskFactor:
    weights = series(rule, entry("2000-01-01", weight, status=Status.UNVERIFIED), unit="weight")
    return RiskFactor(rule, WORDS, WORDS, test, wanted, weights)


def level(name: str, score: int, single: int | None, *steps: str, alone: tuple[str, ...] = ()) -> RiskLevel:
    scores = series(f"risk.{name}", entry("2000-01-01", score), unit="score", counts_from=CountsFrom.DECIDED)
    return RiskLevel(name, WORDS, scores, single, steps, (), factors_alone=alone)


READING = Reading(870 * 1_000_000, WORDS, SOURCE, ("85",))
PAY = series(
    "thresholds.pay",
    entry("2026-07-01", 130 * 1_000_000, status=Status.DISPUTED, readings=(READING,)),
    entry("2020-02-13", {"state": 130 * 1_000_000, "others": 205 * 1_000_000}),
    unit="ore",
)
REGIMES = series("regimes.procurement", entry("2026-07-01", "R2026"), entry("2008-03-01", "R2008"))
DUTIES = (
    duty(
        "r2008.pay",
        "R2008",
        "pay",
        Condition("kind", ("works", "services")),
        Condition("value_at_least", "thresholds.pay"),
    ),
    duty(
        "r2026.pay",
        "R2026",
        "pay",
        Condition("kind", ("works", "services")),
        Condition("value_at_least", "thresholds.pay"),
        since="2026-07-01",
    ),
    duty(
        "r2026.bank",
        "R2026",
        "bank",
        Condition("any", ((Condition("kind", ("works",)),), (Condition("cpv_in", "cleaning"),))),
        since="2026-07-01",
    ),
    duty("r2026.apprentices", "R2026", "apprentices", Condition("lasts_longer_than", "durations.apprentices")),
    duty("any.paseplikt", "any", "paseplikt"),
)

MONTHS: Mapping[str, int] = {
    "deadlines.self_report": 1,
    "deadlines.document_review.medium": 3,
    "deadlines.document_review.high": 1,
    "deadlines.on_site_control.high": 3,
    **{f"deadlines.risk_review.{name}": 12 for name in ("low", "medium", "high")},
    **{f"deadlines.status_meeting.{name}": 6 for name in ("low", "medium", "high")},
    "deadlines.evaluation_before_expiry": 2,
    "deadlines.renewal_notice": 6,
    "deadlines.option_notice": 3,
    "durations.apprentices": 3,
}


def small_book() -> Book:
    """The book; every call makes an equal one."""
    known = (PAY, REGIMES, *(months(rule, number) for rule, number in MONTHS.items()))
    workwear = series("product.workwear", entry("2021-01-01", True))
    listed = series("product.ict", entry("2021-01-01", True))
    ended = series("product.furniture", entry("2026-01-01", None), entry("2018-01-01", True))
    stages = {"raw": "very_high", "component": "high", "final": "unknown"}
    return Book(
        version="test",
        series={one.id: one for one in known},
        duties=DUTIES,
        risk_factors=(
            factor("RM-01", 3, "cpv_in", wanted="cleaning"),
            factor("RM-04", 2, "answer", wanted="RM-04"),
            factor("RM-15", 3, "answer", wanted="RM-15"),
            factor("RM-16", 4, "answer", wanted="RM-16"),
        ),
        risk_levels=(
            level("low", 0, None, "self_report"),
            level("medium", 6, 3, "self_report", "document_review"),
            level("high", 12, None, "self_report", "document_review", "on_site_control", alone=("RM-16",)),
        ),
        red_flags=(
            RedFlag("RF-11", WORDS, ("interview",), "hard", "", None, series("RF-11", entry("2000-01-01", "hard"))),
            RedFlag(
                "RF-26", WORDS, ("chain",), "hard", "tiers_at_least", 3, series("RF-26", entry("2000-01-01", "hard"))
            ),
        ),
        risk_products=(
            RiskProduct("product.workwear", WORDS, WORDS, stages, (), (), "new", ("1811",), workwear),
            RiskProduct("product.ict", WORDS, WORDS, {"raw": "unknown"}, (), (), "mid", ("3021",), listed),
            RiskProduct("product.furniture", WORDS, WORDS, {"raw": "high"}, (), (), "old", ("3913",), ended),
        ),
        cpv_groups={"cleaning": ("9091",)},
    )
