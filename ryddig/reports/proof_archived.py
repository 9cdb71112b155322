"""The proof's chapter on the archive: which messages were made, and what the archive answered."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext

from ryddig.records.evidence.models import ArchiveAnswer, ArchiveMessage
from ryddig.reports.document import Section
from ryddig.reports.proof_parts import Row, by, chapter, lines


def archived(rows: Iterable[ArchiveMessage]) -> Section:
    """Each message with its key and numbers in the archive."""
    made = chapter(
        gettext("In the archive"),
        (_message(row) for row in rows),
        none=gettext("Not done: nothing has been made for the archive."),
        head=(gettext("Message"), gettext("By"), gettext("Documents"), gettext("The archive’s answer")),
        widths=(4, 3, 2, 5),
    )
    return replace(made, log=True)


def _message(row: ArchiveMessage) -> Row:
    answers = list(row.answers.all())
    return (
        lines(row.title, row.key),
        by(row.actor, row.on),
        str(len(row.documents)),
        answer_said(answers[-1]) if answers else gettext("no answer yet"),
    )


def answer_said(answer: ArchiveAnswer) -> str:
    """What the archive answered, and who noted it."""
    who = by(answer.actor, answer.on)
    if answer.failed:
        return lines(gettext("Refused: %(why)s") % {"why": answer.failed}, who)
    case = gettext("case %(number)s") % {"number": answer.case_number}
    record = gettext("record %(number)s") % {"number": answer.record_number} if answer.record_number else ""
    there = gettext("the archive had it already") if answer.existing else ""
    return lines(", ".join(part for part in (case, record) if part), there, who)
