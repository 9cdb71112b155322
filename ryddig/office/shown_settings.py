"""What the coordinator may choose: local rules, and which contracts wait to be screened under them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ryddig.lawbook import load
from ryddig.office.desk import Desk
from ryddig.records.accounts.scope import ScopedQuerySet
from ryddig.records.contracts.models import Contract
from ryddig.records.contracts.queries import in_state
from ryddig.records.followup.models import ScreeningRecord
from ryddig.reports.law import own_layers

AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class ShownLayer:
    """A folder of local rules."""

    id: str
    name: str
    text: str
    chosen: bool


def context(desk: Desk, available: Sequence[str]) -> dict[str, Any]:
    """Layers to choose from, and how many contracts wait."""
    return {"layers": [_layer(name, desk) for name in available], "waiting": waiting(desk).count()}


def _layer(name: str, desk: Desk) -> ShownLayer:
    own = own_layers()
    book = load((), (own[name],)) if name in own else load((name,))
    layer = book.library.layers[name]
    words = desk.teller.words
    return ShownLayer(name, words(layer.name), words(layer.text), name in desk.organisation.layers)


def waiting(desk: Desk) -> ScopedQuerySet[Contract]:
    """Running contracts without a screening under the lawbook in use."""
    current = ScreeningRecord.objects.visible_to(desk.actor).filter(lawbook_version=desk.book.version)
    rows = Contract.objects.visible_to(desk.actor).filter(in_state("running", desk.on))
    return rows.filter(Q(screening_id__isnull=True) | ~Q(screening_id__in=current.values("id"))).order_by("id")
