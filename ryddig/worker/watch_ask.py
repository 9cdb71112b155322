"""Asking about firms, one batch at a time: answers and tries in vain, ready to be stored. No database in here.

A source that fails time and again is left alone for the rest of the round, and every number says so.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from ryddig.domain.errors import AskAgainLater, RyddigError
from ryddig.domain.register_words import RoleGroup, SourceState
from ryddig.domain.serial import plain
from ryddig.domain.words import N_, Message
from ryddig.records.lookups.facts import Answered, Failed, digest
from ryddig.registers.asking import Asker
from ryddig.registers.brreg.client import ACCOUNTS, UNITS, BrregClient, UnitAnswer
from ryddig.registers.brreg.persons import SOLE_TRADER, apart, plain_json
from ryddig.registers.sources import EBEVIS, STATUS_SOURCES, StatusAsker, way_of

ROLES: Final = "enhetsregisteret.roles"
SOURCES: Final = (UNITS, ROLES, ACCOUNTS, *STATUS_SOURCES)
MOST_FAILURES: Final = 3
LISTED: Final = "listed"
"""Where an answer that is a list stands: what is stored is always an object."""
FOUND, DELETED, NOT_FOUND = "found", "deleted", "not_found"


Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Heard:
    """What came of asking about one number."""

    number: str
    answers: list[Answered] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)


@dataclass(slots=True)
class Silence:
    """A source's tries in vain in a row, and the last reason."""

    failures: int = 0
    reason: RyddigError | None = None


def is_on(source: str, asker: Asker, *, requestor: str) -> bool:
    """Whether anybody would be asked: a source that is off is `not_asked`, which is neither an answer nor a failure.

    `requestor`: the number of the buyer who asks; without it nobody can be asked through eBevis.
    """
    if source in STATUS_SOURCES:
        way = way_of(source, asker.settings)
        return bool(way) and (way != EBEVIS or bool(requestor))
    return asker.settings.is_on(UNITS if source == ROLES else source)


class FirmAsker:
    """Asks about many firms in one round."""

    def __init__(self, asker: Asker, *, requestor: str = "", clock: Clock = _now) -> None:
        self._clock = clock
        self._brreg = BrregClient(asker)
        self._status = StatusAsker(asker, requestor)
        self.silent: dict[str, Silence] = {}

    def ask(self, wanted: Mapping[str, Collection[str]], *, size: int) -> Iterator[list[Heard]]:
        """What is heard of each number, `size` at a time. `wanted`: the sources to ask about each."""
        numbers = list(wanted)
        units = self._brreg.units(number for number in numbers if UNITS in wanted[number])
        for start in range(0, len(numbers), size):
            batch = numbers[start : start + size]
            began = self._clock()
            told = {one.number: one for one in islice(units, sum(UNITS in wanted[number] for number in batch))}
            yield [self._one(number, wanted[number], unit=told.get(number), began=began) for number in batch]

    def _one(self, number: str, sources: Collection[str], *, unit: UnitAnswer | None, began: datetime) -> Heard:
        heard = Heard(number)
        if unit is not None:
            self._hear_unit(heard, unit, began)
        asks: Mapping[str, Callable[[str], Answered | None]] = {
            ROLES: self._roles,
            ACCOUNTS: self._accounts,
            **{source: self._status_of(source) for source in STATUS_SOURCES},
        }
        for source, ask in asks.items():
            if source in sources:
                self._hear(heard, source, ask)
        return heard

    def _hear(self, heard: Heard, source: str, ask: Callable[[str], Answered | None]) -> None:
        silence = self.silent.setdefault(source, Silence())
        try:
            if silence.failures >= MOST_FAILURES and silence.reason is not None:
                raise silence.reason
            answer = ask(heard.number)
        except RyddigError as error:
            silence.failures, silence.reason = silence.failures + 1, error
            heard.failed.append(failed(source, heard.number, error, at=self._clock()))
            return
        silence.failures, silence.reason = 0, None
        if answer is not None:
            heard.answers.append(answer)

    def _hear_unit(self, heard: Heard, unit: UnitAnswer, began: datetime) -> None:
        silence = self.silent.setdefault(UNITS, Silence())
        if unit.state is SourceState.FAILED:
            silence.failures, silence.reason = silence.failures + 1, unit.fault or no_answer(UNITS)
            heard.failed.append(failed(UNITS, heard.number, silence.reason, at=self._clock()))
        elif unit.state is not SourceState.NOT_ASKED:
            silence.failures, silence.reason = 0, None
            heard.answers.append(of_unit(unit, began, at=self._clock()))

    def _roles(self, number: str) -> Answered | None:
        began = self._clock()
        told = self._brreg.roles(number)
        if told.state is SourceState.NOT_ASKED:
            return None
        state = FOUND if told.state is SourceState.ANSWERED else NOT_FOUND
        facts = {"groups": [_group(group) for group in told.groups]}
        return answered(ROLES, number, told.content, state=state, facts=facts, times=(began, self._clock()))

    def _accounts(self, number: str) -> Answered | None:
        began = self._clock()
        told = self._brreg.accounts(number)
        if told.state is SourceState.NOT_ASKED:
            return None
        state = FOUND if told.state is SourceState.ANSWERED else NOT_FOUND
        facts = {"accounts": plain_json(plain(told.accounts))}
        return answered(ACCOUNTS, number, told.content, state=state, facts=facts, times=(began, self._clock()))

    def _status_of(self, source: str) -> Callable[[str], Answered | None]:
        def ask(number: str) -> Answered | None:
            began = self._clock()
            told = self._status.ask(source, number)
            if told.status.state is SourceState.NOT_ASKED:
                return None
            facts = plain(told.status)
            return answered(source, number, facts, state=FOUND, facts=facts, times=(began, self._clock()))

        return ask


def of_unit(unit: UnitAnswer, began: datetime, *, at: datetime) -> Answered:
    """A unit's answer, ready to be stored. What it says of persons stands apart."""
    state = NOT_FOUND if unit.unit is None else DELETED if unit.unit.deleted else FOUND
    told: dict[str, Any] = plain(unit.unit) if unit.unit is not None else {}
    personal = _PERSONAL | (_OF_SOLE_TRADER if told.get("form") == SOLE_TRADER else frozenset())
    kept = {name: plain_json(value) for name, value in told.items() if name not in personal}
    return answered(UNITS, unit.number, unit.content, state=state, facts=kept, times=(began, at))


_PERSONAL: Final = frozenset({"email", "telephone", "mobile", "other"})
_OF_SOLE_TRADER: Final = frozenset({"name", "former_names", "business_address", "postal_address", "homepage"})


def answered(
    source: str, number: str, content: object, *, state: str, facts: Mapping[str, Any], times: tuple[datetime, datetime]
) -> Answered:
    """An answer as it is kept: persons apart, and the hash of the whole. `times`: asked for, and come."""
    told = plain_json(content) if content is not None else {}
    whole = told if isinstance(told, dict) else {LISTED: told}
    kept, persons = apart(whole)
    return Answered(
        source=source,
        subject=number,
        asked_at=times[0],
        answered_at=times[1],
        state=state,
        sha256=digest(whole),
        content=kept if isinstance(kept, dict) else {},
        facts=facts,
        persons=persons,
    )


def _group(group: RoleGroup) -> dict[str, Any]:
    """A group of roles without persons: how many hold each role, and which firms do."""
    told: dict[str, Any] = {"kind": group.kind, "name": group.name, "changed_on": plain(group.changed_on)}
    roles = list(group)
    told["persons"] = sum(role.person is not None for role in roles)
    told["units"] = [plain(role.unit) for role in roles if role.unit is not None]
    return told


def failed(source: str, number: str, error: RyddigError, *, at: datetime) -> Failed:
    """A try in vain, with the reason as a person reads it."""
    return Failed(source, number, at, error.code, Message(error.message, error.params))


def no_answer(source: str) -> AskAgainLater:
    """When a source failed and said nothing of why."""
    return AskAgainLater("register.no_answer", N_("%(source)s gave no answer."), params={"source": source})
