"""The proof of one contract: what page and PDF show, as values."""

from datetime import date
from typing import Any

from ninja import Router, Schema

from ryddig.api.keys import ApiRequest, law_of, today
from ryddig.api.shapes import READ, Id
from ryddig.domain.serial import plain
from ryddig.records.dialogue.proof_rows import proof_rows
from ryddig.records.followup.queries import contract_page
from ryddig.reports.document import Section
from ryddig.reports.proof import proof_of

router = Router(tags=["proof"])


class BlockOut(Schema):
    """Facts (`rows` of name, value, origin), a table (`head`, `rows`), things decided (`entries`, each with reasons) or
    a drawing."""

    kind: str
    content: dict[str, Any]


class SectionOut(Schema):
    """A chapter."""

    name: str
    text: str
    blocks: list[BlockOut]


class ProofOut(Schema):
    """What applies, what was decided, asked, found and mended, on which facts and under which rules."""

    title: str
    lead: str
    organisation: str
    language: str
    made_on: date
    foot: str
    sections: list[SectionOut]


@router.get("/{contract_id}/proof", response={200: ProofOut, **READ}, operation_id="get_proof")
def proof(request: ApiRequest, contract_id: Id) -> dict[str, Any]:
    """The same document as the page and the PDF, in the language asked for."""
    page = contract_page(request.auth.actor, contract_id)
    rows = proof_rows(request.auth.actor, page.contract)
    teller, buyer = law_of(request).teller, request.auth.organisation.name
    document = proof_of(page, rows, teller, organisation=buyer, on=today())
    head = {name: getattr(document, name) for name in ("title", "lead", "organisation", "language", "made_on", "foot")}
    return {**head, "sections": [_section(one) for one in document.sections]}


def _section(one: Section) -> dict[str, Any]:
    blocks = [{"kind": block.kind, "content": {**plain(block), "kind": block.kind}} for block in one.blocks]
    return {"name": one.name, "text": one.text, "blocks": blocks}
