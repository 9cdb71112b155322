"""Many contracts at once: what is new, what would change, and storing it. A fact that is left out is never cleared."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any

from django.db import transaction
from ninja import Router, Schema
from pydantic import Field

from ryddig.api.contract_shapes import FactsIn, Sent, sent
from ryddig.api.keys import ApiRequest, law_of, today
from ryddig.api.shapes import WRITE, Given, GivenId
from ryddig.api.writing import IdempotencyKey, once
from ryddig.domain.problems import Problem
from ryddig.records.contracts.models import ImportBatch
from ryddig.records.contracts.services import discard_import, preview_import
from ryddig.records.followup.services import store_and_screen

router = Router(tags=["imports"])
MOST = 500


class ImportIn(Given):
    """Contracts of a register. `store` False only tells what would happen."""

    unit_id: GivenId
    store: bool
    contracts: Annotated[list[FactsIn], Field(min_length=1, max_length=MOST)]


class ImportRow(Schema):
    """What happens to one contract: new, changed or unchanged. `fields`: the facts that change."""

    kind: str
    reference: str
    contract_id: int | None
    fields: list[str]


class Imported(Schema):
    """What was stored, or would be."""

    stored: bool
    new: int
    changed: int
    unchanged: int
    rows: list[ImportRow]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was sent, as a file that was read."""

    rows: tuple[Sent, ...]
    sha256: str
    format: str = "api"
    problems: tuple[Problem, ...] = ()
    layout_key: str = ""
    mapping: tuple[object, ...] = ()


@router.post("", response={200: Imported, **WRITE}, operation_id="import_contracts")
def import_contracts(request: ApiRequest, given: ImportIn, idempotency_key: IdempotencyKey) -> dict[str, Any]:
    """Import contracts: all of them or none. A contract is found by its reference."""
    return once(request, idempotency_key, lambda: _import(request, given, name=idempotency_key))


@transaction.atomic
def _import(request: ApiRequest, given: ImportIn, *, name: str) -> dict[str, Any]:
    rows = tuple(sent(one, place) for place, one in enumerate(given.contracts))
    reading = Reading(rows, sha256(request.body).hexdigest())
    file = f"api {name}"
    batch = preview_import(actor=request.auth.actor, reading=reading, file_name=file, unit_id=given.unit_id, on=today())
    told = _told(batch, stored=given.store)
    if given.store:
        store_and_screen(actor=request.auth.actor, batch_id=batch.pk, screener=law_of(request).screener, on=today())
    else:
        discard_import(actor=request.auth.actor, batch_id=batch.pk, on=today())
    return told


def _told(batch: ImportBatch, *, stored: bool) -> dict[str, Any]:
    report = batch.report
    rows = [
        {
            "kind": row["kind"],
            "reference": row["reference"],
            "contract_id": row["contract"],
            "fields": sorted(change["field"] for change in row["changes"]),
        }
        for row in report["rows"]
    ]
    return {"stored": stored, "rows": rows} | {name: report[name] for name in ("new", "changed", "unchanged")}
