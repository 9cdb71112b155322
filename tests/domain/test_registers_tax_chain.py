"""Register status, age of a tax certificate, length of a chain, report of a foreign contractor: FX-12, FX-13, FX-14."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.chain import ChainLength, Link, Role, chain_length, judge_chain
from ryddig.domain.controls import add_months
from ryddig.domain.decision import Answer
from ryddig.domain.errors import UserCanFix
from ryddig.domain.foreign_report import foreign_report_due
from ryddig.domain.law import Book, Status
from ryddig.domain.registers_status import judge_register_status
from ryddig.domain.tax_certificate import judge_tax_certificate, oldest_allowed
from tests.domain.small_book import entry, months, series

ON = date(2026, 11, 20)
AGE = series("deadlines.tax_certificate_age", entry("2017-01-01", 6), unit="months")
COUNTED = series(
    "tax_certificate.counted_from", entry("2026-07-01", "winner_announced"), entry("2017-01-01", "tender_deadline")
)
TIERS = series("limits.chain_tiers", entry("2017-01-01", 2, status=Status.UNVERIFIED), unit="tiers")
STAFFING = series(
    "register_status.staffing",
    entry("2024-04-01", ("approved",)),
    entry("2024-01-01", ("approved", "application_pending")),
)
REPORT = series("deadlines.foreign_report", entry("2026-01-01", {"due": 5, "late_due": 15, "late_after": 20}))
BOOK = Book("test", {s.id: s for s in (AGE, COUNTED, TIERS, STAFFING, REPORT, months("deadlines.x", 1))}, ())


@pytest.mark.parametrize(
    ("status", "on", "answer"),
    [
        ("application_pending", date(2024, 3, 31), Answer.YES),
        ("application_pending", date(2024, 4, 1), Answer.NO),
        ("approved", date(2024, 4, 1), Answer.YES),
        ("not_listed", ON, Answer.NO),
        (None, ON, Answer.UNKNOWN),
        ("approved", date(2023, 12, 31), Answer.UNKNOWN),
    ],
)
def test_register_status(status: str | None, on: date, answer: Answer) -> None:
    reason = judge_register_status("staffing", status, book=BOOK, on=on)
    assert reason.answer is answer
    assert reason.rule == "register_status.staffing"


def tax(dated: date | None, started_on: date | None, *, deadline: date | None, winner: date | None) -> Answer:
    milestones = {"tender_deadline": deadline, "winner_announced": winner}
    return judge_tax_certificate(dated, started_on=started_on, milestones=milestones, book=BOOK, on=ON).answer


OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)
DEADLINE, WINNER = date(2026, 8, 15), date(2026, 9, 2)


@pytest.mark.parametrize(
    ("dated", "started_on", "answer"),
    [
        (date(2026, 3, 1), NEW, Answer.NO),
        (date(2026, 3, 2), NEW, Answer.YES),
        (date(2026, 3, 1), OLD, Answer.YES),
        (date(2026, 2, 14), OLD, Answer.NO),
        (date(2026, 3, 1), None, Answer.UNKNOWN),
        (date(2026, 3, 2), None, Answer.YES),
        (date(2026, 2, 14), None, Answer.NO),
        (None, NEW, Answer.UNKNOWN),
        (date(2026, 3, 1), date(2016, 12, 31), Answer.UNKNOWN),
    ],
)
def test_age_counts_from_the_day_the_law_names(dated: date | None, started_on: date | None, answer: Answer) -> None:
    assert tax(dated, started_on, deadline=DEADLINE, winner=WINNER) is answer


def test_without_the_day_it_counts_from_nothing_is_known() -> None:
    assert tax(date(2026, 9, 1), NEW, deadline=DEADLINE, winner=None) is Answer.UNKNOWN


@given(st.dates(date(2018, 1, 1), date(2030, 12, 31)))
def test_a_certificate_of_the_oldest_allowed_day_is_six_months_old(reference: date) -> None:
    oldest = oldest_allowed(reference, 6)
    assert oldest < reference
    assert add_months(oldest, 6) <= reference
    assert (reference - oldest).days <= 184


def chain(*links: tuple[str, str] | tuple[str, str, Role]) -> list[Link]:
    return [Link(*link) for link in links]


STRAIGHT = chain(("A", ""), ("B", "A"), ("C", "B"), ("D", "C"))


@pytest.mark.parametrize(
    ("links", "sure", "with_staffing", "answer"),
    [
        (STRAIGHT, 3, 3, Answer.NO),
        (STRAIGHT[:3], 2, 2, Answer.YES),
        (STRAIGHT[:1], 0, 0, Answer.YES),
        (chain(("A", ""), ("B", "A"), ("C", "A"), ("D", "A")), 1, 1, Answer.YES),
        ([*STRAIGHT[:3], Link("D", "C", Role.GOODS_ONLY)], 2, 2, Answer.YES),
        ([*STRAIGHT[:3], Link("D", "C", Role.STAFFING)], 2, 3, Answer.UNKNOWN),
        ([Link("A"), Link("B", "A", Role.GOODS_ONLY), Link("C", "B"), Link("D", "C")], 2, 2, Answer.YES),
    ],
)
def test_chain(links: list[Link], sure: int, with_staffing: int, answer: Answer) -> None:
    length = chain_length(links)
    assert (length.sure, length.with_staffing) == (sure, with_staffing)
    assert judge_chain(links, book=BOOK, started_on=ON).answer is answer


def test_the_longest_line_is_named() -> None:
    assert chain_length(STRAIGHT).line == ("A", "B", "C", "D")
    assert chain_length([]) == ChainLength(0, 0, ())


def test_the_contract_may_state_its_own_maximum() -> None:
    assert judge_chain(STRAIGHT, book=BOOK, started_on=ON, agreed=3).answer is Answer.YES
    assert judge_chain(STRAIGHT[:3], book=BOOK, started_on=ON, agreed=1).answer is Answer.NO


def test_before_the_rule_nothing_is_known() -> None:
    assert judge_chain(STRAIGHT, book=BOOK, started_on=date(2016, 12, 31)).answer is Answer.UNKNOWN


@pytest.mark.parametrize("links", [chain(("A", "B"), ("B", "A")), chain(("A", ""), ("C", "B"))])
def test_a_chain_that_does_not_lead_to_the_supplier_is_refused(links: list[Link]) -> None:
    with pytest.raises(UserCanFix, match="does not lead"):
        chain_length(links)


@pytest.mark.parametrize(
    ("starts_on", "due"),
    [
        (date(2026, 5, 1), date(2026, 6, 5)),
        (date(2026, 5, 20), date(2026, 6, 5)),
        (date(2026, 5, 21), date(2026, 6, 15)),
        (date(2026, 12, 31), date(2027, 1, 15)),
        (date(2026, 1, 31), date(2026, 2, 15)),
    ],
)
def test_the_report_of_a_foreign_contractor(starts_on: date, due: date) -> None:
    found = foreign_report_due(starts_on, book=BOOK)
    assert found is not None
    assert found[0] == due
    assert found[1].rule == "deadlines.foreign_report"


def test_no_deadline_before_the_rule() -> None:
    assert foreign_report_due(date(2025, 12, 31), book=BOOK) is None
