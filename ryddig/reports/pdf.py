"""A document as PDF/A-2a and PDF/UA-1. Data goes in as JSON, never as source text, so nothing in it can be run."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from ryddig.reports.document import Document

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "proof.typ"
FONTS = HERE / "fonts"


def pdf(document: Document) -> bytes:
    """The document as an archivable, accessible PDF."""
    given = asdict(document)
    made_on = given.pop("made_on")
    given["made"] = [made_on.year, made_on.month, made_on.day]
    made: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"proof": json.dumps(given, ensure_ascii=False)},
    )
    return made
