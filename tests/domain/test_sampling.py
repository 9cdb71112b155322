"""The sampling: the same seed gives the same sample, every category and firm is there, and reasons are true."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ryddig.domain.sampling import REASONS, Candidate, PayPeriod, Reason, Sample, propose, sample_size

MAY = PayPeriod(date(2026, 5, 1), date(2026, 5, 31))
JUNE = PayPeriod(date(2026, 6, 1), date(2026, 6, 30), overtime=True)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        pseudonym=st.integers(0, 10_000).map(lambda number: f"P{number}"),
        employer=st.sampled_from(["319009019", "319009027"]),
        category=st.sampled_from(["skilled", "unskilled", ""]),
        least_rate=st.none() | st.sampled_from([23961, 24900, 26432]),
        born_on=st.none() | st.dates(date(1960, 1, 1), date(2009, 1, 1)),
        hired_in=st.booleans(),
        seen_at_visit=st.booleans(),
        periods=st.sampled_from([(), (MAY,), (MAY, JUNE)]),
    ),
    unique_by=lambda one: one.pseudonym,
    min_size=1,
    max_size=60,
)


def crew(count: int) -> list[Candidate]:
    """Workers of one firm and category, born and begun a day apart."""
    start = date(1990, 1, 1)
    return [
        Candidate(f"P{n:03}", "319009019", "skilled", born_on=start + timedelta(n), periods=(MAY,))
        for n in range(count)
    ]


def names(sample: Sample) -> list[str]:
    return [pick.pseudonym for pick in sample.picks]


@pytest.mark.parametrize(("count", "size"), [(1, 1), (3, 3), (4, 3), (9, 3), (10, 4), (100, 10), (101, 11)])
def test_the_size_is_the_root_and_at_least_three(count: int, size: int) -> None:
    assert sample_size(count) == size
    assert len(propose(crew(count), seed="a").picks) == size


def test_the_sample_is_pinned_by_its_seed() -> None:
    assert names(propose(crew(20), seed="7")) == PINNED
    assert names(propose(crew(20), seed="8")) != PINNED


@given(CANDIDATES, st.text(max_size=8))
def test_the_order_of_the_list_does_not_matter(candidates: list[Candidate], seed: str) -> None:
    turned = list(reversed(candidates))
    assert propose(candidates, seed=seed) == propose(turned, seed=seed)


@given(CANDIDATES, st.text(max_size=8))
def test_every_category_of_every_firm_is_there_and_every_reason_is_true(
    candidates: Sequence[Candidate], seed: str
) -> None:
    sample = propose(candidates, seed=seed)
    groups = {(one.employer, one.category) for one in candidates}
    assert {(pick.employer, pick.category) for pick in sample.picks} == groups
    assert len(sample.picks) == max(sample.size, len(groups))
    by_name = {one.pseudonym: one for one in candidates}
    for pick in sample.picks:
        one = by_name[pick.pseudonym]
        assert pick.reasons, "nobody is chosen without a reason"
        assert (Reason.HIRED_IN in pick.reasons) == one.hired_in
        assert (Reason.SEEN_AT_VISIT in pick.reasons) == one.seen_at_visit
        assert (Reason.OVERTIME in pick.reasons) == (JUNE in one.periods)
        assert pick.period is None or pick.period in one.periods


def test_reasons_go_before_the_draw() -> None:
    plain = crew(30)
    hired, seen = replace(plain[4], hired_in=True), replace(plain[9], seen_at_visit=True)
    for seed in "abcdef":
        sample = propose([*plain[:4], hired, *plain[5:9], seen, *plain[10:]], seed=seed)
        assert {hired.pseudonym, seen.pseudonym} <= set(names(sample))


def test_the_lowest_category_is_named_only_where_there_are_several() -> None:
    low = [replace(one, category="unskilled", least_rate=23961) for one in crew(3)]
    high = [replace(one, pseudonym=f"S{one.pseudonym}", least_rate=26432) for one in crew(3)]
    both = propose([*low, *high], seed="a", size=6)
    named = {pick.pseudonym for pick in both.picks if Reason.LOWEST_CATEGORY in pick.reasons}
    assert named == {one.pseudonym for one in low}
    assert all(Reason.LOWEST_CATEGORY not in pick.reasons for pick in propose(low, seed="a").picks)


def test_other_persons_than_the_last_time_while_there_are_any() -> None:
    first = propose(crew(9), seed="a")
    second = propose(crew(9), seed="a", before=names(first))
    third = propose(crew(9), seed="a", before=[*names(first), *names(second)])
    for one, other in pairwise((first, second, third)):
        assert not set(names(one)) & set(names(other))
    fourth = propose(crew(9), seed="a", before=[one.pseudonym for one in crew(9)])
    assert set(fourth.again) == set(names(fourth)), "everybody has been controlled, and the sample says so"


def test_a_period_with_overtime_goes_first() -> None:
    picks = propose([replace(one, periods=(MAY, JUNE)) for one in crew(3)], seed="a").picks
    assert {pick.period for pick in picks} == {JUNE}


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(Reason)


PINNED = ["P005", "P010", "P012", "P016", "P017"]
