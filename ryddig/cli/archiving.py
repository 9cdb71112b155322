"""Messages to the archive from the terminal: the same services as the page."""

from collections.abc import Collection
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj

from django.conf import settings
from django.utils.translation import gettext

from ryddig.cli.contracts_import import buyer_and_actor
from ryddig.domain.archive import Screening
from ryddig.domain.errors import UserCanFix
from ryddig.domain.words import N_
from ryddig.intake.archive_receipt import read_receipt
from ryddig.records.contracts.models import Contract
from ryddig.records.evidence.archiving import archive_record, messages_of, store_answer
from ryddig.records.evidence.files import opened
from ryddig.reports.archive_package import Wanted, content_of, make_package, wanted_now
from ryddig.reports.law import law_for


class Archiver:
    """Archives one contract for one buyer as one person. Raises UserCanFix when one of them is not found."""

    def __init__(self, organisation: str, login: str, reference: str) -> None:
        self._buyer, self._actor = buyer_and_actor(organisation, login)
        self._contract = self._found(reference)

    def _found(self, reference: str) -> Contract:
        rows = Contract.objects.visible_to(self._actor).filter(reference=reference)
        found = list(rows.order_by("id")[:2])
        if len(found) != 1:
            text = N_("%(count)s contracts have the reference %(reference)s.")
            hint = N_("Give the reference of one contract, as it stands in the register.")
            params = {"count": len(found), "reference": reference}
            raise UserCanFix("archive.which_contract", text, hint=hint, params=params)
        return found[0]

    def _wanted(self, *, is_open: bool, on: date) -> Wanted:
        screening = None if is_open else Screening(settings.ARCHIVE_ACCESS_CODE, settings.ARCHIVE_LEGAL_BASE)
        return wanted_now(
            self._actor,
            self._contract.pk,
            teller=law_for(self._buyer.layers).teller,
            organisation=self._buyer,
            chosen=None,
            screening=screening,
            on=on,
        )

    def titles(self, *, on: date) -> Collection[str]:
        """What goes along, the proof first."""
        wanted = self._wanted(is_open=True, on=on)
        return [wanted.proof.title, *(one.title for one in wanted.parts)]

    def make(self, out: Path, *, is_open: bool, on: date) -> str:
        """Make the message, or take the one that says the same, and write it to `out`. Returns its key."""
        wanted = self._wanted(is_open=is_open, on=on)
        row = archive_record(
            actor=self._actor,
            contract_id=self._contract.pk,
            content=content_of(wanted),
            make=lambda keys, folder: make_package(wanted, keys, folder=folder, on=on),
            on=on,
        )
        with opened(row.package) as content, out.open("wb") as goal:
            copyfileobj(content, goal)
        return row.key

    def answer(self, file: Path, *, on: date, really: bool) -> str:
        """Read a receipt, keep it when `really`, and say what it tells."""
        content = file.read_bytes()
        told = read_receipt(content, name=file.name)
        row = messages_of(self._actor, self._contract.pk).filter(key=told.record_key).first()
        if row is None:
            text = N_("No message of this contract has the key %(key)s.")
            hint = N_("Note the numbers on the contract’s archive page instead.")
            raise UserCanFix("archive.unknown_key", text, hint=hint, params={"key": told.record_key or "–"})
        if really:
            digest = sha256(content).hexdigest()
            store_answer(actor=self._actor, message_id=row.pk, receipt=told, sha256=digest, on=on)
        said = {"key": row.key, "case": told.case_number or "–", "record": told.record_number or "–"}
        return told.failed or gettext(N_("%(key)s: case %(case)s, record %(record)s.")) % said
