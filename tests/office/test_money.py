"""The money of a deviation in the office: terms read in the contract, a claim with its ledger, what was paid back."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ryddig.records.deviations import services
from ryddig.records.deviations.models import ContractTerm, Deviation, LedgerEntry, MoneyClaim
from ryddig.records.followup.services import register_and_screen
from ryddig.reports.formats import NBSP
from ryddig.reports.law import law_for
from tests.cast import TODAY, Cast, facts, make_cast
from tests.letter_world import confirmed, opened, sent, somebody

BOOK = law_for([]).book
TERM = {
    "kind": "withholding",
    "figure": "2",
    "unit": "times",
    "per": "once",
    "starts": "notice",
    "place": "punkt 12.3",
    "text": "Oppdragsgiver kan holde tilbake to ganger innsparingen.",
}


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield make_cast()


@pytest.fixture
def deviation(cast: Cast) -> Deviation:
    row = register_and_screen(
        actor=cast.lise, facts=facts(), unit_id=cast.property.pk, screener=law_for([]).screener, on=TODAY
    )
    return opened(cast.kari, row)


def browser(cast: Cast, who: str = "kari") -> Client:
    client = Client()
    client.force_login(cast.user(getattr(cast, who)))
    return client


def plain(answer: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace(NBSP, " ")
    return " ".join(text.split())


def test_a_term_is_read_in_the_contract_and_put_to_use_line_by_line(cast: Cast, deviation: Deviation) -> None:
    kari, contract = browser(cast), deviation.contract_id
    kari.post(reverse("office:terms", args=[contract]), TERM)
    term = ContractTerm.objects.visible_to(cast.kari).get()
    assert "2 ganger det arbeidsgiveren har spart" in plain(kari.get(reverse("office:terms", args=[contract])))
    services.give_view(author=cast.kari, deviation_id=deviation.pk, text="Hei", on=TODAY)
    confirmed((cast.kari, cast.lise), deviation, "sanctions.withholding", on=TODAY)
    sent(cast.kari, deviation, "withholding", to=somebody(cast.kari, deviation))
    kari.post(reverse("office:money_claim", args=[contract, deviation.pk]), {"term": term.pk, "reason": "Ikke rettet."})
    claim = MoneyClaim.objects.visible_to(cast.kari).get()
    given = {"until": TODAY.isoformat(), "reason": "Faktura 101"}
    kari.post(reverse("office:money_entry", args=[contract, claim.pk, "deduct"]), given)
    page = plain(kari.get(reverse("office:money", args=[contract, deviation.pk])))
    assert "2 ganger det arbeidstakerne har til gode, 7 001,28 kr, er 14 002,56 kr." in page
    assert "Faktura 101" in page
    given = {"amount": "14 002,56", "reason": "Rettet."}
    kari.post(reverse("office:money_entry", args=[contract, claim.pk, "release"]), given)
    assert [(one.kind, one.ore) for one in LedgerEntry.objects.visible_to(cast.kari).order_by("number")] == [
        ("deducted", 1_400_256),
        ("released", 1_400_256),
    ]


def test_what_was_paid_back_stands_on_the_deviation_and_the_contract(cast: Cast, deviation: Deviation) -> None:
    given = {"amount": "7001,28", "workers": "1", "paid_on": TODAY.isoformat(), "kept_at": "26/123"}
    url = reverse("office:money_repayment", args=[deviation.contract_id, deviation.pk])
    assert browser(cast).post(url, given).status_code == 302
    for name, args in (("money", [deviation.contract_id, deviation.pk]), ("terms", [deviation.contract_id])):
        assert "Etterbetalt, dokumentert 7 001,28 kr" in plain(browser(cast).get(reverse(f"office:{name}", args=args)))
    assert "Etterbetalt, dokumentert 7 001,28 kr" in plain(browser(cast, "bjorn").get(reverse("office:figures")))
    assert "Etterbetalt" not in plain(browser(cast, "omar").get(reverse("office:figures")))


def test_a_term_without_the_contracts_words_is_refused(cast: Cast, deviation: Deviation) -> None:
    url = reverse("office:terms", args=[deviation.contract_id])
    for change in ({"text": ""}, {"place": ""}, {"figure": "0"}, {"kind": "daily_penalty"}):
        browser(cast).post(url, TERM | change)
    assert not ContractTerm.objects.visible_to(cast.kari).exists()
    assert browser(cast, "petter").post(url, TERM).status_code == 403


def test_the_factor_nobody_has_confirmed_is_a_hint_and_never_filled_in(cast: Cast, deviation: Deviation) -> None:
    page = browser(cast).get(reverse("office:terms", args=[deviation.contract_id])).content.decode()
    assert 'name="figure"' in page
    assert not re.search(r'name="figure"[^>]*value=', page)
