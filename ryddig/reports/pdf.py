"""A document as PDF/A-2a and PDF/UA-1."""

from dataclasses import asdict

from ryddig.reports.document import Document
from ryddig.reports.typeset import typeset


def pdf(document: Document) -> bytes:
    """The document as an archivable, accessible PDF."""
    given = asdict(document)
    made_on = given.pop("made_on")
    given["made"] = [made_on.year, made_on.month, made_on.day]
    return typeset("proof", given)
