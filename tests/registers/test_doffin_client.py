"""Doffin's search and download over real HTTP, with the habits of the real one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from time import perf_counter

import pytest

from ryddig.domain.errors import AskAgainLater, OurFault, UserCanFix
from ryddig.domain.register_words import SourceState
from ryddig.registers.doffin.client import Doffin
from ryddig.registers.doffin.search import read_page
from ryddig.registers.standin import doffin as standin_doffin
from ryddig.registers.standin.doffin import DoffinWorld, StoredNotice
from ryddig.registers.standin.faults import Fault, FaultKind
from tests.registers.standins import BAD_ANSWERS, BUYER, OTHER, Asked, asking

DAY = date(2026, 3, 2)
GROUPED = f"{BUYER[:3]} {BUYER[3:6]} {BUYER[6:]}"
COMPETITION, AWARD = "ANNOUNCEMENT_OF_COMPETITION", "ANNOUNCEMENT_OF_CONCLUSION_OF_CONTRACT"


def notice(index: int, *, day: date = DAY, kind: str = COMPETITION, buyer: str = OTHER) -> StoredNotice:
    return StoredNotice(
        f"2026-{100_000 + index}", day.isoformat(), kind, buyer, "Prøve kommune", f"<a n='{index}'/>".encode()
    )


@contextmanager
def doffin(
    *notices: StoredNotice, burst: int = 0, most: int = 1000, repeats: bool = False
) -> Iterator[tuple[Doffin, Asked]]:
    world = DoffinWorld(notices, burst=burst, most=most, repeats=repeats)
    with asking(*standin_doffin.routes(world)) as asked:
        yield Doffin(asked.asker), asked


def test_a_day_with_control_characters_in_its_texts() -> None:
    with doffin(notice(1), notice(2, day=date(2026, 3, 3))) as (client, _):
        hits = client.day(DAY)
    assert [hit.number for hit in hits] == ["2026-100001"]
    assert hits[0].published_on == DAY


def test_a_notice_on_two_pages_hides_none() -> None:
    """Each page repeats the last of the one before, so the first order misses some: the other order has them."""
    many = [notice(index) for index in range(250)]
    with doffin(*many, repeats=True) as (client, asked):
        hits = client.day(DAY)
        assert len(asked.standin.requests) > 3
    assert [hit.number for hit in hits] == [each.number for each in many]


def test_a_day_too_large_for_one_query_is_split_by_type() -> None:
    many = [notice(index, kind=COMPETITION if index % 2 else AWARD) for index in range(300)]
    with doffin(*many, most=200) as (client, _):
        assert len(client.day(DAY)) == 300


def test_a_day_that_cannot_be_read_whole_is_not_half_read() -> None:
    told = "tells of 300 notices on 2026-03-02 and gives 200"
    with doffin(*map(notice, range(300)), most=200) as (client, _), pytest.raises(AskAgainLater, match=told):
        client.day(DAY)


def test_too_many_questions_are_waited_out() -> None:
    days = [date(2026, 3, day) for day in range(1, 6)]
    with doffin(*(notice(index, day=day) for index, day in enumerate(days)), burst=2) as (client, asked):
        start = perf_counter()
        for day in days:
            assert len(client.day(day)) == 1
        assert perf_counter() - start > 1
        assert len(asked.standin.requests) > 5


def test_the_buyers_own_notices_are_followed_from_a_stored_day() -> None:
    own = [notice(1, buyer=GROUPED), notice(2), notice(3, day=date(2026, 3, 14), buyer=BUYER)]
    with doffin(*own) as (client, asked):
        first = date(2026, 3, 1)
        read = list(client.follow(BUYER, since=None, first=first, until=date(2026, 3, 3)))
        assert [(each.day.day, [hit.number for hit in each.own], each.of_all) for each in read] == [
            (1, [], 0),
            (2, ["2026-100001"], 2),
            (3, [], 0),
        ]
        asked.standin.requests.clear()
        again = list(client.follow(BUYER, since=date(2026, 3, 13), first=first, until=date(2026, 3, 14)))
    assert again[0].day == date(2026, 3, 3)
    assert [hit.number for each in again for hit in each.own] == ["2026-100003"]


def test_a_day_that_fails_stops_and_the_days_before_stand() -> None:
    with doffin(notice(1, buyer=BUYER)) as (client, asked):
        days = client.follow(BUYER, since=None, first=DAY, until=date(2026, 3, 9))
        assert next(days).day == DAY
        asked.standin.faults.plan("doffin", BAD_ANSWERS["500"])
        with pytest.raises(AskAgainLater):
            next(days)


@pytest.mark.parametrize("bad", BAD_ANSWERS)
def test_a_bad_answer_is_no_empty_day(bad: str) -> None:
    with doffin(notice(1)) as (client, asked):
        asked.standin.faults.plan("doffin", BAD_ANSWERS[bad])
        with pytest.raises(AskAgainLater):
            client.day(DAY)


def test_a_field_by_another_name_is_no_empty_day() -> None:
    body = b'{"total": 0, "numHitsAccessible": 0, "hits": []}'
    with pytest.raises(AskAgainLater, match="cannot read"):
        read_page(body)


def test_an_answer_to_another_question_is_told() -> None:
    """Doffin answers with everything when it does not know a parameter."""
    with doffin(notice(1)) as (client, asked):
        asked.standin.faults.plan(
            "doffin", [Fault(FaultKind.ELSEWHERE, to=f"{asked.standin.address}/doffin/v2/search")]
        )
        with pytest.raises(OurFault, match="not of it"):
            client.day(date(2025, 1, 1))


def test_a_notice_is_downloaded_as_it_is() -> None:
    with doffin(notice(7)) as (client, _):
        found, gone = client.download("2026-100007"), client.download("2026-999999")
        assert (found.raw, gone.state) == (b"<a n='7'/>", SourceState.NOT_FOUND)
        with pytest.raises(UserCanFix, match="not a Doffin number"):
            client.download("../../etc")


def test_a_cpv_code_that_finds_nothing_is_not_asked_for() -> None:
    with doffin() as (client, asked):
        with pytest.raises(UserCanFix, match="eight digits"):
            client.day(DAY, cpv="45")
        assert asked.standin.requests == []


def test_a_wrong_key_is_told_without_it() -> None:
    world = DoffinWorld([notice(1)])
    wrong = {"RYDDIG_REGISTER_DOFFIN_KEY": "hemmelig"}
    with asking(*standin_doffin.routes(world), more=wrong) as asked, pytest.raises(UserCanFix) as told:
        Doffin(asked.asker).day(DAY)
    assert "hemmelig" not in str(told.value)
