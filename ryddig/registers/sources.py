"""Approval registers by one door: a firm's status the best way that is on; else `not_asked` and the paper to ask for.

`renhold`, `bemanning` and `bilpleie` have a way of their own and one through eBevis; their own is taken when it is on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from ryddig.domain.register_words import RegisterAnswer, RegisterStatus, SourceState
from ryddig.registers.asking import Asker
from ryddig.registers.bemanning.client import Bemanning
from ryddig.registers.bilpleie.client import Bilpleie
from ryddig.registers.ebevis.client import Ebevis
from ryddig.registers.renhold.client import Renhold
from ryddig.registers.sentral_godkjenning.client import SentralGodkjenning
from ryddig.registers.settings import RegisterSettings
from ryddig.registers.status_words import not_listed

EBEVIS: Final = "ebevis"


@dataclass(frozen=True, slots=True)
class StatusSource:
    """`register`: its name in rules, and of the paper to ask for instead. `code`: the open evidence code in eBevis."""

    id: str
    register: str
    code: str = ""


STATUS_SOURCES: Final[Mapping[str, StatusSource]] = {
    source.id: source
    for source in (
        StatusSource("renhold", "cleaning", "Renholdsregisteret"),
        StatusSource("bemanning", "staffing", "Bemanningsforetakregisteret"),
        StatusSource("bilpleie", "car_care", "Bilpleieregisteret"),
        StatusSource("sentral_godkjenning", "central_approval"),
    )
}


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """`way`: the source that was asked (`renhold`, `ebevis`); empty when none was: then `paper` is the kind of paper to
    ask the supplier for, and `answer` is None."""

    status: RegisterStatus
    way: str = ""
    answer: RegisterAnswer | None = None
    paper: str = ""


class Asked(Protocol):
    """A client of one approval register."""

    def status(self, orgnr: str) -> tuple[RegisterAnswer, RegisterStatus]:
        """The answer about one firm, fit to be stored, and its status."""


def way_of(source: str, settings: RegisterSettings) -> str:
    """Which source would be asked: its own, `ebevis`, or empty when neither is on."""
    if settings.is_on(source):
        return source
    through = STATUS_SOURCES[source].code and settings.is_on(EBEVIS) and settings.is_on("maskinporten")
    return EBEVIS if through else ""


class StatusAsker:
    """One round of look-ups. `requestor`: the buyer's organisation number, for eBevis. Threads may share it."""

    def __init__(self, asker: Asker, requestor: str = "") -> None:
        self._asker, self._requestor = asker, requestor
        self._clients: dict[str, Asked] = {}

    def ask(self, source: str, orgnr: str) -> StatusAnswer:
        """The status of one firm. Raises AskAgainLater or UserCanFix when the register was asked and did not answer."""
        known = STATUS_SOURCES[source]
        way = way_of(source, self._asker.settings)
        if not way or (way == EBEVIS and not self._requestor):
            nobody = RegisterStatus(known.register, None, "", state=SourceState.NOT_ASKED)
            return StatusAnswer(nobody, paper=known.register)
        client = self._clients.get(source)
        if client is None:
            client = self._clients[source] = self._made(known, way)
        answer, status = client.status(orgnr)
        return StatusAnswer(status, way, answer)

    def _made(self, known: StatusSource, way: str) -> Asked:
        if way == EBEVIS:
            return _ThroughEbevis(Ebevis(self._asker, self._requestor), known)
        return _CLIENTS[known.id](self._asker)


_CLIENTS: Mapping[str, Callable[[Asker], Asked]] = {
    "renhold": Renhold,
    "bemanning": Bemanning,
    "bilpleie": Bilpleie,
    "sentral_godkjenning": SentralGodkjenning,
}


class _ThroughEbevis:
    """The open sets of eBevis as approval registers."""

    def __init__(self, ebevis: Ebevis, source: StatusSource) -> None:
        self._ebevis, self._source = ebevis, source

    def status(self, orgnr: str) -> tuple[RegisterAnswer, RegisterStatus]:
        harvest = self._ebevis.direct(self._source.code, subject=orgnr)
        record = harvest.record
        return harvest.answer, record if isinstance(record, RegisterStatus) else not_listed(self._source.register)
