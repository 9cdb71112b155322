"""Files from time systems to payroll systems, which have no headings: Huldt & Lillevik (164 signs a line) and Visma
Lønn (17 fields). They hold wage types and quantities, not what was paid in the end."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ryddig.tables.read.pay_csv import Record
from ryddig.tables.read.pay_listing import Listing
from ryddig.tables.read.pay_stage import Row

_HULDT: Final = re.compile(r"[\d ]{6}[\d ]{5}.{84}\d{6}[\d -]{10}[\d -]{10}[\d -]{13}")
_HULDT_LEAST: Final = 134
_HULDT_PARTS: Final = {
    "worker_no": (0, 6), "line_code": (6, 11), "site": (23, 35), "day": (95, 101), "hours": (101, 111),
    "rate": (111, 121), "amount": (121, 134),
}  # fmt: skip
_DECIMALS: Final = ("hours", "rate", "amount")
_VISMA_WIDTH: Final = range(16, 19)
_VISMA: Final = {"year": 0, "run": 1, "worker_no": 2, "line_code": 3, "hours": 5, "rate": 6, "amount": 7, "site": 11}


def huldt_listing(lines: Sequence[str], all_lines: Iterable[str]) -> Listing | None:
    """The lines as Huldt & Lillevik, when the first of them look so."""
    filled = [line for line in lines if line.strip()]
    if not filled or not all(_HULDT.match(line) for line in filled):
        return None
    return Listing("wage_lines", "", tuple(_HULDT_PARTS), _huldt_rows(all_lines))


def _huldt_rows(lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if not _HULDT.match(line):
            yield number, [], "row.too_few_cells"
            continue
        parts = {name: line[first:last].strip() for name, (first, last) in _HULDT_PARTS.items()}
        day = parts["day"]
        parts["day"] = f"{day[:2]}.{day[2:4]}.20{day[4:]}"
        parts.update({name: _two_decimals(parts[name]) for name in _DECIMALS})
        yield number, list(parts.values()), ""


def _two_decimals(digits: str) -> str:
    """`0000000750` is 7.50. A minus stands first or last."""
    minus = "-" if "-" in digits else ""
    bare = digits.replace("-", "").strip().zfill(3)
    return f"{minus}{int(bare[:-2])}.{bare[-2:]}"


def visma_listing(rows: Sequence[Sequence[str]], records: Iterable[Record]) -> Listing | None:
    """The records as Visma Lønn, when the first of them look so."""
    filled = [cells for cells in rows if any(cells)]
    if not filled or not all(_is_visma(cells) for cells in filled):
        return None
    return Listing("wage_lines", "", tuple(_VISMA), _visma_rows(records))


def _is_visma(cells: Sequence[str]) -> bool:
    return (
        len(cells) in _VISMA_WIDTH
        and bool(re.fullmatch(r"(19|20)\d\d", cells[0].strip()))
        and all(cells[at].strip().isdigit() for at in (1, 2, 3))
    )


def _visma_rows(records: Iterable[Record]) -> Iterator[Row]:
    for number, cells, fault in records:
        if not any(cell.strip() for cell in cells):
            continue
        short = len(cells) <= max(_VISMA.values())
        wrong = fault or ("row.too_few_cells" if short else "")
        yield number, [] if wrong else [cells[at] for at in _VISMA.values()], wrong
