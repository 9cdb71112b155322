"""The two files of a letter, made before anything is stored."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import override

from ryddig.office.desk import Desk
from ryddig.records.deviations.letters import LetterFiles
from ryddig.records.deviations.models import LetterDraft
from ryddig.records.evidence.files import working_folder
from ryddig.reports.labels import label
from ryddig.reports.letter import Letter
from ryddig.reports.letter_case import day_said, drawn
from ryddig.reports.letter_docx import letter_docx
from ryddig.reports.letter_pdf import letter_pdf


def drawn_for(desk: Desk, row: LetterDraft) -> Letter:
    """The letter, signed by the one at the desk."""
    with override(row.language):
        role = label("role", min(desk.actor.roles).value)
    return drawn(row, buyer=desk.organisation.name, signer=desk.name, role=role, on=desk.on)


def pdf_of(desk: Desk, draft: LetterDraft) -> bytes:
    """How the letter will look."""
    letter = drawn_for(desk, draft)
    return letter_pdf(letter, day=day_said(letter))


@contextmanager
def letter_files(desk: Desk, draft: LetterDraft) -> Iterator[LetterFiles]:
    """PDF and Word file of the draft as it is saved now, on disk while they are used."""
    letter = drawn_for(desk, draft)
    day = day_said(letter)
    with working_folder() as folder:
        pdf, word = folder / f"letter-{draft.kind}.pdf", folder / f"letter-{draft.kind}.docx"
        pdf.write_bytes(letter_pdf(letter, day=day))
        word.write_bytes(letter_docx(letter, day=day))
        yield LetterFiles(draft.version, pdf, word)
