"""The JSON that Arbeidstilsynet's two newer registers share (staffing and car care): one firm, or the whole register.

`{"metadata": …, "data": {firm}}` for one firm, `{"metadata": …, "registernavn": …, "data": [firm, …]}` for all of them.
"""

import json
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, ValidationError

from ryddig.domain.errors import AskAgainLater, UserCanFix
from ryddig.domain.words import N_
from ryddig.registers.strict_json import parse_json


class FirmModel(BaseModel):
    """One firm. Of the many other fields none is needed; they are kept in `model_extra` and not stored."""

    model_config = ConfigDict(extra="allow", frozen=True)

    organisasjonsnummer: str
    registerstatus: int | None = None
    registerstatusTekst: str = ""  # noqa: N815 - the register's own spelling
    godkjenningsstatus: str = ""
    underenheter: "tuple[FirmModel, ...] | None" = None

    @property
    def piece(self) -> bytes:
        """The part of the answer that is kept: number and status, without addresses and employees."""
        kept = self.model_dump(include={"organisasjonsnummer", "registerstatus", "registerstatusTekst", _APPROVAL})
        return json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()


_APPROVAL = "godkjenningsstatus"


def find_firm(body: bytes, orgnr: str, *, source: str, fewest: int = 0) -> FirmModel | None:
    """The firm or establishment `orgnr` in an answer of either shape; None when it is not there.

    Raises AskAgainLater when the answer is not of this shape, or a list shorter than `fewest`.
    """
    firms = _firms(body, source)
    found = next((firm for firm in _walk(firms) if firm.organisasjonsnummer == orgnr), None)
    if found is None and len(firms) < fewest:
        text = N_("%(source)s sent %(count)s firms; the whole register is far larger.")
        params = {"source": source, "count": len(firms)}
        raise AskAgainLater("firm_json.too_small", text, hint=N_("Try again later."), params=params)
    return found


def _firms(body: bytes, source: str) -> tuple[FirmModel, ...]:
    try:
        value = parse_json(body, name=source).value
        found = value.get("data") if isinstance(value, dict) else None
        if isinstance(found, list):
            return tuple(map(FirmModel.model_validate, found))
        if isinstance(found, dict):
            return (FirmModel.model_validate(found),) if found else ()
    except (UserCanFix, ValidationError):
        raise _unreadable(source) from None
    raise _unreadable(source)


def _walk(firms: tuple[FirmModel, ...]) -> Iterator[FirmModel]:
    for firm in firms:
        yield firm
        yield from firm.underenheter or ()


def _unreadable(source: str) -> AskAgainLater:
    text = N_("%(source)s sent an answer that Ryddig cannot read.")
    hint = N_("Try again later; if it goes on, the layout has changed.")
    return AskAgainLater("firm_json.layout", text, hint=hint, params={"source": source})
