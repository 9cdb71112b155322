"""The organisation's log: told in sentences, only its own, and the chain is checked on request."""

from dataclasses import replace

from django.db import transaction
from django.test import Client

from ryddig.records.accounts.access import Guest, Machine
from ryddig.records.audit.models import Event
from ryddig.records.audit.services import Entry, record_event
from ryddig.records.contracts.events import CONTRACT_CHANGED
from tests.cast import TODAY
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


def test_who_did_it_is_a_person_with_a_key_a_supplier_or_ryddig_itself(world: World, ada: Client) -> None:
    contract, cast = world.cleaning, world.cast
    by_key = replace(cast.kari, token_id=71)
    by_link = Guest(cast.fjordvik.pk, contract.pk, contract.supplier_links.get().supplier_id, 72, "nb")
    entry = Entry(CONTRACT_CHANGED, "contract", contract.pk, details={"fields": []})
    with transaction.atomic():
        for author in (by_key, by_link, Machine(cast.fjordvik.pk)):
            record_event(entry, actor=author, on=TODAY)
    told = [who for _row, who, _said in ada.get("/log/").context["events"]][:3]
    assert told == ["Ryddig selv", "Leverandøren, med lenke 72", f"{cast.user(cast.kari)}, med API-nøkkel 71"]
    history = ada.get(f"/contracts/{contract.pk}/history/").content.decode()
    assert all(who in history for who in told)
