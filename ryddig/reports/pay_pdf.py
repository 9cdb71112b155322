"""`report.pdf`: a few pages a tired reader can use, as PDF/A-2a and PDF/UA-1. Data goes in as JSON, never as source."""

import json
from pathlib import Path
from typing import Any, Final

import typst

from ryddig.reports.pay_control import PayReport
from ryddig.reports.pay_pages import pages

HERE: Final = Path(__file__).resolve().parent
TEMPLATE: Final = HERE / "pay_control.typ"
FONTS: Final = HERE / "fonts"


def pay_pdf(report: PayReport) -> bytes:
    """The report in the language in use. `pay_told.prepare_told` must have been called."""
    given: dict[str, Any] = pages(report)
    made: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(given, ensure_ascii=False)},
    )
    return made
