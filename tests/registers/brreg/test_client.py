"""Enhetsregisteret over real HTTP: one unit, many, roles, accounts, the change feed and the bulk file, and bad days."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ryddig.domain.errors import AskAgainLater, OurFault, UserCanFix
from ryddig.domain.orgnr import check_digit
from ryddig.domain.register_words import SourceState, WarningKind
from ryddig.registers.asking import Asker
from ryddig.registers.brreg.client import BrregClient, feed_start
from ryddig.registers.settings import settings_from
from ryddig.registers.standin.brreg import FIRST_UPDATE, Register, routes
from ryddig.registers.standin.brreg_shapes import accounts
from ryddig.registers.standin.faults import Fault, FaultKind
from ryddig.registers.standin.server import StandIn

SOURCE = "enhetsregisteret"


def numbers(count: int) -> list[str]:
    """Numbers of the demo's range with right check digits."""
    found = ((first, check_digit(str(first))) for first in range(31_000_000, 31_999_999))
    made = (f"{first}{digit}" for first, digit in found if digit is not None)
    return [next(made) for _ in range(count)]


NUMBERS = numbers(250)


@pytest.fixture
def register() -> Register:
    made = Register()
    for number in NUMBERS:
        made.add(number, f"Prøve {number} AS")
    return made


@pytest.fixture
def standin(register: Register) -> Iterator[StandIn]:
    with StandIn(routes(register)) as started:
        yield started


@pytest.fixture
def client(standin: StandIn) -> Iterator[BrregClient]:
    settings = settings_from({"RYDDIG_REGISTERS": "standin", "RYDDIG_STANDIN": standin.address})
    with Asker(settings) as asker:
        yield BrregClient(asker)


def test_one_unit_with_its_state(client: BrregClient, register: Register) -> None:
    register.make_bankrupt(NUMBERS[0], date(2026, 11, 27))
    found = client.unit(NUMBERS[0])
    assert found.unit is not None
    assert [w.kind for w in found.unit.warnings] == [WarningKind.BANKRUPTCY]
    assert [group.kind for group in client.roles(NUMBERS[0]).groups] == ["BOBE"]
    again = client.unit(NUMBERS[0], earlier=found.answer)
    assert again.answer is not None
    assert again.answer.status == 304
    assert again.unit == found.unit


def test_a_number_nobody_has_and_one_that_is_none(client: BrregClient) -> None:
    assert client.unit(numbers(251)[-1]).state is SourceState.NOT_FOUND
    with pytest.raises(UserCanFix):
        client.unit("310000001")
    with pytest.raises(UserCanFix):
        client.unit("../roller")


def test_many_units_come_in_few_questions_and_every_number_gets_its_own_answer(
    client: BrregClient, register: Register, standin: StandIn
) -> None:
    unknown = numbers(251)[-1]
    register.change(NUMBERS[3], slettedato="2026-11-20")
    answers = {one.number: one for one in client.units([*NUMBERS, NUMBERS[0], unknown, "123"])}
    assert len(answers) == 252
    gone = answers[NUMBERS[3]].unit
    assert gone is not None
    assert gone.deleted
    assert answers[unknown].state is SourceState.NOT_FOUND
    assert answers["123"].state is SourceState.FAILED
    assert answers[NUMBERS[7]].content == register.units[NUMBERS[7]]
    batches = [asked for asked in standin.requests if "organisasjonsnummer" in asked]
    assert (len(batches), len(standin.requests)) == (3, 5)


def test_one_unit_that_cannot_be_read_does_not_take_the_others_along(client: BrregClient, register: Register) -> None:
    register.add(NUMBERS[5], "Prøve uten felt AS", konkurs=None)
    answers = list(client.units(NUMBERS[:10]))
    assert [one.number for one in answers if one.state is SourceState.FAILED] == [NUMBERS[5]]
    assert isinstance(answers[5].fault, OurFault)


def test_a_register_that_is_down_is_left_alone_and_what_came_before_is_kept(
    client: BrregClient, standin: StandIn
) -> None:
    standin.faults.plan(SOURCE, [Fault(FaultKind.NONE), *[Fault(FaultKind.STATUS, status=500)] * 50])
    states = [one.state for one in client.units(numbers(500))]
    assert states.count(SourceState.ANSWERED) == 100
    assert states.count(SourceState.FAILED) == 400
    assert len(standin.requests) == 1 + 4 + 4


def test_a_round_on_a_bad_day_completes(client: BrregClient, standin: StandIn) -> None:
    bad = [
        Fault(FaultKind.STATUS, status=500),
        Fault(FaultKind.STATUS, status=429),
        Fault(FaultKind.SILENT),
        Fault(FaultKind.NONSENSE),
    ]
    standin.faults.plan(SOURCE, bad)
    answers = list(client.units(NUMBERS))
    assert len(answers) == 250
    assert {one.number for one in answers if one.state is SourceState.FAILED} == set(NUMBERS[:100])
    assert all(isinstance(one.fault, AskAgainLater) for one in answers[:100])


def test_a_changed_field_is_told_and_not_taken_for_good_news(client: BrregClient, standin: StandIn) -> None:
    standin.faults.plan(SOURCE, [Fault(FaultKind.CHANGED_FIELD, renamed={"konkurs": "erKonkurs"})])
    with pytest.raises(OurFault) as told:
        client.unit(NUMBERS[0])
    assert told.value.code == "register.changed"


def test_sub_units_and_accounts(client: BrregClient, register: Register) -> None:
    register.sub_units["1"] = {
        "organisasjonsnummer": NUMBERS[9],
        "navn": "PRØVE AVD",
        "overordnetEnhet": NUMBERS[0],
        "beliggenhetsadresse": {"adresse": ["Tenkt vei 1"]},
    }
    assert [one.number for one in client.sub_units(NUMBERS[0])] == [NUMBERS[9]]
    assert client.sub_units(NUMBERS[1]) == ()
    register.accounts[NUMBERS[0]] = [accounts(NUMBERS[0], 2025, equity=-40_000, revenue=900_000, result=-90_000)]
    (year,) = client.accounts(NUMBERS[0]).accounts
    assert (year.equity, year.result) == (Decimal(-40_000), Decimal(-90_000))
    assert client.accounts(NUMBERS[1]).state is SourceState.NOT_FOUND


def test_the_feed_is_followed_from_a_cursor_and_nothing_comes_twice(client: BrregClient, register: Register) -> None:
    for number in NUMBERS[:5]:
        register.change(number, navn="PRØVE NYTT NAVN AS", telefon="22 22 22 22")
    pages = list(client.changes(since=datetime(2026, 10, 1, tzinfo=UTC)))
    assert [change.update_id for page in pages for change in page.changes] == [FIRST_UPDATE + i for i in range(5)]
    assert pages[0].changes[0].touches("/navn")
    cursor = pages[-1].cursor
    assert list(client.changes(after=cursor)) == []
    register.change(NUMBERS[0], slettedato="2026-11-20")
    (page,) = client.changes(after=cursor)
    assert [(c.number, c.raw_kind) for c in page.changes] == [(NUMBERS[0], "Sletting")]


def test_a_long_feed_comes_in_pages(client: BrregClient, register: Register, standin: StandIn) -> None:
    for turn in range(2500):
        register.change(NUMBERS[turn % 250], telefon=str(turn))
    pages = list(client.changes(after=FIRST_UPDATE - 1))
    assert [len(page.changes) for page in pages] == [1000, 1000, 500]
    assert len({change.update_id for page in pages for change in page.changes}) == 2500


def test_the_whole_register_as_a_file_with_the_start_of_its_feed(client: BrregClient, tmp_path: Path) -> None:
    answer, start = client.download("units", tmp_path / "units.json.gz")
    assert len(json.loads(gzip.decompress((tmp_path / "units.json.gz").read_bytes()))) == 250
    assert answer.raw == b""
    assert start == datetime(2026, 10, 31, 6, 0, tzinfo=UTC)
    assert feed_start("") is None


def test_what_is_off_is_not_asked(standin: StandIn) -> None:
    settings = settings_from({"RYDDIG_REGISTERS": "off", "RYDDIG_STANDIN": standin.address})
    with Asker(settings) as asker:
        client = BrregClient(asker)
        assert client.unit(NUMBERS[0]).state is SourceState.NOT_ASKED
        assert {one.state for one in client.units(NUMBERS)} == {SourceState.NOT_ASKED}
        assert client.roles(NUMBERS[0]).state is SourceState.NOT_ASKED
        assert client.accounts(NUMBERS[0]).state is SourceState.NOT_ASKED
    assert standin.requests == []


def test_the_night_that_was_planned(client: BrregClient, register: Register) -> None:
    night = {"unit": {"konkurs": True, "konkursdato": "2026-11-28"}}
    register.add_planned({NUMBERS[0]: {"unit": {"navn": "Prøve i fare AS"}, "night": night}})
    assert client.unit(NUMBERS[0]).unit is not None
    assert register.pass_night() == 1
    after = client.unit(NUMBERS[0]).unit
    assert after is not None
    assert after.warning(WarningKind.BANKRUPTCY) is not None
    (page,) = client.changes(after=FIRST_UPDATE - 1)
    assert page.changes[0].touches("/konkurs")
    assert register.pass_night() == 0
