"""The files of a new check of the pay control, with FILL-IN where only its author knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_

# family -> letter of its files, a canonical table it is likely to judge, the day of a row there
FAMILIES: Final[Mapping[str, tuple[str, str, str]]] = {
    "PAY": ("p", "slips", "last"),
    "TIME": ("t", "shifts", "on_day"),
    "OTP": ("o", "members", "last"),
    "HMS": ("h", "cards", "issued_on"),
    "RF": ("r", "shifts", "on_day"),
}
CHECK: Final = '''"""{code}: {name}. FILL-IN: what is judged, in a sentence or two."""

from typing import Final

from ryddig.tables.payroll.check import Check

SQL: Final = """
SELECT r.worker, r.{day} AS first, r.{day} AS last, 'cannot_be_tested' AS outcome, 'limit_missing' AS why,
  [own.key] AS rules, r.file, r.row
FROM {table} AS r
LEFT JOIN law AS own ON own.rule = 'pay_checks.{family}_{number}' AND r.{day} >= own.since AND r.{day} < own.until
"""

CHECK: Final = Check(id="{code}", version=1, needs=("{table}",), reads=("{table}.{day}",), sql=SQL)
'''
BASIS: Final = """what: pay_check
id: pay_checks.{family}_{number}
code: {code}
name:
  nb: FILL-IN
  nn: FILL-IN
  en: {name}
asks:
  nb: FILL-IN
  nn: FILL-IN
  en: FILL-IN
document:
  nb: FILL-IN
  nn: FILL-IN
  en: FILL-IN
series:
  - {{from: 2026-01-01, value: true, source: FILL-IN, status: unverified, checked_on: 2026-01-01}}
"""
CASE: Final = """  - rule: pay_checks.{family}_{number}
    expect: {{2025-12-31: absent, 2026-01-01: true, 2026-01-02: true}}
"""
PAGE: Final = """# {code}: {name}

**Method.** FILL-IN

**Example.** FILL-IN

**Why it matters.** FILL-IN

**What it leaves out.** FILL-IN

**Assumptions.** FILL-IN

**Law.** FILL-IN

**Version.** 1.
"""
GOLDEN: Final = """# FILL-IN: one breach or question, one kept, one at the limit.
[control]
first = 2026-01-01
last = 2026-01-31
[workers]
worker,pseudonym
1,P1
[{table}]
worker,{day}
1,2026-01-15
"""
EXPECTED: Final = """check,worker,first,last,outcome,found,due,unit,shortfall,in_question,why,arithmetic
{code},P1,2026-01-15,2026-01-15,cannot_be_tested,,,,0,0,limit_missing,
"""


@dataclass(frozen=True, slots=True)
class NewCheck:
    """What is asked for: `TIME`, `15`, the English name, and the name as part of a file name."""

    family: str
    number: str
    name: str
    slug: str

    @property
    def code(self) -> str:
        """TIME-15."""
        return f"{self.family}-{self.number}"


def files_of(wanted: NewCheck, root: Path) -> dict[str, str]:
    """Path -> whole text of every file, the file of cases with its new lines at the end. Raises UserCanFix when the
    check is there already or the folder is no checkout."""
    letter, table, day = FAMILIES[wanted.family]
    stem, family = f"{letter}{wanted.number}_{wanted.slug}", wanted.family.lower()
    places = {"family": family, "number": wanted.number, "code": wanted.code, "name": wanted.name}
    places |= {"table": table, "day": day}
    checks, cases = root / "ryddig/tables/payroll", f"ryddig/lawbook/cases/pay_checks_{family}.yaml"
    if not checks.is_dir() or not (root / "tests/tables/payroll/golden").is_dir():
        raise UserCanFix(
            "new.no_checkout",
            N_("There is no checkout of Ryddig at %(root)s."),
            hint=N_("Run this where the source is."),
            params={"root": str(root)},
        )
    basis = f"ryddig/lawbook/national/pay_checks/{family}_{wanted.number}.yaml"
    there = next((path.name for path in checks.glob(f"{letter}{wanted.number}_*.py")), "")
    if there or (root / basis).exists():
        raise UserCanFix(
            "new.check_exists",
            N_("%(code)s is there already: %(file)s."),
            hint=N_("Take the next free number."),
            params={"code": wanted.code, "file": there or basis},
        )
    known = (root / cases).read_text(encoding="utf-8") if (root / cases).exists() else "what: case\nitems:\n"
    return {
        f"ryddig/tables/payroll/{stem}.py": CHECK.format(**places),
        basis: BASIS.format(**places),
        cases: known.rstrip("\n") + "\n" + CASE.format(**places),
        f"docs/checks/{letter}{wanted.number}.md": PAGE.format(**places),
        f"tests/tables/payroll/golden/{stem}.csv": GOLDEN.format(**places),
        f"tests/tables/payroll/golden/{stem}.expected.csv": EXPECTED.format(**places),
    }
