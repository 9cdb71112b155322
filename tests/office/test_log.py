"""The organisation's log: told in sentences, only its own, and the chain is checked on request."""

from django.test import Client

from ryddig.records.audit.models import Event
from tests.office_world import WHY, World


def test_everything_of_ones_own_is_told_and_nothing_of_others(world: World, ada: Client) -> None:
    last = ada.get("/log/").context["page"].last
    shown = "".join(ada.get(f"/log/?page={number}").content.decode() for number in range(1, last + 1))
    assert "Renhold av skoler" in shown
    assert "Naboens kontrakt" not in shown
    assert "contract.registered" not in shown


def test_the_chain_is_checked_on_request(world: World, ada: Client) -> None:
    own = Event.objects.unscoped(WHY).filter(organisation=world.cast.fjordvik).count()
    answer = ada.get("/log/?check=1")
    assert answer.context["checked"].events == own
    assert answer.context["fault"] == ""
    assert "checked" not in ada.get("/log/").context
