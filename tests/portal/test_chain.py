"""The chain of subcontractors in the portal: everything wrong with a form is told at once."""

from collections.abc import Iterator
from typing import Final

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ryddig.records.contracts.models import Contract
from ryddig.records.reviews.chain_models import ChainFirm
from tests.cast import TODAY, Cast, contract, make_cast, orgnr
from tests.portal_world import WHY, browser, contact, supplier_of

ASKED: Final = {"name": "Prøvegrunn AS", "orgnr": orgnr(7), "role": "work", "works_for": "0", "task": "Graving"}


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+01:00", tick=False):
        yield make_cast()


@pytest.fixture
def row(cast: Cast) -> Contract:
    return contract(cast)


@pytest.fixture
def per(cast: Cast, row: Contract) -> Client:
    return browser(contact(cast.kari, row))


def test_an_empty_task_and_a_wrong_number_are_told_together(per: Client) -> None:
    answer = per.post(reverse("portal:chain"), {**ASKED, "task": "", "orgnr": "123456789"})
    said = answer.content.decode()
    assert "123456789 er ikke" in said
    assert 'id="id_task_error"' in said
    assert not ChainFirm.objects.unscoped(WHY).exists()


def test_a_firm_that_works_for_the_supplier_is_said_to(per: Client, row: Contract) -> None:
    assert per.post(reverse("portal:chain"), ASKED).status_code == 302
    assert per.post(reverse("portal:chain"), ASKED).status_code == 200, "sent twice, it is asked once"
    assert ChainFirm.objects.unscoped(WHY).count() == 1
    assert f"arbeider for {supplier_of(row).name}" in per.get(reverse("portal:chain")).content.decode()
