"""What a guest has to do and has done, gathered from every app that asks suppliers for something.

An app adds one line to ITEMS: a function from (guest, on) to items (`desk_item`), in a module of its own in this room.
It reads through its app's queries, which look at the guest's supplier and contract only. Its sentences are in the
language of the request.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from ryddig.portal.desk_chain import chain_items
from ryddig.portal.desk_deviations import deviation_items
from ryddig.portal.desk_dialogue import dialogue_items
from ryddig.portal.desk_item import DeskItem, Turn
from ryddig.portal.desk_reviews import review_items
from ryddig.portal.desk_selfreports import report_items
from ryddig.records.accounts.access import Guest

ItemsOf = Callable[[Guest, date], Iterable[DeskItem]]
ITEMS: Final[tuple[ItemsOf, ...]] = (report_items, review_items, deviation_items, chain_items, dialogue_items)
LAST: Final = date.max


def items_of(guest: Guest, *, on: date) -> dict[Turn, Sequence[DeskItem]]:
    """Everything on the guest's desk by whose turn it is: what is due first in front, what was done last in front."""
    found = [item for function in ITEMS for item in function(guest, on)]
    turns: dict[Turn, Sequence[DeskItem]] = {
        turn: sorted((item for item in found if item.turn is turn), key=lambda item: item.day or LAST) for turn in Turn
    }
    return turns | {Turn.NOBODY: list(reversed(turns[Turn.NOBODY]))}
