"""A letter as PDF/A-2a and PDF/UA-1."""

from dataclasses import asdict

from ryddig.reports.letter import Letter, blocks
from ryddig.reports.typeset import typeset


def letter_pdf(letter: Letter, *, day: str) -> bytes:
    """The letter, ready to archive. `day`: the letter's day in words, in its language."""
    given = asdict(letter)
    made_on = given.pop("made_on")
    given |= {"made": [made_on.year, made_on.month, made_on.day], "day": day}
    given["parts"] = [
        {"name": part.name, "blocks": [asdict(block) for block in blocks(part.text)]} for part in letter.parts
    ]
    return typeset("letter", given)
