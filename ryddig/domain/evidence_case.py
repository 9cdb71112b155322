"""One request for evidence that needs the firm's consent (eBevis): a case that lives for days and ends in six ways.

draft → sent → pending → granted → harvested; or denied, expired, revoked, failed; or a paper asked for instead. Every
move is a function of (case, what was heard, day) that gives a new case. Nothing here asks anybody anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_


class CaseState(StrEnum):
    """Where the case stands. The last five are ends: a new case must be made to ask again."""

    DRAFT = "draft"
    SENT = "sent"
    PENDING = "pending"
    GRANTED = "granted"
    HARVESTED = "harvested"
    DENIED = "denied"
    EXPIRED = "expired"
    REVOKED = "revoked"
    FAILED = "failed"
    PAPER = "paper"


class CodeState(StrEnum):
    """Where one evidence code stands. `skipped`: the service did not take it in (a CPV code it does not list)."""

    ASKED = "asked"
    PENDING = "pending"
    WAITING = "waiting"
    AVAILABLE = "available"
    HARVESTED = "harvested"
    DENIED = "denied"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNAVAILABLE = "unavailable"
    SKIPPED = "skipped"


class Refusal(StrEnum):
    """Why a call about a case was refused, in our words for the service's error codes."""

    UNKNOWN_CASE = "unknown_case"
    CASE_EXPIRED = "case_expired"
    FIRM_DELETED = "firm_deleted"
    NEEDS_CONSENT = "needs_consent"
    CONSENT_EXPIRED = "consent_expired"
    CONSENT_REVOKED = "consent_revoked"
    STILL_WAITING = "still_waiting"


_OPEN = frozenset({CaseState.SENT, CaseState.PENDING, CaseState.GRANTED})
_ENDS = frozenset({CaseState.HARVESTED, CaseState.DENIED, CaseState.EXPIRED, CaseState.REVOKED, CaseState.FAILED})
MOVES: Mapping[CaseState, frozenset[CaseState]] = {
    CaseState.DRAFT: frozenset({CaseState.SENT, CaseState.PAPER, CaseState.FAILED}),
    **{state: _OPEN | _ENDS | {CaseState.PAPER} for state in _OPEN},
    CaseState.HARVESTED: frozenset({CaseState.EXPIRED, CaseState.REVOKED}),
    **{state: frozenset({CaseState.PAPER}) for state in _ENDS - {CaseState.HARVESTED}},
    CaseState.PAPER: frozenset(),
}


@dataclass(frozen=True, slots=True)
class AskedCode:
    """One evidence code of the case. `answered_on`: the day it was harvested."""

    name: str
    state: CodeState = CodeState.ASKED
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class EvidenceCase:
    """The case as it stands. `valid_to`: the last day the consent can be used. `retry_on`: no sooner than this day."""

    codes: tuple[AskedCode, ...]
    state: CaseState = CaseState.DRAFT
    accreditation: str = ""
    sent_on: date | None = None
    valid_to: date | None = None
    reminded_on: tuple[date, ...] = ()
    ended_on: date | None = None
    retry_on: date | None = None

    @property
    def open(self) -> bool:
        """True while an answer may still come."""
        return self.state in _OPEN

    @property
    def to_harvest(self) -> tuple[str, ...]:
        """Codes whose answer can be fetched now."""
        return tuple(code.name for code in self.codes if code.state is CodeState.AVAILABLE)


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """When to remind the firm in Altinn: `first` days after sending, then every `every` days, `most` times in all."""

    first: int = 5
    every: int = 7
    most: int = 3


class StepKind(StrEnum):
    """What to do next with a case."""

    SEND = "send"
    ASK_STATUS = "ask_status"
    REMIND = "remind"
    HARVEST = "harvest"
    ASK_PAPER = "ask_paper"
    NOTHING = "nothing"


def draft(names: tuple[str, ...]) -> EvidenceCase:
    """A case that nobody has been told of yet. Raises UserCanFix when it asks for nothing."""
    if not names:
        text = N_("The case asks for nothing.")
        raise UserCanFix("evidence.no_codes", text, hint=N_("Choose at least one kind of evidence."))
    return EvidenceCase(tuple(AskedCode(name) for name in dict.fromkeys(names)))


def send(
    case: EvidenceCase, *, accreditation: str, valid_to: date, skipped: frozenset[str] = frozenset(), on: date
) -> EvidenceCase:
    """The service took the request. With every code skipped there is nothing to wait for: the case has failed."""
    codes = tuple(replace(code, state=CodeState.SKIPPED) if code.name in skipped else code for code in case.codes)
    sent = replace(_move(case, CaseState.SENT), codes=codes, accreditation=accreditation, valid_to=valid_to, sent_on=on)
    if all(code.state is CodeState.SKIPPED for code in codes):
        return _end(sent, CaseState.FAILED, on)
    return sent


def hear(
    case: EvidenceCase, states: Mapping[str, CodeState], *, on: date, retry_on: date | None = None
) -> EvidenceCase:
    """What the service said of each code. A code already harvested, skipped or unmentioned stays as it is."""
    kept = {CodeState.HARVESTED, CodeState.SKIPPED}
    codes = tuple(
        code if code.state in kept or code.name not in states else replace(code, state=states[code.name])
        for code in case.codes
    )
    return _settled(replace(case, codes=codes, retry_on=retry_on), on)


def harvest(case: EvidenceCase, name: str, *, on: date) -> EvidenceCase:
    """The answer to the code `name` was fetched and stored."""
    codes = tuple(
        replace(code, state=CodeState.HARVESTED, answered_on=on) if code.name == name else code for code in case.codes
    )
    return _settled(replace(case, codes=codes), on)


_REFUSED_CODE = {
    Refusal.CONSENT_REVOKED: CodeState.REVOKED,
    Refusal.CONSENT_EXPIRED: CodeState.EXPIRED,
    Refusal.CASE_EXPIRED: CodeState.EXPIRED,
    Refusal.NEEDS_CONSENT: CodeState.PENDING,
    Refusal.STILL_WAITING: CodeState.WAITING,
}


def refuse(case: EvidenceCase, refusal: Refusal, *, name: str = "", on: date) -> EvidenceCase:
    """A call was refused. With `name` it concerns that code; without, or for an expired or unknown case, the whole."""
    if refusal in {Refusal.UNKNOWN_CASE, Refusal.FIRM_DELETED}:
        return _end(case, CaseState.FAILED, on)
    whole = not name or refusal in {Refusal.CASE_EXPIRED, Refusal.CONSENT_REVOKED}
    state = _REFUSED_CODE[refusal]
    spared = {CodeState.SKIPPED, CodeState.HARVESTED}
    codes = tuple(
        replace(code, state=state) if (whole or code.name == name) and code.state not in spared else code
        for code in case.codes
    )
    return _settled(replace(case, codes=codes), on)


def remind(case: EvidenceCase, *, on: date) -> EvidenceCase:
    """A reminder was sent. Raises UserCanFix unless the firm has still to answer."""
    if case.state not in {CaseState.SENT, CaseState.PENDING}:
        text = N_("The firm has nothing to answer in this case.")
        raise UserCanFix("evidence.nothing_pending", text, hint=N_("Look at the state of the case."))
    return replace(case, reminded_on=(*case.reminded_on, on))


def ask_paper(case: EvidenceCase, *, on: date) -> EvidenceCase:
    """A person asks the firm for the paper instead; the case ends here."""
    return _end(case, CaseState.PAPER, on)


def expire(case: EvidenceCase, *, on: date) -> EvidenceCase:
    """The case as the calendar has it: past `valid_to` an open case has expired. Otherwise unchanged."""
    past = case.valid_to is not None and on > case.valid_to
    return _end(case, CaseState.EXPIRED, on) if case.open and past else case


def next_step(case: EvidenceCase, *, plan: ReminderPlan, on: date) -> StepKind:
    """What to do now. Harvest comes before a reminder; past the last day, or after a no, ask for the paper."""
    now = expire(case, on=on)
    if now.state is CaseState.DRAFT:
        return StepKind.SEND
    if now.state in _ENDS - {CaseState.HARVESTED}:
        return StepKind.ASK_PAPER
    if not now.open:
        return StepKind.NOTHING
    if now.to_harvest:
        return StepKind.HARVEST
    if now.state is not CaseState.GRANTED and _reminder_due(now, plan, on):
        return StepKind.REMIND
    return StepKind.NOTHING if now.retry_on is not None and on < now.retry_on else StepKind.ASK_STATUS


def _reminder_due(case: EvidenceCase, plan: ReminderPlan, on: date) -> bool:
    if case.sent_on is None or len(case.reminded_on) >= plan.most:
        return False
    if not case.reminded_on:
        return on >= case.sent_on + timedelta(days=plan.first)
    return on >= max(case.reminded_on) + timedelta(days=plan.every)


def _settled(case: EvidenceCase, on: date) -> EvidenceCase:
    """The state of the case from its codes: what may still come first, then what was got, then why not."""
    states = {code.state for code in case.codes} - {CodeState.SKIPPED}
    if CodeState.AVAILABLE in states or CodeState.WAITING in states:
        return _move(case, CaseState.GRANTED)
    if CodeState.PENDING in states:
        return _move(case, CaseState.PENDING)
    if CodeState.ASKED in states:
        return case
    if CodeState.HARVESTED in states:
        return _end(case, CaseState.HARVESTED, on)
    for code, end in _ENDED_BY.items():
        if code in states:
            return _end(case, end, on)
    return _end(case, CaseState.FAILED, on)


_ENDED_BY = {
    CodeState.DENIED: CaseState.DENIED,
    CodeState.REVOKED: CaseState.REVOKED,
    CodeState.EXPIRED: CaseState.EXPIRED,
}


def _end(case: EvidenceCase, state: CaseState, on: date) -> EvidenceCase:
    return replace(_move(case, state), ended_on=case.ended_on or on)


def _move(case: EvidenceCase, state: CaseState) -> EvidenceCase:
    if state is not case.state and state not in MOVES[case.state]:
        text = N_("A case that is %(now)s cannot become %(then)s.")
        hint = N_("Make a new case to ask again.")
        raise UserCanFix("evidence.wrong_move", text, hint=hint, params={"now": case.state, "then": state})
    return replace(case, state=state)
