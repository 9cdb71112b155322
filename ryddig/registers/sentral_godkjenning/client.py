"""Sentral godkjenning: one firm at a time, from DiBK's open API. What may be stored is `CentralApproval.kept` only."""

import hashlib
from dataclasses import replace
from typing import Final

from ryddig.domain.register_words import RegisterAnswer, RegisterStatus, SourceState
from ryddig.registers.asking import Asker, Question
from ryddig.registers.sentral_godkjenning.parse import REGISTER, CentralApproval, read_approval
from ryddig.registers.status_words import not_listed

SOURCE: Final = "sentral_godkjenning"
ACCEPT: Final = "application/vnd.sgpub.v2"


class SentralGodkjenning:
    """Asks for one firm."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def approval(self, orgnr: str) -> tuple[RegisterAnswer, CentralApproval | None]:
        """The approval with its areas, to show now; None for a firm without one today, also where one has lapsed.

        The answer holds what may be stored; its digest is that of the whole answer, which is not kept.
        """
        question = Question(f"enterprises/{orgnr}", headers={"Accept": ACCEPT}, accept=(200, 404))
        answer = self._asker.ask(SOURCE, question)
        if answer.state is SourceState.NOT_FOUND:
            return replace(answer, raw=b"", sha256=hashlib.sha256(b"").hexdigest()), None
        approval = read_approval(answer.raw, orgnr)
        return replace(answer, raw=approval.kept()), approval

    def status(self, orgnr: str) -> tuple[RegisterAnswer, RegisterStatus]:
        """The same as a register status."""
        answer, approval = self.approval(orgnr)
        return answer, not_listed(REGISTER) if approval is None else approval.status
