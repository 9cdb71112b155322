"""Every check has a golden pair, and says exactly what the pair expects."""

from pathlib import Path

import pytest

from ryddig.domain.pay_control import Firm
from ryddig.tables.payroll.check import all_checks, check_files
from tests.tables.payroll.golden_pairs import FOLDER, as_lines, run_golden


@pytest.mark.parametrize("path", check_files(), ids=lambda path: path.stem)
def test_a_check_says_what_its_golden_pair_expects(path: Path) -> None:
    given, expected = FOLDER / f"{path.stem}.csv", FOLDER / f"{path.stem}.expected.csv"
    check = next(one for one in all_checks() if one.id[-2:] == path.stem[1:3] and one.id[0].lower() == path.stem[0])
    said = as_lines(tuple(one for one in run_golden(given) if one.check == check.id))
    assert said == expected.read_text(encoding="utf-8"), f"{path.stem} says:\n{said}"


def test_a_check_that_reads_findings_waits_for_them() -> None:
    """Checks are made at the same time; those that sum up come after all others."""
    firm = Firm()
    reading = {check.id for check in all_checks() if "FROM findings" in check.statement(firm)}
    assert reading == {check.id for check in all_checks() if check.sums_up}
    assert reading
