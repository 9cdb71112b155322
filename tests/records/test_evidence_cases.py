"""What a person does with a request for evidence: starts it, has the supplier reminded, ends it."""

from typing import Any

import pytest

from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import SupplierFact
from ryddig.records.accounts.access import NotAllowed
from ryddig.records.audit.models import Event
from ryddig.records.contracts.models import Contract
from ryddig.records.lookups.cases import ARREARS, CODES, end_case, remind_supplier, start_case
from ryddig.records.lookups.models import RegisterCase
from tests.cast import TODAY, Cast, contract
from tests.register_world import firm


@pytest.fixture
def row(cast: Cast) -> Contract:
    return contract(cast)


def start(cast: Cast, row: Contract, **more: Any) -> RegisterCase:
    given = {"actor": cast.kari, "codes": [ARREARS], "why": "Før opsjonen.", "cpv": [], **more}
    return start_case(supplier_id=firm(row).pk, contract_id=row.pk, on=TODAY, **given)


def test_it_waits_to_be_sent_with_its_reason(cast: Cast, row: Contract) -> None:
    case = start(cast, row)
    assert (case.state, case.why, case.codes) == ("draft", "Før opsjonen.", [{"name": ARREARS, "state": "asked"}])
    told = Event.objects.visible_to(cast.lise).filter(type="case.started").get()
    assert (told.subject_id, told.details["codes"]) == (firm(row).pk, ARREARS)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"codes": []}, "evidence.no_codes"),
        ({"codes": ["Lottogevinst"]}, "cases.unknown_code"),
        ({"codes": list(CODES)}, "cases.no_risk_cpv"),
        ({"why": " "}, "reason.missing"),
    ],
)
def test_what_cannot_be_asked_for(cast: Cast, row: Contract, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(UserCanFix) as refused:
        start(cast, row, **wrong)
    assert refused.value.code == code
    assert not RegisterCase.objects.visible_to(cast.kari).exists()


def test_a_trade_on_the_list_may_ask_for_all(cast: Cast, row: Contract) -> None:
    assert start(cast, row, codes=list(CODES), cpv=["90911000-6"]).basis == {"cpv": ["90911000-6"]}


def test_one_at_a_time(cast: Cast, row: Contract) -> None:
    first = start(cast, row)
    with pytest.raises(UserCanFix, match="open already"):
        start(cast, row)
    end_case(actor=cast.kari, case_id=first.pk, on=TODAY)
    assert start(cast, row).pk != first.pk


def test_a_firm_without_a_number_cannot_be_asked_about(cast: Cast) -> None:
    named = contract(cast, reference="K-8", suppliers=(SupplierFact("Navnløs Prøve"),))
    with pytest.raises(UserCanFix, match="no organisation number"):
        start(cast, named)


def test_reminding_is_a_wish_for_the_worker(cast: Cast, row: Contract) -> None:
    case = start(cast, row)
    with pytest.raises(UserCanFix, match="nothing to answer"):
        remind_supplier(actor=cast.kari, case_id=case.pk, on=TODAY)
    RegisterCase.objects.visible_to(cast.kari).update(state="pending", accreditation="a-1")
    once = remind_supplier(actor=cast.kari, case_id=case.pk, on=TODAY).remind_at
    assert once is not None
    assert remind_supplier(actor=cast.kari, case_id=case.pk, on=TODAY).remind_at == once


def test_ended_after_sending_the_worker_ends_it_at_the_service_too(cast: Cast, row: Contract) -> None:
    case = start(cast, row)
    RegisterCase.objects.visible_to(cast.kari).update(state="pending", accreditation="a-1")
    ended = end_case(actor=cast.kari, case_id=case.pk, on=TODAY)
    assert (ended.state, ended.ended_on, ended.end_at is not None) == ("paper", TODAY, True)


def test_who_may(cast: Cast, row: Contract) -> None:
    for actor in (cast.petter, cast.bjorn, cast.ada):
        with pytest.raises(NotAllowed):
            start(cast, row, actor=actor)
    case = start(cast, row, actor=cast.lise)
    with pytest.raises(RegisterCase.DoesNotExist):
        end_case(actor=cast.omar, case_id=case.pk, on=TODAY)
