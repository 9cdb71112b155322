"""What the key is: for whom, with which role, where, and until when. And the units to register in."""

from datetime import date
from typing import Any

from ninja import Router, Schema

from ryddig.api.keys import ApiRequest
from ryddig.api.shapes import READ
from ryddig.records.accounts.access import Action, Case, may
from ryddig.records.contracts.queries import units_of

router = Router(tags=["me"])


class UnitOut(Schema):
    """A unit, and whether the key's role may register contracts there."""

    id: int
    name: str
    may_register: bool


class Me(Schema):
    """The key's holder."""

    name: str
    organisation: str
    role: str
    may_write: bool
    expires_on: date
    units: list[UnitOut]


@router.get("", response={200: Me, **READ}, operation_id="get_me")
def me(request: ApiRequest) -> dict[str, Any]:
    """Who comes with this key, and what it reaches."""
    token, actor = request.auth.token, request.auth.actor
    return {
        "name": actor.name,
        "organisation": request.auth.organisation.name,
        "role": token.membership.role,
        "may_write": token.may_write,
        "expires_on": token.expires_on,
        "units": [
            {
                "id": unit.pk,
                "name": unit.name,
                "may_register": bool(may(actor, Action.REGISTER, Case(actor.organisation_id, unit.pk))),
            }
            for unit in units_of(actor)
        ],
    }
