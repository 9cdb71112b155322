"""Every address of the portal × who comes: the right link, another supplier's, another buyer's, none.

A new address without an entry fails.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ryddig.domain.facts import SupplierFact
from ryddig.records.followup.services import register_and_screen
from ryddig.reports.law import law_for
from tests.cast import TODAY, facts, orgnr
from tests.office_world import World, logged_in
from tests.portal.entries import ASKS_ABOUT_COOKIE, ENTRIES, NO_LINK_NEEDED
from tests.portal_world import browser, contact


@pytest.fixture
def ola(world: World) -> Client:
    """The guest of the cleaning contract's supplier."""
    return browser(contact(world.cast.kari, world.cleaning))


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Names of addresses, also of those that are included."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield str(pattern.name)


def portal() -> set[str]:
    """Names of the portal's addresses."""
    found = [one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "portal"]
    return set(names(found))


def ask(client: Client, name: str, world: World) -> int:
    """The status of the answer."""
    entry = ENTRIES[name]
    answer = getattr(client, entry.method)(reverse(f"portal:{name}", args=entry.args(world)), entry.data)
    if getattr(answer, "streaming", False):
        list(answer.streaming_content)  # a file stays open until it is read
    return int(answer.status_code)


def closed_to(client: Client, world: World) -> dict[str, int]:
    """What answers anything but 404 among the addresses that name a row."""
    named = {name for name, entry in ENTRIES.items() if entry.args(world)} - ASKS_ABOUT_COOKIE
    return {name: status for name in named if (status := ask(client, name, world)) != 404}


def test_every_address_has_an_entry() -> None:
    assert portal() - NO_LINK_NEEDED == set(ENTRIES)


def test_the_right_link_opens_everything(world: World, ola: Client) -> None:
    asked = {name: (ask(ola, name, world), entry.opens) for name, entry in ENTRIES.items()}
    assert {name: status for name, (status, opens) in asked.items() if status not in opens} == {}


def test_another_supplier_of_the_same_buyer_finds_nothing(world: World, ola: Client) -> None:
    other = facts("K-9", title="Maling", suppliers=(SupplierFact("Annet Prøvefirma AS", orgnr(7)),))
    kari, unit = world.cast.lise, world.cast.property.pk
    row = register_and_screen(actor=kari, facts=other, unit_id=unit, screener=law_for([]).screener, on=TODAY)
    assert closed_to(browser(contact(world.cast.kari, row, email="per@eksempel.no")), world) == {}


def test_the_same_supplier_on_another_contract_finds_nothing(world: World, ola: Client) -> None:
    row = register_and_screen(
        actor=world.cast.lise,
        facts=facts("K-8", title="Vinduspuss"),
        unit_id=world.cast.property.pk,
        screener=law_for([]).screener,
        on=TODAY,
    )
    assert closed_to(browser(contact(world.cast.kari, row)), world) == {}


def test_a_supplier_of_another_buyer_finds_nothing(world: World, ola: Client) -> None:
    assert closed_to(browser(contact(world.cast.omar, world.other)), world) == {}


def test_without_a_link_nothing_opens_and_nobody_is_sent_to_the_log_in(world: World, ola: Client) -> None:
    assert {name: ask(Client(), name, world) for name in ENTRIES} == dict.fromkeys(ENTRIES, 403)


def test_a_log_in_at_the_buyer_is_no_link(world: World, ola: Client) -> None:
    lise = logged_in(world, world.cast.lise)
    assert {name: ask(lise, name, world) for name in ENTRIES} == dict.fromkeys(ENTRIES, 403)


def test_a_change_is_never_a_plain_link(world: World, ola: Client) -> None:
    posts = [name for name, entry in ENTRIES.items() if entry.method == "post"]
    asked = {name: ola.get(reverse(f"portal:{name}", args=ENTRIES[name].args(world))).status_code for name in posts}
    assert set(asked.values()) == {405}, asked
