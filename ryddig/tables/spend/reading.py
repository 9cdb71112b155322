"""What became of one file or sheet."""

from dataclasses import dataclass, field

from ryddig.domain.problems import Problem


@dataclass(slots=True)
class SpendReading:
    """`kind`: ehf, saft, ledger, suppliers; empty when not recognised. `proven`: the file's own control totals agree
    with what was read; None when it states none. `attachments`: how many were left in the file. `unread`: headings of
    columns that were not read."""

    file: str
    kind: str
    sha256: str = ""
    rows: int = 0
    rejected: int = 0
    proven: bool | None = None
    attachments: int = 0
    problems: list[Problem] = field(default_factory=list)
    unread: tuple[str, ...] = ()
