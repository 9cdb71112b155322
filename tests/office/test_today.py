"""Today: what, why and one button; two clicks from there to the rule and its source."""

import re
from datetime import timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tests.office_world import World, logged_in

RULE_LINK = re.compile(r'href="(/law/[^"]+/)"')


def page(client: Client, url: str = "/") -> str:
    return client.get(url).content.decode()


def test_each_thing_has_one_button_and_a_why(world: World, kari: Client) -> None:
    shown = page(kari)
    things = shown.split('class="r-todo"')[1:]
    assert 1 <= len(things) <= 5
    for thing in things:
        assert thing.count('class="ds-button"') == 1
        assert re.search(r'<p class="r-todo__why">[^<]{10,}</p>', thing), "the reason stands open"


def test_something_late_says_how_late(world: World, kari: Client) -> None:
    with time_machine.travel(f"{(TODAY + timedelta(days=60)).isoformat()}T09:00:00+01:00", tick=False):
        kari.force_login(world.cast.user(world.cast.kari))
        shown = page(kari)
    assert "r-late" in shown
    assert re.search(r"\d+ dager? for sent", shown)


def test_two_clicks_lead_to_the_rule_and_its_source(world: World, kari: Client) -> None:
    with time_machine.travel(f"{(TODAY + timedelta(days=60)).isoformat()}T09:00:00+01:00", tick=False):
        kari.force_login(world.cast.user(world.cast.kari))
        links = RULE_LINK.findall(page(kari))
        assert links
        rule = page(kari, links[0])
    assert 'rel="external noreferrer"' in rule
    assert "https://" in rule


def test_a_quiet_day_is_not_an_empty_page(world: World) -> None:
    bjorn = logged_in(world, world.cast.omar)
    assert "r-todo" in page(bjorn)


def test_without_contracts_the_page_says_where_to_begin(world: World) -> None:
    from ryddig.records.accounts.models import Organisation, Role
    from tests.cast import person

    empty = Organisation.objects.create(name="Tom kommune", kind="municipal", is_demo=True)
    shown = page(logged_in(world, person("tom", empty, Role.COORDINATOR)))
    assert "r-todo" not in shown
    assert reverse("office:imports") in shown
