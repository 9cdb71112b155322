"""How a stand-in says which paths it answers: `@routes.get("/enheter/{number}")` on a function of (Asked) -> Told."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

JSON: Final = "application/json"
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: method, path below the source, names in the path, query (all values of a name), headers, body."""

    method: str
    path: str
    names: Mapping[str, str]
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    base: str

    def one(self, name: str, default: str = "") -> str:
        """The first value of a query parameter."""
        return self.query.get(name, [default])[0]

    def json(self) -> dict[str, object]:
        """The body as a JSON object; empty when there is none."""
        found: object = json.loads(self.body or b"{}")
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: status, body and headers."""

    status: int = 200
    body: bytes = b""
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Asked], Told]


def told_json(value: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Told:
    """A JSON answer. Decimals are written as numbers."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    return Told(status, text.encode(), headers=headers or {})


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


class Routes:
    """The paths of one source; its id is the first part of their address on the stand-in."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._known: list[tuple[str, re.Pattern[str], Handler]] = []

    def add(self, method: str, pattern: str, handler: Handler) -> None:
        """Answer `method pattern` with `handler`. `{name}` in the pattern is one part of the path."""
        made = _PLACE.sub(r"(?P<\1>[^/]+)", re.escape(pattern).replace(r"\{", "{").replace(r"\}", "}"))
        self._known.append((method, re.compile(f"{made}/?"), handler))

    def get(self, pattern: str) -> Callable[[Handler], Handler]:
        """Decorator for GET."""
        return self._decorator("GET", pattern)

    def post(self, pattern: str) -> Callable[[Handler], Handler]:
        """Decorator for POST."""
        return self._decorator("POST", pattern)

    def delete(self, pattern: str) -> Callable[[Handler], Handler]:
        """Decorator for DELETE."""
        return self._decorator("DELETE", pattern)

    def find(self, method: str, path: str) -> tuple[Handler, Mapping[str, str]] | None:
        """The handler for a path below the source, with the names in it."""
        for known, pattern, handler in self._known:
            if known == method and (match := pattern.fullmatch(path)):
                return handler, match.groupdict()
        return None

    def _decorator(self, method: str, pattern: str) -> Callable[[Handler], Handler]:
        def keep(handler: Handler) -> Handler:
            self.add(method, pattern, handler)
            return handler

        return keep
