"""The hours plan is the best there is, the same every time, and says what it leaves."""

from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.planner import Candidate, choose

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        contract=st.uuids().map(str),
        reference=st.text("AB", min_size=1, max_size=3),
        kind=st.sampled_from(("self_report", "document_review", "on_site_control")),
        due_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        risk=st.integers(0, 20),
        half_hours=st.integers(1, 12),
    ),
    max_size=8,
)


def best_by_trying_all(candidates: list[Candidate], half_hours: int) -> int:
    sets = (chosen for size in range(len(candidates) + 1) for chosen in combinations(candidates, size))
    return max(sum(c.risk for c in chosen) for chosen in sets if sum(c.half_hours for c in chosen) <= half_hours)


@given(CANDIDATES, st.integers(0, 40))
def test_no_other_set_covers_more(candidates: list[Candidate], half_hours: int) -> None:
    plan = choose(candidates, half_hours=half_hours)
    assert plan.risk_covered == best_by_trying_all(candidates, half_hours)
    assert plan.used == sum(c.half_hours for c in plan.chosen) <= half_hours
    assert len(plan.chosen) + len(plan.left) == len(candidates)


@given(CANDIDATES, st.integers(0, 40), st.randoms())
def test_the_order_of_the_input_does_not_matter(candidates: list[Candidate], half_hours: int, random: object) -> None:
    assert choose(reversed(candidates), half_hours=half_hours) == choose(candidates, half_hours=half_hours)


def test_what_is_left_says_why_and_the_heaviest_comes_first() -> None:
    def candidate(name: str, risk: int, half_hours: int) -> Candidate:
        return Candidate(name, name, "document_review", date(2026, 12, 1), risk, half_hours)

    plan = choose([candidate("A", 10, 4), candidate("B", 9, 5), candidate("C", 30, 50)], half_hours=6)
    assert [c.reference for c in plan.chosen] == ["A"]
    assert [(one.candidate.reference, one.why, one.hours_missing) for one in plan.left] == [
        ("C", "too_long", 24.0),
        ("B", "covers_less", 1.5),
    ]
    assert (plan.risk_covered, plan.risk_total) == (10, 49)


def test_equal_choices_fall_to_the_earlier_date() -> None:
    early = Candidate("1", "Z", "document_review", date(2026, 1, 1), 5, 4)
    late = Candidate("2", "A", "document_review", date(2026, 6, 1), 5, 4)
    assert choose([late, early], half_hours=4).chosen == (early,)
