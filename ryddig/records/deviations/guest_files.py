"""Files a supplier hands over with an answer: on disk first, then rows and answer in one transaction, or none of it."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django.db import transaction

from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.records.accounts.access import Guest
from ryddig.records.deviations.guest_queries import deviation_for
from ryddig.records.deviations.models import Deviation
from ryddig.records.evidence import files
from ryddig.records.evidence.kinds import PAPERS
from ryddig.records.evidence.models import Evidence
from ryddig.records.evidence.services import Terms, receiving

MOST_FILES: Final = 20
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file on its way in."""

    name: str
    chunks: Iterable[bytes]


def with_files(
    *, guest: Guest, deviation_id: int, sent: Sequence[SentFile], on: date, answer: Callable[[list[int]], Made]
) -> Made:
    """Keep the files and do `answer` with their ids. A file the firm has handed over on the contract before is not kept
    twice. Raises what `answer` raises, and UserCanFix for a file nobody can read; then nothing is kept."""
    deviation = deviation_for(guest, deviation_id)
    if len(sent) > MOST_FILES:
        text = N_("That is more than %(most)s files at once.")
        hint = N_("Send the rest in a second answer.")
        raise UserCanFix("deviation.too_many_files", text, hint=hint, params={"most": MOST_FILES})
    with ExitStack() as disk:
        written = [(file.name, disk.enter_context(files.written(file.chunks))) for file in sent]
        with transaction.atomic():
            return answer([_kept(guest, deviation, name, content=content, on=on) for name, content in written])


def _kept(guest: Guest, deviation: Deviation, name: str, *, content: files.Written, on: date) -> int:
    rows = Evidence.objects.visible_to(guest).filter(contract_id=deviation.contract_id, shredded_on=None)
    there = rows.filter(supplier_id=guest.supplier_id, sha256=content.sha256).first()
    if there is not None:
        files.remove(content.place)
        return there.pk
    terms = Terms(deviation.contract, name, PAPERS, on, supplier_id=guest.supplier_id)
    with receiving(author=guest, terms=terms, content=nullcontext(content)) as row:
        return row.pk
