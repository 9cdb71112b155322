"""Doffin's public API as a stand-in, with its habits: unescaped control characters, pages that shift, 1 000 hits, 429.

Notices are given as `StoredNotice`; `repeats` puts the last of a page first on the next one too, in the place of
another, which is then on none.
"""

import json
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ryddig.registers.standin.routes import Asked, Routes, Told, told_json

KEY: Final = "stand-in"
MOST_HITS: Final = 1000
PER_PAGE: Final = 15
_ROLL_UP: Final = {
    "ADVISORY_NOTICE": "PLANNING",
    "PRE_ANNOUNCEMENT": "COMPETITION",
    "ANNOUNCEMENT_OF_COMPETITION": "COMPETITION",
}


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """One notice. `issued`: ISO day. `buyer_number`: as the buyer wrote it, grouped or not."""

    number: str
    issued: str
    kind: str
    buyer_number: str
    buyer_name: str
    xml: bytes = b""
    heading: str = "Prøvekunngjøring"


@dataclass(slots=True)
class DoffinWorld:
    """`burst`: requests before a 429, 0 for none; `pause`: seconds it then asks for. `most`: hits of one query."""

    notices: Sequence[StoredNotice] = ()
    burst: int = 0
    pause: int = 1
    most: int = MOST_HITS
    repeats: bool = False
    asked: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def routes(world: DoffinWorld) -> Iterable[Routes]:
    """`/v2/search` and `/v2/download/{number}`."""
    paths = Routes("doffin")

    @paths.get("/v2/search")
    def search(asked: Asked) -> Told:
        return _turned_away(world, asked) or _found(world, asked)

    @paths.get("/v2/download/{number}")
    def download(asked: Asked) -> Told:
        refused = _turned_away(world, asked)
        if refused is not None:
            return refused
        held = next((notice for notice in world.notices if notice.number == asked.names["number"]), None)
        if held is None:
            return Told(404)
        return Told(200, held.xml, "application/octet-stream")

    return (paths,)


def _turned_away(world: DoffinWorld, asked: Asked) -> Told | None:
    if asked.headers.get("ocp-apim-subscription-key") != KEY:
        text = "Access denied due to invalid subscription key."
        return told_json({"statusCode": 401, "message": text}, status=401)
    with world.lock:
        now = time.monotonic()
        world.asked[:] = [moment for moment in world.asked if now - moment < world.pause]
        if world.burst and len(world.asked) >= world.burst:
            text = f"Rate limit is exceeded. Try again in {world.pause} seconds."
            told = {"statusCode": 429, "message": text}
            return told_json(told, status=429, headers={"Retry-After": str(world.pause)})
        world.asked.append(now)
    return None


def _found(world: DoffinWorld, asked: Asked) -> Told:
    per_page, page = int(asked.one("numHitsPerPage", str(PER_PAGE))), int(asked.one("page", "1"))
    first, last, kind = asked.one("issueDateFrom"), asked.one("issueDateTo", "9999"), asked.one("type")
    if page < 1:
        return told_json({"reason": "Parameter page must be >= 1"}, status=400)
    if page * per_page > world.most and page > 1 and (page - 1) * per_page >= world.most:
        return told_json({"reason": "Unable to access more than the top 1000 hits"}, status=400)
    held = [notice for notice in world.notices if first <= notice.issued <= last]
    if kind:
        held = [notice for notice in held if kind in (notice.kind, _ROLL_UP.get(notice.kind, "RESULT"))]
    held.sort(key=lambda notice: notice.number, reverse=asked.one("sortBy").endswith("DESC"))
    start = (page - 1) * per_page
    shown = held[: world.most][start : start + per_page]
    if world.repeats and page > 1 and shown:
        shown[0] = held[start - 1]
    hits = [_hit(notice) for notice in shown]
    body = {"numHitsTotal": len(held), "numHitsAccessible": min(len(held), world.most), "hits": hits}
    text = json.dumps(body, ensure_ascii=False).replace("\\n", "\n").replace("\\t", "\t")
    return Told(200, text.encode())


def _hit(notice: StoredNotice) -> dict[str, object]:
    return {
        "id": notice.number,
        "buyer": [{"id": "0", "organizationId": notice.buyer_number, "name": notice.buyer_name}],
        "heading": notice.heading,
        "description": "Første linje\nandre linje\tmed tabulator",
        "locationId": ["anyw"],
        "estimatedValue": None,
        "type": notice.kind,
        "allTypes": [_ROLL_UP.get(notice.kind, "RESULT"), notice.kind],
        "status": None,
        "issueDate": f"{notice.issued}T10:12:39Z",
        "deadline": None,
        "publicationDate": notice.issued,
        "receivedTenders": None,
        "cpvCodes": ["45000000"],
        "limitedDataFlag": None,
        "doffinClassicUrl": None,
        "lots": [],
    }
