"""Asking Enhetsregisteret and Regnskapsregisteret. What is off is `not_asked`; what fails raises a RyddigError."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from ryddig.domain.errors import RyddigError, UserCanFix
from ryddig.domain.orgnr import passes
from ryddig.domain.register_words import Accounts, RegisterAnswer, RoleGroup, SourceState, SubUnit, Unit, UnitChange
from ryddig.domain.words import N_
from ryddig.registers.asking import Asker, Question, json_of
from ryddig.registers.asking_faults import unreadable
from ryddig.registers.brreg.parse import sub_unit_of, unit_of
from ryddig.registers.brreg.parse_more import accounts_of, changes_of, roles_of

UNITS, ACCOUNTS = "enhetsregisteret", "regnskapsregisteret"
BATCH: Final = 100
PAGE: Final = 1000
MOST_FAILURES: Final = 2
MOST_SUB_UNITS: Final = 10_000
BULK: Final[Mapping[str, str]] = {
    "units": "/enheter/lastned",
    "units_csv": "/enheter/lastned/csv",
    "sub_units": "/underenheter/lastned",
    "sub_units_csv": "/underenheter/lastned/csv",
    "roles": "/roller/totalbestand",
}
LARGEST_BULK: Final = 2 * 1024**3
_FOUND: Final = frozenset({200, 404, 410})


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """What was answered of one number. `content`: the JSON object of that unit alone, to be stored; None when there is
    none. `answer`: what it came in, which for a batch holds other units too; None when nothing was asked. `fault`: why
    `state` is failed, in `units` only."""

    number: str
    state: SourceState
    unit: Unit | None = None
    content: object = None
    answer: RegisterAnswer | None = None
    fault: RyddigError | None = None


@dataclass(frozen=True, slots=True)
class RolesAnswer:
    """Roles of one unit; `groups` is empty unless `state` is answered. `content` holds persons."""

    number: str
    state: SourceState
    groups: tuple[RoleGroup, ...] = ()
    content: object = None
    answer: RegisterAnswer | None = None


@dataclass(frozen=True, slots=True)
class AccountsAnswer:
    """The accounts the open register has of one unit: the latest year only. `not_found`: none are there."""

    number: str
    state: SourceState
    accounts: tuple[Accounts, ...] = ()
    content: object = None
    answer: RegisterAnswer | None = None


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One page of the change feed, oldest first. `cursor`: ask from here next time; store it when the page is dealt
    with."""

    changes: tuple[UnitChange, ...]
    cursor: int
    answer: RegisterAnswer


class BrregClient:
    """The open part of Brønnøysundregistrene, through one `Asker`."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def unit(self, number: str, *, earlier: RegisterAnswer | None = None) -> UnitAnswer:
        """One main unit; a deleted one comes with its short body."""
        _check(number)
        if not self._asker.settings.is_on(UNITS):
            return UnitAnswer(number, SourceState.NOT_ASKED)
        answer = self._asker.ask(UNITS, Question(f"/enheter/{number}", accept=_FOUND, earlier=earlier))
        content = _content(answer)
        if answer.state is not SourceState.ANSWERED and not _is_unit(content):
            return UnitAnswer(number, SourceState.NOT_FOUND, answer=answer)
        return _unit_answer(number, content, answer)

    def units(self, numbers: Iterable[str]) -> Iterator[UnitAnswer]:
        """Many main units, each number once, in batches; every number gets an answer of its own, if only `failed`.

        One that the search does not give (it leaves deleted units out) is asked for alone. A register that fails two
        batches in a row is left alone: the rest is failed without asking.
        """
        wanted = list(dict.fromkeys(numbers))
        if not self._asker.settings.is_on(UNITS):
            yield from (UnitAnswer(number, SourceState.NOT_ASKED) for number in wanted)
            return
        failures = 0
        fault: RyddigError | None = None
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            if failures < MOST_FAILURES:
                try:
                    yield from self._batch(batch)
                    failures = 0
                    continue
                except RyddigError as error:
                    failures, fault = failures + 1, error
            yield from (UnitAnswer(number, SourceState.FAILED, fault=fault) for number in batch)

    def _batch(self, batch: list[str]) -> list[UnitAnswer]:
        right = [number for number in batch if passes(number)]
        params: dict[str, str | int] = {"organisasjonsnummer": ",".join(right), "size": BATCH}
        answer = self._asker.ask(UNITS, Question("/enheter", params=params)) if right else None
        listed = _embedded(answer, "enheter") if answer else []
        found = {str(one.get("organisasjonsnummer")): one for one in listed}
        made = []
        for number in batch:
            try:
                if answer is not None and number in found:
                    made.append(_unit_answer(number, found[number], answer))
                else:
                    made.append(self.unit(number))
            except RyddigError as error:
                made.append(UnitAnswer(number, SourceState.FAILED, answer=answer, fault=error))
        return made

    def sub_units(self, number: str) -> tuple[SubUnit, ...]:
        """The establishments of a main unit, all pages."""
        _check(number)
        found: list[SubUnit] = []
        page = 0
        while len(found) < MOST_SUB_UNITS:
            params: dict[str, str | int] = {"overordnetEnhet": number, "size": BATCH, "page": page}
            answer = self._asker.ask(UNITS, Question("/underenheter", params=params))
            listed = _embedded(answer, "underenheter")
            found.extend(sub_unit_of(one, asked_on=answer.asked_at.date()) for one in listed)
            if len(listed) < BATCH:
                break
            page += 1
        return tuple(found)

    def roles(self, number: str) -> RolesAnswer:
        """Who holds which role. Personal data: ask when a check needs it, keep no longer than it does."""
        _check(number)
        if not self._asker.settings.is_on(UNITS):
            return RolesAnswer(number, SourceState.NOT_ASKED)
        answer = self._asker.ask(UNITS, Question(f"/enheter/{number}/roller", accept=_FOUND))
        if answer.state is not SourceState.ANSWERED:
            return RolesAnswer(number, SourceState.NOT_FOUND, answer=answer)
        content = json_of(answer)
        return RolesAnswer(number, SourceState.ANSWERED, roles_of(content), content, answer)

    def accounts(self, number: str) -> AccountsAnswer:
        """Key figures of the latest accounts."""
        _check(number)
        if not self._asker.settings.is_on(ACCOUNTS):
            return AccountsAnswer(number, SourceState.NOT_ASKED)
        answer = self._asker.ask(ACCOUNTS, Question(f"/{number}", accept=_FOUND))
        if answer.state is not SourceState.ANSWERED:
            return AccountsAnswer(number, SourceState.NOT_FOUND, answer=answer)
        content = json_of(answer)
        return AccountsAnswer(number, SourceState.ANSWERED, accounts_of(content), content, answer)

    def changes(self, *, after: int | None = None, since: datetime | None = None) -> Iterator[ChangePage]:
        """All events after the cursor `after`, or from the time `since` when there is no cursor yet, page by page.

        The feed counts from and including the number it is given, so the next one is asked for.
        """
        start: dict[str, str | int] = {}
        if after is not None:
            start["oppdateringsid"] = after + 1
        elif since is not None:
            start["dato"] = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        else:
            raise TypeError("a change feed needs a cursor or a time to start from")
        while True:
            params = {**start, "includeChanges": "true", "size": PAGE, "sort": "id,ASC"}
            answer = self._asker.ask(UNITS, Question("/oppdateringer/enheter", params=params))
            changes = changes_of(_mapping(answer))
            fresh = tuple(change for change in changes if after is None or change.update_id > after)
            if not fresh:
                return
            after = fresh[-1].update_id
            yield ChangePage(fresh, after, answer)
            if len(changes) < PAGE:
                return
            start = {"oppdateringsid": after + 1}

    def download(self, kind: str, into: Path) -> tuple[RegisterAnswer, datetime | None]:
        """A whole register as it lies there (`kind`: a key of BULK), packed, as the file `into`; and from when the
        change feed must be followed: a day before the file was made, None when the register does not say."""
        question = Question(BULK[kind], headers={"Accept": "*/*"}, max_bytes=LARGEST_BULK)
        answer = self._asker.download(UNITS, question, into)
        return answer, feed_start(answer.last_modified)


def feed_start(last_modified: str) -> datetime | None:
    """When to start the change feed for a bulk file of this `Last-Modified`."""
    try:
        return parsedate_to_datetime(last_modified) - timedelta(days=1)
    except ValueError:
        return None


def _check(number: str) -> None:
    if not passes(number):
        raise UserCanFix(
            "register.number",
            N_("“%(given)s” is not an organisation number."),
            hint=N_("Nine digits, the last a check digit. Look the firm up by name when the number is unknown."),
            params={"given": number[:20]},
        )


def _unit_answer(number: str, content: object, answer: RegisterAnswer) -> UnitAnswer:
    unit = unit_of(content, asked_on=answer.asked_at.date())
    if unit.number != number:
        raise unreadable(answer.source, answer.url)
    return UnitAnswer(number, SourceState.ANSWERED, unit, content, answer)


def _content(answer: RegisterAnswer) -> object:
    """The JSON of an answer; a 404 or 410 may come with none, and then that is its answer."""
    return None if answer.state is SourceState.NOT_FOUND and not answer.raw.strip() else json_of(answer)


def _is_unit(content: object) -> bool:
    return isinstance(content, Mapping) and "organisasjonsnummer" in content


def _mapping(answer: RegisterAnswer) -> Mapping[str, object]:
    content = json_of(answer)
    if not isinstance(content, Mapping):
        raise unreadable(answer.source, answer.url)
    return content


def _embedded(answer: RegisterAnswer, name: str) -> list[Mapping[str, object]]:
    """The units of a HAL page; a page with none leaves `_embedded` out but says `page`."""
    content = _mapping(answer)
    inside = content.get("_embedded", {} if "page" in content else None)
    listed = inside.get(name, []) if isinstance(inside, Mapping) else None
    if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
        raise unreadable(answer.source, answer.url)
    return listed
