"""One step ahead: what comes next is made while this is used."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


def ahead(coming: Iterator[Made]) -> Iterator[Made]:
    """The same things in the same order, each made in another thread while the one before it is used."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        following = pool.submit(next, coming, None)
        while (made := following.result()) is not None:
            following = pool.submit(next, coming, None)
            yield made
