"""A long list cut into pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import QueryDict

ROWS = 25
LARGEST_PAGE = 100_000
DIGITS = 6

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    """Some rows of a list, and where in the list they stand."""

    rows: Sequence[_Row]
    number: int
    last: int
    total: int

    @property
    def before(self) -> int:
        """Number of the page before."""
        return self.number - 1

    @property
    def after(self) -> int:
        """Number of the next page."""
        return self.number + 1


def page_number(query: QueryDict) -> int:
    """The page asked for; 1 for anything that is not a page number."""
    given = query.get("page", "")
    is_number = given.isascii() and given.isdigit() and len(given) <= DIGITS
    return min(max(int(given), 1), LARGEST_PAGE) if is_number else 1


def last_page(total: int, rows: int = ROWS) -> int:
    """Number of the last page."""
    return max(1, -(-total // rows))


def cut(rows: Sequence[_Row], query: QueryDict) -> Page[_Row]:
    """The page asked for of a list that is all at hand."""
    last = last_page(len(rows))
    number = min(page_number(query), last)
    return Page(rows[(number - 1) * ROWS : number * ROWS], number, last, len(rows))
