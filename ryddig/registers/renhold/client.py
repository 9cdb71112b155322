"""Renholdsregisteret: the whole register once, then any number of firms from it. Make one per round of look-ups."""

import hashlib
import threading
from dataclasses import replace
from typing import Final

from ryddig.domain.register_words import RegisterAnswer, RegisterStatus, SourceState
from ryddig.registers.asking import Asker, Question
from ryddig.registers.renhold.parse import FEWEST, REGISTER, CleaningRegister, read_register
from ryddig.registers.status_words import not_listed

SOURCE: Final = "renhold"
FILE: Final = "renhold_register.xml"


class Renhold:
    """Fetches the day's file when first asked. Threads may share it."""

    def __init__(self, asker: Asker, *, fewest: int = FEWEST) -> None:
        self._asker, self._fewest = asker, fewest
        self._held: tuple[RegisterAnswer, CleaningRegister] | None = None
        self._lock = threading.Lock()

    def status(self, orgnr: str) -> tuple[RegisterAnswer, RegisterStatus]:
        """The firm's entry as an answer of its own, and its status. Raises AskAgainLater when the file is not whole."""
        file, register = self._register()
        entry = register.find(orgnr)
        if entry is None:
            return replace(file, state=SourceState.NOT_FOUND, raw=b"", sha256=_digest(b"")), not_listed(REGISTER)
        return replace(file, raw=entry.xml, sha256=_digest(entry.xml)), entry.status

    def _register(self) -> tuple[RegisterAnswer, CleaningRegister]:
        with self._lock:
            if self._held is None:
                answer = self._asker.ask(SOURCE, Question(FILE))
                self._held = (replace(answer, raw=b""), read_register(answer.raw, fewest=self._fewest))
            return self._held


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
