"""Whether the way somebody came in is enough for the buyer they act for. Asked once a request, without a query."""

from datetime import date

from django.http import HttpRequest

from ryddig.office.sign_in_way import way_of
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.models import Organisation
from ryddig.records.accounts.ways_in import Lack, what_lacks


class LackingWayIn(Exception):
    """The organisation asks this person for more: a second factor, or another provider."""


def need_way_in(request: HttpRequest, actor: Actor, organisation: Organisation, *, on: date) -> None:
    """Go on, or raise LackingWayIn. Where the day is still to come, the page says so."""
    lack = what_lacks(organisation, actor.roles, way_of(request), on=on)
    if lack in {Lack.SECOND_FACTOR, Lack.PROVIDER}:
        raise LackingWayIn(lack.value)
    if lack is Lack.SOON:
        request.second_factor_from = organisation.second_factor_from  # type: ignore[attr-defined]  # for the frame of the page
