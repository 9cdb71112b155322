"""A register's answer as it came: its own field names, one line for each value."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

MOST = 400
DEEPEST = 8


def lines(content: object) -> list[tuple[str, str]]:
    """Path and value of everything in the answer, in its own order; at most `MOST`."""
    return list(islice(_walk("", content, DEEPEST), MOST))


def _walk(path: str, value: object, deep: int) -> Iterator[tuple[str, str]]:
    parts: list[tuple[str, Any]] | None = None
    if isinstance(value, Mapping):
        parts = [(f"{path}.{name}" if path else str(name), item) for name, item in value.items()]
    elif isinstance(value, list):
        parts = [(f"{path}[{place}]", item) for place, item in enumerate(value)]
    if parts is None or deep == 0:
        yield path, str(value)
        return
    for name, item in parts:
        yield from _walk(name, item, deep - 1)
