"""Reading JSON from strangers: bounded in size and depth; UTF-8 only; numbers exact; keys given twice are told."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NoReturn

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

MAX_BYTES = 20 * 1024 * 1024
MAX_VALUES = 1_000_000
_MARKS = (b"[", b"{", b",")


@dataclass(slots=True)
class Document:
    """A parsed file. `doubled` are the keys that stood twice in one object; the last one counts."""

    value: object
    doubled: list[str] = field(default_factory=list)


def parse_json(data: bytes, *, name: str) -> Document:
    """The content of a JSON file. Raises UserCanFix: empty, too large, too many values, too deep, damaged."""
    _check_size(data, name)
    doubled: list[str] = []

    def pairs(found: Iterable[tuple[str, object]]) -> dict[str, object]:
        made: dict[str, object] = {}
        for key, value in found:
            if key in made:
                doubled.append(key)
            made[key] = value
        return made

    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=pairs, parse_float=Decimal, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise _damaged("json.encoding", N_("The file is not UTF-8."), name) from None
    except RecursionError:
        raise _damaged("json.too_deep", N_("Values are nested too deeply."), name) from None
    except ValueError:
        raise _damaged("json.damaged", N_("The file is not JSON, or it is cut off."), name) from None
    return Document(value, doubled)


def _check_size(data: bytes, name: str) -> None:
    if len(data) > MAX_BYTES:
        raise UserCanFix(
            "file.too_large",
            N_("The file is %(size)s MB; the limit is %(limit)s MB."),
            hint=N_("Split it into smaller packages."),
            where=name,
            params={"size": len(data) // (1024 * 1024), "limit": MAX_BYTES // (1024 * 1024)},
        )
    if not data.strip():
        raise UserCanFix("file.empty", N_("The file is empty."), hint=N_("Download it again."), where=name)
    if sum(data.count(mark) for mark in _MARKS) > MAX_VALUES:
        raise UserCanFix(
            "json.too_many_values",
            N_("The file holds more than %(limit)s values."),
            hint=N_("Split it into smaller packages."),
            where=name,
            params={"limit": MAX_VALUES},
        )


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _damaged(code: str, message: str, name: str) -> UserCanFix:
    return UserCanFix(
        code, message, hint=N_("Check that the file is an OCDS package, and download it again."), where=name
    )
