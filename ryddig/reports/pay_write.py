"""The four files of a finished control: findings.csv, report.json, report.xlsx, report.pdf."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_csv import write_csv
from ryddig.reports.pay_json import write_json
from ryddig.reports.pay_pdf import pay_pdf
from ryddig.reports.pay_told import prepare_told
from ryddig.reports.pay_xlsx import write_xlsx

Progress = Callable[[str, int, int], None]
WRITERS: Final[dict[str, tuple[str, Callable[[PayReport, Path], object]]]] = {
    "csv": ("findings.csv", write_csv),
    "json": ("report.json", write_json),
    "xlsx": ("report.xlsx", write_xlsx),
    "pdf": ("report.pdf", lambda report, path: path.write_bytes(pay_pdf(report))),
}
FORMATS: Final = tuple(WRITERS)


def write_reports(
    report: PayReport, folder: Path, formats: Sequence[str] = FORMATS, *, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write the files into a folder that the database may write to, in the language in use."""
    prepare_told(report)
    written = []
    for number, code in enumerate(formats, start=1):
        name, write = WRITERS[code]
        write(report, folder / name)
        written.append(folder / name)
        if progress is not None:
            progress(name, number, len(formats))
    return tuple(written)
