"""Answers of data.altinn.no as typed values: accreditation, status per evidence code, evidence, and its error codes.

Field names are those of the service's guide "Steg for steg" and of `Dan.Common/Models` (read 2026-11-28).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.domain.evidence_case import CodeState, Refusal
from ryddig.domain.words import N_
from ryddig.registers.strict_json import parse_json

CODE_STATES: Mapping[int, CodeState] = {
    1: CodeState.AVAILABLE,
    2: CodeState.PENDING,
    3: CodeState.DENIED,
    4: CodeState.EXPIRED,
    5: CodeState.WAITING,
    7: CodeState.UNAVAILABLE,
}
REFUSALS: Mapping[int, Refusal] = {
    1002: Refusal.UNKNOWN_CASE,
    1003: Refusal.CASE_EXPIRED,
    1005: Refusal.FIRM_DELETED,
    1010: Refusal.NEEDS_CONSENT,
    1011: Refusal.CONSENT_EXPIRED,
    1012: Refusal.CONSENT_REVOKED,
    1016: Refusal.STILL_WAITING,
}
_M = TypeVar("_M", bound=BaseModel)


class _Model(BaseModel):
    """Foreign data: names in camelCase, what we have no name for is kept."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow", frozen=True)


class _Code(_Model):
    evidence_code_name: str


class _Accreditation(_Model):
    id: str = Field(validation_alias=AliasChoices("accreditationId", "id"))
    subject: str = ""
    evidence_codes: tuple[_Code, ...] = ()
    skipped_evidence_codes: dict[str, object] | list[object] | None = None
    valid_to: datetime
    last_changed: datetime | None = None
    altinn_consent_url: str | None = None
    external_reference: str | None = None


class _Status(_Model):
    code: int
    description: str = ""
    retry_at: datetime | None = None


class _CodeStatus(_Model):
    evidence_code_name: str
    status: _Status


class _Value(_Model):
    evidence_value_name: str
    value_type: str | int | None = None
    source: str = ""
    value: object = None


class _Evidence(_Model):
    evidence_status: _CodeStatus
    evidence_values: tuple[_Value, ...] = ()


class _Error(_Model):
    code: int
    description: str = ""
    detail_code: str | int | None = None
    detail_description: str | None = None


class _Reminder(_Model):
    success: bool
    description: str | None = None
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Accreditation:
    """What the service took in. `skipped`: codes it left out. `consent_url`: where the firm answers, when it tells."""

    id: str
    subject: str
    codes: tuple[str, ...]
    skipped: frozenset[str]
    valid_to: date
    consent_url: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """State of each evidence code, and the day before which the service does not want to be asked again."""

    states: Mapping[str, CodeState]
    retry_on: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One harvested data set as it came: the values by name. `default` is a whole structure of its own."""

    code: str
    state: CodeState | None
    values: Mapping[str, object] = field(repr=False)

    def get(self, name: str) -> object:
        """The value called `name`, whatever its case: the service has changed the case of names before."""
        wanted = name.casefold()
        return next((value for key, value in self.values.items() if key.casefold() == wanted), None)

    def text(self, name: str) -> str:
        """The value as text without spaces at its ends; empty when it is not there."""
        value = self.get(name)
        return "" if value is None else str(value).strip()


@dataclass(frozen=True, slots=True)
class ServiceError:
    """An error answer: the service's code and words; `detail`: the code of the source behind it."""

    code: int
    description: str
    detail: str = ""

    @property
    def refusal(self) -> Refusal | None:
        """What it means for the case; None when it says nothing of it."""
        return REFUSALS.get(self.code)


def read_accreditation(body: bytes, asked: Iterable[str]) -> Accreditation:
    """The accreditation. A code that was asked for and is in neither list counts as skipped."""
    return _accreditation(_as(_Accreditation, body), frozenset(asked))


def read_status(body: bytes) -> CaseStatus:
    """The state per code. A number that is new to us (and 0, unknown) is left out: the case stays as it was."""
    read = [_checked(_CodeStatus, item) for item in _listed(body)]
    states = {one.evidence_code_name: CODE_STATES[one.status.code] for one in read if one.status.code in CODE_STATES}
    moments = [one.status.retry_at.date() for one in read if one.status.retry_at is not None]
    return CaseStatus(states, min(moments, default=None))


def read_evidence(body: bytes, code: str) -> Evidence:
    """The evidence of `code`. Raises AskAgainLater when the answer is about another code."""
    read = _as(_Evidence, body)
    if read.evidence_status.evidence_code_name != code:
        raise _unreadable()
    values = {value.evidence_value_name: value.value for value in read.evidence_values}
    return Evidence(code, CODE_STATES.get(read.evidence_status.status.code), values)


def read_accreditations(body: bytes) -> tuple[Accreditation, ...]:
    """The accreditations in a list. A list need not tell the codes of each."""
    return tuple(_accreditation(_checked(_Accreditation, item), frozenset()) for item in _listed(body))


def _accreditation(read: _Accreditation, asked: frozenset[str]) -> Accreditation:
    codes = tuple(code.evidence_code_name for code in read.evidence_codes)
    return Accreditation(
        read.id,
        read.subject,
        codes,
        skipped=asked - frozenset(codes),
        valid_to=read.valid_to.date(),
        consent_url=read.altinn_consent_url or "",
        reference=read.external_reference or "",
    )


def read_reminder(body: bytes) -> bool:
    """Whether a reminder went out: some message in the answer says so."""
    return any(_checked(_Reminder, item).success for item in _listed(body, one=True))


def read_error(body: bytes) -> ServiceError | None:
    """The error in an answer; None when the body is no error of the service (a gateway's own page)."""
    try:
        read = _as(_Error, body)
    except AskAgainLater:
        return None
    detail = "" if read.detail_code is None else str(read.detail_code)
    return ServiceError(read.code, read.detail_description or read.description, detail)


def _listed(body: bytes, *, one: bool = False) -> list[object]:
    value = _value(body)
    if isinstance(value, list):
        return value
    if one and isinstance(value, dict):
        return [value]
    raise _unreadable()


def _as(model: type[_M], body: bytes) -> _M:
    return _checked(model, _value(body))


def _checked(model: type[_M], value: object) -> _M:
    try:
        return model.model_validate(value)
    except ValidationError:
        raise _unreadable() from None


def _value(body: bytes) -> object:
    try:
        return parse_json(body, name="eBevis").value
    except UserCanFix:
        raise _unreadable() from None


def _unreadable() -> AskAgainLater:
    text = N_("eBevis sent an answer that Ryddig cannot read.")
    return AskAgainLater("ebevis.layout", text, hint=N_("Try again later; if it goes on, the layout has changed."))
