"""A letter as PDF/A-2a and PDF/UA-1. Data goes in as JSON, never as source text, so nothing in it can be run."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

import typst

from ryddig.reports.letter import Letter, blocks

HERE: Final = Path(__file__).resolve().parent


def letter_pdf(letter: Letter, *, day: str) -> bytes:
    """The letter, ready to archive. `day`: the letter's day in words, in its language."""
    given = asdict(letter)
    made_on = given.pop("made_on")
    given |= {"made": [made_on.year, made_on.month, made_on.day], "day": day}
    given["parts"] = [
        {"name": part.name, "blocks": [asdict(block) for block in blocks(part.text)]} for part in letter.parts
    ]
    made: bytes = typst.compile(
        HERE / "letter.typ",
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(given, ensure_ascii=False)},
    )
    return made
