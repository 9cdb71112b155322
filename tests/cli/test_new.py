"""`ryddig new check` makes every file of a check; what is left is what only its author knows."""

import ast
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ryddig.cli.new import new, new_check, slug_of
from ryddig.cli.new_check import FAMILIES, files_of
from ryddig.domain.errors import UserCanFix
from ryddig.domain.judgement import CheckOutcome
from ryddig.lawbook.lint import lint
from ryddig.tables.payroll import run
from ryddig.tables.payroll.check import Check
from tests.house.budgets import CHECK_LINES
from tests.tables.payroll import golden_pairs

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("ryddig/tables/payroll", "ryddig/lawbook/cases", "tests/tables/payroll/golden")
ASK = ("check", "TIME-97", "Rest after night work")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the folders that hold checks, and one file of cases."""
    for folder in FOLDERS:
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "ryddig/lawbook/cases/pay_checks_time.yaml", tmp_path / "ryddig/lawbook/cases")
    return tmp_path


def test_a_dry_run_writes_nothing(checkout: Path) -> None:
    before = sorted(checkout.rglob("*"))
    told = CliRunner().invoke(new, [*ASK, "--root", str(checkout)])
    assert told.exit_code == 0
    assert "Nothing is written" in told.output
    assert "ryddig/tables/payroll/t97_rest_after_night_work.py" in told.output
    assert "add to ryddig/lawbook/cases/pay_checks_time.yaml" in told.output
    assert sorted(checkout.rglob("*")) == before


def test_apply_writes_all_six_and_keeps_the_cases_that_were(checkout: Path) -> None:
    cases = checkout / "ryddig/lawbook/cases/pay_checks_time.yaml"
    before = cases.read_text(encoding="utf-8")
    assert CliRunner().invoke(new, [*ASK, "--root", str(checkout), "--apply"]).exit_code == 0
    assert all(
        (checkout / path).is_file() for path in files_of(new_check("TIME-98", "x"), checkout) if "98" not in path
    )
    assert cases.read_text(encoding="utf-8").startswith(before)
    assert "pay_checks.time_97" in cases.read_text(encoding="utf-8").removeprefix(before)
    assert (checkout / "docs/checks/t97.md").is_file()
    again = CliRunner().invoke(new, [*ASK, "--root", str(checkout), "--apply"])
    assert isinstance(again.exception, UserCanFix)
    assert again.exception.code == "new.check_exists"


@pytest.mark.parametrize("family", FAMILIES)
def test_the_new_check_runs_and_says_what_its_golden_pair_expects(
    family: str, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = files_of(new_check(f"{family}-97", "Something new"), checkout)
    source = next(text for path, text in files.items() if path.endswith(".py"))
    assert len(source.splitlines()) < CHECK_LINES
    ast.parse(source)
    names: dict[str, Check] = {}
    exec(compile(source, "new", "exec"), names)
    monkeypatch.setattr(run, "all_checks", lambda: (names["CHECK"],))
    given, expected = (next(path for path in files if path.endswith(end)) for end in ("new.csv", ".expected.csv"))
    target = checkout / given
    target.write_text(files[given], encoding="utf-8")
    found = golden_pairs.run_golden(target)
    assert found[0].outcome is CheckOutcome.CANNOT_BE_TESTED
    assert golden_pairs.as_lines(found) == files[expected]


def test_the_lint_asks_only_for_the_source(tmp_path: Path) -> None:
    """The law files stand together; only what the author must fill in is an error."""
    files = files_of(new_check("TIME-97", "Something new"), ROOT)
    basis = next(text for path, text in files.items() if "national" in path)
    shutil.copy(ROOT / "ryddig/lawbook/local/oslomodellen/layer.yaml", tmp_path / "layer.yaml")
    layer = (tmp_path / "layer.yaml").read_text(encoding="utf-8").replace("id: oslomodellen", "id: ours")
    (tmp_path / "layer.yaml").write_text(layer, encoding="utf-8")
    basis = basis.replace("id: pay_checks.", "id: ours.")  # a buyer's own folder has ids of its own
    (tmp_path / "time_97.yaml").write_text(basis, encoding="utf-8")
    _, faults = lint(on=date(2026, 11, 28), folders=(tmp_path,))
    ours = [fault for fault in faults if not fault.warning and "time_97" in fault.file]
    assert [fault.params.get("given") for fault in ours] == ["FILL-IN"], ours


@pytest.mark.parametrize("code", ["TIME-1", "TIME15", "ABC-01", "time-15"])
def test_a_wrong_id_is_named_with_its_cure(code: str) -> None:
    with pytest.raises(UserCanFix, match="two digits"):
        new_check(code, "Something")


def test_without_a_checkout_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match="no checkout"):
        files_of(new_check("TIME-97", "Something new"), tmp_path)


def test_names_of_files_are_ascii() -> None:
    assert slug_of("Rest after night-work (§ 10-8)") == "rest_after_night_work_10_8"
    assert slug_of("Pause før økt") == "pause_for_okt"
    with pytest.raises(UserCanFix, match="no letters"):
        new_check("TIME-15", "—")
