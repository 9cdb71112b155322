"""Bilpleieregisteret: one firm at a time. A firm it does not have answers 404, or an empty `data`."""

import hashlib
from dataclasses import replace
from typing import Final

from ryddig.domain.register_words import RegisterAnswer, RegisterStatus, SourceState
from ryddig.registers.asking import Asker, Question
from ryddig.registers.bilpleie.parse import REGISTER, status_of
from ryddig.registers.firm_json import find_firm
from ryddig.registers.status_words import not_listed

SOURCE: Final = "bilpleie"


class Bilpleie:
    """Asks for one firm."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def status(self, orgnr: str) -> tuple[RegisterAnswer, RegisterStatus]:
        """The firm's number and status as an answer of its own, and its status."""
        answer = self._asker.ask(SOURCE, Question(f"virksomheter/{orgnr}", accept=(200, 404)))
        there = answer.state is SourceState.ANSWERED
        firm = find_firm(answer.raw, orgnr, source=SOURCE) if there else None
        piece = b"" if firm is None else firm.piece
        state = SourceState.NOT_FOUND if firm is None else SourceState.ANSWERED
        kept = replace(answer, state=state, raw=piece, sha256=hashlib.sha256(piece).hexdigest())
        return kept, not_listed(REGISTER) if firm is None else status_of(firm)
