"""Another tenant's ids in addresses, forms, files, exports and feeds: what is not yours does not exist."""

import json

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client

from ryddig.domain.errors import OurFault
from ryddig.records.accounts.access import Actor
from ryddig.records.accounts.models import Membership, Unit
from ryddig.records.audit.models import Event
from ryddig.records.contracts.conflicts import declare_conflict
from ryddig.records.contracts.models import Contract, Supplier
from ryddig.records.correspondence.delegations import Loan, lend_seats
from tests.api.asking import key_for
from tests.attacks.browsing import logged_in, office_addresses
from tests.cast import TODAY, Cast

SECRET = "Hemmelig renhold"


@pytest.mark.parametrize("part", [{}, {"HX-Request": "true"}], ids=["page", "part"])
def test_no_address_shows_it(cast: Cast, theirs: Contract, part: dict[str, str]) -> None:
    omar = logged_in(cast, cast.omar)
    pages, shown = 0, []
    for address in office_addresses():
        if "logout" in address:
            continue
        answer = omar.get(address.replace("/1/", f"/{theirs.pk}/", 1), headers=part)
        if not getattr(answer, "streaming", False):
            pages += answer.status_code == 200
            shown += [address] if SECRET.encode() in answer.content else []
    assert pages > 15, "or this says nothing"
    assert shown == []


@pytest.mark.parametrize("shape", ["csv", "xlsx"])
def test_an_export_holds_ones_own_only(cast: Cast, theirs: Contract, shape: str) -> None:
    answer = logged_in(cast, cast.omar).get(f"/contracts/export.{shape}?state=all&unit={theirs.unit_id}")
    assert answer.status_code == 200
    assert SECRET.encode() not in answer.content
    assert SECRET in logged_in(cast, cast.lise).get("/contracts/export.csv?state=all").content.decode("utf-8-sig")


def test_a_form_takes_no_unit_person_or_supplier_of_another_buyer(cast: Cast, theirs: Contract) -> None:
    omar = logged_in(cast, cast.omar)
    unit, person = cast.property.pk, cast.kari.user_id
    omar.post("/contracts/new/", {"unit": unit, "title": "Mitt", "reference": "X-1"})
    omar.post(f"/settings/people/{cast.omar.user_id}/role/", {"role": "leader", "unit": unit})
    omar.post(f"/settings/people/{person}/role/", {"role": "leader", "unit": ""})
    omar.post("/absence/", {"lender": person, "deputy": cast.omar.user_id, "starts_on": TODAY, "ends_on": TODAY})
    assert not Contract.objects.visible_to(cast.omar).exists()
    assert not Membership.objects.visible_to(cast.omar).filter(unit_id=unit).exists()
    assert Membership.objects.visible_to(cast.omar).count() == 1


def test_a_service_finds_nothing_either(cast: Cast, theirs: Contract) -> None:
    omar, kari = cast.omar.user_id or 0, cast.kari.user_id or 0
    supplier = Supplier.objects.visible_to(cast.lise).order_by("id")[0]
    with pytest.raises(ObjectDoesNotExist):
        declare_conflict(actor=cast.omar, user_id=omar, ground="other", contract_id=theirs.pk, on=TODAY)
    with pytest.raises(ObjectDoesNotExist):
        declare_conflict(actor=cast.omar, user_id=omar, ground="other", supplier_id=supplier.pk, on=TODAY)
    with pytest.raises(ObjectDoesNotExist):
        lend_seats(actor=cast.omar, loan=Loan(kari, omar, TODAY, TODAY), on=TODAY)


def test_the_calendar_holds_ones_own_only(cast: Cast, theirs: Contract) -> None:
    def feed_of(actor: Actor) -> str:
        page = logged_in(cast, actor).post("/account/calendar/").content.decode()
        secret = page.split("/calendar/")[1].split(".ics")[0]
        return Client().get(f"/calendar/{secret}.ics").content.decode()

    Contract.objects.visible_to(cast.lise).filter(id=theirs.pk).update(ends_on=TODAY, last_day=TODAY)
    assert SECRET in feed_of(cast.lise), "or it says nothing"
    assert SECRET not in feed_of(cast.omar)


def test_the_api_holds_ones_own_only(cast: Cast, theirs: Contract) -> None:
    key = key_for(cast.omar)
    for path in (f"/contracts/{theirs.pk}", f"/contracts/{theirs.pk}/proof"):
        assert key.get(path).status_code == 404
    assert SECRET not in json.dumps(key.get("/contracts", {"state": "all", "unit_id": theirs.unit_id}).json())


@pytest.mark.parametrize("model", [Contract, Unit, Membership, Event, Supplier])
def test_a_query_that_nobody_scoped_raises(cast: Cast, theirs: Contract, model: type) -> None:
    with pytest.raises(OurFault):
        list(model.objects.all())  # type: ignore[attr-defined]  # every model has a manager
