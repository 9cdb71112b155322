"""How fast a register may be asked: a least time between questions, and a pause when the register says stop."""

import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


class Pace:
    """Gives each question to a source its turn. Threads may share it."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, source: str, per_second: float, *, until: float) -> bool:
        """Wait for a turn; False, without waiting, when it comes after `until` (monotonic seconds)."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._free_at.get(source, now))
            if turn > until:
                return False
            self._free_at[source] = turn + (1 / per_second if per_second else 0.0)
        time.sleep(turn - now)
        return True

    def hold(self, source: str, seconds: float) -> None:
        """No question to `source` for so long: it said that we ask too often."""
        with self._lock:
            self._free_at[source] = max(self._free_at.get(source, 0.0), time.monotonic() + seconds)


def seconds_asked_for(retry_after: str) -> float | None:
    """`Retry-After` as seconds from now: a number or a day and time. None when it says nothing that can be read."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (at - datetime.now(UTC)).total_seconds()) if at.tzinfo else None
