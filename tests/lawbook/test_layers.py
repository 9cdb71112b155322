"""Local layers may add or be stricter; the template can be copied as it stands."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from ryddig.domain.chain import Link, judge_chain
from ryddig.domain.controls import due
from ryddig.domain.decision import Answer
from ryddig.domain.errors import UserCanFix
from ryddig.lawbook import load
from ryddig.lawbook.lint import lint
from ryddig.lawbook.loader import LOCAL, TEMPLATE
from tests.lawbook.own_folder import own_folder, tightening

ON = date(2026, 11, 20)


def test_a_stricter_limit_counts(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "kommune", limit=tightening("limits.chain_tiers", "1", unit="tiers"))
    book = load(folders=[folder])
    links = [Link("A"), Link("B", "A"), Link("C", "B")]
    assert judge_chain(links, book=load(), started_on=ON).answer is Answer.YES
    reason = judge_chain(links, book=book, started_on=ON)
    assert (reason.answer, reason.rule) == (Answer.NO, "kommune.limit")


def test_before_the_local_rule_the_national_one_counts(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "kommune", limit=tightening("limits.chain_tiers", "1", unit="tiers"))
    assert load(folders=[folder]).strictest("limits.chain_tiers", date(2025, 12, 31)).id == "limits.chain_tiers"


def test_the_higher_figure_is_the_stricter_where_the_series_says_so(tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "kommune", limit=tightening("limits.apprentice_share", "12", unit="percent"))
    assert load(folders=[folder]).strictest("limits.apprentice_share", ON).id == "kommune.limit"


def test_a_shorter_deadline_moves_the_day(tmp_path: Path) -> None:
    two = tightening("deadlines.status_meeting.medium", "3", unit="months")
    folder = own_folder(tmp_path / "kommune", limit=two)
    national, local = (
        due(book, "deadlines.status_meeting.medium", ON, on=ON) for book in (load(), load(folders=[folder]))
    )
    assert national is not None
    assert local is not None
    assert (national[0], local[0]) == (date(2027, 5, 20), date(2027, 2, 20))
    assert local[1].rule == "kommune.limit"


@pytest.mark.parametrize(
    ("than", "value", "unit"),
    [
        ("limits.chain_tiers", "3", "tiers"),
        ("limits.apprentice_share", "9", "percent"),
        ("thresholds.pay_clause", "130000001", "ore"),
        ("thresholds.utilities.clauses", "{state: 163000000, others: 250000001}", "ore"),
        ("deadlines.tax_certificate_age", "7", "months"),
    ],
)
def test_a_weaker_figure_is_refused(than: str, value: str, unit: str, tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "kommune", limit=tightening(than, value, unit=unit))
    with pytest.raises(UserCanFix, match="weakens"):
        load(folders=[folder])


@pytest.mark.parametrize(
    ("than", "value", "unit"),
    [
        ("limits.chain_tiers", "0", "tiers"),
        ("limits.chain_tiers", "2", "tiers"),
        ("limits.apprentice_share", "10", "percent"),
        ("thresholds.pay_clause", "50000000", "ore"),
        ("thresholds.utilities.clauses", "163000000", "ore"),
    ],
)
def test_an_equal_or_stricter_figure_is_taken(than: str, value: str, unit: str, tmp_path: Path) -> None:
    folder = own_folder(tmp_path / "kommune", limit=tightening(than, value, unit=unit))
    assert load(folders=[folder]).series["kommune.limit"].stricter_than == than


def test_the_template_copied_as_it_stands_is_in_order(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(LOCAL / TEMPLATE, tmp_path / "solvik"))
    _, faults = lint(on=ON, folders=[copy], code=None)
    assert [fault.line_of_text("en") for fault in faults if fault.own] == []
    assert "template.chain" in {duty.id for duty in load(folders=[copy]).duties}


def test_the_template_under_another_name_is_in_order(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(LOCAL / TEMPLATE, tmp_path / "solvik"))
    for path in copy.glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("template", "solvik"), encoding="utf-8")
    _, faults = lint(on=ON, folders=[copy], code=None)
    assert [fault.line_of_text("en") for fault in faults if fault.own] == []
    assert load(folders=[copy]).layers == ("solvik",)
