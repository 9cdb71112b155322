"""How a hand-checked line about a sample notice looks, and what the reader says of the same notice."""

from dataclasses import dataclass
from functools import cache

from ryddig.domain.notices import Amount, Cell, Notice
from ryddig.registers.doffin import read_notice
from tests.shared import shared


@dataclass(frozen=True)
class Line:
    """What a person read in the file. Money in whole kroner, other currencies named; None: the file does not say."""

    stage: str
    buyer: str
    orgnr: str | None
    title: str
    kind: str | None
    cpv: str
    reference: str | None = None
    on: str | None = None
    estimate: str | None = None
    low: str | None = None
    high: str | None = None
    ceiling: str | None = None
    total: str | None = None
    total_ceiling: str | None = None
    lots: int = 0
    rows: int = 0
    winners: int = 0
    months: int | None = None
    framework: bool | None = None


@cache
def notice(folder: str, name: str) -> Notice:
    """A sample notice, read in place."""
    return read_notice(shared("reference", "samples", folder, name).read_bytes(), name=name)


def line(read: Notice) -> Line:
    """The reader's answer in the shape of a hand-checked line."""
    first = read.buyers[0].firm
    return Line(
        stage=read.stage.value,
        buyer=first.name.value or "",
        orgnr=first.orgnr.value if first.orgnr else None,
        title=(read.title.value or "")[:30] if read.title else "",
        kind=read.kind.value.value if read.kind and read.kind.value else None,
        cpv=read.cpv[0].value or "",
        reference=read.file_reference.value if read.file_reference else None,
        on=read.announced_on.isoformat() if read.announced_on else None,
        estimate=money(read.estimate),
        low=money(read.low),
        high=money(read.high),
        ceiling=money(read.ceiling),
        total=money(read.total),
        total_ceiling=money(read.total_ceiling),
        lots=len(read.lots),
        rows=len(read.rows),
        winners=sum(len(row.winners) for row in read.rows),
        months=read.common_term.months.value if read.common_term.months else None,
        framework=read.framework.value if read.framework else None,
    )


def money(cell: Cell[Amount] | None) -> str | None:
    """`428000000` for kroner, `1000.00 EUR` for others."""
    if cell is None or cell.value is None:
        return None
    whole, rest = divmod(cell.value.hundredths, 100)
    if cell.value.currency == "NOK" and not rest:
        return str(whole)
    return f"{whole}.{rest:02d} {cell.value.currency}"
