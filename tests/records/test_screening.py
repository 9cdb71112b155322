from ryddig.domain.screening import Screener
from ryddig.records.contracts.models import Contract
from ryddig.records.followup.services import screen_contract
from tests.cast import TODAY, Cast, contract

def test_x(cast: Cast, screener: Screener) -> None:
    row = contract(cast)
    rec = screen_contract(actor=cast.kari, contract_id=row.pk, screener=screener, on=TODAY)
    row = Contract.objects.visible_to(cast.kari).get(id=row.pk)
    print(rec.decision, row.__dict__)
    assert rec.version == 1
