"""Bemanningsforetaksregisteret: the whole register as one JSON file, fetched once per round of look-ups."""

import hashlib
import threading
from dataclasses import replace
from typing import Final

from ryddig.domain.register_words import RegisterAnswer, RegisterStatus, SourceState
from ryddig.registers.asking import Asker, Question
from ryddig.registers.bemanning.parse import REGISTER, status_of
from ryddig.registers.firm_json import find_firm
from ryddig.registers.status_words import not_listed

SOURCE: Final = "bemanning"
FILE: Final = "Bemanning_register.json"
FEWEST: Final = 100


class Bemanning:
    """Fetches the file when first asked. Threads may share it."""

    def __init__(self, asker: Asker, *, fewest: int = FEWEST) -> None:
        self._asker, self._fewest = asker, fewest
        self._held: RegisterAnswer | None = None
        self._lock = threading.Lock()

    def status(self, orgnr: str) -> tuple[RegisterAnswer, RegisterStatus]:
        """The firm's part of the file as an answer of its own, and its status."""
        with self._lock:
            file = self._held = self._held or self._asker.ask(SOURCE, Question(FILE))
        firm = find_firm(file.raw, orgnr, source=SOURCE, fewest=self._fewest)
        piece = b"" if firm is None else firm.piece
        state = SourceState.NOT_FOUND if firm is None else SourceState.ANSWERED
        answer = replace(file, state=state, raw=piece, sha256=hashlib.sha256(piece).hexdigest())
        return answer, not_listed(REGISTER) if firm is None else status_of(firm)
