"""The four files of a finished control: findings.csv, report.json, report.xlsx, report.pdf."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from django.utils import translation

from ryddig.reports.formats import language
from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_csv import write_csv
from ryddig.reports.pay_json import write_json
from ryddig.reports.pay_told import prepare_told

Progress = Callable[[str, int, int], None]


def _write_xlsx(report: PayReport, path: Path) -> None:
    from ryddig.reports.pay_xlsx import write_xlsx  # noqa: PLC0415 - costs a tenth of a second: only when asked for

    write_xlsx(report, path)


def _write_pdf(report: PayReport, path: Path) -> None:
    from ryddig.reports.pay_pdf import pay_pdf  # noqa: PLC0415 - as above

    path.write_bytes(pay_pdf(report))


WRITERS: Final[dict[str, tuple[str, Callable[[PayReport, Path], object]]]] = {
    "csv": ("findings.csv", write_csv),
    "json": ("report.json", write_json),
    "xlsx": ("report.xlsx", _write_xlsx),
    "pdf": ("report.pdf", _write_pdf),
}
FORMATS: Final = tuple(WRITERS)


BY_DATABASE: Final = ("csv", "json")


def write_reports(
    report: PayReport, folder: Path, formats: Sequence[str] = FORMATS, *, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write the files into a folder that the database may write to, in the language in use. Those that the database
    itself writes are written at the same time."""
    prepare_told(report)
    written = []
    with ThreadPoolExecutor(len(BY_DATABASE)) as pool:
        begun = {
            code: pool.submit(_write_beside, report, folder, code, spoken=language())
            for code in formats
            if code in BY_DATABASE
        }
        for number, code in enumerate(formats, start=1):
            name, write = WRITERS[code]
            if code in begun:
                begun[code].result()
            else:
                write(report, folder / name)
            written.append(folder / name)
            if progress is not None:
                progress(name, number, len(formats))
    return tuple(written)


def _write_beside(report: PayReport, folder: Path, code: str, *, spoken: str) -> None:
    """Write one file from another thread, which has no language of its own yet."""
    name, write = WRITERS[code]
    with closing(report.db.cursor()) as db, translation.override(spoken):
        write(replace(report, db=db), folder / name)
