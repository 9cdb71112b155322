"""Ten broken cells: ten messages, nothing stored. Mended: stored. Again: no change. By services and in the terminal."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ryddig.cli.demo_load import load_demo
from ryddig.cli.main import ryddig
from ryddig.domain.errors import UserCanFix
from ryddig.domain.facts import BuyerKind
from ryddig.intake.read import read_files
from ryddig.intake.reading import Reading
from ryddig.lawbook import load
from ryddig.records.accounts.access import Actor, actor_of
from ryddig.records.accounts.models import Unit, User
from ryddig.records.contracts.models import Contract, ImportBatch
from ryddig.records.contracts.services import preview_import, store_import
from tests.demo.conftest import DEMO, WHY, small_demo

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)
BROKEN, MENDED = DEMO / "kontrakter-ti-feil.xlsx", DEMO / "kontrakter-rettet.xlsx"
FAULTS = {
    (4, "E", "amount.approximate"),
    (5, "E", "amount.currency"),
    (6, "F", "date.no_such_day"),
    (7, "F", "date.only_month"),
    (8, "D", "cpv.malformed"),
    (9, "L", "orgnr.check_digit"),
    (10, "J", "yes_no.unclear"),
    (11, "C", "choice.unknown"),
    (13, "A", "reference.twice"),
    (14, "I", "dates.end_before_start"),
}


@pytest.fixture
def kari(db: None, tmp_path: Path) -> Actor:
    """The contract manager of the demo."""
    load_demo(small_demo(tmp_path), on=ON, password="for tests only")
    actor = actor_of(User.objects.get(username="kari"))
    assert actor is not None
    return actor


def reading_of(name: str) -> Reading:
    return read_files([DEMO / name], book=load(), on=ON, buyer_kind=BuyerKind.MUNICIPAL)


def previewed(kari: Actor, name: str) -> ImportBatch:
    unit = Unit.objects.visible_to(kari).get(name="Teknikk og eiendom")
    return preview_import(actor=kari, reading=reading_of(name), file_name=name, unit_id=unit.pk, on=ON)


def stored() -> dict[str, str]:
    rows = Contract.objects.unscoped(WHY).filter(reference__startswith="TK-9").exclude(reference="TK-902")
    return dict(rows.values_list("reference", "title"))


def counts(batch: ImportBatch) -> tuple[int, int, int]:
    return batch.report["new"], batch.report["changed"], batch.report["unchanged"]


def test_ten_cells_give_ten_messages_each_of_its_own_kind() -> None:
    problems = reading_of(BROKEN.name).problems
    assert {(problem.where.row, problem.where.letter, problem.code) for problem in problems} == FAULTS
    assert all(problem.stops and problem.message and problem.expected and problem.hint for problem in problems)


def test_by_services_broken_then_mended_then_again(kari: Actor) -> None:
    broken = previewed(kari, BROKEN.name)
    with pytest.raises(UserCanFix, match="10 problems"):
        store_import(actor=kari, batch_id=broken.pk, on=ON)
    assert stored() == {}
    mended = previewed(kari, MENDED.name)
    assert counts(mended) == (12, 0, 0)
    store_import(actor=kari, batch_id=mended.pk, on=ON)
    assert len(stored()) == 12
    again = previewed(kari, MENDED.name)
    assert counts(again) == (0, 0, 12)
    assert store_import(actor=kari, batch_id=again.pk, on=ON).contract_ids == ()


def test_what_is_stored_is_what_the_list_says(kari: Actor) -> None:
    store_import(actor=kari, batch_id=previewed(kari, MENDED.name).pk, on=ON)
    contract = Contract.objects.visible_to(kari).get(reference="TK-955")
    assert (contract.title, contract.value_ore, contract.announced_on) == (
        "Renhold av busskur",
        170_000_000,
        date(2026, 7, 6),
    )
    assert (contract.responsible_id, contract.unit.name) == (kari.user_id, "Teknikk og eiendom")
    assert [link.supplier.orgnr for link in contract.supplier_links.all()] == ["310402540"]


def imported(name: str) -> Result:
    arguments = ["contracts", "import", str(DEMO / name), "--organisation", "Tenkevik", "--as", "kari", "--apply"]
    return CliRunner().invoke(ryddig, [*arguments, "--on", ON.isoformat()], catch_exceptions=False)


def test_in_the_terminal_broken_then_mended_then_again(kari: Actor) -> None:
    broken = imported(BROKEN.name)
    assert broken.exit_code != 0
    assert all(f"[{code}]" in broken.output for _row, _letter, code in FAULTS)
    assert stored() == {}
    assert imported(MENDED.name).exit_code == 0
    before = stored()
    assert len(before) == 12
    assert imported(MENDED.name).exit_code == 0
    assert stored() == before
