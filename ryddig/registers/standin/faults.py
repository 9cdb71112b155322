"""What can go wrong with an answer, done to an answer that was right: set by source, used up in turn."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ryddig.registers.standin.routes import Told

PAGE: Final = b"<!doctype html><title>Proxy</title><p>Prove that you are a person.</p>"


class FaultKind(StrEnum):
    """`slow`: waits before it answers. `drip`: a byte now and then. `silent`: hangs up with no answer. `broken_off`:
    stops in the middle of what it promised. `half`: half the text, told as the whole. `nonsense`: a page instead of
    JSON. `changed_field`: known fields under other names. `huge`: more bytes than anyone wants. `status`: `status`
    with `retry_after`. `elsewhere`: sends to `to`."""

    SLOW = "slow"
    DRIP = "drip"
    SILENT = "silent"
    BROKEN_OFF = "broken_off"
    HALF = "half"
    NONSENSE = "nonsense"
    CHANGED_FIELD = "changed_field"
    HUGE = "huge"
    STATUS = "status"
    ELSEWHERE = "elsewhere"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fault:
    """One answer that goes wrong. `seconds`: for slow and drip. `renamed`: old name -> new name for changed_field."""

    kind: FaultKind
    status: int = 500
    retry_after: str = ""
    seconds: float = 1.0
    to: str = ""
    renamed: Mapping[str, str] | None = None


class Faults:
    """The faults still to come, by source (`*` for any). Each request takes one; with none left, all is well."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = {}
        self._lock = threading.Lock()

    def plan(self, source: str, faults: Iterable[Fault]) -> None:
        """Put faults in the queue of `source`; `NONE` lets one request through."""
        with self._lock:
            self._waiting.setdefault(source, deque()).extend(faults)

    def clear(self) -> None:
        """From now on all is well."""
        with self._lock:
            self._waiting.clear()

    def take(self, source: str) -> Fault | None:
        """The fault for this request, used up."""
        with self._lock:
            for name in (source, "*"):
                if self._waiting.get(name):
                    return self._waiting[name].popleft()
        return None


def damaged(fault: Fault, told: Told) -> Told:
    """The answer as it becomes where the damage is in the answer itself; how it is sent is the server's."""
    match fault.kind:
        case FaultKind.STATUS:
            headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            return Told(fault.status, b'{"feilmelding": "stand-in"}', headers=headers)
        case FaultKind.ELSEWHERE:
            return Told(302, b"", headers={"Location": fault.to})
        case FaultKind.HALF:
            return Told(told.status, told.body[: len(told.body) // 2], told.kind, told.headers)
        case FaultKind.NONSENSE:
            return Told(200, PAGE, "text/html")
        case FaultKind.CHANGED_FIELD:
            value = _renamed(json.loads(told.body), fault.renamed or {})
            return Told(told.status, json.dumps(value, ensure_ascii=False).encode(), told.kind, told.headers)
        case FaultKind.SLOW:
            time.sleep(fault.seconds)
    return told


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(one, names) for key, one in value.items()}
    return [_renamed(one, names) for one in value] if isinstance(value, list) else value
