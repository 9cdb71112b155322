"""Messages and reasons in every language: no place left unfilled, kroner where kroner are meant."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from ryddig.domain.decision import Answer, Because
from ryddig.domain.sentences import SENTENCES
from ryddig.domain.serial import plain
from ryddig.domain.words import Message
from ryddig.lawbook import load
from ryddig.reports.conditions import conditions
from ryddig.reports.telling import Teller

FACTS: dict[str, Any] = {
    "value_ore": 150_000_000,
    "buyer_kind": "municipal",
    "kind": "services",
    "cpv": ["90910000"],
    "announced_on": "2026-07-01",
    "tiers": 2,
    "county": "Oslo",
}
NAMED = {
    "value_at_least": ("value_ore",),
    "value_above": ("value_ore",),
    "value_below": ("value_ore",),
    "cpv_in": ("cpv",),
    "regime": ("announced_on",),
}

CEILING = "Awarded NOK %(awarded)s, but the announced ceiling was NOK %(ceiling)s."
LEVEL = "The risk level changed from %(before)s to %(after)s."
FACT = "%(name)s changed from %(before)s to %(after)s."


@pytest.fixture(scope="module")
def teller() -> Teller:
    return Teller(load())


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(("test", "answer"), sorted(SENTENCES))
def test_every_reason_can_be_told(teller: Teller, test: str, answer: Answer, language: str) -> None:
    because = Because(test, answer, NAMED.get(test, (test,)), "cleaning")
    with override(language):
        said = teller.reason(because, FACTS).text
    assert said
    assert "%(" not in said
    assert "None" not in said.replace("None of the", "")


def test_a_threshold_is_told_in_kroner_for_this_kind_of_buyer(teller: Teller) -> None:
    because = Because(
        "value_at_least", Answer.NO, ("value_ore", "buyer_kind"), value={"state": 130_000_000, "others": 205_000_000}
    )
    with override("en"):
        municipal = teller.reason(because, FACTS).text
        state = teller.reason(because, {**FACTS, "buyer_kind": "state"}).text
    assert "NOK 1\u00a0500\u00a0000" in municipal
    assert "2\u00a0050\u00a0000" in municipal
    assert "1\u00a0300\u00a0000" in state


def test_a_stored_reason_reads_the_same_as_a_fresh_one(teller: Teller) -> None:
    because = Because("kind", Answer.YES, ("kind",), ("works", "services"))
    with override("nb"):
        assert teller.reason(plain(because), FACTS) == teller.reason(because, FACTS)


def test_codes_become_words(teller: Teller) -> None:
    with override("en"):
        assert teller.reason(Because("kind", Answer.YES, ("kind",), ("works",)), FACTS).text.count("works") == 1
        assert teller.fact("framework", True) == "yes"
        assert teller.fact("value_ore", None) == "not known"
        assert teller.fact("suppliers", [{"name": "Ren Luft AS"}]) == "Ren Luft AS"


def test_a_rule_that_is_no_longer_in_the_book_is_told_by_its_id(teller: Teller) -> None:
    assert teller.name("r1999.gone") == "r1999.gone"
    reason = teller.reason(Because("in_force", Answer.YES, (), None, "r1999.gone", date(1999, 1, 1), True), {})
    assert (reason.rule_name, reason.value) == ("r1999.gone", "")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (Message(CEILING, {"awarded": 64_110_000_000, "ceiling": 64_000_000_000}), "641\u00a0100\u00a0000"),
        (Message(LEVEL, {"before": "low", "after": "high"}), "high"),
        (Message(FACT, {"name": "ends_on", "before": None, "after": "2028-09-30"}), "30\u00a0September\u00a02028"),
        (Message("This is for: %(roles)s.", {"roles": ["coordinator", "leader"]}), "coordinator, leader"),
    ],
)
def test_messages_are_filled_in(teller: Teller, message: Message, said: str) -> None:
    with override("en"):
        assert said in teller.tell(message)
        assert said in teller.tell(plain(message))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_scope_can_be_told(teller: Teller, language: str) -> None:
    with override(language):
        for duty in teller.book.duties:
            assert all(said and "%(" not in said for said in conditions(duty.conditions, teller)), duty.id
