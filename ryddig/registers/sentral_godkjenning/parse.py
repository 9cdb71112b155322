"""Sentral godkjenning (DiBK): whether a building firm has a valid central approval, until when, and for what.

DiBK asks that what it tells is looked up and not stored. So an approval is shown when it is asked for, and what is kept
is `kept()`: approved or not, until when, asked when. A firm without a valid approval answers 404.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.domain.register_words import RegisterStatus
from ryddig.domain.words import N_
from ryddig.registers.status_words import APPROVED, NOT_APPROVED
from ryddig.registers.strict_json import parse_json

REGISTER = "central_approval"
_ENVELOPES = ("enterprise", "dibk-sgdata")


@dataclass(frozen=True, slots=True)
class ApprovalArea:
    """What the approval covers: function (ansvarlig søker, utførende …), subject area and class of measure 1–3."""

    function: str
    subject_area: str
    grade: str


@dataclass(frozen=True, slots=True)
class CentralApproval:
    """An approval as it is today. `areas` may be shown and must not be stored."""

    orgnr: str
    approved: bool
    until: date | None
    areas: tuple[ApprovalArea, ...] = ()

    @property
    def status(self) -> RegisterStatus:
        """As a register status. No rule asks for it: the approval is voluntary."""
        raw = f"approved: {str(self.approved).lower()}"
        return RegisterStatus(REGISTER, APPROVED if self.approved else NOT_APPROVED, raw)

    def kept(self) -> bytes:
        """What may be stored of it, as JSON."""
        told = {"approved": self.approved, "approval_period_to": self.until.isoformat() if self.until else None}
        return json.dumps({"organizational_number": self.orgnr, **told}, sort_keys=True).encode()


class _Firm(BaseModel):
    model_config = ConfigDict(extra="ignore")
    organizational_number: str


class _Status(BaseModel):
    model_config = ConfigDict(extra="ignore")
    approved: bool
    approval_period_to: date | None = None


class _Area(BaseModel):
    model_config = ConfigDict(extra="ignore")
    function: str = ""
    subject_area: str = ""
    grade: str = ""


class _Record(BaseModel):
    model_config = ConfigDict(extra="ignore")
    enterprise: _Firm
    status: _Status
    valid_approval_areas: tuple[_Area, ...] = ()


class _Answer(BaseModel):
    """Version 1 wraps the record in `dibk-sgdata`, version 2 in `enterprise`; either may come."""

    record: _Record

    @model_validator(mode="before")
    @classmethod
    def _unwrap(cls, value: object) -> object:
        held = [value[name] for name in _ENVELOPES if name in value] if isinstance(value, dict) else []
        return {"record": held[0] if len(held) == 1 else None}

    def of(self, orgnr: str) -> Self | None:
        return self if self.record.enterprise.organizational_number == orgnr else None


def read_approval(body: bytes, orgnr: str) -> CentralApproval:
    """The approval in an answer about `orgnr`. Raises AskAgainLater for another shape or another firm."""
    try:
        answer = _Answer.model_validate(parse_json(body, name="sentral godkjenning").value).of(orgnr)
    except (UserCanFix, ValidationError):
        answer = None
    if answer is None:
        text = N_("Sentral godkjenning sent an answer that Ryddig cannot read.")
        hint = N_("Try again later; if it goes on, the layout has changed.")
        raise AskAgainLater("sentral_godkjenning.layout", text, hint=hint)
    status, areas = answer.record.status, answer.record.valid_approval_areas
    told = dict.fromkeys(ApprovalArea(area.function, area.subject_area, area.grade) for area in areas)
    return CentralApproval(orgnr, status.approved, status.approval_period_to, tuple(told))
