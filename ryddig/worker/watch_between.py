"""What only shows between firms: shared addresses, telephones and leaders, a bankruptcy left behind.

Read once a round when every answer is stored, on everything that one buyer knows; never on another buyer's firms.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final

from ryddig.domain.signal_tests_others import Neighbours
from ryddig.domain.signal_words import FirmFacts
from ryddig.records.accounts.access import Machine
from ryddig.records.followup.register_rounds import FirmOutcome, RoundStored, store_outcomes
from ryddig.records.lookups.watching import newest_answers, numbers_looked_up, watched_firms
from ryddig.reports.law import Law
from ryddig.worker.stopping import go_on
from ryddig.worker.watch_judge import firm_facts, judge_between, known_now

FIRMS_AT_ONCE: Final = 500


def store_between(organisation: int, law: Law, *, on: date, heard: Collection[str], whole: bool) -> RoundStored:
    """Open and clear signals between the buyer's firms. `heard`: firms that answered in this round; with `whole` every
    watched firm is looked at, else those and the ones that share something with them."""
    author = Machine(organisation)
    numbers = numbers_looked_up(author)
    stored = newest_answers(author, numbers)
    facts = {number: firm_facts(known_now(number, stored, ())) for number in numbers}
    near = Neighbours(facts.values())
    wanted = facts.keys() if whole else _with_neighbours(heard, facts, near)
    found = RoundStored()
    for outcomes in _outcomes(organisation, law, on=on, facts={number: facts[number] for number in wanted}, near=near):
        found += store_outcomes(outcomes, author=author, screener=law.screener, on=on)
        go_on()
    return found


def _with_neighbours(heard: Collection[str], facts: Mapping[str, FirmFacts], near: Neighbours) -> set[str]:
    known = {number for number in heard if number in facts}
    return known | {other.number for number in known for other in near.of(facts[number])}


def _outcomes(
    organisation: int, law: Law, *, on: date, facts: Mapping[str, FirmFacts], near: Neighbours
) -> Iterator[list[FirmOutcome]]:
    seats = watched_firms(on=on, organisation_id=organisation)
    numbers = sorted(facts.keys() & seats.keys())
    for start in range(0, len(numbers), FIRMS_AT_ONCE):
        yield [
            FirmOutcome(
                seats[number].seats[organisation].supplier_id,
                judged=judge_between(facts[number], near.of(facts[number]), book=law.book, on=on),
            )
            for number in numbers[start : start + FIRMS_AT_ONCE]
        ]
