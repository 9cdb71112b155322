"""What a reader is shown: no link and no form on the pages of the three steps leads to something the reader may not
do."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.office_world import World

PAGES = (
    *("contract", "duties", "risk", "plan", "followup", "history", "contacts", "chain", "proof", "self_reports"),
    *("reviews", "visits", "deviations", "dialogue", "talks", "changes", "time_spent", "incentives", "terms"),
    *("agreed_terms", "pay_controls", "archive", "rights"),
)


def _links(page: str) -> set[str]:
    main = page[page.index("<main") : page.index("</main>")]
    return {href.split("#")[0] for href in re.findall(r'href="(/contracts/[^"]+)"', main)} - {""}


@pytest.mark.parametrize("name", PAGES)
def test_no_link_leads_an_auditor_to_a_closed_door(world: World, ada: Client, name: str) -> None:
    page = reverse(f"office:{name}", args=[world.cleaning.pk])
    links = _links(ada.get(page).content.decode())
    shut = [link for link in sorted(links) if ada.get(link).status_code not in (200, 302)]
    assert shut == []


@pytest.mark.parametrize("name", ["pay_control", "visit", "self_report", "deviation", "money", "meeting", "chain_list"])
def test_nor_do_the_pages_of_one_of_them(world: World, ada: Client, name: str) -> None:
    rows = {
        "pay_control": world.pay,
        "visit": world.visit,
        "self_report": world.self_report,
        "deviation": world.deviations.row,
        "money": world.deviations.row,
        "meeting": world.talk.meeting,
        "chain_list": world.chain_list,
    }
    page = reverse(f"office:{name}", args=[world.cleaning.pk, rows[name].pk])
    links = _links(ada.get(page).content.decode())
    assert [link for link in sorted(links) if ada.get(link).status_code not in (200, 302)] == []


def test_a_closed_door_says_why_and_what_to_do(world: World, ada: Client) -> None:
    answer = ada.get(reverse("office:self_report_new", args=[world.cleaning.pk]))
    said = answer.content.decode()
    assert answer.status_code == 403
    assert "Dette kan gjøres av: kontraktsforvalter" in said
    assert "Be " in said


def test_one_who_may_is_led_on(world: World, kari: Client, ada: Client) -> None:
    step = reverse("office:visit_new", args=[world.cleaning.pk])
    deviation = reverse("office:deviation", args=[world.cleaning.pk, world.deviations.row.pk])
    shown = {client: client.get(deviation).content.decode() for client in (kari, ada)}
    assert 'id="end"' in shown[kari]
    assert 'id="end"' not in shown[ada]
    assert step in kari.get(reverse("office:visits", args=[world.cleaning.pk])).content.decode()
