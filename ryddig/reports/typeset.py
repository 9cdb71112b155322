"""A template and values as PDF/A-2a and PDF/UA-1. Values go in as JSON, never as source text, so nothing in them can
be run; what the font cannot draw is told by its number."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import typst

from ryddig.reports.printable import all_printable

HERE: Final = Path(__file__).resolve().parent


def typeset(name: str, given: Mapping[str, object]) -> bytes:
    """`name`: of the template beside this file, which reads `sys.inputs.given`."""
    made: bytes = typst.compile(
        HERE / f"{name}.typ",
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(all_printable(dict(given)), ensure_ascii=False)},
    )
    return made
